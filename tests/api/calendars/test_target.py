"""What a calendar may be of, and what it is looked up by."""

import pytest
from pydantic import ValidationError

from api.calendars.target import Target, TargetKind


@pytest.mark.parametrize("kind", [TargetKind.PERSON, TargetKind.UNIT, TargetKind.REGION])
def test_people_units_and_regions_are_of_no_season(kind: TargetKind) -> None:
    assert Target(kind=kind, id="x").key == (kind.value, "", "x")
    with pytest.raises(ValidationError):
        Target(kind=kind, id="x", season="s")


@pytest.mark.parametrize("kind", [TargetKind.TRIP, TargetKind.EVENT])
def test_trips_and_events_name_their_season(kind: TargetKind) -> None:
    assert Target(kind=kind, id="x", season="s").key == (kind.value, "s", "x")
    with pytest.raises(ValidationError):
        Target(kind=kind, id="x")


def test_a_target_needs_an_id() -> None:
    with pytest.raises(ValidationError):
        Target(kind=TargetKind.PERSON, id="")
