"""The files of the routing families: what is read of them, how tours are written, what is refused."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from planner.orienteering import Interval, Orienteering, Tour, Tours
from tests.benchmarks.mctopmtw import MCTOPMTW
from tests.benchmarks.ophs import OPHS
from tests.benchmarks.routing_case import Family, Unreadable, main, solved
from tests.benchmarks.toptw import TOPTW
from tests.benchmarks.ttdp import TTDP
from tests.routing_files import OPHS_FILE, TOPTW_FILE, TTDP_FILE, written

FAMILIES = [TOPTW, TTDP, MCTOPMTW, OPHS]


def _read(family: Family, folder: Path, name: str | None = None) -> Orienteering:
    return family.read(written(folder, family.name, name), 2)


def _windows(problem: Orienteering, stop: int) -> tuple[tuple[Interval, ...], ...]:
    return problem.stops[stop].windows


def test_a_toptw_file_is_counted_in_tenths(tmp_path: Path) -> None:
    problem = _read(TOPTW, tmp_path)
    # hypot(3, 4) = 5, hypot(1, 1) = 1.414…, hypot(2, 3) = 3.605…: places are vertices 1 and 2, then the depot
    assert problem.ways == ((0, 36, 50), (36, 0, 14), (50, 14, 0))
    assert [(stop.profit, stop.service, stop.windows) for stop in problem.stops] == [
        (7, 100, (((50, 500),),)),
        (3, 0, (((200, 905),),)),
    ]
    assert [(r.start, r.end, r.opens, r.closes, r.calendar) for r in problem.routes] == [
        (0, 0, 0, 1_000, 0)
    ] * 2
    assert (problem.room, problem.hotels) == ((), ())


def test_a_file_of_cordeau_is_counted_in_hundredths(tmp_path: Path) -> None:
    problem = _read(TOPTW, tmp_path, "pr99.txt")
    assert problem.ways == ((0, 360, 500), (360, 0, 141), (500, 141, 0))
    assert (problem.stops[0].service, _windows(problem, 1), problem.routes[0].closes) == (
        1_000,
        (((2_000, 9_050),),),
        10_000,
    )


def test_the_days_of_a_ttdp_file_are_weekdays_in_a_row(tmp_path: Path) -> None:
    problem = _read(TTDP, tmp_path)
    assert [(r.opens, r.closes, r.calendar) for r in problem.routes] == [
        (51_000, 121_000, 5),
        (51_000, 121_000, 6),
        (51_000, 121_000, 0),
    ]
    always, office = ((0, 143_900),), ((51_000, 99_000),)
    assert _windows(problem, 0) == ((), *[always] * 6)
    assert _windows(problem, 1) == (*[office] * 6, ((60_000, 70_050),))
    assert (problem.ways[0][2], problem.ways[1][2], problem.stops[1].service) == (500, 141, 6_400)


def test_windows_of_an_mctopmtw_file_alternate_by_tour_and_flag(tmp_path: Path) -> None:
    problem = _read(MCTOPMTW, tmp_path)
    assert [r.calendar for r in problem.routes] == [0, 1, 0]
    # E = 1: windows 1 and 3 on the first and third tour, 2 and 4 on the second. E = 0: the other way round.
    assert _windows(problem, 0) == (((100, 200), (300, 400)), ((200, 300), (400, 500)))
    assert _windows(problem, 1) == (((215, 310), (410, 510)), ((110, 215), (310, 410)))


def test_the_budget_of_an_mctopmtw_file_and_its_types_are_eleven_resources(tmp_path: Path) -> None:
    problem = _read(MCTOPMTW, tmp_path)
    assert problem.room == (90, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
    assert [stop.takes for stop in problem.stops] == [
        (68, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0),
        (89, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1),
    ]
    assert (problem.ways[0][2], problem.stops[0].service) == (50, 100)


def test_an_mctopmtw_file_of_cordeau_is_counted_in_hundredths(tmp_path: Path) -> None:
    assert _read(MCTOPMTW, tmp_path, "MCTOPMTW-3-pr01.txt").ways[0][2] == 500


def test_the_hotels_of_an_ophs_file_are_its_first_rows(tmp_path: Path) -> None:
    problem = _read(OPHS, tmp_path)
    assert (problem.depots, problem.hotels) == (4, (0, 1, 2, 3))
    # A trip may be 0.0009 longer than the file prints.
    assert [(r.start, r.end, r.closes) for r in problem.routes] == [
        (0, 1, 5_000_900),
        (0, 1, 6_500_900),
        (0, 1, 7_000_900),
    ]
    assert [stop.profit for stop in problem.stops] == [10, 20]
    # From vertex (1, 0) to (0, -1), to the start and end hotel, and to the extra hotels (3, -4) and (3, 0).
    assert problem.ways[0][1:] == (1_414_214, 1_000_000, 5_000_000, 4_472_136, 2_000_000)


def test_a_single_trip_has_no_hotels_to_choose(tmp_path: Path) -> None:
    path = written(tmp_path, "ophs", text=OPHS_FILE.replace("4 2 3", "4 2 1").replace("5 6.5 7", "7"))
    problem = OPHS.read(path, 0)
    assert (problem.hotels, len(problem.routes), problem.depots) == ((), 1, 4)


@pytest.mark.parametrize(
    ("family", "said"),
    [
        (TOPTW, [[2, 1], []]),
        (TTDP, [[2, 1], []]),
        (MCTOPMTW, [[3, 2], []]),
        (OPHS, [{"start": 0, "visits": [5, 4], "end": 2}, {"start": 2, "visits": [], "end": 1}]),
    ],
    ids=lambda item: item.name if isinstance(item, Family) else "",
)
def test_tours_are_written_in_the_numbers_of_the_file(
    family: Family, said: Sequence[object], tmp_path: Path
) -> None:
    night = 2 if family is OPHS else 0
    tours = (Tour(start=0, stops=(1, 0), end=night), Tour(start=night, stops=(), end=1 if night else 0))
    assert family.written(_read(family, tmp_path), Tours(tours=tours, profit=0)) == said


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_text_that_is_no_instance_is_refused_by_name(family: Family, tmp_path: Path) -> None:
    path = written(tmp_path, family.name, "letter.txt", "Dear referee,\n")
    with pytest.raises(Unreadable, match=rf"letter\.txt is no instance of {family.name}: .*'Dear'"):
        solved(family, path, 1, 1.0, 1)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_file_that_was_cut_off_is_refused(family: Family, tmp_path: Path) -> None:
    whole = written(tmp_path, family.name).read_text(encoding="utf-8").splitlines()
    points = [line for line in whole if not line.startswith("-")]
    path = written(tmp_path, family.name, text="\n".join(points[:-1]))
    with pytest.raises(Unreadable, match="points are listed, the first line says"):
        solved(family, path, 1, 1.0, 1)


@pytest.mark.parametrize(
    ("family", "text", "why"),
    [
        (TOPTW, "4 2 2 1\n0 200\n", "2 lines of numbers, more than 2 are expected"),
        (MCTOPMTW, TOPTW_FILE, "line 1 holds 4 numbers, 13 are expected"),
        (TTDP, TOPTW_FILE, "line 2 holds 2 numbers, 7 are expected"),
        (TOPTW, TTDP_FILE, "1 points are listed, the first line says 5"),
        (TOPTW, TOPTW_FILE.replace(" 7 1 0", " 7.5 1 0"), "7.5 is not whole"),
        (OPHS, OPHS_FILE.replace("5 6.5 7", "5 6.5"), "2 lengths of trips, the first line says 3 trips"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(family: Family, text: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=why):
        solved(family, written(tmp_path, family.name, "x.txt", text), 1, 1.0, 1)


def test_an_absent_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"absent\.txt is no instance of toptw: .*No such file"):
        solved(TOPTW, tmp_path / "absent.txt", 1, 1.0, 1)


def test_the_command_says_it_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as left:
        main(MCTOPMTW, [str(written(tmp_path, "toptw"))])
    assert str(left.value) == "tiny.txt is no instance of mctopmtw: line 1 holds 4 numbers, 13 are expected"


def test_no_tours_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(TOPTW, [str(written(tmp_path, "toptw")), "--tours", "0"])
    assert "--tours must be at least 1" in capsys.readouterr().err
