from typing import Any

import pytest

from events.guest import Segment
from events.guests.check import broken_rules
from events.guests.demand import Attendance, GuestDemand, Wish
from events.guests.lists import Suspect
from events.guests.marks import MarkKind
from events.guests.quota import GuestQuota
from events.guests.worth import worth_of
from tests.events.guests.people import guest

A, B, C = guest("a"), guest("b", organisation="甲"), guest("c", organisation="甲", segment=Segment.FUND)
PEOPLE = (A, B, C, guest("d", chain="L2"), guest("e"))
DEMAND = GuestDemand(
    chain="L1",
    least_guests=1,
    most_guests=3,
    most_per_organisation=1,
    quotas=(GuestQuota(id="上游", segment=Segment.UPSTREAM, least=1, most=2),),
    wishes=(Wish(guest="a", attendance=Attendance.MUST), Wish(guest="e", attendance=Attendance.MUST_NOT)),
)
WORTH = worth_of((A, C), DEMAND).total
SUSPECTS = (Suspect(guests=("a", "b"), by=MarkKind.MAIL, value="x"),)


def _broken(*names: str, **more: Any) -> list[str]:
    by_id = {item.id: item for item in (*PEOPLE, guest("z"), guest("f"))}
    chosen = [by_id[name] for name in names]
    return [fault.value for fault in broken_rules(chosen, PEOPLE, DEMAND, more.pop("suspects", ()), **more)]


def test_a_list_that_keeps_every_rule_passes() -> None:
    assert _broken("a", "c", value=WORTH, bound=WORTH) == []


@pytest.mark.parametrize(
    ("names", "broken"),
    [
        (("a", "a"), ["once"]),
        (("a", "z"), ["candidate"]),
        (("b",), ["must"]),
        (("a", "e"), ["must_not"]),
        (("a", "d"), ["chain"]),
        (("a", "b", "c"), ["organisation"]),
        (("a", "z", "f"), ["candidate", "quota:上游"]),
        (("c",), ["must", "quota:上游"]),
        ((), ["must", "list", "quota:上游"]),
    ],
)
def test_each_rule_broken_is_named(names: tuple[str, ...], broken: list[str]) -> None:
    assert _broken(*names) == broken


def test_a_list_that_is_too_long_is_named() -> None:
    assert "list" in _broken("a", "b", "c", "z")


def test_two_who_may_be_one_person_are_named_unless_both_must_come() -> None:
    assert _broken("a", "b", suspects=SUSPECTS) == ["same_person"]
    both = tuple(Wish(guest=name, attendance=Attendance.MUST) for name in "ab")
    demand = GuestDemand(wishes=both)
    assert broken_rules((A, B), PEOPLE, demand, SUSPECTS) == ()


def test_musts_of_one_organisation_may_all_come_but_nobody_else_of_it() -> None:
    colleague = guest("x", organisation="甲")
    both = tuple(Wish(guest=name, attendance=Attendance.MUST) for name in "bc")
    demand = GuestDemand(wishes=both)
    assert broken_rules((B, C), (B, C, colleague), demand) == ()
    assert [fault.value for fault in broken_rules((B, C, colleague), (B, C, colleague), demand)] == [
        "organisation"
    ]


def test_a_value_or_a_bound_that_is_wrong_is_named() -> None:
    assert _broken("a", "c", value=WORTH + 1) == ["value"]
    assert _broken("a", "c", bound=WORTH - 1) == ["bound"]
