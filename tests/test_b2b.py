"""Published B2B instances, by the command of the benchmark and under the referee, on a small sample."""

import json
from pathlib import Path

import pytest

from tests.benchmarks.b2b import main
from tests.benchmarks.b2b_instance import meeting_day
from tests.benchmarks.referee import BENCH, judged

SECONDS = "30"
TINY = """nBusiness = 3; nMeetings = 2; nTables = 1; nTotalSlots = 4; nMorningSlots = 2;
requested = [|1, 2, 1, |2, 3, 3|];
forbidden = [{0}, {1, 2}, 3..4];
fixed = [0, 2];
precedences = [{}, {1}];
"""


def _solved(instance: str, fairness: int, out: Path) -> tuple[Path, dict[str, object]]:
    found = sorted(BENCH.glob(f"b2b/instances/*/{instance}.dzn"))
    if not found:
        pytest.skip("needs bench/b2b: put the folder ../shared beside the repository")
    main([str(found[0]), "--fairness", str(fairness), "--seconds", SECONDS, "--out", str(out)])
    result: dict[str, object] = json.loads(out.read_text(encoding="utf-8"))
    return found[0], result


@pytest.mark.parametrize(
    ("instance", "fairness", "best"),
    [
        ("tic-12.original", 2, 0),
        ("forumt-14crafc.original", 1, 5),
        ("tic-13crafb.fixed040-Forb", 2, 16),
        ("tic-13crafb.prec25", 2, 0),
    ],
)
def test_the_referee_counts_the_proven_optimum(
    instance: str, fairness: int, best: int, tmp_path: Path
) -> None:
    path, result = _solved(instance, fairness, tmp_path / "result.json")
    said = judged("b2b", path, tmp_path / "result.json", "--fairness", str(fairness))
    assert said == {"feasible": True, "score": best}
    assert result["bound"] == best


@pytest.mark.parametrize("instance", ["forumt-14.forb0007", "ticf-14crafa.fixed040-Forb", "forum-13.prec25"])
def test_what_is_known_to_be_impossible_is_proven_so_with_a_reason(instance: str, tmp_path: Path) -> None:
    _, result = _solved(instance, 2, tmp_path / "result.json")
    assert (result["infeasible"], bool(result["obstacles"])) == (True, True)


def test_an_instance_is_read_as_it_is_written() -> None:
    day = meeting_day(TINY, 2)
    assert [(p.id, p.forbidden) for p in day.participants] == [("1", ()), ("2", (1, 2)), ("3", (3, 4))]
    assert [(r.id, r.first, r.second, r.session, r.fixed_slot, r.after) for r in day.requests] == [
        ("1", "1", "2", "morning", None, ()),
        ("2", "2", "3", None, 2, ("1",)),
    ]
    assert (day.slots, day.morning_slots, day.tables, day.hold_all, day.most_gap_difference) == (
        4,
        2,
        1,
        True,
        2,
    )


@pytest.mark.parametrize("lost", ["nTables = 1;", "|2, 3, 3"])
def test_an_instance_without_one_of_its_parts_is_refused(lost: str) -> None:
    with pytest.raises(ValueError, match="instance"):
        meeting_day(TINY.replace(lost, ""), 2)
