"""The audit of a timetable: every rule and figure recomputed in plain Python. It never sees the solver."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from events.matchmaking.meeting_day import MeetingDay
from events.matchmaking.participant import Participant
from events.matchmaking.request import Request, Wish
from events.matchmaking.timetable import Meeting, Timetable
from planner.audit.violation import Violation, broken
from planner.plan import Status

Rule = Callable[["Evidence"], Iterator[Violation]]


class Evidence:
    """A timetable read against its day."""

    def __init__(self, day: MeetingDay, timetable: Timetable) -> None:
        self.day, self.timetable = day, timetable
        self.people: Mapping[str, Participant] = {person.id: person for person in day.participants}
        self.requests: Mapping[str, Request] = {item.id: item for item in day.requests}
        self.held: Mapping[str, Meeting] = {item.request: item for item in timetable.meetings}
        self.slots: dict[str, list[int]] = {person: [] for person in self.people}
        for meeting in timetable.meetings:
            for who in _both(self.requests[meeting.request]):
                self.slots[who].append(meeting.slot)

    def placed(self) -> Iterator[tuple[str, Meeting, Request]]:
        """Each meeting with its path and its request."""
        for number, meeting in enumerate(self.timetable.meetings):
            yield f"meetings[{number}]", meeting, self.requests[meeting.request]

    def gaps(self) -> list[int]:
        """The groups of idle slots between two meetings, by participant."""
        found = []
        for slots in self.slots.values():
            busy = sorted(slots)
            found.append(sum(later - earlier > 1 for earlier, later in pairwise(busy)))
        return found

    def points(self) -> int:
        """The points of what is held less the price of what is missing."""
        missing = sum(max(0, p.least_meetings - len(self.slots[p.id])) for p in self.people.values())
        return sum(r.points for _, _, r in self.placed()) - self.day.weights.missing_meeting * missing


def _both(item: Request) -> tuple[str, str]:
    return item.first, item.second


def known(day: MeetingDay, timetable: Timetable) -> Iterator[Violation]:
    """Every meeting is of a request of the day, none twice, and every other request is accounted for."""
    requests = {item.id for item in day.requests}
    named = Counter([m.request for m in timetable.meetings] + [item.request for item in timetable.left_out])
    for request, number in named.items():
        if request not in requests or number > 1:
            yield broken("meeting_known", "meetings", request=request, number=number)
    for request in sorted(requests - named.keys()):
        yield broken("meeting_accounted_for", "left_out", request=request)


def one_at_a_time(evidence: Evidence) -> Iterator[Violation]:
    """Nobody has two meetings in one slot, and no table has."""
    for person, slots in evidence.slots.items():
        for slot, number in Counter(slots).items():
            if number > 1:
                yield broken("meeting_one_at_a_time", "meetings", participant=person, slot=slot)
    for (slot, table), number in Counter((m.slot, m.table) for m in evidence.timetable.meetings).items():
        if number > 1:
            yield broken("meeting_own_table", "meetings", slot=slot, table=table)


def within_day(evidence: Evidence) -> Iterator[Violation]:
    """Slots and tables exist."""
    for place, meeting, _ in evidence.placed():
        if meeting.slot > evidence.day.slots or meeting.table > evidence.day.tables:
            yield broken("meeting_within_day", place, slot=meeting.slot, table=meeting.table)


def when_asked(evidence: Evidence) -> Iterator[Violation]:
    """Each lies in the half of the day it is asked for, in its fixed slot, where both are there and free."""
    for place, meeting, item in evidence.placed():
        half = evidence.day.session_of(meeting.slot)
        if item.session not in {None, half} or item.fixed_slot not in {None, meeting.slot}:
            yield broken("meeting_when_asked", place, request=item.id, slot=meeting.slot)
        for who in _both(item):
            person = evidence.people[who]
            if meeting.slot in person.forbidden or half not in person.sessions:
                yield broken("meeting_while_there", place, participant=who, slot=meeting.slot)


def in_order(evidence: Evidence) -> Iterator[Violation]:
    """What comes after another lies in a later slot."""
    for place, meeting, item in evidence.placed():
        for other in item.after:
            if other in evidence.held and evidence.held[other].slot >= meeting.slot:
                yield broken("meeting_in_order", place, request=item.id, other=other)


def as_wished(evidence: Evidence) -> Iterator[Violation]:
    """No refused or unanswered request is held; every must is, and with ``hold_all`` every other one."""
    for item in evidence.requests.values():
        is_held = item.id in evidence.held
        if is_held and (item.wish is Wish.NO or item.pending):
            yield broken("meeting_wished", "meetings", request=item.id)
        asked = item.wish is not Wish.NO and not item.pending
        if asked and not is_held and (evidence.day.hold_all or item.wish is Wish.MUST):
            yield broken("meeting_held", "left_out", request=item.id)


def not_too_many(evidence: Evidence) -> Iterator[Violation]:
    """Nobody has more meetings than he bears."""
    for person in evidence.people.values():
        number = len(evidence.slots[person.id])
        if person.most_meetings is not None and number > person.most_meetings:
            yield broken("meetings_not_too_many", "meetings", participant=person.id, number=number)


def fair(evidence: Evidence) -> Iterator[Violation]:
    """With ``hold_all``, gaps of two participants differ by no more than allowed."""
    most, gaps = evidence.day.most_gap_difference, evidence.gaps()
    if evidence.day.hold_all and most is not None and gaps and max(gaps) - min(gaps) > most:
        yield broken("meetings_fair", "gap_difference", difference=max(gaps) - min(gaps), most=most)


def figures(evidence: Evidence) -> Iterator[Violation]:
    """Points, gaps and their difference are what they are said to be, and no better than their bounds."""
    timetable, gaps = evidence.timetable, evidence.gaps()
    computed = {
        "points": evidence.points(),
        "gaps": sum(gaps),
        "gap_difference": max(gaps, default=0) - min(gaps, default=0),
    }
    for name, figure in computed.items():
        if getattr(timetable, name) != figure:
            yield broken("meetings_figure", name, stated=getattr(timetable, name), computed=figure)
    if timetable.points_bound is not None and timetable.points_bound < computed["points"]:
        yield broken(
            "meetings_bound", "points_bound", stated=timetable.points_bound, computed=computed["points"]
        )
    if timetable.gaps_bound is not None and timetable.gaps_bound > computed["gaps"]:
        yield broken("meetings_bound", "gaps_bound", stated=timetable.gaps_bound, computed=computed["gaps"])


RULES: tuple[Rule, ...] = (
    one_at_a_time, within_day, when_asked, in_order, as_wished, not_too_many, fair, figures,
)  # fmt: skip


def audit(day: MeetingDay, timetable: Timetable) -> tuple[Violation, ...]:
    """Every rule of ``day`` that ``timetable`` breaks, and every figure it misstates.

    Of an infeasible one only that it has no meetings and says why is looked at: that nothing is possible
    cannot be recomputed here.
    """
    if timetable.status is Status.INFEASIBLE:
        empty = not timetable.meetings and timetable.obstacles
        return () if empty else (broken("meetings_of_impossible_day", "meetings"),)
    misread = tuple(known(day, timetable))
    if misread:
        return misread
    evidence = Evidence(day, timetable)
    return tuple(violation for rule in RULES for violation in rule(evidence))
