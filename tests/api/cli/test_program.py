from pathlib import Path

import pytest

from api.cli import COMMANDS
from api.cli.program import program
from api.cli.terminal import Terminal
from tests.api.cli.runs import Shell


def test_the_help_lists_every_command_in_chinese(shell: Shell) -> None:
    run = shell("--help")
    assert run.status == 0
    assert [name for name in COMMANDS if f" {name} " not in run.out] == []
    assert "用法：" in run.out
    assert "Usage" not in run.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_in_both_languages(shell: Shell, name: str) -> None:
    chinese, english = shell(name, "--help"), shell(name, "--help", "--lang", "en")
    assert (chinese.status, english.status) == (0, 0)
    assert [word for word in ("用法：", "选项") if word not in chinese.out] == []
    assert [word for word in ("Usage:", "Options") if word not in english.out] == []


def test_the_language_may_come_from_the_environment(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHAOSHANG_LANG", "en_GB.UTF-8")
    assert "Usage:" in shell("--help").out
    assert "用法：" in shell("--help", "--lang=zh").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["plam"], "没有这个命令"),
        (["plan"], "缺少参数：SEASON.json"),
        (["plan", "a.json", "--sek", "3"], "没有这个选项：--sek"),
        (["plan", "a.json", "--seconds", "soon"], "参数 --seconds 的值不能用"),
    ],
)
def test_misuse_is_said_in_a_line_with_status_2(shell: Shell, arguments: list[str], said: str) -> None:
    run = shell(*arguments)
    assert (run.status, run.out) == (2, "")
    assert said in run.err.splitlines()[0]
    assert "--help" in run.err.splitlines()[1]


def test_an_unknown_language_is_refused_with_its_remedy(shell: Shell) -> None:
    run = shell("--lang", "fr", "plan")
    assert run.status == 1
    assert "不支持的界面语言「fr」" in run.err
    assert "--lang zh" in run.err


def test_a_defect_goes_to_a_crash_file_and_never_to_the_user(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_terminal: Terminal) -> object:
        raise ZeroDivisionError("deliberate")

    monkeypatch.setattr("api.cli.program", broken)
    run = shell("template", "x.xlsx")
    [crash] = tmp_path.glob("zhaoshang-crash-*.txt")
    assert run.status == 70
    assert "Traceback" not in run.err
    assert str(crash) in run.err
    assert "ZeroDivisionError: deliberate" in crash.read_text(encoding="utf-8")


def test_ctrl_c_ends_a_command_with_status_130(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("api.imports.template.write", interrupted)
    run = shell("template", "x.xlsx")
    assert (run.status, run.err) == (130, "已中断；没有留下写到一半的文件。\n")
    assert not Path("x.xlsx").exists()


def test_the_program_is_named_as_the_distribution(shell: Shell) -> None:
    assert program(Terminal.standard("zh")).info.name == "zhaoshang"
