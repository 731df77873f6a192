from datetime import date
from typing import Any

from events.guest import Guest, Segment
from events.guests.demand import Attendance, GuestDemand, ListWeights, Wish
from events.guests.lists import Merged, Suspect
from events.guests.marks import MarkKind
from events.guests.propose import propose
from events.guests.quota import GuestQuota
from events.invitation.invitation_list import InvitationList, PlaceQuota
from events.invitation.opening import opened
from events.invitation.waves import next_wave
from planner.clock import at
from planner.event import Event, EventKind
from tests.events.guests.people import guest
from tests.events.invitation.lists import EVENT_DAY, NOW, RULE, SPAN, WORKDAYS, done, no, yes

EVENT = Event(
    id="forum",
    kind=EventKind.FORUM,
    title="联谊会",
    candidate_days=(EVENT_DAY,),
    start_minute=540,
    duration_minutes=180,
)
PLAIN = ListWeights(region_steps=(), organisation_steps=(), segment_steps=())
PEOPLE = (
    guest("a", points=9),
    guest("b", points=8, organisation="甲"),
    guest("c", points=7, organisation="甲"),
    guest("d", points=6, mail="x"),
    guest("e", points=5, mail="x"),
    guest("f", points=4, segment=Segment.FUND),
    guest("g", points=3, segment=Segment.FUND),
    guest("h", points=1),
)
SUSPECTS = (Suspect(guests=("d", "e"), by=MarkKind.MAIL, value="x"),)
DEMAND = GuestDemand(
    most_guests=4,
    quotas=(
        GuestQuota(id="基金", segment=Segment.FUND, least=1, most=1),
        GuestQuota(id="上游", segment=Segment.UPSTREAM, least=1),
    ),
    wishes=(Wish(guest="h", attendance=Attendance.MUST),),
    weights=PLAIN,
)


def _opened(people: tuple[Guest, ...] = PEOPLE, **more: Any) -> InvitationList:
    proposal = propose(Merged(guests=people, suspects=SUSPECTS), DEMAND)
    return opened(EVENT, EVENT_DAY, proposal, DEMAND, RULE, WORKDAYS, suspects=SUSPECTS, **more)


def test_musts_go_out_first_then_by_worth_then_the_reserve_in_turns() -> None:
    group = _opened()
    assert [item.guest.id for item in group.invitations] == ["h", "a", "b", "f", "c", "g", "d"]
    assert [item.order for item in group.invitations] == list(range(7))


def test_every_most_of_the_demand_is_a_quota_of_places() -> None:
    assert _opened(places=6).quotas == (
        PlaceQuota(id="list", places=6),
        PlaceQuota(id="quota:基金", places=1),
        PlaceQuota(id="organisation:甲", places=1, guests_only=True),
    )
    of = {item.guest.id: (item.category, item.quotas) for item in _opened().invitations}
    assert of["f"] == ("quota:基金", ("quota:基金", "list"))
    assert of["b"] == ("organisation:甲", ("organisation:甲", "list"))
    assert of["a"] == ("list", ("list",))


def test_days_and_hours_are_those_of_the_event_and_the_rule() -> None:
    group = _opened(most_plus_ones=3)
    assert (group.event, group.title, group.span, group.most_plus_ones) == ("forum", "联谊会", SPAN, 3)
    assert group.invites_until == at(date(2026, 11, 16), 1_080)
    assert group.answers_until == at(date(2026, 11, 18), 1_080)


def _next(group: InvitationList) -> list[str]:
    return [send.guest for send in next_wave(group, NOW, WORKDAYS).sends]


def test_the_first_wave_is_the_list_and_a_full_organisation_keeps_its_second_out() -> None:
    group = _opened()
    assert _next(group) == ["h", "a", "b", "f"]
    sent = done(group, *next_wave(group, NOW, WORKDAYS).sends)
    # c is of the organisation of b: when a declines, d comes; when b does, c.
    assert _next(done(sent, no("a"))) == ["d"]
    assert _next(done(sent, no("b"))) == ["c"]
    assert _next(done(sent, no("f"))) == ["g"]


def test_a_plus_one_takes_a_place_of_the_list_and_none_of_the_organisation() -> None:
    group = _opened(places=5)
    sent = done(group, *next_wave(group, NOW, WORKDAYS).sends)
    assert sent.held("list") == 5
    freed = done(sent, no("d"), yes("b", plus_ones=1))
    assert (freed.held("list"), freed.held("organisation:甲")) == (5, 1)
