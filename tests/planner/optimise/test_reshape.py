"""A priced path as a column: what nobody could staff is cut off, the rest of the trip is not lost."""

from datetime import date

import pytest

from planner.optimise.prices import Prices
from planner.optimise.reshape import usable
from planner.person import Person
from tests.builders import MONDAY, busy
from tests.planner.optimise.markets import market_of
from tests.planner.optimise.week import ANN, HEAD, TUESDAY, WEDNESDAY, base, prospect, week

THREE = (prospect("a", 100, MONDAY), prospect("b", 100, TUESDAY), prospect("c", 150, WEDNESDAY))


def _used(ann: Person, length: int = 3) -> list[str] | None:
    """Whom the best trip of the head from Monday on meets as a column, with Ann as its only staff."""
    season = week(*THREE, people=(HEAD, ann), home=base(least_staff=1))
    market = market_of(season)
    quote = market.quote(Prices.zero(market.instance, market.limits))
    team = market.teams.all[0]
    found = quote.exact(team, 0, 0, length)
    assert found is not None
    assert len(found.path.records) == length
    column = usable(market, team, 0, 0, found.path)
    return None if column is None else sorted(season.companies[c].id for c in column.companies)


@pytest.mark.parametrize(
    ("day", "met"), [(None, ["a", "b", "c"]), (MONDAY, ["b", "c"]), (TUESDAY, ["c"]), (WEDNESDAY, ["a", "b"])]
)
def test_a_trip_is_cut_to_its_best_days_with_somebody_to_come_along(day: date | None, met: list[str]) -> None:
    ann = ANN if day is None else ANN.model_copy(update={"busy": (busy(day),)})
    assert _used(ann) == met


def test_a_day_that_nobody_can_come_along_on_is_of_no_use() -> None:
    assert _used(ANN.model_copy(update={"busy": (busy(MONDAY),)}), length=1) is None
