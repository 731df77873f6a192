import pytest

from events.matchmaking.meeting_day import MeetingDay
from events.matchmaking.optimise.contradiction import contradiction
from events.matchmaking.optimise.instance import instance_of
from events.matchmaking.request import Wish
from planner.stop import Never
from tests.events.matchmaking.days import day_of, drawn_day, every_timetable, request


def _asked(day: MeetingDay) -> MeetingDay:
    keep = [item for item in day.requests if item.wish is not Wish.NO and not item.pending]
    ids = {item.id for item in keep}
    requests = [item.model_copy(update={"after": tuple(o for o in item.after if o in ids)}) for item in keep]
    people = [person.model_copy(update={"most_meetings": None}) for person in day.participants]
    return day.model_copy(update={"requests": tuple(requests), "participants": tuple(people)})


def _without(day: MeetingDay, ids: set[str]) -> MeetingDay:
    kept = [item for item in day.requests if item.id in ids]
    requests = [item.model_copy(update={"after": tuple(o for o in item.after if o in ids)}) for item in kept]
    return day.model_copy(update={"requests": tuple(requests)})


@pytest.mark.parametrize("seed", range(300, 360))
def test_what_is_named_is_impossible_and_none_of_it_can_be_spared(seed: int) -> None:
    day = _asked(drawn_day(seed, hold_all=True))
    if any(every_timetable(day)):
        return
    found = contradiction(instance_of(day, day.requests), Never())
    assert found.minimal
    named = set(found.requests)
    assert not any(every_timetable(_without(day, named)))
    loose = day if "fairness" in found.parts else day.model_copy(update={"most_gap_difference": None})
    for spared in named:
        # Fairness stands or falls with who is there at all: only without it is each part needed by itself.
        if "fairness" not in found.parts:
            assert any(every_timetable(_without(loose, named - {spared})))


def test_a_contradiction_that_narrowing_cannot_show_is_proven() -> None:
    # Five who all meet each other need five slots, though each of them has but four meetings.
    pairs = [one + other for one in "abcde" for other in "abcde" if one < other]
    day = day_of(*(request(pair) for pair in pairs), request("af"), hold_all=True, tables=9)
    found = contradiction(instance_of(day, day.requests), Never())
    assert found.minimal
    assert not any(every_timetable(_without(day, set(found.requests))))


def test_time_that_is_up_leaves_the_set_unproven() -> None:
    class Over:
        def stopped(self) -> bool:
            return True

        def remaining_seconds(self) -> float:
            return 0.0

    pairs = [one + other for one in "abcde" for other in "abcde" if one < other]
    day = day_of(*(request(pair) for pair in pairs), hold_all=True, tables=9)
    found = contradiction(instance_of(day, day.requests), Over())
    assert (found.minimal, set(found.requests)) == (False, set(pairs))
