"""Check-in at the door: who is here, who is a surprise, where he sits. Nobody is turned away by a program."""

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum

from pydantic import AwareDatetime, Field

from events.guest import Guest
from events.guests.marks import is_same_person
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList
from events.invitation.state import PENDING, State
from planner.errors import Fault
from planner.value import Value

WALK_IN = "walk_in"


class Outcome(StrEnum):
    """What a scan found.

    WELCOME: expected. AGAIN: already here, nothing is counted twice. UNANSWERED, DECLINED, WAITING,
    WITHDRAWN, REPLACED (his colleague has the place), NOT_INVITED (still a draft): on the list, not expected.
    WALK_IN: on no list. OTHER_EVENT: a code of another event, nothing is recorded. UNKNOWN: a code of nobody,
    nothing is recorded.
    """

    WELCOME = "welcome"
    AGAIN = "again"
    UNANSWERED = "unanswered"
    DECLINED = "declined"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    NOT_INVITED = "not_invited"
    WALK_IN = "walk_in"
    OTHER_EVENT = "other_event"
    UNKNOWN = "unknown"


class Seat(Value):
    """Where a guest sits, as it is told at the door."""

    table: str = ""
    seat: str = ""


class Arrival(Value):
    """Somebody who came: when, with how many others, by whose hand it was noted, and as what."""

    guest: str
    name: str
    at: AwareDatetime
    by: str = ""
    outcome: Outcome
    category: str
    companions: int = Field(default=0, ge=0)


class CheckIn(Value):
    """Who has come to an event (id), in order of coming."""

    event: str
    arrivals: tuple[Arrival, ...] = ()

    def find(self, guest: str) -> Arrival | None:
        """The arrival of a guest (id); None if he has not come."""
        return next((item for item in self.arrivals if item.guest == guest), None)

    def heads_by_category(self) -> Mapping[str, int]:
        """Heads present, companions included, by category; walk-ins are one."""
        heads: Counter[str] = Counter()
        for item in self.arrivals:
            heads[item.category] += 1 + item.companions
        return dict(sorted(heads.items()))

    def missing(self, invitations: InvitationList) -> tuple[str, ...]:
        """Guests (ids) who accepted and have not come, in the order of the list."""
        here = {item.guest for item in self.arrivals}
        return tuple(
            item.guest.id
            for item in invitations.invitations
            if item.state is State.ACCEPTED and item.guest.id not in here
        )


class Scan(Value):
    """A code read, or a name found: the ``event`` (id) and ``guest`` (id) it stands for, when, by whom."""

    event: str
    guest: str
    at: AwareDatetime
    by: str = ""
    companions: int = Field(default=0, ge=0, le=50)


class Answer(Value):
    """What the desk sees: the new state, the outcome, the seat, and what somebody should look at."""

    check_in: CheckIn
    outcome: Outcome
    name: str
    seat: Seat | None = None
    first: AwareDatetime | None = None
    flags: tuple[Fault, ...] = ()


_OUTCOMES: Mapping[State, Outcome] = dict.fromkeys(PENDING, Outcome.UNANSWERED) | {
    State.ACCEPTED: Outcome.WELCOME,
    State.NO_ANSWER: Outcome.UNANSWERED,
    State.DECLINED: Outcome.DECLINED,
    State.WAITING: Outcome.WAITING,
    State.WITHDRAWN: Outcome.WITHDRAWN,
    State.DELEGATED: Outcome.REPLACED,
    State.DRAFTED: Outcome.NOT_INVITED,
}


def scanned(
    check_in: CheckIn,
    invitations: InvitationList,
    scan: Scan,
    seats: Mapping[str, Seat] | None = None,
    walk_in: Guest | None = None,
) -> Answer:
    """What ``scan`` makes of ``check_in``; pure, so that two desks run it one after the other under a lock.

    Everybody who stands here is recorded once, whatever his invitation says; who was not expected comes with
    a flag (``came_declined``, ``came_withdrawn``, …), and more companions than were granted with another. A
    code of another event (``code_of_another_event``) or of nobody (``guest_not_on_list``) records nothing;
    ``walk_in`` says who stands there without a code: he is looked for on the list first.
    """
    if scan.event != check_in.event:
        return _refused(check_in, scan, Outcome.OTHER_EVENT, "code_of_another_event", invitations.title)
    invitation = invitations.find(scan.guest) or _recognised(walk_in, invitations)
    if invitation is None and walk_in is None:
        return _refused(check_in, scan, Outcome.UNKNOWN, "guest_not_on_list", invitations.title)
    arrival = _arrival(scan, invitation, walk_in)
    seat = (seats or {}).get(arrival.guest)
    before = check_in.find(arrival.guest)
    if before is not None:
        return Answer(check_in=check_in, outcome=Outcome.AGAIN, name=before.name, seat=seat, first=before.at)
    return Answer(
        check_in=check_in.model_copy(update={"arrivals": (*check_in.arrivals, arrival)}),
        outcome=arrival.outcome,
        name=arrival.name,
        seat=seat,
        flags=tuple(_flags(arrival, invitation, invitations)),
    )


def _recognised(walk_in: Guest | None, invitations: InvitationList) -> Invitation | None:
    """The invitation of somebody who comes without his code."""
    if walk_in is None:
        return None
    return next((item for item in invitations.invitations if is_same_person(item.guest, walk_in)), None)


def _refused(check_in: CheckIn, scan: Scan, outcome: Outcome, code: str, title: str) -> Answer:
    fault = Fault(code=code, place=scan.guest, value=title, detail={"other": scan.event})
    return Answer(check_in=check_in, outcome=outcome, name="", flags=(fault,))


def _arrival(scan: Scan, invitation: Invitation | None, walk_in: Guest | None) -> Arrival:
    guest = invitation.guest if invitation else walk_in
    return Arrival(
        guest=guest.id if guest else scan.guest,
        name=guest.name if guest else "",
        at=scan.at,
        by=scan.by,
        outcome=_OUTCOMES[invitation.state] if invitation else Outcome.WALK_IN,
        category=invitation.category if invitation else WALK_IN,
        companions=scan.companions,
    )


def _flags(arrival: Arrival, invitation: Invitation | None, invitations: InvitationList) -> Iterator[Fault]:
    """What the desk should see to: somebody unexpected, with the places left for him, or too many."""
    if arrival.outcome is not Outcome.WELCOME:
        room = 0 if invitation is None else invitations.room(invitation.quotas)
        detail = {"room": str(room), "event": invitations.title}
        code = f"came_{arrival.outcome.value}"
        yield Fault(code=code, place=arrival.guest, value=arrival.name, detail=detail)
    granted = invitation.plus_ones if invitation else 0
    if arrival.companions > granted:
        detail = {"came": str(arrival.companions), "granted": str(granted)}
        code = "more_companions_than_granted"
        yield Fault(code=code, place=arrival.guest, value=arrival.name, detail=detail)
