from planner.season import Pins, VisitPin
from tests.builders import MONDAY, window
from tests.planner.audit.scene import (
    FRIDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    audited,
    broken_by_plan,
    broken_by_season,
    plan_of,
    rules_broken,
    scene,
)
from tests.plans import replaced


def test_a_pinned_trip_stays_as_it_is() -> None:
    first = plan_of(scene()).trips[0]
    assert broken_by_season("pins", to=Pins(trips=(first,))) == set()
    other_leg = replaced(first, ("days", 0, "legs", 0, "rides"), ())
    assert broken_by_season("pins", to=Pins(trips=(other_leg,))) == {"pinned_trips"}


def test_a_pinned_trip_may_have_another_history() -> None:
    first = plan_of(scene()).trips[0]
    older = replaced(first, ("days", 0, "visits", 0, "revision", "sequence"), 3)
    assert broken_by_season("pins", to=Pins(trips=(older.model_copy(update={"pinned": True}),))) == set()


def test_what_only_a_pinned_trip_breaks_is_excused_and_shown() -> None:
    plan = plan_of(scene())
    closed = replaced(scene(), ("companies", 0, "windows"), (window(TUESDAY),))
    pinned = replaced(closed, ("pins",), Pins(trips=(plan.trips[0],)))
    found = audited(pinned, plan)
    assert [(item.rule, item.place) for item in found.excused] == [("window", "trips[0].days[0].visits[0]")]
    assert found.violations == ()
    assert rules_broken(closed, plan) == {"window"}


def test_a_pinned_trip_counts_for_the_rules_between_trips() -> None:
    pinned = replaced(scene(), ("pins",), Pins(trips=(plan_of(scene()).trips[0],)))
    tight = replaced(pinned, ("people", 2, "most_days_away"), 2)
    assert broken_by_plan("version", to=1, planned=tight) == {"days_away"}


def test_a_pinned_company_is_met() -> None:
    def pinned(**fields: object) -> set[str]:
        return broken_by_season("pins", to=Pins(visits=(VisitPin.model_validate(fields),)))

    assert pinned(company="a") == set()
    assert pinned(company="a", day=MONDAY, leader="deputy") == set()
    assert pinned(company="a", day=THURSDAY) == {"pinned_visits"}
    assert pinned(company="a", leader="head") == {"pinned_visits"}
    assert pinned(company="e") == {"pinned_visits"}


def test_a_pinned_event_is_held_on_its_day() -> None:
    assert broken_by_season("pins", to=Pins(events={"forum": WEDNESDAY})) == set()
    assert broken_by_season("pins", to=Pins(events={"forum": FRIDAY})) == {"pinned_events"}
    assert broken_by_season("pins", to=Pins(events={"training": FRIDAY})) == {"pinned_events"}
