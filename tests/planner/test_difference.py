"""Differences between two plans, by hand."""

from planner.difference import Change, Difference, differences, trip_differences
from planner.plan import Plan, Trip
from tests.planner.day_trips import event, plan, trip

FIRST = plan(trip(0, "a", "b"), trip(2, "c", leader="deputy"), events=(event(3, "head"),))


def _told(before: Plan, after: Plan) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    return [(item.change.value, item.subject, item.before, item.after) for item in differences(before, after)]


def test_between_equal_plans_there_is_no_difference() -> None:
    assert differences(FIRST, FIRST) == ()
    renamed = plan(
        trip(2, "c", leader="deputy", name="other"), trip(0, "a", "b", name="x"), events=(event(3, "head"),)
    )
    assert differences(FIRST, renamed) == ()


def test_a_visit_at_another_hour_is_retimed() -> None:
    # a and b change places: an hour's visit every two hours from 09:00.
    after = plan(trip(0, "b", "a"), trip(2, "c", leader="deputy"), events=(event(3, "head"),))
    assert _told(FIRST, after) == [
        ("visit_retimed", "a", ("2027-03-01", "head", "09:00"), ("2027-03-01", "head", "11:00")),
        ("visit_retimed", "b", ("2027-03-01", "head", "11:00"), ("2027-03-01", "head", "09:00")),
    ]


def test_a_visit_on_another_day_or_under_another_leader_is_moved() -> None:
    later = plan(trip(0, "a", "b"), trip(4, "c", leader="deputy"), events=(event(3, "head"),))
    moved = ("visit_moved", "c", ("2027-03-03", "deputy", "09:00"), ("2027-03-05", "deputy", "09:00"))
    # deputy, ann and bob travel on another day.
    away = [
        told
        for name in ("ann", "bob", "deputy")
        for told in (("away_added", name, (), ("2027-03-05",)), ("away_dropped", name, ("2027-03-03",), ()))
    ]
    assert _told(FIRST, later) == [moved, *away]
    other = plan(trip(0, "a", "b"), trip(2, "c", leader="vice"), events=(event(3, "head"),))
    assert _told(FIRST, other) == [
        ("visit_moved", "c", ("2027-03-03", "deputy", "09:00"), ("2027-03-03", "vice", "09:00")),
        ("away_dropped", "deputy", ("2027-03-03",), ()),
        ("away_added", "vice", (), ("2027-03-03",)),
    ]


def test_visits_come_and_go_with_their_trips() -> None:
    shorter = plan(trip(0, "b"), events=(event(3, "head"),))
    told = _told(FIRST, shorter)
    # b moves up to 09:00, where a was.
    assert [item[:2] for item in told] == [
        ("visit_dropped", "a"),
        ("visit_retimed", "b"),
        ("visit_dropped", "c"),
        ("away_dropped", "ann"),
        ("away_dropped", "bob"),
        ("away_dropped", "deputy"),
    ]
    back = {(item.change, item.subject, item.before) for item in differences(shorter, FIRST)}
    assert (Change.VISIT_ADDED, "a", ()) in back
    assert (Change.AWAY_ADDED, "deputy", ()) in back


def test_an_event_is_moved_dropped_or_added() -> None:
    trips = FIRST.trips
    later, gone = plan(*trips, events=(event(4, "head"),)), plan(*trips)
    assert _told(FIRST, later) == [("event_moved", "forum", ("2027-03-04",), ("2027-03-05",))]
    assert _told(FIRST, gone) == [("event_dropped", "forum", ("2027-03-04",), ())]
    assert _told(gone, FIRST) == [("event_added", "forum", (), ("2027-03-04",))]


def test_days_away_are_told_person_by_person_and_in_order() -> None:
    before, after = (
        plan(trip(0, "a"), trip(3, "b")),
        plan(trip(0, "a"), trip(1, "c"), trip(2, "d"), trip(4, "b")),
    )
    people = [item for item in differences(before, after) if item.change.value.startswith("away")]
    assert people[0] == Difference(
        change=Change.AWAY_ADDED, subject="ann", after=("2027-03-02", "2027-03-03", "2027-03-05")
    )
    assert people[1] == Difference(change=Change.AWAY_DROPPED, subject="ann", before=("2027-03-04",))
    assert [item.subject for item in people] == ["ann", "ann", "bob", "bob", "head", "head"]


def _trips(before: Plan, after: Plan) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (item.change.value, shown.id, shown.companies)
        for item in trip_differences(before, after)
        if (shown := item.after or item.before)
    ]


def _named(name: str, *companies: str, offset: int = 0, leader: str = "head") -> Trip:
    found = trip(offset, *companies, leader=leader, name=name)
    return found.model_copy(update={"revision": found.revision.model_copy(update={"uid": name})})


def test_trips_that_differ_are_told_by_their_uid_in_order_of_time() -> None:
    before = plan(_named("x", "a"), _named("y", "b", offset=1), _named("z", "c", offset=2))
    after = plan(_named("x", "a"), _named("z", "c", "d", offset=2), _named("w", "b", offset=3))
    assert _trips(before, after) == [
        ("trip_dropped", "y", ("b",)),
        ("trip_changed", "z", ("c", "d")),
        ("trip_added", "w", ("b",)),
    ]


def test_the_same_trips_do_not_differ() -> None:
    assert trip_differences(FIRST, FIRST) == ()


def test_a_trip_under_another_leader_differs() -> None:
    assert _trips(plan(_named("x", "a")), plan(_named("x", "a", leader="deputy"))) == [
        ("trip_changed", "x", ("a",))
    ]
