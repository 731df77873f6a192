from typing import Any

import pytest

from events.guest import Segment
from events.guests.demand import Attendance, GuestDemand, Wish
from events.guests.limits import eligible
from events.guests.obstacles import obstacles
from events.guests.quota import GuestQuota
from planner.errors import Fault
from tests.events.guests.people import guest

PEOPLE = (guest("a"), guest("b"), guest("c", segment=Segment.FUND))


def _obstacles(**fields: Any) -> tuple[Fault, ...]:
    demand = GuestDemand.model_validate(fields)
    return obstacles(PEOPLE, eligible(PEOPLE, demand), demand)


def _must(*names: str) -> tuple[Wish, ...]:
    return tuple(Wish(guest=name, attendance=Attendance.MUST, reason="链主") for name in names)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        (
            {"wishes": (*_must("a"), Wish(guest="a", attendance=Attendance.MUST_NOT, reason="失信"))},
            Fault(
                code="guest_must_and_must_not",
                place="a",
                value="a",
                detail={"reason": "链主", "against": "失信"},
            ),
        ),
        ({"wishes": _must("z")}, Fault(code="must_is_no_candidate", place="z", value="z")),
        (
            {"least_guests": 4},
            Fault(code="list_lacks_candidates", value="3", detail={"least": "4", "found": "3"}),
        ),
        (
            {"most_guests": 1, "wishes": _must("a", "b")},
            Fault(code="list_exceeded_by_musts", value="2", detail={"most": "1", "musts": "2"}),
        ),
        (
            {"quotas": (GuestQuota(id="上游", segment=Segment.UPSTREAM, least=8),)},
            Fault(
                code="quota_lacks_candidates", place="上游", value="上游", detail={"least": "8", "found": "2"}
            ),
        ),
        (
            {"quotas": (GuestQuota(id="上游", segment=Segment.UPSTREAM, most=1),), "wishes": _must("a", "b")},
            Fault(
                code="quota_exceeded_by_musts", place="上游", value="上游", detail={"most": "1", "musts": "2"}
            ),
        ),
        (
            {
                "most_guests": 2,
                "quotas": (
                    GuestQuota(id="上游", segment=Segment.UPSTREAM, least=2),
                    GuestQuota(id="上游们", segment=Segment.UPSTREAM, least=1),
                    GuestQuota(id="基金", segment=Segment.FUND, least=1),
                ),
            },
            Fault(code="quotas_exceed_list", value="上游、基金", detail={"least": "3", "most": "2"}),
        ),
    ],
)  # fmt: skip
def test_what_stands_against_a_list_is_named_with_its_figures(fields: dict[str, Any], fault: Fault) -> None:
    assert _obstacles(**fields) == (fault,)


def test_what_is_just_possible_has_no_obstacle() -> None:
    quotas = (
        GuestQuota(id="上游", segment=Segment.UPSTREAM, least=2, most=2),
        GuestQuota(id="基金", segment=Segment.FUND, least=1),
    )
    assert _obstacles(least_guests=3, most_guests=3, quotas=quotas, wishes=_must("a", "b", "c")) == ()
