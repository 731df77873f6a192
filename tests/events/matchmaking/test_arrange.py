from collections import Counter

import pytest

from events.matchmaking.arrange import arrange, finalised
from events.matchmaking.audit import audit
from events.matchmaking.meeting_day import MeetingDay
from events.matchmaking.participant import Session, Side
from events.matchmaking.request import Wish
from events.matchmaking.timetable import LeftOut, Reason, Stage, Timetable
from planner.errors import InvalidMeetingDay, RejectedTimetable, UnsolvedInTime
from planner.options import Options
from planner.plan import Status
from planner.progress import Progress
from tests.events.matchmaking.days import day_of, drawn_day, every_timetable, figures_of, person, request

EFFORT = Options(effort=5)


class Over:
    """Time that is up."""

    def stopped(self) -> bool:
        return True

    def remaining_seconds(self) -> float:
        return 0.0


def _slots(timetable: Timetable) -> dict[str, int]:
    return {meeting.request: meeting.slot for meeting in timetable.meetings}


def _obstacles(day: MeetingDay) -> list[tuple[Reason, tuple[str, ...], tuple[str, ...]]]:
    return [(found.reason, found.participants, found.requests) for found in arrange(day, EFFORT).obstacles]


@pytest.mark.parametrize("seed", range(25))
def test_no_timetable_holding_all_has_fewer_gaps(seed: int) -> None:
    day = drawn_day(seed, hold_all=True)
    possible = list(every_timetable(day))
    found = arrange(day, EFFORT)
    if not possible:
        assert found.status is Status.INFEASIBLE
        return
    least = min(gaps for _, gaps, _ in possible)
    assert (found.status, found.gaps, found.gaps_bound) == (Status.OPTIMAL, least, least)


@pytest.mark.parametrize("seed", range(100, 125))
def test_no_timetable_has_more_points(seed: int) -> None:
    day = drawn_day(seed, hold_all=False)
    possible = list(every_timetable(day))
    found = arrange(day, EFFORT)
    if not possible:
        assert found.status is Status.INFEASIBLE
        return
    most = max(points for points, _, _ in possible)
    assert (found.points, found.points_bound, found.status) == (most, most, Status.OPTIMAL)
    # Of the timetables with the same meetings a fair one is found, if there is any, and of these one
    # with the fewest gaps.
    alike = [(gaps, slots) for _, gaps, slots in possible if slots.keys() == _slots(found).keys()]
    allowed = day.most_gap_difference
    fair = [gaps for gaps, slots in alike if allowed is None or figures_of(day, slots)[2] <= allowed]
    assert found.gaps == found.gaps_bound
    assert found.gaps == min(fair) if fair else found.gaps >= min(gaps for gaps, _ in alike)


def test_equal_days_give_equal_timetables() -> None:
    day = drawn_day(3, hold_all=False)
    assert arrange(day, EFFORT) == arrange(day, EFFORT)


def test_two_searches_side_by_side_prove_what_one_after_the_other_does() -> None:
    class Minute:
        def stopped(self) -> bool:
            return False

        def remaining_seconds(self) -> float:
            return 60.0

    day = day_of(request("ab"), request("ac", points=3), request("bc"), request("ad"), tables=1)
    alone, beside = arrange(day, EFFORT), arrange(day, stop=Minute())
    assert (alone.status, alone.points, alone.gaps) == (Status.OPTIMAL, 6, 1)
    assert (beside.status, beside.points, beside.gaps) == (Status.OPTIMAL, 6, 1)


def test_what_is_refused_or_unanswered_takes_no_slot() -> None:
    day = day_of(request("ab", wish=Wish.NO, points=9), request("ac", pending=True, points=9), request("bc"))
    found = arrange(day, EFFORT)
    assert _slots(found).keys() == {"bc"}
    assert found.left_out == (
        LeftOut(request="ab", reason=Reason.REFUSED),
        LeftOut(request="ac", reason=Reason.UNANSWERED),
    )


def test_a_must_goes_before_whatever_is_worth_more() -> None:
    day = day_of(request("ab", wish=Wish.MUST, points=0), request("ac", points=9), slots=1, morning_slots=1)
    assert _slots(arrange(day, EFFORT)) == {"ab": 1}


def test_a_leader_meets_no_more_than_so_many_and_the_best_of_them() -> None:
    wishes = [request("ab", points=1), request("ac", points=3), request("ad", points=2)]
    day = day_of(*wishes, participants=[person("a", most_meetings=2), person("b"), person("c"), person("d")])
    found = arrange(day, EFFORT)
    assert _slots(found).keys() == {"ac", "ad"}
    detail = {"participant": "a", "most": "2"}
    assert found.left_out == (LeftOut(request="ab", reason=Reason.PARTICIPANT_FULL, detail=detail),)


def test_a_guaranteed_meeting_is_worth_more_than_points() -> None:
    people = [person("a"), person("b", least_meetings=1), person("c")]
    day = day_of(
        request("ab", points=1), request("ac", points=99), participants=people, slots=1, morning_slots=1
    )
    assert _slots(arrange(day, EFFORT)) == {"ab": 1}


def test_nobody_asks_for_anything() -> None:
    for hold_all in (True, False):
        found = arrange(day_of(participants=[person("a")], hold_all=hold_all), EFFORT)
        assert (found.status, found.meetings, found.points) == (Status.OPTIMAL, (), 0)


def test_without_a_way_to_be_fair_gaps_differ_as_little_as_the_meetings_let_them() -> None:
    # a is forced into two gaps; nobody else has any. With a difference of nought refused, two is the least.
    fixed = [request(f"a{who}", fixed_slot=slot) for who, slot in (("b", 1), ("c", 3), ("d", 5))]
    day = day_of(*fixed, request("ef"), request("eg"), request("eh"), slots=6, morning_slots=3)
    found = arrange(day.model_copy(update={"most_gap_difference": 0}), EFFORT)
    assert (found.gaps, found.gap_difference, found.status) == (2, 2, Status.OPTIMAL)


def test_a_host_with_guests_enough_stays_at_one_table() -> None:
    people = [person("h", side=Side.HOST), person("k", side=Side.HOST), *map(person, "abc")]
    pairs = [request(host + guest) for host in "hk" for guest in "abc"]
    found = arrange(day_of(*pairs, participants=people, hold_all=True), EFFORT)
    assert [{m.table for m in found.meetings if m.request[0] == host} for host in "hk"] == [{1}, {2}]
    assert found.gaps == 0


def test_too_many_meetings_of_one_are_named() -> None:
    day = day_of(request("ab"), request("ac"), request("ad"), slots=2, morning_slots=1, hold_all=True)
    assert _obstacles(day) == [(Reason.OVERFULL_PARTICIPANT, ("a",), ("ab", "ac", "ad"))]


def test_two_who_are_never_there_together_are_named() -> None:
    people = [
        person("a", sessions=(Session.MORNING,)),
        person("b", sessions=(Session.AFTERNOON,)),
        person("c"),
    ]
    day = day_of(request("ab"), request("ac"), participants=people, hold_all=True)
    assert _obstacles(day) == [(Reason.NO_COMMON_SLOT, ("a", "b"), ("ab",))]


def test_too_few_tables_are_named_with_the_slots_they_are_too_few_for() -> None:
    early = [request(pair, session=Session.MORNING) for pair in ("ab", "cd", "ef")]
    day = day_of(*early, request("ad"), tables=1, hold_all=True)
    (found,) = arrange(day, EFFORT).obstacles
    assert (found.reason, found.requests) == (Reason.TOO_FEW_TABLES, ("ab", "cd", "ef"))
    assert found.detail == {"meetings": "3", "places": "2", "slots": "1–2"}


def test_precedences_in_a_circle_are_named_and_nothing_beside_them() -> None:
    day = day_of(
        request("ab", after=("cd",)),
        request("cd", after=("ab",)),
        request("ac"),
        request("bd"),
        hold_all=True,
    )
    (found,) = arrange(day, EFFORT).obstacles
    assert (found.reason, found.requests, found.minimal) == (
        Reason.CONTRADICTORY_PRECEDENCES,
        ("ab", "cd"),
        True,
    )
    assert set(found.parts) == {"cd < ab", "ab < cd"}


def test_a_circle_of_wishes_is_broken_at_its_cheapest() -> None:
    wishes = (request("ab", after=("cd",), points=1), request("cd", after=("ab",), points=2))
    assert _slots(arrange(day_of(*wishes), EFFORT)).keys() == {"cd"}


def test_a_contradiction_of_many_is_reduced_to_its_least_part() -> None:
    # Three meetings of a triangle need three slots, whoever else meets beside them.
    triangle = [request(pair, session=Session.MORNING) for pair in ("ab", "bc", "ac")]
    day = day_of(*triangle, request("de"), request("ad", session=Session.AFTERNOON), hold_all=True, tables=9)
    (found,) = arrange(day, EFFORT).obstacles
    assert (found.reason, found.requests) == (Reason.TOGETHER_IMPOSSIBLE, ("ab", "bc", "ac"))


def test_unfair_gaps_are_named() -> None:
    # a waits in slot 2, b and c have one meeting each and can have no gap.
    fixed = (request("ab", fixed_slot=1), request("ac", fixed_slot=3))
    day = day_of(*fixed, hold_all=True, most_gap_difference=0)
    (found,) = arrange(day, EFFORT).obstacles
    assert (found.reason, found.requests, found.parts) == (Reason.GAPS_UNFAIR, ("ab", "ac"), ("fairness",))


def test_an_impossible_day_of_wishes_names_its_musts() -> None:
    musts = [request(pair, wish=Wish.MUST, session=Session.MORNING) for pair in ("ab", "bc", "ac")]
    assert _obstacles(day_of(*musts, request("ad"))) == [
        (Reason.TOGETHER_IMPOSSIBLE, ("a", "b", "c"), ("ab", "bc", "ac"))
    ]


def test_no_time_is_said_and_not_taken_for_impossible() -> None:
    day = day_of(request("ab"), request("ac"), hold_all=True)
    with pytest.raises(UnsolvedInTime) as caught:
        arrange(day, stop=Over())
    assert [fault.code for fault in caught.value.faults] == ["no_timetable_in_time"]


def test_what_is_final_is_not_arranged_anew() -> None:
    day = day_of(request("ab"))
    published = arrange(day, EFFORT)
    assert arrange(day, EFFORT, published=published).meetings == published.meetings
    final = finalised(published)
    assert (final.stage, final.meetings) == (Stage.FINAL, published.meetings)
    with pytest.raises(InvalidMeetingDay) as caught:
        arrange(day, EFFORT, published=final)
    assert [fault.code for fault in caught.value.faults] == ["timetable_is_final"]


def test_what_breaks_a_rule_is_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    day = day_of(request("ab"), request("ac"), hold_all=True)
    same = {"ab": 1, "ac": 2}
    monkeypatch.setattr("events.matchmaking.arrange.seated", lambda *_: dict.fromkeys(same, 3))
    with pytest.raises(RejectedTimetable) as caught:
        arrange(day, EFFORT)
    assert {fault.value for fault in caught.value.faults} == {"meeting_within_day"}


def test_progress_is_told_to_the_end() -> None:
    heard: list[Progress] = []
    # Three meetings of a triangle lie in three slots, and one of the three waits in the middle one.
    day = day_of(request("ab"), request("ac"), request("bc"), hold_all=True)
    arrange(day, EFFORT, progress=heard.append)
    assert Counter(step.phase for step in heard).keys() == {"improve", "write"}
    assert (heard[-2].best, heard[-2].bound) == (1, 1)


def test_every_timetable_handed_out_passes_its_audit() -> None:
    for seed in range(200, 210):
        day = drawn_day(seed, hold_all=bool(seed % 2))
        assert audit(day, arrange(day, EFFORT)) == ()
