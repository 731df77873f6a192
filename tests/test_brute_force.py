"""The judge is judged: by hand, by its own search without cuts, and by plans tried one by one and audited."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations_with_replacement, pairwise, permutations, product

import pytest

from planner.audit import audit
from planner.company import Needs
from planner.person import Person, Rank
from planner.plan import Plan
from planner.rules import LodgingLimit
from planner.season import Pins, Season, VisitPin
from tests.brute_force import best, best_value
from tests.brute_force.search import NEVER, Met, _Search
from tests.builders import MONDAY, WUXI, busy, company, person
from tests.fake_times import FakeTimes
from tests.planner.audit.scene import TUESDAY, event, scene
from tests.plans import make_plan, make_trip, replaced
from tests.tiny_seasons import tiny_season

TIMES = FakeTimes()
# Seasons so small that every plan of one trip can be written down and audited.
SMALL_SEEDS = (39, 222, 352, 384)


def _one_company(**fields: object) -> Season:
    """a in 苏州, open on Monday; the deputy leads, two staff come along."""
    return scene(**{"companies": (company("a", MONDAY),), "events": ()} | fields)


def test_one_company_is_met_when_it_pays() -> None:
    # Worth 500, coverage of the region 3,000; 32 yuan each way for three 192; 2 x 81 minutes at 3 points 486;
    # the trip 1,000: 3,500 - 192 - 486 - 1,000 = 1,822.
    found = best(_one_company(), TIMES)
    assert found is not None
    assert (found.points, [trip.days for trip in found.trips]) == (1_822, [(MONDAY,)])


def test_nobody_travels_when_it_does_not_pay() -> None:
    poor = replaced(_one_company(), ("rules", "weights", "region_coverage"), (1_000,))
    assert best_value(poor, TIMES) == 0


def test_a_pinned_company_is_met_though_it_does_not_pay() -> None:
    poor = replaced(_one_company(), ("rules", "weights", "region_coverage"), (1_000,))
    pinned = replaced(poor, ("pins",), Pins(visits=(VisitPin(company="a"),)))
    assert best_value(pinned, TIMES) == 1_822 - 2_000
    assert best_value(replaced(pinned, ("companies", 0, "windows"), ()), TIMES) is None


def test_an_event_keeps_its_people_at_home() -> None:
    # Required on Monday, the only leaders cannot leave: -1,822, and the event holds no points.
    required = (event("forum", MONDAY, required=("deputy", "head")),)
    assert best_value(_one_company(events=required), TIMES) == 0
    # Wished for, the deputy is worth 2,000 at home, more than the trip under him, but the head may lead it.
    wished = (event("forum", MONDAY, wished=("deputy",)),)
    assert best_value(_one_company(events=wished), TIMES) == 1_822 + 2_000


def test_an_event_that_cannot_be_held_makes_the_season_infeasible() -> None:
    required = (event("forum", MONDAY, required=("deputy",)),)
    season = _one_company(events=required)
    assert best_value(replaced(season, ("people", 1, "busy"), (busy(MONDAY),)), TIMES) is None


def test_one_trip_of_two_days_or_two_trips_by_what_a_night_costs() -> None:
    # One trip: 81 + 34 + 0 + 48 = 163 minutes by the hotel in 无锡; 32 + 13 + 0 + 19 yuan for three are 192;
    # the night 480 + 350 + 350 = 1,180. 2 x 500 + 3,000 + 2,000 - 192 - 1,180 - 3 x 163 - 1,000 = 3,139.
    two = (company("a", MONDAY), company("b", TUESDAY, city=WUXI))
    season = _one_company(companies=two)
    assert best_value(season, TIMES) == 3_139
    # Two trips: 1,822 for a, and for b 500 + 2,000 - 2 x 19 x 3 - 2 x 48 x 3 - 1,000 = 1,098.
    dear = LodgingLimit(city="*", limits_cny=(2_000, 2_000, 2_000, 2_000, 2_000))
    assert best_value(replaced(season, ("rules", "costs", "lodging"), (dear,)), TIMES) == 1_822 + 1_098
    # With a single day away each there is one crew for one day: b alone, now first in its region, brings
    # 500 + 3,000 - 114 - 288 - 1,000 = 2,098, more than a.
    tired = replaced(season, ("people",), lambda people: tuple(_away_once(item) for item in people))
    assert best_value(tired, TIMES) == 2_098


def _away_once(person: Person) -> Person:
    return person.model_copy(update={"most_days_away": 1})


def test_members_are_chosen_for_what_the_company_needs() -> None:
    # dan alone speaks Spanish; he is a second (rank 3) and costs a third head more than a fourth would.
    dan = person("dan", Rank.DEPARTMENT_HEAD, skills=("西语",))
    skilled = company("a", MONDAY, needs=Needs(skills=("西语",)))
    season = _one_company(companies=(skilled,), people=(*scene().people, dan))
    # Under dan's own lead three go as before; the base lets department heads lead.
    assert best_value(season, TIMES) == 1_822
    # Under the deputy dan comes as a fourth: 2 x 32 more.
    high = replaced(season, ("home", "leader_rank_at_most"), Rank.DEPUTY)
    assert best_value(high, TIMES) == 1_822 - 64
    assert best_value(replaced(high, ("rules", "most_seconds"), 0), TIMES) == 0
    assert best_value(replaced(high, ("rules", "most_delegates"), 3), TIMES) == 0


@pytest.mark.parametrize("seed", range(25))
def test_the_cuts_of_the_search_lose_nothing(seed: int) -> None:
    season = tiny_season(seed)
    search = _Search(season, TIMES)
    exact = search.still_possible

    def never_cut(met: Met, undecided: Met) -> int:
        return exact(met, undecided) if not undecided else -NEVER

    if len(search.options) < 60:
        setattr(search, "still_possible", never_cut)  # noqa: B010  (a cached function, says mypy)
        found = search.run()
        assert (None if found is None else found.points) == best_value(season, TIMES)


def _itineraries(season: Season) -> Iterator[list[tuple[date, tuple[str, ...], str | None]]]:
    """Every way to spread every choice of companies, in every order, over days and hotels."""
    days = season.workdays().days
    names = [company.id for company in season.companies]
    for length in range(1, season.rules.most_trip_days + 1):
        for first, size in product(range(len(days) - length + 1), range(1, len(names) + 1)):
            spans = days[first : first + length]
            if (spans[-1] - spans[0]).days != length - 1:
                continue
            cities = sorted({company.site.city for company in season.companies})
            for order, nights in product(permutations(names, size), product(cities, repeat=length - 1)):
                for cuts in combinations_with_replacement(range(size + 1), length - 1):
                    parts = [order[a:b] for a, b in pairwise((0, *cuts, size))]
                    yield list(zip(spans, parts, (*nights, None), strict=True))


def _plans(season: Season, held: dict[str, date]) -> Iterator[Plan]:
    """No trip, and every single trip of at most four people that a careless planner could write down."""
    yield make_plan(season, TIMES, (), held)
    crews = [
        (base.id, crew)
        for base in season.bases
        for size in range(1, 5)
        for crew in permutations([person.id for person in season.people if person.base == base.id], size)
        if list(crew[1:]) == sorted(crew[1:])
    ]
    for itinerary in _itineraries(season):
        for base, crew in crews:
            yield make_plan(season, TIMES, (make_trip(season, TIMES, "t", crew, itinerary, base),), held)


@pytest.mark.parametrize("seed", SMALL_SEEDS)
def test_no_plan_written_by_trying_and_auditing_is_better(seed: int) -> None:
    season = tiny_season(seed)
    found = best(season, TIMES)
    assert found is not None
    assert len(found.trips) == 1
    values = [
        plan.objective.total
        for plan in _plans(season, found.events)
        if not audit(season, plan, TIMES).violations
    ]
    assert max(values) == found.points
