from planner.workdays import DayKind, DayOverride
from tests.builders import MONDAY, busy
from tests.planner.audit.scene import (
    FRIDAY,
    THURSDAY,
    TIMES,
    WEDNESDAY,
    broken_by_plan,
    broken_by_season,
    event,
    plan_of,
    rules_broken,
    scene,
    shifted,
)
from tests.plans import make_plan, replaced

# forum on Wednesday 09:00 to 12:00 requires head and wishes for deputy and ann; signing on Friday at the same
# hours requires deputy and wishes for head; training is optional and not held.


def test_an_event_lies_on_a_candidate_day() -> None:
    assert broken_by_season("events", 0, "candidate_days", to=(MONDAY, WEDNESDAY)) == set()
    assert broken_by_season("events", 0, "candidate_days", to=(MONDAY, THURSDAY)) == {"candidate_day"}


def test_an_event_lies_on_a_working_day() -> None:
    rest = DayOverride(day=FRIDAY, kind=DayKind.REST_DAY)
    assert broken_by_season("day_overrides", to=(rest,)) == {"candidate_day"}


def test_an_event_has_the_times_and_the_name_of_the_season() -> None:
    assert broken_by_plan("events", 0, "end", to=shifted(5)) == {"event_time"}
    assert broken_by_season("events", 0, "title", to="大会") == {"event_time"}
    assert broken_by_season("events", 0, "venue", to="会议中心") == set()


def test_an_event_lies_after_those_it_follows() -> None:
    assert broken_by_season("events", 1, "after", to=("forum",)) == set()
    assert broken_by_season("events", 0, "after", to=("signing",)) == {"event_order"}
    # What is not held binds nobody.
    assert broken_by_season("events", 0, "after", to=("training",)) == set()


def test_an_event_on_the_same_day_is_not_after() -> None:
    planned = scene(
        events=(event("forum", FRIDAY), event("signing", FRIDAY, start_minute=900, after=("forum",)))
    )
    plan = make_plan(planned, TIMES, plan_of(scene()).trips, {"forum": FRIDAY, "signing": FRIDAY})
    assert rules_broken(planned, plan) == {"event_order"}


def test_an_event_that_is_not_optional_is_held_once() -> None:
    assert broken_by_season("events", 2, "optional", to=False) == {"held_once"}
    twice = replaced(plan_of(scene()), ("events",), lambda events: (*events, events[0]))
    again = replaced(twice, ("events", 2, "revision", "uid"), "another")
    assert rules_broken(scene(), again) == {"held_once"}


def test_required_people_are_at_home() -> None:
    # bob is away on Monday and Tuesday.
    required = ("head", "bob")
    for day, expected in ((WEDNESDAY, set[str]()), (MONDAY, {"required_present"})):
        planned = scene(events=(event("forum", day, required=required), *scene().events[1:]))
        plan = make_plan(planned, TIMES, plan_of(scene()).trips, {"forum": day, "signing": FRIDAY})
        assert rules_broken(planned, plan) == expected


def test_required_people_are_not_busy_meanwhile() -> None:
    # forum runs from 540 to 720.
    assert broken_by_season("people", 0, "busy", to=(busy(WEDNESDAY, 720, 800),)) == set()
    assert broken_by_season("people", 0, "busy", to=(busy(WEDNESDAY, 719, 800),)) == {"required_present"}


def test_nobody_is_required_at_two_events_at_a_time() -> None:
    for start, expected in ((720, set[str]()), (719, {"required_once"})):
        other = event("other", WEDNESDAY, required=("head",), start_minute=start)
        planned = scene(events=(*scene().events, other))
        days = {"forum": WEDNESDAY, "signing": FRIDAY, "other": WEDNESDAY}
        assert rules_broken(planned, make_plan(planned, TIMES, plan_of(scene()).trips, days)) == expected


def test_every_guest_is_listed_once() -> None:
    assert broken_by_plan("events", 0, "missing", to=("deputy",)) == {"guest_list"}
    assert broken_by_plan("events", 0, "attending", to=("head", "deputy")) == {"guest_list"}
    assert broken_by_plan("events", 0, "attending", to=("deputy", "ann")) == {"guest_list"}


def test_a_wished_guest_attends_only_if_free() -> None:
    # deputy is free on Wednesday, or else can only be missing.
    assert broken_by_season("people", 1, "busy", to=(busy(WEDNESDAY, 600, 660),)) == {"guest_list"}
    planned = replaced(scene(), ("people", 1, "busy"), (busy(WEDNESDAY, 600, 660),))
    assert rules_broken(planned, plan_of(planned)) == set()


def test_a_wished_guest_attends_only_if_at_home() -> None:
    # cat is away on Thursday.
    planned = scene(events=(event("forum", THURSDAY, wished=("cat",)), *scene().events[1:]))
    plan = make_plan(planned, TIMES, plan_of(scene()).trips, {"forum": THURSDAY, "signing": FRIDAY})
    assert plan.events[0].missing == ("cat",)
    present = replaced(replaced(plan, ("events", 0, "missing"), ()), ("events", 0, "attending"), ("cat",))
    assert rules_broken(planned, plan) == set()
    assert rules_broken(planned, present) == {"guest_list"}


def test_a_wished_guest_attends_one_of_two_events_at_a_time() -> None:
    both = (
        event("one", WEDNESDAY, wished=("ann",)),
        event("two", WEDNESDAY, wished=("ann",), start_minute=600),
    )
    planned = scene(events=both)
    plan = make_plan(planned, TIMES, plan_of(scene()).trips, {"one": WEDNESDAY, "two": WEDNESDAY})
    assert [item.attending for item in plan.events] == [("ann",), ()]
    twice = replaced(replaced(plan, ("events", 1, "missing"), ()), ("events", 1, "attending"), ("ann",))
    assert rules_broken(planned, plan) == set()
    assert rules_broken(planned, twice) == {"guest_list"}
