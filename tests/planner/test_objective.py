from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.event import Event
from planner.objective import away_days, gap_permille, objective_of
from planner.plan import Objective, Plan
from planner.season import Season
from tests.builders import MONDAY, SUZHOU
from tests.planner.audit.scene import FRIDAY, THURSDAY, TIMES, TUESDAY, WEDNESDAY, plan_of, scene
from tests.plans import make_plan, make_trip, replaced


def _objective(planned: Season, plan: Plan, published: Plan | None = None) -> Objective:
    return objective_of(planned, plan.trips, plan.events, TIMES, published)


def _of_scene(*path: str | int, to: Any) -> Objective:
    """The objective of the plan of the scene once the season is changed at ``path``."""
    return _objective(replaced(scene(), path, to), plan_of(scene()))


def test_every_term_of_a_plan_by_hand() -> None:
    assert _objective(scene(), plan_of(scene())) == Objective(
        # a, b, c at 500; d at 500 x 120 %, for head is the chief of its chain.
        companies=500 + 500 + 500 + 600,
        # Four companies in one region: 3,000 + 2,000 + 1,000 + 500; one in the chain: 3,000.
        coverage=6_500 + 3_000,
        # deputy (2,000) and ann (300) at the forum, head (3,000) at the signing.
        attendance=5_300,
        events=0,
        # (32 + 13 + 0 + 4 + 16) x 3 and (32 + 32) x 3.
        fares=195 + 192,
        # deputy 480, ann and bob 350 each, one night.
        lodging=1_180,
        # 3 points a minute: 81 + 34 + 0 + 12 + 41 and 81 + 81.
        travel_time=504 + 486,
        trips=2_000,
        load=0,
        changes=0,
    )


def test_coverage_ends_with_its_list() -> None:
    assert _of_scene("rules", "weights", "region_coverage", to=(10, 5)).coverage == 15 + 3_000
    assert _of_scene("rules", "weights", "region_coverage", to=()).coverage == 3_000
    assert _of_scene("companies", 0, "chain", to="food").coverage == 6_500 + 5_000


def test_held_events_bring_their_points() -> None:
    assert _of_scene("events", 0, "held_points", to=700).events == 700
    assert _of_scene("events", 2, "held_points", to=700).events == 0  # not held


def test_load_rises_day_by_day_and_stays_at_its_last_step() -> None:
    # ann is away three days, deputy and bob two, head and cat one.
    assert _of_scene("rules", "weights", "load_steps", to=(1, 10, 100)).load == 111 + 11 + 11 + 1 + 1
    assert _of_scene("rules", "weights", "load_steps", to=(1, 10)).load == 21 + 11 + 11 + 1 + 1
    assert _of_scene("rules", "weights", "load_steps", to=()).load == 0


def test_an_unchanged_plan_costs_no_changes() -> None:
    assert _objective(scene(), plan_of(scene()), plan_of(scene())).changes == 0


def test_a_dropped_trip_costs_its_visits_and_days() -> None:
    published = plan_of(scene())
    without = make_plan(scene(), TIMES, published.trips[:1], {"forum": WEDNESDAY, "signing": FRIDAY})
    # d dropped 4,000; head, ann and cat home on Thursday 3 x 200.
    assert _objective(scene(), without, published).changes == 4_000 + 600
    # The other way round, a new visit costs nothing, the three days do.
    assert _objective(scene(), published, without).changes == 600


def test_a_visit_on_another_day_or_under_another_leader_has_moved() -> None:
    published = plan_of(scene())
    planned = replaced(scene(), ("companies", 3, "windows"), lambda windows: windows)
    other_leader = make_trip(planned, TIMES, "second", ("deputy", "ann", "cat"), [(THURSDAY, ("d",), None)])
    led = make_plan(
        planned, TIMES, (published.trips[0], other_leader), {"forum": WEDNESDAY, "signing": FRIDAY}
    )
    # d moved 2,000; head home and deputy away on Thursday 2 x 200.
    assert _objective(planned, led, published).changes == 2_000 + 400
    later = make_trip(planned, TIMES, "second", ("head", "ann", "cat"), [(FRIDAY, ("d",), None)])
    moved = make_plan(planned, TIMES, (published.trips[0], later), {"forum": WEDNESDAY, "signing": FRIDAY})
    # d moved 2,000; three people on Thursday and Friday 6 x 200.
    assert _objective(planned, moved, published).changes == 2_000 + 1_200


def test_an_event_on_another_day_or_not_held_has_moved() -> None:
    published = plan_of(scene())
    trips = published.trips
    moved = make_plan(scene(), TIMES, trips, {"forum": TUESDAY, "signing": FRIDAY})
    dropped = make_plan(scene(), TIMES, trips, {"forum": WEDNESDAY})
    more = make_plan(scene(), TIMES, trips, {"forum": WEDNESDAY, "signing": FRIDAY, "training": FRIDAY})
    assert _objective(scene(), moved, published).changes == 5_000
    assert _objective(scene(), dropped, published).changes == 5_000
    assert _objective(scene(), more, published).changes == 0


def test_what_left_the_season_is_not_counted_as_changed() -> None:
    published = plan_of(scene())
    # cat, d and the signing are gone, and with them the second trip.
    gone = scene(
        people=scene().people[:4], companies=scene().companies[:3], events=without_signing(scene().events)
    )
    plan = make_plan(gone, TIMES, published.trips[:1], {"forum": WEDNESDAY})
    # head and ann are home on Thursday.
    assert _objective(gone, plan, published).changes == 400


def without_signing(events: tuple[Event, ...]) -> tuple[Event, ...]:
    return tuple(event for event in events if event.id != "signing")


def test_days_outside_the_horizon_are_not_counted_as_changed() -> None:
    published = plan_of(scene())
    planned = scene(first=TUESDAY, companies=(scene().companies[3],), events=())
    plan = make_plan(planned, TIMES, published.trips[1:], {})
    # Of Monday and Tuesday only Tuesday counts: deputy, ann and bob at home.
    assert _objective(planned, plan, published).changes == 600


def test_days_away_are_counted_by_trip() -> None:
    away = away_days(plan_of(scene()).trips)
    assert len(away) == 3 * 2 + 3
    assert away["ann", MONDAY] == away["ann", THURSDAY] == 1  # type: ignore[index]


def test_the_gap_is_rounded_up_in_thousandths_of_the_bound() -> None:
    assert gap_permille(1_000, 1_000) == 0
    assert gap_permille(1_000, 999) == 1
    assert gap_permille(3_000, 2_999) == 1
    assert gap_permille(0, 0) == 0
    assert gap_permille(0, -5) == 5_000
    assert gap_permille(-100, -150) == 500


@given(st.integers(-(10**9), 10**9), st.integers(0, 10**9))
def test_a_gap_is_zero_only_if_there_is_none(bound: int, below: int) -> None:
    assert (gap_permille(bound, bound - below) == 0) == (below == 0)


def test_an_unknown_company_is_an_error() -> None:
    plan = replaced(plan_of(scene()), ("trips", 0, "days", 0, "visits", 0, "company"), "nobody")
    with pytest.raises(KeyError, match="nobody"):
        _objective(scene(), plan)


def test_fares_follow_the_sites_of_the_season() -> None:
    # One degree further south: 1.51 x 111.2 = 168 km and 0.61 x 95 = 58: 178 km, 71 yuan each way for three.
    assert _of_scene("companies", 3, "site", "lat", to=SUZHOU.lat - 1).fares == 195 + 2 * 71 * 3
