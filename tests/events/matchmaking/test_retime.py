from itertools import product
from random import Random

import pytest

from events.matchmaking.arrange import arrange, finalised
from events.matchmaking.audit import audit
from events.matchmaking.day_changes import (
    Absent,
    Arrived,
    DayChange,
    Late,
    Overrun,
    TableLost,
    amended,
    tables_taken,
)
from events.matchmaking.meeting_day import MeetingDay
from events.matchmaking.optimise.bringing_in import Brought
from events.matchmaking.participant import Side
from events.matchmaking.request import Wish
from events.matchmaking.retime import Retiming, retime
from events.matchmaking.timetable import Reason, Stage, Timetable
from planner.errors import InvalidMeetingDay, RejectedTimetable, UnsolvedInTime
from planner.options import Options
from planner.plan import Status
from tests.events.matchmaking.days import day_of, drawn_day, figures_of, person, request, timetable_of

CHAIN = day_of(request("ab"), request("bc"), request("cd"), request("ad"), slots=6, morning_slots=3)
SLOTS = {"ab": 1, "cd": 1, "bc": 2, "ad": 2}


def _published(day: MeetingDay, slots: dict[str, int]) -> Timetable:
    points, gaps, difference = figures_of(day, slots)
    return finalised(timetable_of(day, slots, points=points, gaps=gaps, gap_difference=difference))


def _moves(found: Retiming) -> dict[str, int | None]:
    return {item.request: None if item.after is None else item.after.slot for item in found.moved}


def test_nothing_happens_nothing_moves() -> None:
    published = _published(CHAIN, SLOTS)
    found = retime(CHAIN, published, [])
    assert found.moved == ()
    assert {m.request: (m.slot, m.table) for m in found.timetable.meetings} == {
        m.request: (m.slot, m.table) for m in published.meetings
    }
    assert (found.timetable.stage, found.timetable.status) == (Stage.FINAL, Status.OPTIMAL)


def test_who_is_late_meets_later_and_the_others_stay() -> None:
    found = retime(CHAIN, _published(CHAIN, SLOTS), [Late(participant="a", first_slot=2)])
    # ab cannot stay in slot 1. It goes to 3, behind ad: a and b stay together, and no other meeting moves.
    assert _moves(found) == {"ab": 3}


def test_what_has_happened_stays_even_if_it_could_not_be_held_now() -> None:
    found = retime(CHAIN, _published(CHAIN, SLOTS), [Absent(participant="a", from_slot=1)], now=2)
    assert _moves(found) == {"ad": None}
    (left,) = found.timetable.left_out
    assert (left.request, left.reason) == ("ad", Reason.NO_COMMON_SLOT)


def test_a_must_that_is_lost_is_a_wish_in_the_day_as_it_became() -> None:
    day = day_of(request("ab", wish=Wish.MUST), request("cd", wish=Wish.MUST), hold_all=True)
    found = retime(day, _published(day, {"ab": 2, "cd": 2}), [Absent(participant="a")])
    assert {item.id: item.wish for item in found.day.requests} == {"ab": Wish.WISH, "cd": Wish.MUST}
    assert audit(found.day, found.timetable) == ()


def test_a_lost_table_moves_who_sat_there_to_another_or_to_another_slot() -> None:
    day = day_of(request("ab"), request("cd"), tables=2)
    published = _published(day, {"ab": 2, "cd": 2})
    found = retime(day, published, [TableLost(table=1, from_slot=2)])
    assert {(m.slot, m.table) for m in found.timetable.meetings} in ({(2, 2), (1, 1)}, {(2, 2), (3, 2)})
    spare = day.model_copy(update={"tables": 3})
    assert {
        m.request: (m.slot, m.table)
        for m in retime(spare, published, [TableLost(table=1)]).timetable.meetings
    } == {
        "ab": (2, 3),
        "cd": (2, 2),
    }


def test_a_meeting_that_overruns_keeps_its_table_and_its_people() -> None:
    day = day_of(request("ab"), request("ac"), request("de"), tables=2)
    published = _published(day, {"ab": 1, "ac": 2, "de": 2})
    table = next(meeting.table for meeting in published.meetings if meeting.request == "ab")
    found = retime(day, published, [Overrun(request="ab")], now=2)
    assert _moves(found)["ac"] == 3
    assert [m.table for m in found.timetable.meetings if m.slot == 2] == [3 - table]


def test_whoever_was_left_out_takes_the_place_of_one_who_has_left() -> None:
    day = day_of(
        request("ab", points=9), request("cb", points=5),
        participants=[person("a"), person("c"), person("b", most_meetings=1)],
    )  # fmt: skip
    published = _published(day, {"ab": 1})
    assert retime(day, published, []).brought_in == ()
    found = retime(day, published, [Absent(participant="a")])
    assert _moves(found) == {"ab": None}
    assert [meeting.request for meeting in found.brought_in] == ["cb"]
    assert [item.request for item in found.timetable.left_out] == ["ab"]


def test_nobody_moves_for_what_is_brought_in_and_nothing_is_put_into_the_past() -> None:
    # ac could only be held in slot 2, where a meets b; slot 1 is over, and nothing was worth more.
    day = day_of(request("ab"), request("ac", points=99, fixed_slot=2), request("cd", fixed_slot=1), slots=3)
    found = retime(day, _published(day, {"ab": 2}), [TableLost(table=2)], now=2)
    assert (found.moved, found.brought_in) == ((), ())
    assert {item.request for item in found.timetable.left_out} == {"ac", "cd"}


def test_a_lost_table_leaves_no_room_and_a_refused_or_unanswered_request_takes_none() -> None:
    day = day_of(
        request("ab"), request("cd"), request("ef", wish=Wish.NO), request("gh", pending=True),
        slots=1, morning_slots=1, tables=2,
    )  # fmt: skip
    spare = day.model_copy(update={"tables": 4})
    published = _published(day, {"ab": 1})
    assert [m.request for m in retime(spare, published, [TableLost(table=3)]).brought_in] == ["cd"]
    assert retime(day, published, [TableLost(table=2)]).brought_in == ()


def test_who_arrives_meets_whom_he_asks_for_where_nobody_has_to_move() -> None:
    arrived = Arrived(
        participant=person("n", name="新到企业", forbidden=(3,)),
        requests=(request("na", points=9), request("nb", wish=Wish.MUST), request("nc", wish=Wish.NO)),
    )
    day = day_of(request("ab"), request("ac"), slots=4, tables=1)
    found = retime(day, _published(day, {"ab": 1, "ac": 2}), [arrived])
    # Of slots 3 and 4 the newcomer has one: a must goes before a wish worth more.
    assert [(m.request, m.slot) for m in found.brought_in] == [("nb", 4)]
    assert found.moved == ()
    assert [person.id for person in found.day.participants] == ["a", "b", "c", "n"]
    assert {item.request for item in found.timetable.left_out} == {"na", "nc"}


def test_whoever_is_brought_in_leaves_others_their_tables_and_goes_to_the_hosts() -> None:
    day = day_of(
        request("xa"), request("yb"), request("xc", fixed_slot=2), slots=2, morning_slots=1, tables=3,
        participants=[*(person(who) for who in "abc"), *(person(who, side=Side.HOST) for who in "xy")],
    )  # fmt: skip
    published = _published(day, {"yb": 1, "xa": 1})
    (new,) = retime(day, published, []).brought_in
    assert [(m.request, m.table) for m in published.meetings] == [("yb", 1), ("xa", 2)]
    assert (new.request, new.slot, new.table) == ("xc", 2, 2)


def test_of_equally_cheap_ways_the_one_is_taken_that_lets_in_the_most() -> None:
    # One of ab and cd must leave slot 2, to 1 or 3; only cd in slot 1 leaves room for both of e's meetings.
    day = day_of(
        request("ab"), request("cd"), request("ae", fixed_slot=1), request("ce", fixed_slot=3),
        slots=3, morning_slots=1, tables=2,
    )  # fmt: skip
    found = retime(day, _published(day, {"ab": 2, "cd": 2}), [TableLost(table=2, from_slot=2)])
    assert _moves(found)["cd"] == 1
    assert {(m.request, m.slot) for m in found.brought_in} == {("ae", 1), ("ce", 3)}
    assert found.timetable.status is Status.OPTIMAL


def test_without_time_to_choose_whatever_fits_is_brought_in_all_the_same() -> None:
    class Last:
        """Time for the first question alone."""

        def __init__(self) -> None:
            self.asked = 0

        def stopped(self) -> bool:
            return self.asked > 0

        def remaining_seconds(self) -> float:
            self.asked += 1
            return 30.0 if self.asked == 1 else 0.0

    day = day_of(request("ab"), request("cd"), request("ac"), request("bd"), tables=2)
    found = retime(day, _published(day, {"ab": 1}), [Late(participant="a", first_slot=2)], stop=Last())
    assert {meeting.request for meeting in found.brought_in} == {"cd", "ac", "bd"}
    assert found.timetable.status is Status.FEASIBLE


def crowded_day(random: Random) -> MeetingDay:
    """Five people, five requests and three slots: something is left out as a rule."""
    pairs = random.sample([one + other for one in "abcde" for other in "abcde" if one < other], 5)
    requests = [
        request(
            pair,
            points=random.randint(0, 9),
            wish=random.choice([Wish.WISH] * 5 + [Wish.NO]),
            after=tuple(random.sample(pairs[:number], 1)) if number and random.random() < 0.2 else (),
        )
        for number, pair in enumerate(pairs)
    ]
    people = [
        person(
            who,
            most_meetings=random.choice([None, 1, 2]),
            least_meetings=random.choice([0, 0, 1]),
            forbidden=tuple(random.sample(range(1, 4), random.choice([0, 0, 1]))),
        )
        for who in "abcde"
    ]
    return day_of(*requests, participants=people, slots=3, morning_slots=2, tables=random.choice([1, 1, 2]))


def test_on_crowded_days_least_movement_comes_first_and_then_nothing_better_can_be_let_in() -> None:
    let_in = 0
    for seed in (*range(60), 94):  # 94: two ways cost the same, and one lets in more
        random = Random(seed)
        day = crowded_day(random)
        published = arrange(day, Options(effort=5))
        possible: list[list[DayChange]] = [
            [Late(participant="a", first_slot=2)],
            [Absent(participant="b", from_slot=2)],
            [TableLost(table=1, from_slot=2)],
            [Late(participant="c", first_slot=3), Absent(participant="d")],
        ]
        changes = random.choice(possible)
        found = retime(day, published, changes, now=2)
        before = {meeting.request: meeting.slot for meeting in published.meetings}
        after = {meeting.request: meeting.slot for meeting in found.timetable.meetings}
        assert found.timetable.status is Status.OPTIMAL
        assert _rank(day, before, after) == min(
            _rank(day, before, slots) for slots in _all_retimed(day, published, changes)
        ), seed
        let_in += len(found.brought_in)
    assert let_in > 5


@pytest.mark.parametrize("seed", range(12))
def test_nothing_cheaper_is_possible(seed: int) -> None:
    random = Random(seed)
    day = drawn_day(seed, hold_all=False)
    published = arrange(day, Options(effort=5))
    if published.status is Status.INFEASIBLE:
        assert published.obstacles != ()
        return
    possible: list[DayChange] = [
        Late(participant="a", first_slot=3),
        Absent(participant="b", from_slot=2),
        TableLost(table=1),
    ]
    changes = [random.choice(possible)]
    found = retime(day, published, changes, now=2)
    assert found.timetable.status is Status.OPTIMAL
    before = {meeting.request: meeting.slot for meeting in published.meetings}
    after = {meeting.request: meeting.slot for meeting in found.timetable.meetings}
    assert _rank(day, before, after) == min(
        _rank(day, before, slots) for slots in _all_retimed(day, published, changes)
    )


def _rank(day: MeetingDay, before: dict[str, int], after: dict[str, int]) -> tuple[int, int, int, int]:
    """What re-timing costs the meetings there were; then what else is held: worth, number, gaps of all."""
    kept = {item: slot for item, slot in after.items() if item in before}
    new = [item for item in day.requests if item.id in after and item.id not in before]
    points, gaps, _ = figures_of(day, after)
    missing = sum(item.points for item in day.requests if item.id in after) - points
    musts = day.weights.dropped_must * sum(item.wish is Wish.MUST for item in new)
    return (
        _price(day, before, kept), missing - sum(item.points for item in new) - musts, -len(new), gaps
    )  # fmt: skip


def _price(day: MeetingDay, before: dict[str, int], after: dict[str, int]) -> int:
    asked, weights = {item.id: item for item in day.requests}, day.weights
    price = weights.gap * figures_of(day, after)[1]
    for item, slot in before.items():
        if item not in after:
            must = asked[item].wish is Wish.MUST
            price += asked[item].points + (weights.dropped_must if must else weights.dropped)
        elif after[item] != slot:
            price += weights.moved + weights.moved_slot * abs(after[item] - slot)
    return price


def _all_retimed(day: MeetingDay, published: Timetable, changes: list[DayChange]) -> list[dict[str, int]]:
    """Every timetable that keeps all rules and what has happened before slot 2, by trying all."""
    later = amended(day, published, changes, 2)
    wishes = [
        item.model_copy(update={"wish": Wish.WISH})
        for item in later.requests
        if item.wish is not Wish.NO and not item.pending
    ]
    later = later.model_copy(update={"requests": tuple(wishes)})
    before = {meeting.request: meeting.slot for meeting in published.meetings}
    taken = tables_taken(changes, day, published)
    found = []
    for chosen in product(range(day.slots + 1), repeat=len(wishes)):
        slots = {item.id: slot for item, slot in zip(wishes, chosen, strict=True) if slot}
        stays = all((slots.get(item) == 1) == (before.get(item) == 1) for item in slots | before)
        full = any(
            list(slots.values()).count(slot) > day.tables - len(taken[slot])
            for slot in slots.values()
            if slot > 1
        )
        if not stays or full:
            continue
        points, gaps, difference = figures_of(later, slots)
        made = timetable_of(later, slots, points=points, gaps=gaps, gap_difference=difference)
        if not [item for item in audit(later, made) if item.rule != "meeting_within_day"]:
            found.append(slots)
    return found


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Late(participant="x", first_slot=2), "no_such_participant"),
        (Absent(participant="x"), "no_such_participant"),
        (TableLost(table=3), "no_such_table"),
        (Overrun(request="xy"), "no_such_meeting"),
    ],
)
def test_a_change_that_names_nothing_is_refused(change: DayChange, code: str) -> None:
    with pytest.raises(InvalidMeetingDay) as caught:
        retime(CHAIN, _published(CHAIN, SLOTS), [change])
    assert [fault.code for fault in caught.value.faults] == [code]


def test_no_time_is_said() -> None:
    class Over:
        def stopped(self) -> bool:
            return True

        def remaining_seconds(self) -> float:
            return 0.0

    with pytest.raises(UnsolvedInTime):
        retime(CHAIN, _published(CHAIN, SLOTS), [], stop=Over())


def test_room_that_the_solver_leaves_unused_is_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "events.matchmaking.optimise.bringing_in.brought_in",
        lambda room, *_: Brought(room.standing, proven=True),
    )
    day = day_of(request("ab"), request("cd"))
    with pytest.raises(RejectedTimetable) as withheld:
        retime(day, _published(day, {"ab": 1}), [Late(participant="a", first_slot=2)])
    assert [fault.value for fault in withheld.value.faults] == ["meeting_brought_in"]


def test_what_breaks_a_rule_is_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.matchmaking.retime.seated", lambda _, slots, *__: dict.fromkeys(slots, 1))
    with pytest.raises(RejectedTimetable):
        retime(CHAIN, _published(CHAIN, SLOTS), [])
