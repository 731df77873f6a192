from api.cli.faults import as_data, line_of
from api.cli.guard import MOST_LINES
from planner.errors import Fault
from tests.api.cli.runs import Shell


def test_a_fault_is_one_line_with_place_expectation_and_remedy() -> None:
    fault = Fault(code="file_missing", place="plan.json")
    assert line_of(fault, "zh") == (
        "错误：plan.json：找不到该文件；应为：已存在的文件；办法：请核对路径和文件名"
    )
    assert line_of(fault, "en").startswith("error: plan.json: there is no such file; expected: ")


def test_a_place_that_the_sentence_names_is_not_said_twice() -> None:
    fault = Fault(code="missing", place="season.json: companies[3].name")
    assert line_of(fault, "zh").count("companies[3].name") == 1


def test_a_fault_without_sentences_is_shown_as_the_data_it_is() -> None:
    assert "no_such_code at here: 'this'" in line_of(
        Fault(code="no_such_code", place="here", value="this"), "zh"
    )


def test_a_program_gets_code_and_sentences() -> None:
    data = as_data(Fault(code="file_missing", place="plan.json"), "en")
    assert (data["code"], data["message"]) == ("file_missing", "there is no such file")


def test_a_flood_of_faults_is_cut_and_counted(shell: Shell) -> None:
    run = shell("export", "s.json", "p.json", "--only", ",".join(f"part-{n}" for n in range(MOST_LINES + 7)))
    assert len(run.err.splitlines()) == MOST_LINES + 1
    assert run.err.splitlines()[-1] == "……另有 7 处"
