"""Bulletins: what a plan holds between two days."""

from datetime import date

from planner.bulletin import Bulletin, BulletinRow, Grouping, bulletin
from planner.person import Chain
from tests.builders import MONDAY, SUZHOU, company, season
from tests.fake_times import FakeTimes
from tests.plans import make_plan, make_trip

TUESDAY = date(2027, 3, 2)


def _bulletin(last: date) -> Bulletin:
    given = season(
        chains=(Chain(id="steel", name="钢"),),
        companies=(
            company("a", MONDAY, chain="steel", expected_investment_cny=100),
            company("b", TUESDAY, expected_investment_cny=20),
        ),
    )
    days = [(MONDAY, ("a",), SUZHOU.adcode), (TUESDAY, ("b",), None)]
    trip = make_trip(given, FakeTimes(), "T01", ("head", "ann"), days)
    return bulletin(given, make_plan(given, FakeTimes(), (trip,)), MONDAY, last)


def _row(grouping: Grouping, name: str, visits: int, cny: int, days: int = 0) -> BulletinRow:
    return BulletinRow(grouping=grouping, id=name, visits=visits, expected_investment_cny=cny, days_away=days)


def test_visits_count_for_people_units_region_and_chain() -> None:
    # Two people of one unit, two days: four days away of the unit, two visits of it.
    assert _bulletin(TUESDAY).rows == (
        _row(Grouping.PERSON, "ann", 2, 120, 2),
        _row(Grouping.PERSON, "head", 2, 120, 2),
        _row(Grouping.UNIT, "bureau", 2, 120, 4),
        _row(Grouping.REGION, "csj", 2, 120),
        _row(Grouping.CHAIN, "steel", 1, 100),
    )


def test_days_outside_the_span_are_left_out() -> None:
    rows = {(row.grouping, row.id): row for row in _bulletin(MONDAY).rows}
    assert rows[Grouping.REGION, "csj"] == _row(Grouping.REGION, "csj", 1, 100)
    assert rows[Grouping.PERSON, "head"].days_away == 1
