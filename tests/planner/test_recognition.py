"""Which published trip a new trip is."""

from planner.history import with_history
from planner.plan import Trip
from planner.recognition import recognised
from tests.planner.day_trips import LATER, NONE, plan, published, trip


def names(trips: tuple[Trip, ...]) -> list[tuple[str, str]]:
    """Id and leader of each trip, in order."""
    return [(item.id, item.leader) for item in trips]


def test_without_a_published_plan_every_trip_is_new() -> None:
    found = recognised(plan(trip(1, "b", leader="deputy"), trip(0, "a")), None, 1)
    assert names(found) == [("T01", "head"), ("T02", "deputy")]
    assert len({item.revision.uid for item in found}) == 2


def test_a_new_trip_of_the_same_leader_and_day_in_a_later_version_has_another_uid() -> None:
    first = published(trip(0, "a"))
    [again] = recognised(plan(trip(0, "a")), None, 2)
    assert again.revision.uid != first.trips[0].revision.uid


def test_the_same_leader_on_the_same_day_is_the_same_trip_even_with_other_companies() -> None:
    first = published(trip(0, "a", "b"))
    [found] = recognised(plan(trip(0, "c", "d")), first, 2)
    assert (found.id, found.revision.uid) == ("T01", first.trips[0].revision.uid)


def test_the_same_leader_on_another_day_with_other_companies_is_a_new_trip() -> None:
    first = published(trip(0, "a", "b"))
    assert names(recognised(plan(trip(1, "c", "d")), first, 2)) == [("T02", "head")]


def test_a_trip_from_another_base_is_a_new_trip_even_to_the_same_company() -> None:
    first = published(trip(0, "a"))
    assert names(recognised(plan(trip(0, "a", base="outpost")), first, 2)) == [("T02", "head")]


def test_of_two_trips_that_share_visits_the_one_with_more_of_them_is_the_published_one() -> None:
    first = published(trip(0, "a", "b", "c"))
    split = plan(trip(1, "a", leader="deputy"), trip(2, "b", "c", leader="third"))
    assert names(recognised(split, first, 2)) == [("T02", "deputy"), ("T01", "third")]


def test_a_cancelled_trip_is_back_only_with_its_leader_region_and_first_day() -> None:
    gone = with_history(plan(), published(trip(0, "a")), LATER)
    assert names(recognised(plan(trip(0, "b")), gone, 3)) == [("T01", "head")]
    assert names(recognised(plan(trip(1, "b")), gone, 3)) == [("T02", "head")]
    assert names(recognised(plan(trip(0, "b", leader="deputy")), gone, 3)) == [("T02", "deputy")]
    assert names(recognised(plan(trip(0, "b", region="jjj")), gone, 3)) == [("T02", "head")]


def test_a_pinned_trip_may_not_take_a_name_that_was_published() -> None:
    first = published(trip(0, "a"))
    stranger = trip(
        3, "z", leader="deputy", name="T01", pinned=True, revision=NONE.model_copy(update={"uid": "own"})
    )
    assert names(recognised(plan(trip(0, "a"), stranger), first, 2)) == [("T01", "head"), ("T02", "deputy")]
    assert names(recognised(plan(stranger), None, 1)) == [("T01", "deputy")]
    assert recognised(plan(stranger), None, 1)[0].revision.uid == "own"
