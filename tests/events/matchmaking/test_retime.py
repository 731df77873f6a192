from itertools import product
from random import Random

import pytest

from events.matchmaking.arrange import arrange, finalised
from events.matchmaking.audit import audit
from events.matchmaking.day_changes import Absent, DayChange, Late, Overrun, TableLost, amended, tables_taken
from events.matchmaking.meeting_day import MeetingDay
from events.matchmaking.request import Wish
from events.matchmaking.retime import Retiming, broken_rules, retime
from events.matchmaking.timetable import Meeting, Reason, Stage, Timetable
from planner.errors import InvalidMeetingDay, RejectedTimetable, UnsolvedInTime
from planner.options import Options
from planner.plan import Status
from tests.events.matchmaking.days import day_of, drawn_day, figures_of, request, timetable_of

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
    assert _price(day, before, after) == min(
        _price(day, before, slots) for slots in _all_retimed(day, published, changes, before)
    )


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


def _all_retimed(
    day: MeetingDay, published: Timetable, changes: list[DayChange], before: dict[str, int]
) -> list[dict[str, int]]:
    later = amended(day, published, changes, 2)
    wishes = [item.model_copy(update={"wish": Wish.WISH}) for item in later.requests if item.id in before]
    later = later.model_copy(update={"requests": tuple(wishes)})
    taken = tables_taken(changes, day, published)
    found = []
    for chosen in product(range(day.slots + 1), repeat=len(wishes)):
        slots = {item.id: slot for item, slot in zip(wishes, chosen, strict=True) if slot}
        stays = all((slots.get(item) == 1) == (slot == 1) for item, slot in before.items())
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


def test_what_should_have_stayed_and_a_lost_table_are_found() -> None:
    made = _published(CHAIN, SLOTS)
    before = {meeting.request: meeting for meeting in made.meetings}
    taken = {slot: frozenset({1}) if slot == 2 else frozenset[int]() for slot in range(1, 7)}
    elsewhere = before | {"ab": Meeting(request="ab", slot=3, table=1)}
    assert [item.rule for item in broken_rules(made, before, taken, {"ab"})] == ["meeting_own_table"]
    assert [item.rule for item in broken_rules(made, elsewhere, taken, {"ab", "bc", "ad"})] == [
        "meeting_stays"
    ]


def test_what_breaks_a_rule_is_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.matchmaking.retime.seated", lambda _, slots, *__: dict.fromkeys(slots, 1))
    with pytest.raises(RejectedTimetable):
        retime(CHAIN, _published(CHAIN, SLOTS), [])
