"""What must not change a season's best plan, and what must not make it worse: metamorphic laws, held exactly.

Small seasons are solved to the optimum, so that the laws hold to the last point; each answer is audited.
"""

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest

from planner.audit import audit
from planner.clock import at, day_of
from planner.company import Company
from planner.options import Options
from planner.person import Rank
from planner.plan import Plan, Status
from planner.references import known_ids
from planner.rules import LodgingLimit, TravelCosts
from planner.season import Season
from planner.solve import solve
from planner.window import Window
from tests.builders import person
from tests.planner.quarters import quarter
from tests.tiny_seasons import tiny_season

SEEDS = range(800, 830)
TIMES = 7


def solved(season: Season, start: Plan | None = None) -> Plan:
    plan = solve(Season.model_validate(season.model_dump()), Options(effort=1), start=start)
    assert audit(season, plan).violations == ()
    return plan


def _value(season: Season) -> int | None:
    plan = solved(season)
    if plan.status is Status.INFEASIBLE:
        return None
    assert plan.status is Status.OPTIMAL
    return plan.objective.total


def _rules(season: Season, **fields: object) -> Season:
    return season.model_copy(update={"rules": season.rules.model_copy(update=fields)})


# --- what changes nothing


def _renamed(season: Season) -> Season:
    """Every id by another, in an order that turns the alphabet round."""
    known = known_ids(season)
    ids = [key for kind in ("unit", "chain", "person", "region", "company", "event") for key in known[kind]]
    new = {key: f"z{len(ids) - number:03d}" for number, key in enumerate(ids)}

    def walk(value: object, name: str = "") -> object:
        if isinstance(value, dict):
            is_table = name == "events"  # of pins: the id of an event is a key
            return {new.get(key, key) if is_table else key: walk(item, key) for key, item in value.items()}
        if isinstance(value, list):
            return [walk(item, "" if isinstance(item, dict) else name) for item in value]
        return new.get(value, value) if isinstance(value, str) and name != "kind" else value

    told = season.model_dump(mode="json")
    kept = {name: told.pop(name) for name in ("timetable", "cities", "rules", "format", "id")}
    budgets = {new.get(key, key): most for key, most in kept["rules"]["region_budgets_cny"].items()}
    kept["rules"]["region_budgets_cny"] = budgets
    return Season.model_validate(dict(kept) | {key: walk(item, key) for key, item in told.items()})


def _shuffled(season: Season, dice: Random) -> Season:
    lists = ("outposts", "cities", "regions", "units", "chains", "people", "companies", "events")
    return season.model_copy(
        update={
            name: tuple(dice.sample(items, len(items)))
            for name in (*lists, "away_limits")
            for items in [getattr(season, name)]
        }
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_other_names_bring_the_same(seed: int) -> None:
    assert _value(_renamed(tiny_season(seed))) == _value(tiny_season(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_lists_in_another_order_bring_the_same(seed: int) -> None:
    season = tiny_season(seed)
    assert _value(_shuffled(season, Random(seed))) == _value(season)


def test_renaming_reaches_every_reference() -> None:
    # Were an id left behind, the season would be refused; were none changed, the test would say nothing.
    season = quarter()
    other = _renamed(season)
    assert not {p.id for p in season.people} & {p.id for p in other.people}
    assert [e.required for e in other.events] != [e.required for e in season.events]


def _in_points(season: Season, factor: int) -> Season:
    """Whatever has a value times ``factor``; fares are nought, which are rounded to whole yuan."""
    rules, weights = season.rules, season.rules.weights
    lists = ("region_coverage", "chain_coverage", "attendance", "load_steps")
    plain = (
        "points_per_million_cny",
        "least_company_points",
        "points_per_travel_minute",
        "points_per_trip",
        "change_visit_dropped",
        "change_visit_moved",
        "change_event_moved",
        "change_person_day",
    )
    scaled = {name: tuple(factor * step for step in getattr(weights, name)) for name in lists}
    points = {name: factor * getattr(weights, name) for name in plain}
    lodging = tuple(
        LodgingLimit(city=row.city, limits_cny=tuple(factor * limit for limit in row.limits_cny))
        for row in rules.costs.lodging
    )
    costs = TravelCosts(
        rail_milli_cny_per_km=0,
        flight_milli_cny_per_km=0,
        flight_fee_cny=0,
        road_milli_cny_per_km=0,
        lodging=lodging,
    )
    events = tuple(
        event.model_copy(update={"held_points": factor * event.held_points}) for event in season.events
    )
    return _rules(
        season.model_copy(update={"events": events}),
        costs=costs,
        weights=weights.model_copy(update=scaled | points),
        kind_points={kind: factor * bonus for kind, bonus in rules.kind_points.items()},
        budget_cny=None if rules.budget_cny is None else factor * rules.budget_cny,
        region_budgets_cny={key: factor * most for key, most in rules.region_budgets_cny.items()},
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_values_scaled_scale_the_plan(seed: int) -> None:
    one, times = solved(_in_points(tiny_season(seed), 1)), _in_points(tiny_season(seed), TIMES)
    plain, many = solved(times), solved(times, start=one)
    assert plain.objective.total == many.objective.total == TIMES * one.objective.total
    assert (many.status, many.bound) == (one.status, None if one.bound is None else TIMES * one.bound)
    # Of equally good plans the one begun with is kept: term by term it is that plan.
    assert many.objective.model_dump() == {
        term: TIMES * points for term, points in one.objective.model_dump().items()
    }


# --- what never makes it worse


def _companies(season: Season, change: Callable[[Company], Company]) -> Season:
    return season.model_copy(update={"companies": tuple(map(change, season.companies))})


def _longer_windows(season: Season) -> Season:
    """Each closes two hours later."""

    def change(company: Company) -> Company:
        spans = tuple(
            Window(start=w.start, end=min(w.end + timedelta(hours=2), at(day_of(w.end), 1_380)))
            for w in company.windows
        )
        return company.model_copy(update={"windows": spans})

    return _companies(season, change)


def _earlier_windows(season: Season) -> Season:
    """Each opens two hours earlier."""

    def change(company: Company) -> Company:
        spans = tuple(
            Window(start=max(w.start - timedelta(hours=2), at(day_of(w.start), 480)), end=w.end)
            for w in company.windows
        )
        return company.model_copy(update={"windows": spans})

    return _companies(season, change)


def _earlier_mornings(season: Season) -> Season:
    hours = season.rules.hours
    early = {"leave_base": 360, "leave_hotel": min(hours.leave_hotel, 450), "least_night_rest_minutes": 0}
    return _rules(season, hours=hours.model_copy(update=early))


def _more_windows(season: Season) -> Season:
    """Every company also opens on the last day."""
    day = season.workdays().days[-1]
    more = Window(start=at(day, 540), end=at(day, 1_080))

    def change(company: Company) -> Company:
        return company.model_copy(update={"windows": (*company.windows, more)})

    return _companies(season, change)


def _more_days(season: Season) -> Season:
    """The season ends a week later, and every company opens on its last working day."""
    return _more_windows(season.model_copy(update={"last": season.last + timedelta(days=7)}))


def _later_evenings(season: Season) -> Season:
    hours = season.rules.hours
    later = {"visits_close": 1_140, "back_at_base": 1_440, "at_hotel": max(hours.at_hotel, 1_290)}
    kept = {name: max(getattr(hours, name), minute) for name, minute in later.items()}
    return _rules(season, hours=hours.model_copy(update=kept))


def _longer_trips(season: Season) -> Season:
    return _rules(season, most_trip_days=4, most_visits_a_day=4)


def _more_money(season: Season) -> Season:
    return _rules(season, budget_cny=None, region_budgets_cny={})


def _more_people(season: Season) -> Season:
    """A leader of the highest rank and two staff, at home."""
    unit = season.units[0].id
    heads = (person("newhead", Rank.PRINCIPAL, unit=unit),)
    staff = tuple(person(f"new{number}", unit=unit, skills=("德语", "招标")) for number in range(2))
    return season.model_copy(update={"people": (*season.people, *heads, *staff)})


def _freer_people(season: Season) -> Season:
    people = tuple(p.model_copy(update={"busy": (), "most_days_away": 12}) for p in season.people)
    return season.model_copy(update={"people": people})


def _more_dates(season: Season) -> Season:
    """Events may be on any day."""
    days = season.days
    events = tuple(event.model_copy(update={"candidate_days": days}) for event in season.events)
    return season.model_copy(update={"events": events})


def _no_limits(season: Season) -> Season:
    free = season.model_copy(update={"away_limits": ()})
    return _rules(free, most_of_kind={}, rest_days_between_trips=0, cool_down_days=0)


MORE: dict[str, Callable[[Season], Season]] = {
    "longer windows": _longer_windows,
    "earlier windows": _earlier_windows,
    "earlier mornings": _earlier_mornings,
    "more windows": _more_windows,
    "more days": _more_days,
    "later evenings": _later_evenings,
    "longer trips": _longer_trips,
    "more money": _more_money,
    "more people": _more_people,
    "freer people": _freer_people,
    "more dates": _more_dates,
    "no limits": _no_limits,
}


@pytest.mark.parametrize("more", MORE)
def test_what_only_allows_more_never_brings_less(more: str) -> None:
    gains = []
    for seed in SEEDS:
        season = tiny_season(seed)
        before, after = _value(season), _value(MORE[more](season))
        if before is not None:
            assert after is not None, seed
            assert after >= before, seed
            gains.append(after - before)
    assert max(gains) > 0


@pytest.mark.parametrize("more", MORE)
def test_from_the_plan_in_hand_a_large_season_loses_nothing_by_what_only_allows_more(more: str) -> None:
    season = quarter()
    before = solved(season)
    after = solved(MORE[more](season), start=before)
    assert after.objective.total >= before.objective.total
