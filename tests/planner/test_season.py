from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import ValidationError

from planner.season import AwayException, AwayLimit, Season
from tests.builders import season
from tests.tiny_seasons import tiny_seasons


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(tiny_seasons())
def test_a_season_travels_as_json_and_comes_back_equal(tiny: Season) -> None:
    written = tiny.model_dump_json()
    assert Season.model_validate_json(written) == tiny
    assert Season.model_validate_json(written).model_dump_json() == written


def test_a_season_is_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        season().title = "另一季"  # type: ignore[misc]


def test_a_season_refuses_fields_it_does_not_know() -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        season(colour="red")


def test_a_season_of_another_format_is_refused() -> None:
    with pytest.raises(ValidationError, match="enum"):
        season(format="zhaoshang-season-9")


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValidationError, match="timezone_aware"):
        season(as_of="2027-02-01T09:00:00")


def test_days_are_all_calendar_days_and_working_days_some_of_them() -> None:
    week = season(last=date(2027, 3, 7))
    assert week.days == tuple(date(2027, 3, day) for day in range(1, 8))
    assert week.workdays().days == tuple(date(2027, 3, day) for day in range(1, 6))


def test_home_comes_before_the_outposts() -> None:
    outpost = season().home.model_copy(update={"id": "east"})
    assert [base.id for base in season(outposts=(outpost,)).bases] == ["home", "east"]


def test_an_away_limit_does_not_bind_on_the_days_of_an_exception() -> None:
    first, last = date(2027, 3, 2), date(2027, 3, 3)
    item = AwayException(first=first, last=last, reason="考察", approved_by="区委办")
    limit = AwayLimit(id="heads", people=("head", "deputy"), exceptions=(item,))
    days = [date(2027, 3, day) for day in range(1, 5)]
    assert [limit.binds_on(day) for day in days] == [True, False, False, True]
