from events.guest import Segment
from events.guests.demand import Attendance, GuestDemand, Wish
from events.guests.limits import Limit, LimitKind, eligible, limits_of
from events.guests.lists import Suspect
from events.guests.marks import MarkKind
from events.guests.quota import GuestQuota
from tests.events.guests.people import guest

MUSTS = tuple(Wish(guest=name, attendance=Attendance.MUST) for name in ("a", "b"))


def test_of_another_chain_only_a_must_is_eligible_and_a_must_not_never() -> None:
    people = tuple(
        guest(name, chain=chain) for name, chain in (("a", "L2"), ("b", "L1"), ("c", "L2"), ("d", None))
    )
    wishes = (MUSTS[0], Wish(guest="d", attendance=Attendance.MUST_NOT))
    demand = GuestDemand(chain="L1", wishes=wishes)
    assert [item.id for item in eligible(people, demand)] == ["a", "b"]


def test_every_bound_of_a_demand_is_a_limit() -> None:
    people = (
        guest("a", organisation="甲", segment=Segment.FUND),
        guest("b", organisation="甲"),
        guest("c", organisation="甲"),
        guest("d"),
    )
    demand = GuestDemand(
        least_guests=1, most_guests=3, quotas=(GuestQuota(id="基金", segment=Segment.FUND, least=1, most=2),)
    )
    suspects = (
        Suspect(guests=("b", "d"), by=MarkKind.MAIL, value="x"),
        Suspect(guests=("b", "nobody"), by=MarkKind.MAIL, value="y"),
    )
    assert limits_of(people, demand, suspects) == (
        Limit(LimitKind.LIST, "list", frozenset("abcd"), 1, 3),
        Limit(LimitKind.QUOTA, "基金", frozenset("a"), 1, 2),
        Limit(LimitKind.ORGANISATION, "甲", frozenset("abc"), 0, 1),
        Limit(LimitKind.SAME_PERSON, "b=d", frozenset("bd"), 0, 1),
    )


def test_musts_widen_the_limits_of_their_organisation_and_of_a_suspicion() -> None:
    people = tuple(guest(name, organisation="甲") for name in "abc")
    suspects = (Suspect(guests=("a", "b"), by=MarkKind.MAIL, value="x"),)
    limits = limits_of(people, GuestDemand(wishes=MUSTS), suspects)
    assert [limit.most for limit in limits] == [30, 2, 2]


def test_without_a_limit_for_organisations_there_is_none() -> None:
    people = tuple(guest(name, organisation="甲") for name in "abc")
    assert len(limits_of(people, GuestDemand(most_per_organisation=None))) == 1
