"""Days of meetings for tests, small enough to try every timetable of them."""

from collections.abc import Iterator, Sequence
from itertools import product
from random import Random

from events.matchmaking.audit import audit
from events.matchmaking.meeting_day import MeetingDay
from events.matchmaking.participant import Participant, Session
from events.matchmaking.request import Request, Wish
from events.matchmaking.timetable import LeftOut, Meeting, Reason, Timetable
from planner.plan import Status


def person(who: str, **changes: object) -> Participant:
    return Participant.model_validate({"id": who, **changes})


def request(pair: str, **changes: object) -> Request:
    """A request of two participants with one letter each, such as ``ab``, whose id is the two letters."""
    return Request.model_validate({"id": pair, "first": pair[0], "second": pair[1], **changes})


def day_of(*requests: Request, **changes: object) -> MeetingDay:
    """A day of four slots, two before noon, and two tables, of these requests and whoever they name."""
    people = dict.fromkeys(who for item in requests for who in (item.first, item.second))
    given = {
        "participants": [person(who) for who in people], "requests": requests, "slots": 4, "morning_slots": 2,
        "tables": 2,
    }  # fmt: skip
    return MeetingDay.model_validate(given | changes)


def timetable_of(day: MeetingDay, slots: dict[str, int], **changes: object) -> Timetable:
    """A timetable with these slots, tables from 1 in each, and what it states left to the caller."""
    order = list(slots)
    tables = {
        item: 1 + sum(slots[other] == slots[item] for other in order[:number])
        for number, item in enumerate(order)
    }
    meetings = tuple(Meeting(request=item, slot=slot, table=tables[item]) for item, slot in slots.items())
    left = tuple(
        LeftOut(request=item.id, reason=Reason.OTHERS_WORTH_MORE)
        for item in day.requests
        if item.id not in slots
    )
    given = {"status": Status.FEASIBLE, "meetings": meetings, "left_out": left}
    return Timetable.model_validate(given | changes)


def every_timetable(day: MeetingDay) -> Iterator[tuple[int, int, dict[str, int]]]:
    """Points, gaps and slots of every timetable that the audit lets pass, by trying all."""
    asked = [item for item in day.requests if item.wish is not Wish.NO and not item.pending]
    choices: Sequence[int] = range(0 if not day.hold_all else 1, day.slots + 1)
    for chosen in product(choices, repeat=len(asked)):
        slots = {item.id: slot for item, slot in zip(asked, chosen, strict=True) if slot}
        if any(list(slots.values()).count(slot) > day.tables for slot in set(slots.values())):
            continue
        points, gaps, difference = figures_of(day, slots)
        made = timetable_of(day, slots, points=points, gaps=gaps, gap_difference=difference)
        if not audit(day, made):
            yield points, gaps, slots


def figures_of(day: MeetingDay, slots: dict[str, int]) -> tuple[int, int, int]:
    """Points, gaps and their difference, counted once more and in another way than the audit does."""
    asked = {item.id: item for item in day.requests}
    points = sum(asked[item].points for item in slots)
    gaps: list[int] = []
    for who in day.participants:
        row = "".join(
            "x" if any(slots[i] == s and who.id in {asked[i].first, asked[i].second} for i in slots) else "."
            for s in range(1, max([day.slots, *slots.values()]) + 1)
        )
        points -= day.weights.missing_meeting * max(0, who.least_meetings - row.count("x"))
        gaps.append(len([piece for piece in row.strip(".").split("x") if piece]))
    return points, sum(gaps), max(gaps, default=0) - min(gaps, default=0)


def drawn_day(seed: int, *, hold_all: bool) -> MeetingDay:
    """A day of at most five meetings of at most four participants, of every kind of rule now and then."""
    random = Random(seed)
    people = "abcd"[: random.choice([3, 4])]
    pairs = [one + other for one in people for other in people if one < other]
    chosen = random.sample(pairs, random.randint(2, min(5, len(pairs))))
    requests = []
    for number, pair in enumerate(chosen):
        requests.append(
            request(
                pair,
                wish=random.choice([Wish.MUST, Wish.WISH, Wish.WISH, Wish.WISH, Wish.NO]),
                points=random.randint(1, 9),
                session=random.choice([None, None, None, Session.MORNING, Session.AFTERNOON]),
                fixed_slot=random.choice([None, None, None, None, random.randint(1, 4)]),
                after=tuple(random.sample(chosen[:number], 1)) if number and random.random() < 0.3 else (),
                pending=random.random() < 0.1,
            )
        )
    return day_of(
        *requests,
        participants=[
            person(
                who,
                forbidden=tuple(sorted(random.sample(range(1, 5), random.choice([0, 0, 0, 1, 2])))),
                most_meetings=random.choice([None, None, None, 1, 2]),
                least_meetings=random.choice([0, 0, 1]),
            )
            for who in people
        ],
        tables=random.choice([1, 2, 2]),
        hold_all=hold_all,
        most_gap_difference=random.choice([None, 0, 1]),
    )
