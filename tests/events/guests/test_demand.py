import pytest
from pydantic import ValidationError

from events.guests.demand import Attendance, GuestDemand, ListWeights, Wish
from tests.events.guests.people import guest


def _refused(fields: dict[str, object]) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        GuestDemand.model_validate(fields)
    return [error["type"] for error in refused.value.errors()]


def test_a_demand_that_cannot_be_is_refused() -> None:
    quota = {"id": "q", "unit": "U"}
    assert _refused({"least_guests": 5, "most_guests": 4}) == ["quota_upside_down"]
    assert _refused({"quotas": [quota, quota]}) == ["quota_twice"]


@pytest.mark.parametrize("steps", [(1, 2), (-1,)])
@pytest.mark.parametrize("name", ["region_steps", "organisation_steps", "segment_steps"])
def test_returns_fall_and_are_never_negative(name: str, steps: tuple[int, ...]) -> None:
    with pytest.raises(ValidationError) as refused:
        ListWeights.model_validate({name: steps})
    assert [error["type"] for error in refused.value.errors()] == ["weights_not_monotone"]


def test_wishes_are_told_apart_with_their_reasons() -> None:
    wishes = (
        Wish(guest="a", attendance=Attendance.MUST, reason="链主"),
        Wish(guest="b", attendance=Attendance.MUST_NOT, reason="失信"),
        Wish(guest="c", attendance=Attendance.MAY),
    )
    demand = GuestDemand(wishes=wishes)
    assert [demand.named(kind) for kind in Attendance] == [{"a": "链主"}, {"c": ""}, {"b": "失信"}]


def test_a_guest_of_no_chain_is_of_every_chain() -> None:
    demand = GuestDemand(chain="L1")
    assert [demand.is_of_chain(guest("a", chain=chain)) for chain in ("L1", None, "L2")] == [
        True,
        True,
        False,
    ]
    assert GuestDemand().is_of_chain(guest("a", chain="L2"))
