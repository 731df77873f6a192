"""A day of meetings in plain integers: what the models are built from.

Participants, meetings and slots are numbered from 0. ``None`` for a meeting's slot means that it is not held.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from events.matchmaking.meeting_day import MeetingDay
from events.matchmaking.request import Request, Wish

Slots = tuple[int | None, ...]
UNLIMITED = 10**9


@dataclass(frozen=True)
class Instance:
    """What has to be decided: for each meeting one slot of its domain.

    ``pairs[m]`` are the two participants of meeting ``m``, ``domains[m]`` the slots it may take,
    ``required[m]`` whether it must be held; ``precedences`` are pairs (earlier, later), binding where both
    are held. ``tables[t]`` meetings at most lie in slot ``t``. ``most``, ``least`` are numbers of meetings
    a participant; ``missing_points`` the price of each one short of the least. ``difference`` is how far
    the gaps of two participants may differ, None for any; ``ids`` are the requests', ``people`` the
    participants'.
    """

    slots: int
    morning: int
    tables: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]
    domains: tuple[frozenset[int], ...]
    required: tuple[bool, ...]
    points: tuple[int, ...]
    precedences: tuple[tuple[int, int], ...]
    most: tuple[int, ...]
    least: tuple[int, ...]
    missing_points: int
    difference: int | None
    ids: tuple[str, ...]
    people: tuple[str, ...]
    meetings_of: tuple[tuple[int, ...], ...] = field(init=False)

    def __post_init__(self) -> None:
        of: list[list[int]] = [[] for _ in self.most]
        for meeting, pair in enumerate(self.pairs):
            for participant in pair:
                of[participant].append(meeting)
        object.__setattr__(self, "meetings_of", tuple(tuple(meetings) for meetings in of))

    def with_domains(self, domains: Sequence[frozenset[int]]) -> "Instance":
        """The same, with other slots allowed."""
        return replace(self, domains=tuple(domains))

    def holding(self, held: Sequence[int]) -> "Instance":
        """The same, of the meetings ``held`` alone, all of them required and no numbers to be kept."""
        number = {meeting: index for index, meeting in enumerate(held)}
        return replace(
            self,
            pairs=tuple(self.pairs[m] for m in held),
            domains=tuple(self.domains[m] for m in held),
            required=(True,) * len(held),
            points=tuple(self.points[m] for m in held),
            precedences=tuple((number[a], number[b]) for a, b in self.precedences if {a, b} <= number.keys()),
            most=(UNLIMITED,) * len(self.most),
            least=(0,) * len(self.least),
            ids=tuple(self.ids[m] for m in held),
        )

    def value(self, slots: Slots) -> int:
        """The points of the meetings held, less what is missing of the least numbers."""
        held = [meeting for meeting, slot in enumerate(slots) if slot is not None]
        met = [sum(slots[m] is not None for m in meetings) for meetings in self.meetings_of]
        missing = sum(max(0, least - number) for least, number in zip(self.least, met, strict=True))
        return sum(self.points[m] for m in held) - self.missing_points * missing

    def gaps(self, slots: Slots) -> list[int]:
        """For each participant, the groups of idle slots between two of his meetings."""
        return [self.gaps_of(participant, slots) for participant in range(len(self.most))]

    def gaps_of(self, participant: int, slots: Sequence[int | None]) -> int:
        """The groups of idle slots between two meetings of this one."""
        return _gaps([slots[m] for m in self.meetings_of[participant]])


def _gaps(taken: Sequence[int | None]) -> int:
    busy = sorted(slot for slot in taken if slot is not None)
    return sum(later > earlier + 1 for earlier, later in pairwise(busy))


def instance_of(day: MeetingDay, requests: Sequence[Request]) -> Instance:
    """``day`` with ``requests`` alone, as plain integers; their precedences among each other count."""
    number = {person.id: index for index, person in enumerate(day.participants)}
    free = [_open_slots(day, index) for index in range(len(day.participants))]
    known = {item.id: index for index, item in enumerate(requests)}
    return Instance(
        slots=day.slots,
        morning=day.morning_slots,
        tables=(day.tables,) * day.slots,
        pairs=tuple((number[item.first], number[item.second]) for item in requests),
        domains=tuple(_domain(day, item, free, number) for item in requests),
        required=tuple(day.hold_all or item.wish is Wish.MUST for item in requests),
        points=tuple(item.points for item in requests),
        precedences=tuple(
            (known[other], index)
            for index, item in enumerate(requests)
            for other in item.after
            if other in known
        ),
        most=tuple(UNLIMITED if p.most_meetings is None else p.most_meetings for p in day.participants),
        least=tuple(p.least_meetings for p in day.participants),
        missing_points=day.weights.missing_meeting,
        difference=day.most_gap_difference,
        ids=tuple(item.id for item in requests),
        people=tuple(person.id for person in day.participants),
    )


def _open_slots(day: MeetingDay, index: int) -> frozenset[int]:
    person = day.participants[index]
    return frozenset(
        slot - 1
        for slot in range(1, day.slots + 1)
        if slot not in person.forbidden and day.session_of(slot) in person.sessions
    )


def _domain(
    day: MeetingDay, item: Request, free: Sequence[frozenset[int]], number: Mapping[str, int]
) -> frozenset[int]:
    both = free[number[item.first]] & free[number[item.second]]
    return frozenset(
        slot
        for slot in both
        if (item.session is None or day.session_of(slot + 1) is item.session)
        and item.fixed_slot in {None, slot + 1}
    )
