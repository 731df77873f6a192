import pytest

from events.matchmaking.audit import audit
from events.matchmaking.meeting_day import MeetingDay
from events.matchmaking.participant import Session
from events.matchmaking.request import Request, Wish
from events.matchmaking.timetable import Meeting, Obstacle, Reason, Timetable
from planner.plan import Status
from tests.events.matchmaking.days import day_of, figures_of, person, request, timetable_of


def _rules(day: MeetingDay, slots: dict[str, int], **changes: object) -> list[str]:
    points, gaps, difference = figures_of(day, slots)
    figures = {"points": points, "gaps": gaps, "gap_difference": difference}
    return [found.rule for found in audit(day, timetable_of(day, slots, **figures | changes))]


def _people(**changes: object) -> list[object]:
    return [person("a", **changes), person("b"), person("c")]


AB, AC = request("ab"), request("ac")


@pytest.mark.parametrize(
    ("day", "kept", "breaks", "rule"),
    [
        (day_of(AB, AC), {"ab": 1, "ac": 2}, {"ab": 1, "ac": 1}, ["meeting_one_at_a_time"]),
        (day_of(AB, AC), {"ab": 1, "ac": 4}, {"ab": 1, "ac": 5}, ["meeting_within_day"]),
        (day_of(AB, request("cd"), tables=1), {"ab": 1, "cd": 2}, {"ab": 1, "cd": 1}, ["meeting_within_day"]),
        (day_of(request("ab", session=Session.MORNING)), {"ab": 2}, {"ab": 3}, ["meeting_when_asked"]),
        (day_of(request("ab", fixed_slot=3)), {"ab": 3}, {"ab": 2}, ["meeting_when_asked"]),
        (day_of(AB, participants=_people(forbidden=(3,))), {"ab": 2}, {"ab": 3}, ["meeting_while_there"]),
        (
            day_of(AB, participants=_people(sessions=(Session.MORNING,))),
            {"ab": 2},
            {"ab": 3},
            ["meeting_while_there"],
        ),
        (
            day_of(AB, request("cd", after=("ab",))),
            {"ab": 1, "cd": 2},
            {"ab": 2, "cd": 2},
            ["meeting_in_order"],
        ),
        (day_of(request("ab", wish=Wish.NO)), {}, {"ab": 1}, ["meeting_wished"]),
        (day_of(request("ab", pending=True)), {}, {"ab": 1}, ["meeting_wished"]),
        (day_of(request("ab", wish=Wish.MUST)), {"ab": 1}, {}, ["meeting_held"]),
        (day_of(AB, AC, hold_all=True), {"ab": 1, "ac": 2}, {"ab": 1}, ["meeting_held"]),
        (
            day_of(AB, AC, participants=_people(most_meetings=1)),
            {"ab": 1},
            {"ab": 1, "ac": 2},
            ["meetings_not_too_many"],
        ),
        (
            day_of(AB, AC, hold_all=True, most_gap_difference=0),
            {"ab": 1, "ac": 2},
            {"ab": 1, "ac": 3},
            ["meetings_fair"],
        ),
    ],
)
def test_a_rule_kept_and_broken(
    day: MeetingDay, kept: dict[str, int], breaks: dict[str, int], rule: list[str]
) -> None:
    assert _rules(day, kept) == []
    assert _rules(day, breaks) == rule


def test_without_hold_all_unfair_gaps_are_no_fault() -> None:
    assert _rules(day_of(AB, AC, most_gap_difference=0), {"ab": 1, "ac": 3}) == []


def test_one_table_serves_one_meeting_at_a_time() -> None:
    day = day_of(AB, request("cd"))
    found = timetable_of(day, {"ab": 1, "cd": 1}, points=2)
    shared = found.model_copy(
        update={"meetings": tuple(Meeting(request=m, slot=1, table=2) for m in ("ab", "cd"))}
    )
    assert [item.rule for item in audit(day, found)] == []
    assert [item.rule for item in audit(day, shared)] == ["meeting_own_table"]


@pytest.mark.parametrize(("figure", "stated"), [("points", 3), ("gaps", 0), ("gap_difference", 0)])
def test_a_figure_that_differs_is_found(figure: str, stated: int) -> None:
    day = day_of(AB, AC)
    assert _rules(day, {"ab": 1, "ac": 3}, **{figure: stated}) == ["meetings_figure"]


def test_what_is_missing_of_least_numbers_counts_against_the_points() -> None:
    day = day_of(AB, participants=_people(least_meetings=3))
    assert _rules(day, {"ab": 1}, points=1 - 2 * 1_000) == []
    assert _rules(day, {"ab": 1}, points=1) == ["meetings_figure"]


@pytest.mark.parametrize(("bound", "proven"), [("points_bound", 1), ("gaps_bound", 2)])
def test_a_bound_better_than_the_figure_is_wrong(bound: str, proven: int) -> None:
    day = day_of(AB, AC)
    assert _rules(day, {"ab": 1, "ac": 3}, points_bound=2, gaps_bound=1) == []
    assert _rules(day, {"ab": 1, "ac": 3}, **{bound: proven}) == ["meetings_bound"]


def test_a_request_is_accounted_for_once() -> None:
    day = day_of(AB, AC)
    strange: Request = request("xy")
    found = timetable_of(day_of(AB, strange), {"ab": 1, "xy": 2})
    assert [(item.rule, dict(item.detail)["request"]) for item in audit(day, found)] == [
        ("meeting_known", "xy"),
        ("meeting_accounted_for", "ac"),
    ]


def test_an_impossible_day_has_no_meetings_and_a_reason() -> None:
    day = day_of(AB)
    why = (Obstacle(reason=Reason.TOO_FEW_TABLES),)
    assert audit(day, Timetable(status=Status.INFEASIBLE, obstacles=why)) == ()
    for wrong in (
        Timetable(status=Status.INFEASIBLE),
        Timetable(
            status=Status.INFEASIBLE, obstacles=why, meetings=(Meeting(request="ab", slot=1, table=1),)
        ),
    ):
        assert [item.rule for item in audit(day, wrong)] == ["meetings_of_impossible_day"]
