from tests.planner.audit.scene import audited, plan_of, scene
from tests.plans import replaced


def _found(*path: str | int, to: object) -> list[tuple[str, str]]:
    """Rules and places; these are looked at before any figure is."""
    found = audited(scene(), replaced(plan_of(scene()), path, to))
    assert found.objective is None or found.passed
    return [(item.rule, item.place) for item in found.violations]


def test_a_plan_is_of_its_season() -> None:
    assert _found("season", to="test") == []
    assert _found("season", to="another") == [("same_season", "season")]


def test_everything_the_plan_names_is_in_the_season() -> None:
    visit = ("trips", 0, "days", 0, "visits", 1, "company")
    assert _found(*visit, to="nobody") == [("known_names", "trips[0].days[0].visits[1].company")]
    assert _found("trips", 1, "leader", to="nobody") == [("known_names", "trips[1].leader")]
    assert _found("trips", 1, "members", to=("ann", "nobody")) == [("known_names", "trips[1].members[1]")]
    assert _found("trips", 0, "days", 0, "night", to="999999") == [("known_names", "trips[0].days[0].night")]
    assert _found("trips", 0, "base", to="moon") == [("known_names", "trips[0].base")]
    assert _found("trips", 0, "region", to="moon") == [("known_names", "trips[0].region")]
    assert _found("events", 0, "event", to="ball") == [("known_names", "events[0].event")]
    assert _found("events", 0, "attending", to=("nobody",)) == [("known_names", "events[0].attending")]


def test_a_day_has_a_leg_to_each_visit_and_one_more() -> None:
    shorter = ("trips", 0, "days", 0, "legs")
    assert _found(*shorter, to=lambda legs: legs[:-1]) == [("whole_days", "trips[0].days[0]")]


def test_every_night_but_the_last_has_a_city() -> None:
    assert _found("trips", 0, "days", 0, "night", to=None) == [("whole_days", "trips[0].days[0]")]
    assert _found("trips", 0, "days", 1, "night", to="320500") == [("whole_days", "trips[0].days[1]")]
