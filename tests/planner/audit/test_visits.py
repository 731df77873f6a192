from datetime import timedelta

from tests.builders import MONDAY, SUZHOU, window
from tests.planner.audit.scene import broken_by_plan, broken_by_season, plan_of, rules_broken, scene, shifted
from tests.plans import replaced

# The first visit of the scene meets a on Monday from 09:00 to 10:30.
FIRST_VISIT = ("trips", 0, "days", 0, "visits", 0)


def test_a_visit_lies_whole_inside_a_window() -> None:
    assert broken_by_season("companies", 0, "windows", to=(window(MONDAY, 540, 630),)) == set()
    assert broken_by_season("companies", 0, "windows", to=(window(MONDAY, 540, 629),)) == {"window"}
    assert broken_by_season("companies", 0, "windows", to=(window(MONDAY, 541, 631),)) == {"window"}


def test_two_windows_that_touch_are_not_one() -> None:
    halves = (window(MONDAY, 540, 600), window(MONDAY, 600, 720))
    assert broken_by_season("companies", 0, "windows", to=halves) == {"window"}


def test_a_visit_lies_between_the_hours_for_visits() -> None:
    # The latest visit, to b, ends at 14:30, minute 870.
    assert broken_by_season("rules", "hours", "visits_close", to=870) == set()
    assert broken_by_season("rules", "hours", "visits_close", to=869) == {"visit_hours"}
    assert broken_by_season("rules", "hours", "visits_open", to=541) == {"visit_hours"}


def test_a_visit_lasts_as_long_as_its_company_wants() -> None:
    assert broken_by_season("companies", 0, "visit_minutes", to=91) == {"visit_length"}
    assert broken_by_plan(*FIRST_VISIT, "end", to=shifted(-1)) == {"visit_length"}


def test_a_visit_starts_on_the_grid() -> None:
    # c is alone on Tuesday until noon, so its visit may move by two minutes, but not off the grid.
    visit = ("trips", 0, "days", 1, "visits", 0)
    for minutes, expected in ((5, set[str]()), (2, {"visit_grid"})):
        moved = replaced(plan_of(scene()), (*visit, "start"), shifted(minutes))
        moved = replaced(moved, (*visit, "end"), shifted(minutes))
        legs = ("trips", 0, "days", 1, "legs", 1)
        moved = replaced(moved, (*legs, "depart"), shifted(5))
        moved = replaced(moved, (*legs, "arrive"), shifted(5))
        moved = replaced(moved, (*legs, "rides", 0, "depart"), shifted(5))
        moved = replaced(moved, (*legs, "rides", 0, "arrive"), shifted(5))
        assert rules_broken(scene(), moved) == expected


def test_a_company_lies_in_the_region_of_the_trip() -> None:
    alone = broken_by_season("regions", 0, "cities", to=(SUZHOU.adcode, "320200"))
    assert alone == set()
    # Without 苏州 a and d lie in no region.
    assert broken_by_season("regions", 0, "cities", to=("320200",)) == {"visit_region"}


def test_a_company_is_not_met_before_its_cool_down_has_passed() -> None:
    allowed = MONDAY - timedelta(days=90)
    assert broken_by_season("companies", 0, "last_met_on", to=allowed) == set()
    assert broken_by_season("companies", 0, "last_met_on", to=allowed + timedelta(days=1)) == {"cool_down"}
