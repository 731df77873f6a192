"""Load is shared as the weights say: no trip handed to another, and no two exchanged, would better a plan."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations

import pytest

from planner.audit import audit
from planner.objective import objective_of
from planner.options import Options
from planner.person import Rank
from planner.plan import Plan, Trip
from planner.season import Season
from planner.solve import solve
from planner.travel.network import Network
from tests.builders import MONDAY, person
from tests.planner.optimise.week import THURSDAY, TUESDAY, WEDNESDAY, prospect, rules, week, weights
from tests.planner.quarters import quarter
from tests.planner.test_plans_in_hand import scarce
from tests.tiny_seasons import tiny_season

DAYS = (MONDAY, TUESDAY, WEDNESDAY, THURSDAY)


def _with(plan: Plan, *trips: tuple[int, Trip]) -> Plan:
    """The plan with some of its trips (by place) in another form."""
    new = dict(trips)
    return plan.model_copy(update={"trips": tuple(new.get(k, trip) for k, trip in enumerate(plan.trips))})


def _led(trip: Trip, leader: str) -> Trip:
    return trip.model_copy(update={"leader": leader})


def _crewed(trip: Trip, gone: str, come: str) -> Trip:
    members = tuple(come if name == gone else name for name in trip.members)
    return trip.model_copy(update={"members": members})


def handed_over(season: Season, plan: Plan) -> Iterator[Plan]:
    """One trip under another leader, or with another member."""
    for k, trip in enumerate(plan.trips):
        others = [person.id for person in season.people if person.id not in trip.delegation]
        for other in others:
            yield _with(plan, (k, _led(trip, other)))
            for gone in trip.members:
                yield _with(plan, (k, _crewed(trip, gone, other)))


def exchanged(plan: Plan) -> Iterator[Plan]:
    """Two trips whose leaders, or two of whose members, have changed places."""
    for (a, one), (b, two) in combinations(enumerate(plan.trips), 2):
        if one.leader != two.leader and not {one.leader, two.leader} & {*one.members, *two.members}:
            yield _with(plan, (a, _led(one, two.leader)), (b, _led(two, one.leader)))
        for x in set(one.members) - set(two.delegation):
            for y in set(two.members) - set(one.delegation):
                yield _with(plan, (a, _crewed(one, x, y)), (b, _crewed(two, y, x)))


def in_other_hands(season: Season, plan: Plan) -> list[tuple[int, Plan]]:
    """Each of these that keeps every rule, with what it is worth."""
    network = Network(season)
    return [
        (objective_of(season, other.trips, other.events, network).total, other)
        for other in (*handed_over(season, plan), *exchanged(plan))
        if not audit(season, other.model_copy(update={"bound": None}), network).violations
    ]


def better_hands(season: Season, plan: Plan) -> list[int]:
    """What those that are worth more would gain."""
    gains = (points - plan.objective.total for points, _ in in_other_hands(season, plan))
    return [gain for gain in gains if gain > 0]


@cache
def crowded() -> Season:
    """The large season with three more deputies and three more staff, and a load that climbs at once."""
    deputies = tuple(person(f"d{number}", Rank.DEPUTY) for number in range(3))
    staff = (person("eve"), person("fay", skills=("德语",)), person("gus"))
    weights = quarter().rules.weights.model_copy(update={"load_steps": (0, 100, 300, 600)})
    rules = quarter().rules.model_copy(update={"weights": weights, "most_trip_days": 2})
    return quarter().model_copy(update={"people": (*quarter().people, *deputies, *staff), "rules": rules})


@pytest.mark.parametrize("seed", range(500, 520))
def test_in_a_tiny_plan_no_trip_is_better_in_other_hands(seed: int) -> None:
    season = tiny_season(seed)
    assert better_hands(season, solve(season)) == []


@pytest.mark.parametrize("make", [quarter, scarce, crowded], ids=["quarter", "scarce", "crowded"])
@pytest.mark.parametrize("effort", [1, 6])
def test_in_a_large_plan_no_trip_is_better_in_other_hands(make: Callable[[], Season], effort: int) -> None:
    # Without a round of improvement it may be: a dive fixes heads one after another.
    season = make()
    assert better_hands(season, solve(season, Options(effort=effort))) == []


def test_a_plan_in_worse_hands_is_seen() -> None:
    season = crowded()
    plan = solve(season, Options(effort=1))
    worst, other = min(in_other_hands(season, plan), key=lambda item: item[0])
    assert worst < plan.objective.total
    stated = objective_of(season, other.trips, other.events, Network(season))
    gains = better_hands(season, other.model_copy(update={"objective": stated}))
    assert max(gains) >= plan.objective.total - worst


@pytest.mark.parametrize(
    ("steps", "most_each", "load"), [((0, 100), 1, 0), ((0, 0, 100), 2, 0), ((50,), 4, 200), ((), 4, 0)]
)
def test_days_are_shared_among_equals_as_the_steps_of_load_say(
    steps: tuple[int, ...], most_each: int, load: int
) -> None:
    # Four days' trips and four who may lead them; the second, or only the third day of one of them costs.
    companies = tuple(prospect(f"c{k}", 100, day) for k, day in enumerate(DAYS))
    equals = tuple(person(f"d{k}", Rank.DEPUTY) for k in range(4))
    shared = rules(weights=weights(load_steps=steps), most_trip_days=1)
    plan = solve(week(*companies, people=equals, rules=shared))
    led = Counter(trip.leader for trip in plan.trips)
    assert (len(plan.trips), plan.objective.load) == (4, load)
    assert max(led.values()) <= most_each
