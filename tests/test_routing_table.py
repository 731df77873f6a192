"""Tables of the routing families: gaps, groups, the published, verdicts, and the command that writes them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.options import Options
from planner.solve import solve
from tests.benchmarks import referee, routing_known, table
from tests.benchmarks.routing_gap import Gaps, gap_percent, gaps_of
from tests.benchmarks.routing_known import Known, known_cases, published_in
from tests.benchmarks.routing_run import Outcome, run, verdict
from tests.benchmarks.routing_start import Start, tiny
from tests.benchmarks.routing_table import Measured, by_case, by_group, summary

SOLOMON = Known("toptw", "r101", 2, 200.0, proven=False, published={})
CORDEAU = Known("toptw", "pr14", 1, 400.0, proven=True, published={})
BKS = """instance,m,best_known,source,note
c101,1,320,somebody,
c101,2,590,somebody,
pr11,1,351,somebody,"= sum of all profits, so optimal"
pr12,1,,nobody,
"""


def _outcome(score: float, bound: int | None = None, seconds: float = 9.9, word: str = "feasible") -> Outcome:
    return Outcome(score, bound, seconds, 1.5, word)


MEASURED = [
    Measured(SOLOMON, _outcome(202, 250), {"PyVRP": _outcome(202)}),
    Measured(CORDEAU, _outcome(390, 400, 9.8), {"PyVRP": _outcome(0, word="TIMED OUT")}),
    Measured(CORDEAU._replace(instance="pr04"), _outcome(400, 400, 0.4, "optimal"), {"PyVRP": _outcome(400)}),
]


def test_a_gap_is_what_is_missing_and_a_gain_is_negative() -> None:
    assert [gap_percent(score, 200.0) for score in (190, 200, 203)] == [5.0, 0.0, -1.5]


def test_gaps_are_counted_together() -> None:
    found = gaps_of([("a", 98.0, 100.0), ("b", 101.0, 100.0), ("c", 200.0, 200.0), ("d", 99.0, 100.0)])
    assert found == Gaps(
        cases=4, mean=0.5, mean_gains_as_zero=0.75, worst=2.0, worst_case="a", reached=2, above=1
    )


def test_no_case_has_no_gap() -> None:
    with pytest.raises(ValueError, match="no case"):
        gaps_of([])


@pytest.mark.parametrize(
    ("family", "instance", "group"),
    [
        ("toptw", "c101", "c1"),
        ("toptw", "rc208", "rc2"),
        ("toptw", "pr10", "pr01–10"),
        ("toptw", "pr11", "pr11–20"),
        ("ttdp", "t249", "t2"),
        ("mctopmtw", "MCTOPMTW-3-rc101", "rc1"),
        ("mctopmtw", "MCTOPMTW-4-pr09", "pr01–10"),
        ("ophs", "SET_15-6/64-80-15-6", "SET_15-6"),
    ],
)
def test_an_instance_belongs_to_its_group(family: str, instance: str, group: str) -> None:
    assert Known(family, instance, 1, 1.0, proven=False, published={}).group == group


@pytest.mark.parametrize(
    ("note", "scores"),
    [
        (
            "ILS=387 (309 ms); RCRatio=387.4 (364.8 ms); CSCRoutes=375 (184 ms)",
            {"ILS": 387.0, "RCRatio": 387.4, "CSCRoutes": 375.0},
        ),
        (
            "benchmark=1460; GRILS best/avg/worst=1321/1300.7/1274; 84147 ms",
            {"benchmark": 1460.0, "GRILS best": 1321.0},
        ),
        ("= sum of all profits, so optimal", {}),
        ("1386 in Karabulut & Tasgetiren 2020", {}),
    ],
)
def test_a_note_states_what_others_reached(note: str, scores: dict[str, float]) -> None:
    assert published_in(note) == scores


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of instances with a table of best known values, of toptw alone."""
    folder = tmp_path / "toptw" / "instances"
    folder.mkdir(parents=True)
    (tmp_path / "toptw" / "bks.csv").write_text(BKS, encoding="utf-8")
    for name in ("c101", "pr11"):
        (folder / f"{name}.txt").touch()
    for module in (routing_known, referee, table):
        monkeypatch.setattr(module, "BENCH", tmp_path)
    return tmp_path


def test_known_cases_are_those_with_a_best_value(bench: Path) -> None:
    assert known_cases("toptw") == [
        Known("toptw", "c101", 1, 320.0, proven=False, published={}),
        Known("toptw", "c101", 2, 590.0, proven=False, published={}),
        Known("toptw", "pr11", 1, 351.0, proven=True, published={}),
    ]


def test_cases_are_picked_by_name_and_tours_and_thinned(bench: Path) -> None:
    assert [case.title for case in known_cases("toptw", "1:1")] == ["c101, m = 1", "pr11, m = 1"]
    assert [case.title for case in known_cases("toptw", every=2)] == ["c101, m = 1", "pr11, m = 1"]
    assert [case.title for case in known_cases("toptw", "c101", every=2)] == ["c101, m = 1"]


def test_a_case_has_its_file_or_says_that_there_is_none(bench: Path) -> None:
    case = known_cases("toptw")[0]
    assert case.path == bench / "toptw" / "instances" / "c101.txt"
    with pytest.raises(FileNotFoundError, match="toptw has no instance c999"):
        _ = case._replace(instance="c999").path


def test_a_process_that_dies_counts_as_nothing(bench: Path) -> None:
    outcome = run("toptw", known_cases("toptw")[0], 1.0, 1)  # the file is empty
    assert (outcome.score, outcome.bound, outcome.verdict, outcome.accepted) == (0, None, "DIED (1)", False)


def test_a_process_that_does_not_end_is_given_up(bench: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.benchmarks.routing_run.PATIENCE_SECONDS", 0.0)
    outcome = run("toptw", known_cases("toptw")[0], 0.001, 1)
    assert (outcome.score, outcome.verdict, outcome.accepted) == (0, "TIMED OUT", False)


def test_a_result_that_nobody_can_judge_counts_as_nothing(
    bench: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*words: object, **options: object) -> None:
        """A process that ends well and writes nothing."""

    monkeypatch.setattr("tests.benchmarks.routing_run.subprocess.run", lost)
    outcome = run("toptw", known_cases("toptw")[0], 1.0, 1)
    assert (outcome.score, outcome.verdict.partition(":")[0], outcome.accepted) == (0, "UNJUDGED", False)


@pytest.mark.parametrize(
    ("score", "bound", "said", "word"),
    [
        (390, None, {"feasible": True, "score": 390}, "feasible"),
        (390, 400, {"feasible": True, "score": 390.0}, "feasible"),
        (400, 400, {"feasible": True, "score": 400}, "optimal"),
        (
            390,
            400,
            {"feasible": False, "why": "a vertex is visited twice"},
            "WRONG: a vertex is visited twice",
        ),
        (390, 400, {"feasible": True, "score": 389}, "WRONG: the referee counts 389"),
        (390, 389, {"feasible": True, "score": 390}, "WRONG: bound below score"),
        (390, 399, {"feasible": True, "score": 390}, "WRONG: bound below optimum"),
    ],
)
def test_a_result_is_judged(score: int, bound: int | None, said: dict[str, object], word: str) -> None:
    assert verdict(CORDEAU, {"score": score, "bound": bound}, said) == word


def test_a_bound_below_a_best_value_that_nobody_has_proven_is_let_stand() -> None:
    found, said = {"score": 190, "bound": 199}, {"feasible": True, "score": 190}
    assert verdict(SOLOMON, found, said) == "feasible"


def test_the_summary_says_gaps_bounds_and_what_peers_reached() -> None:
    # Gaps: -1, 2.5, 0 %; bounds: 48 / 250, 10 / 400 and 0 below. PyVRP: -1, 100, 0 %.
    worst = "% (pr14, m = 1), 2 at or above the best known, 1 of them above"
    against = "the planner is better on 1, worse on 0"
    assert summary(MEASURED).splitlines() == [
        f"3 cases: mean gap 0.500 % (0.833 % with gains as 0), worst 2.50 {worst}.",
        "",
        "- A bound on 3, the score 7.23 % below it on average, 1 proven optimal; the referee accepts 3.",
        "- Interpreter and imports: 1.5 s (median), not counted in the seconds.",
        f"- PyVRP: mean gap 33.000 % (33.333 % with gains as 0), worst 100.00 {worst}; {against}.",
    ]


def test_what_the_referee_refuses_stands_out() -> None:
    wrong = Measured(SOLOMON, _outcome(0, word="WRONG: bound below score"), {})
    assert "- No bound; the referee accepts 0, **1 WRONG**." in summary([wrong])


def test_the_published_are_compared_case_by_case() -> None:
    published = [({"ILS": 200.0, "CSC": 202.0}, 202), ({"ILS": 202.0}, 202), ({"ILS": 203.0}, 202)]
    measured = [
        Measured(SOLOMON._replace(published=scores), _outcome(score), {}) for scores, score in published
    ]
    assert summary(measured).splitlines()[-2:] == [
        "- ILS: reached on 2 of 3, bettered on 1.",
        "- CSC: reached on 1 of 1, bettered on 0.",
    ]
    assert by_case(measured).splitlines()[0] == (
        "| instance | m | score | best known | gap, % | ILS | CSC | bound | seconds | referee |"
    )
    assert by_case(measured).splitlines()[-1] == (
        "| r101 | 2 | 202 | 200 | -1.00 | 203 | – | – | 9.9 | feasible |"
    )


def test_groups_are_all_then_tours_then_kinds() -> None:
    assert by_group(MEASURED).splitlines()[2:] == [
        "| all | 3 | 0.500 | 2.50 | 2 | 33.000 | 100.00 | 2 |",
        "| m = 1 | 2 | 1.250 | 2.50 | 1 | 50.000 | 100.00 | 1 |",
        "| m = 2 | 1 | -1.000 | -1.00 | 1 | -1.000 | -1.00 | 1 |",
        "| r1 | 1 | -1.000 | -1.00 | 1 | -1.000 | -1.00 | 1 |",
        "| pr11–20 | 1 | 2.500 | 2.50 | 0 | 100.000 | 100.00 | 0 |",
        "| pr01–10 | 1 | 0.000 | 0.00 | 1 | 0.000 | 0.00 | 1 |",
    ]


def test_a_case_is_a_line_with_its_peers_and_its_verdict() -> None:
    assert by_case(MEASURED).splitlines() == [
        "| instance | m | score | best known | gap, % | bound | seconds | PyVRP | gap, % | referee |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        "| r101 | 2 | 202 | 200 | -1.00 | 250 | 9.9 | 202 | -1.00 | feasible |",
        "| pr14 | 1 | 390 | 400 | 2.50 | 400 | 9.8 | TIMED OUT | 100.00 | feasible |",
        "| pr04 | 1 | 400 | 400 | 0.00 | 400 | 0.4 | 400 | 0.00 | optimal |",
    ]


@pytest.mark.parametrize("hotels", [False, True])
def test_the_tiny_problems_that_time_the_code_are_never_done_at_once(hotels: bool) -> None:  # noqa: FBT001  (a parameter of the test)
    problem = tiny(hotels=hotels)
    assert 0 < solve(problem, Options(effort=1)).profit < sum(stop.profit for stop in problem.stops)


def test_what_code_costs_is_said_for_the_run_that_compiled_it() -> None:
    loading = "Loading compiled code: 0.5 s of the seconds of each case."
    assert table.start_words(Start(40.0, 0.5), cold=False) == loading
    assert table.start_words(Start(40.0, 0.5), cold=True) == (
        f"Compiling the search: 40.0 s, once, before the first case. {loading}"
    )


def test_a_peer_that_is_not_installed_is_said_to_be_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "find_spec", lambda name: None if name == "pyvrp" else object())
    names, sentence = table.installed_peers()
    assert names == ("OR-Tools routing",)
    assert sentence.startswith(
        "Peers on one core: PyVRP is absent (install the extra bench), OR-Tools routing "
    )


def _fake_run(ran: list[tuple[str, str]]) -> Callable[..., Outcome]:
    def fake(module: str, case: Known, seconds: float, seed: int, cache: str | None) -> Outcome:
        ran.append((module, case.title))
        return _outcome(case.best, int(case.best), seconds, "optimal")

    return fake


def test_the_command_runs_each_case_and_its_peers_and_writes_its_section(
    bench: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[str, str]] = []
    monkeypatch.setattr(table, "run", _fake_run(ran))
    monkeypatch.setattr(table, "measured_start", lambda cache: Start(40.0, 0.5))
    monkeypatch.setattr(table, "installed_peers", lambda: (("OR-Tools routing",), "One peer."))
    document = tmp_path / "page.md"
    document.write_text("<!-- quick: begin -->\nold\n<!-- quick: end -->\nrest\n", encoding="utf-8")
    table.main(["toptw", "--only", "c101", "--peers", "--document", str(document), "--section", "quick"])
    peer = "peers.ortools_routing"
    assert ran == [
        ("toptw", "c101, m = 1"),
        (peer, "c101, m = 1"),
        ("toptw", "c101, m = 2"),
        (peer, "c101, m = 2"),
    ]
    lines = document.read_text(encoding="utf-8").splitlines()
    assert lines[1].endswith(
        "Seed 1, 10 s a case. One peer. Loading compiled code: 0.5 s of the seconds of each case."
    )
    assert lines[3].startswith("2 cases: mean gap 0.000 %")
    assert (lines[0], lines[-2:]) == ("<!-- quick: begin -->", ["<!-- quick: end -->", "rest"])


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["toptw", "--only", "c999"], "toptw has no case with 'c999' in NAME:M"),
        (["toptw", "--document", "page.md"], "needs the lines <!-- toptw: begin --> and <!-- toptw: end -->"),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_runs(
    words: list[str], why: str, bench: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[str, str]] = []
    monkeypatch.setattr(table, "run", _fake_run(ran))
    monkeypatch.chdir(tmp_path)
    Path("page.md").write_text("no marks\n", encoding="utf-8")
    with pytest.raises((SystemExit, ValueError), match=why):
        table.main(words)
    assert ran == []


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["ttdp", "--peers"], "--peers goes with toptw"),
        (["toptw", "--every", "0"], "--every must be at least 1"),
        (["season"], "invalid choice"),
    ],
)
def test_arguments_that_mean_nothing_are_refused(
    words: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        table.main(words)
    assert why in capsys.readouterr().err


def test_without_the_instances_the_command_says_what_it_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "BENCH", tmp_path / "nowhere")
    with pytest.raises(SystemExit, match="needs the folder bench of shared beside the repository"):
        table.main(["toptw"])
