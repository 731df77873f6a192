from events.matchmaking.meeting_day import MeetingDay
from events.matchmaking.optimise.instance import instance_of
from events.matchmaking.optimise.narrowing import narrowed
from events.matchmaking.request import Wish
from tests.events.matchmaking.days import day_of, drawn_day, every_timetable, request


def _slots(day: MeetingDay) -> list[list[int]] | None:
    found = narrowed(instance_of(day, day.requests))
    return None if found is None else [sorted(slot + 1 for slot in domain) for domain in found.domains]


def test_what_comes_after_another_leaves_it_room() -> None:
    chain = (request("ab"), request("cd", after=("ab",)), request("ac", after=("cd",)))
    assert _slots(day_of(*chain, hold_all=True)) == [[1, 2], [2, 3], [3, 4]]


def test_wishes_do_not_narrow_what_comes_after_them() -> None:
    chain = (request("ab"), request("cd", after=("ab",), wish=Wish.MUST))
    assert _slots(day_of(*chain)) == [[1, 2, 3], [1, 2, 3, 4]]


def test_a_meeting_with_one_slot_takes_it_from_the_others_of_its_people() -> None:
    day = day_of(request("ab", fixed_slot=2), request("ac"), request("cd"), hold_all=True)
    assert _slots(day) == [[2], [1, 3, 4], [1, 2, 3, 4]]


def test_what_is_impossible_by_numbers_is_seen() -> None:
    assert (
        _slots(day_of(request("ab"), request("cd"), slots=1, morning_slots=1, tables=1, hold_all=True))
        is None
    )
    circle = (request("ab", after=("cd",)), request("cd", after=("ab",)))
    assert _slots(day_of(*circle, hold_all=True)) is None


def test_no_slot_of_any_timetable_is_taken_away() -> None:
    for seed in range(60):
        day = drawn_day(seed, hold_all=True)
        asked = [item for item in day.requests if item.wish is not Wish.NO and not item.pending]
        found = narrowed(instance_of(day, asked))
        for _, _, slots in every_timetable(day):
            assert found is not None
            assert all(slots[item.id] - 1 in found.domains[number] for number, item in enumerate(asked))
