"""The history of a plan: what keeps its UID, what raises its SEQUENCE, what is remembered as cancelled."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.clock import at
from planner.errors import InvalidPlan
from planner.history import with_history
from planner.plan import Cancelled, Plan, Status
from tests.planner.day_trips import (
    HOME,
    LATER,
    MONDAY,
    PUBLISHED,
    day_in,
    door,
    event,
    leg,
    plan,
    published,
    revisions,
    trip,
)


def bumped(before: Plan, after: Plan) -> set[str]:
    """The items live in both whose revision is another now; each must have risen by exactly one."""
    was, now = revisions(before), revisions(after)
    changed = {name for name in was.keys() & now.keys() if was[name] != now[name]}
    assert all(now[name].sequence == was[name].sequence + 1 for name in changed)
    assert all(now[name].uid == was[name].uid for name in changed)
    assert all(now[name].created_at == was[name].created_at for name in changed)
    return changed


def test_a_first_plan_numbers_its_trips_in_order_of_first_day() -> None:
    first = published(trip(2, "c", leader="deputy"), trip(0, "a", "b"))
    assert [(item.id, item.dates[0]) for item in first.trips] == [("T01", day_in(0)), ("T02", day_in(2))]
    assert (first.version, first.made_at, first.cancelled) == (1, PUBLISHED, ())


def test_every_item_of_a_first_plan_has_a_uuid_of_its_own_and_sequence_nought() -> None:
    first = revisions(published(trip(0, "a", "b"), events=(event(3, "head"),)))
    assert len({item.uid for item in first.values()}) == len(first) == 7  # event, trip, 2 visits, 3 legs
    assert {UUID(item.uid).version for item in first.values()} == {5}
    assert {item.sequence for item in first.values()} == {0}
    assert {item.created_at for item in first.values()} == {PUBLISHED}


def test_a_uid_depends_on_neither_the_order_of_trips_nor_the_moment() -> None:
    one = published(trip(0, "a"), trip(1, "b", leader="deputy"))
    other = with_history(plan(trip(1, "b", leader="deputy"), trip(0, "a")), None, LATER)
    assert {name: item.uid for name, item in revisions(one).items()} == {
        name: item.uid for name, item in revisions(other).items()
    }


def test_the_same_plan_again_is_the_published_plan() -> None:
    first = published(trip(0, "a", "b"), trip(2, "c"), events=(event(3, "head"),))
    again = plan(trip(2, "c"), trip(0, "a", "b"), events=(event(3, "head"),))
    assert with_history(again, first, LATER) == first


def test_bounds_and_reasons_of_an_equal_plan_are_the_new_ones() -> None:
    first = published(trip(0, "a"))
    again = with_history(plan(trip(0, "a"), bound=9, gap_permille=3), first, LATER)
    assert again == first.model_copy(update={"bound": 9, "gap_permille": 3})


def test_a_visit_an_hour_later_touches_itself_and_nothing_else() -> None:
    first = published(trip(0, "a", "b"))
    day = trip(0, "a", "b").days[0]
    later = day.visits[1].model_copy(update={"start": at(MONDAY, 720), "end": at(MONDAY, 780)})
    moved = trip(0, "a", "b", days=(day.model_copy(update={"visits": (day.visits[0], later)}),))
    second = with_history(plan(moved), first, LATER)
    assert bumped(first, second) == {"visit b"}
    assert revisions(second)["visit b"].changed_at == LATER
    assert (second.version, second.made_at, second.cancelled) == (2, LATER, ())


def test_another_train_touches_its_leg_alone() -> None:
    first = published(trip(0, "a"))
    day = trip(0, "a").days[0]
    by_train = leg(HOME, door("a"), MONDAY, 500, number="G1234")
    changed = trip(0, "a", days=(day.model_copy(update={"legs": (by_train, day.legs[1])}),))
    second = with_history(plan(changed), first, LATER)
    assert bumped(first, second) == {f"leg T01 a公司 {MONDAY}"}


def test_what_no_calendar_shows_raises_the_version_but_no_sequence() -> None:
    first = published(trip(0, "a"))
    second = with_history(plan(trip(0, "a", fares_cny=120)), first, LATER)
    assert bumped(first, second) == set()
    assert (second.version, second.made_at) == (2, LATER)


def test_members_in_another_order_are_the_same_people() -> None:
    first = published(trip(0, "a"))
    second = with_history(plan(trip(0, "a", members=("bob", "ann"))), first, LATER)
    assert bumped(first, second) == set()


def test_a_member_who_is_replaced_keeps_the_items_as_cancelled_and_all_of_them_rise() -> None:
    first = published(trip(0, "a"))
    second = with_history(plan(trip(0, "a", members=("ann", "cat"))), first, LATER)
    assert bumped(first, second) == set(revisions(first))  # trip, visit, two legs: all list the delegation
    assert {(entry.kind, entry.audience) for entry in second.cancelled} == {
        ("trip", ("bob",)),
        ("visit", ("bob",)),
        ("leg", ("bob",)),
    }
    assert {entry.revision for entry in second.cancelled} == set(revisions(second).values())


def test_a_member_who_is_back_has_nothing_cancelled_any_more() -> None:
    first = published(trip(0, "a"))
    second = with_history(plan(trip(0, "a", members=("ann", "cat"))), first, LATER)
    third = with_history(plan(trip(0, "a")), second, LATER)
    assert {entry.audience for entry in third.cancelled} == {("cat",)}
    assert {item.sequence for item in revisions(third).values()} == {2}


def test_a_visit_that_vanishes_is_cancelled_with_its_leg_and_the_trip_says_so() -> None:
    first = published(trip(0, "a", "b"))
    second = with_history(plan(trip(0, "a")), first, LATER)
    [visit] = [entry for entry in second.cancelled if entry.kind == "visit"]
    gone = revisions(first)["visit b"]
    assert visit == Cancelled(
        revision=gone.model_copy(update={"sequence": 1, "changed_at": LATER}),
        kind="visit",
        subject="b",
        title="b公司",
        start=at(MONDAY, 660),
        end=at(MONDAY, 720),
        trip="T01",
        audience=("head", "ann", "bob"),
    )
    assert [entry.title for entry in second.cancelled if entry.kind == "leg"] == ["a公司 → b公司"]
    # The way home starts elsewhere now, and the trip lists one company less.
    assert bumped(first, second) == {"trip T01", f"leg T01 江津 {MONDAY}"}


def test_a_visit_that_comes_back_has_its_uid_and_a_sequence_above_the_cancelled_one() -> None:
    first = published(trip(0, "a", "b"))
    second = with_history(plan(trip(0, "a")), first, LATER)
    third = with_history(plan(trip(0, "a", "b")), second, LATER)
    back = revisions(third)["visit b"]
    assert (back.uid, back.sequence) == (revisions(first)["visit b"].uid, 2)
    assert third.cancelled == ()


def test_a_trip_that_vanishes_and_comes_back_keeps_id_and_uid() -> None:
    first = published(trip(0, "a"), trip(2, "b"))
    second = with_history(plan(trip(2, "b")), first, LATER)
    assert [item.id for item in second.trips] == ["T02"]
    assert {entry.trip for entry in second.cancelled} == {"T01"}
    third = with_history(plan(trip(0, "a"), trip(2, "b")), second, LATER)
    assert [item.id for item in third.trips] == ["T01", "T02"]
    assert (third.trips[0].revision.uid, third.trips[0].revision.sequence) == (
        first.trips[0].revision.uid,
        2,
    )
    assert third.cancelled == ()


def test_a_new_trip_gets_a_number_that_was_never_used() -> None:
    first = published(trip(0, "a"), trip(2, "b"))
    second = with_history(plan(trip(0, "a")), first, LATER)
    third = with_history(plan(trip(0, "a"), trip(3, "c", leader="deputy")), second, LATER)
    assert [item.id for item in third.trips] == ["T01", "T03"]


def test_a_trip_is_recognised_by_leader_and_visits_before_visits_alone() -> None:
    first = published(trip(0, "a", "b", "c", leader="deputy"), trip(1, "d", "e", leader="head"))
    # a, b moved to head's trip: deputy has one visit left in common, head's trip two and the leader.
    second = with_history(
        plan(trip(0, "c", leader="deputy"), trip(1, "d", "a", "b", leader="head")), first, LATER
    )
    assert {item.leader: item.id for item in second.trips} == {"deputy": "T01", "head": "T02"}


def test_a_trip_under_another_leader_is_the_same_trip() -> None:
    first = published(trip(0, "a", "b"))
    second = with_history(plan(trip(1, "a", "b", leader="deputy")), first, LATER)
    assert [item.id for item in second.trips] == ["T01"]
    assert second.trips[0].revision.uid == first.trips[0].revision.uid


def test_a_provisional_id_that_happens_to_be_published_does_not_mislead() -> None:
    first = published(trip(0, "a"), trip(2, "b"))
    second = with_history(plan(trip(0, "a", name="T02"), trip(2, "b", name="T01")), first, LATER)
    assert second == first


def test_a_visit_in_another_trip_keeps_its_uid_and_stays_cancelled_in_the_first() -> None:
    first = published(trip(0, "a", "b"), trip(2, "c"))
    second = with_history(plan(trip(0, "a"), trip(2, "c", "b")), first, LATER)
    now = revisions(second)["visit b"]
    assert (now.uid, now.sequence) == (revisions(first)["visit b"].uid, 1)
    [entry] = [entry for entry in second.cancelled if entry.kind == "visit"]
    assert (entry.trip, entry.audience, entry.revision) == ("T01", (), now)


def test_an_event_that_moves_keeps_its_uid_and_one_that_is_dropped_is_cancelled() -> None:
    first = published(events=(event(0, "head"), event(1, "ann", name="training")))
    second = with_history(plan(events=(event(2, "head"),)), first, LATER)
    assert bumped(first, second) == {"event forum"}
    assert [(entry.kind, entry.subject, entry.audience) for entry in second.cancelled] == [
        ("event", "training", ("ann",))
    ]


def test_a_pinned_trip_nobody_published_keeps_id_and_history() -> None:
    old = published(trip(0, "a"), trip(2, "b")).trips[1]
    pinned = old.model_copy(
        update={"pinned": True, "revision": old.revision.model_copy(update={"sequence": 3})}
    )
    first = with_history(plan(trip(0, "a"), pinned), None, LATER)
    assert [item.id for item in first.trips] == ["T03", "T02"]
    assert first.trips[1] == pinned


def test_a_change_stamped_before_the_last_one_does_not_run_backwards() -> None:
    first = with_history(plan(trip(0, "a")), None, LATER)
    second = with_history(plan(trip(0, "a", members=("ann", "cat"))), first, PUBLISHED)
    assert {item.changed_at for item in revisions(second).values()} == {LATER}


def test_an_infeasible_answer_publishes_nothing() -> None:
    answer = plan(status=Status.INFEASIBLE)
    assert with_history(answer, published(trip(0, "a")), LATER) == answer


def test_a_plan_of_another_season_is_refused() -> None:
    with pytest.raises(InvalidPlan) as refusal:
        with_history(plan(), published().model_copy(update={"season": "other"}), LATER)
    [fault] = refusal.value.faults
    assert (fault.code, fault.value) == ("history_of_another_season", "other")


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Any plan over five companies, three leaders, five days and two events."""
    companies = draw(st.permutations(["a", "b", "c", "d", "e"]))
    sizes = draw(st.lists(st.integers(1, 3), max_size=3))
    trips = []
    for index, size in enumerate(sizes):
        mine, companies = companies[:size], companies[size:]
        if mine:
            leader = ("head", "deputy", "third")[index]
            members = draw(st.sampled_from([("ann", "bob"), ("bob", "ann"), ("ann", "cat")]))
            offset = draw(st.integers(0, 4))
            trips.append(trip(offset, *mine, leader=leader, members=members, name=f"T0{index + 1}"))
    held = draw(st.lists(st.sampled_from(["forum", "training"]), unique=True))
    events = tuple(event(draw(st.integers(0, 4)), "head", name=name) for name in held)
    return plan(*draw(st.permutations(trips)), events=events)


def highest_sequences(value: Plan) -> dict[str, int]:
    """For each UID, live or cancelled, the highest SEQUENCE the plan holds."""
    found: dict[str, int] = {}
    for revision in [*revisions(value).values(), *(entry.revision for entry in value.cancelled)]:
        found[revision.uid] = max(revision.sequence, found.get(revision.uid, 0))
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(plans(), min_size=1, max_size=4), st.data())
def test_under_any_changes_and_undoing_no_sequence_falls_and_no_item_is_forgotten(
    versions: list[Plan], data: st.DataObject
) -> None:
    current: Plan | None = None
    moment: datetime = PUBLISHED
    undone = data.draw(st.lists(st.sampled_from(versions), max_size=2))
    for version in [*versions, *undone]:
        moment += timedelta(days=1)
        following = with_history(version, current, moment)
        uids = [item.uid for item in revisions(following).values()]
        assert len(uids) == len(set(uids))
        assert len({item.id for item in following.trips}) == len(following.trips)
        for uid, sequence in (highest_sequences(current) if current is not None else {}).items():
            # An entry may go once everyone who lost the item holds it again: then it is live.
            assert highest_sequences(following)[uid] >= sequence
        assert with_history(following, following, moment + timedelta(days=9)) == following
        assert with_history(version, following, moment + timedelta(days=9)) == following
        current = following


@settings(max_examples=60, deadline=None)
@given(plans(), plans())
def test_nobody_loses_an_item_without_seeing_it_cancelled(before: Plan, after: Plan) -> None:
    first = with_history(before, None, PUBLISHED)
    second = with_history(after, first, LATER)

    def held(value: Plan) -> set[tuple[str, str]]:
        trips = {
            (person, revision.uid)
            for item in value.trips
            for person in item.delegation
            for revision in revisions(plan(item)).values()
        }
        return trips | {(person, item.revision.uid) for item in value.events for person in item.attending}

    cancelled = {(person, entry.revision.uid) for entry in second.cancelled for person in entry.audience}
    assert cancelled == held(first) - held(second)
