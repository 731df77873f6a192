"""Of very many companies tours are listed for those that must be and those that promise most."""

from random import Random

import pytest

from planner.company import Needs
from planner.optimise.answer import Words
from planner.optimise.instance import Instance
from planner.optimise.prices import Prices
from planner.optimise.search import Search
from planner.optimise.shortlist import SIZES, Listing, Promise, Sizes, enlarged, must_be_listed, shortlist
from planner.options import Options
from planner.person import Chain
from planner.plan import Plan, Reason, Status
from planner.season import Pins, Season, VisitPin
from planner.solve import solve
from planner.stop import Never
from planner.travel.network import Network
from tests.builders import MONDAY, WUXI
from tests.planner.optimise.week import DEPUTY, HEAD, TUESDAY, prospect, rules, week
from tests.planner.stops import StopAfter
from tests.tiny_seasons import NANJING, tiny_season

FEW = Sizes(all_listed=1, listed=2, of_a_region_day=0, of_a_group=0)


def _promise(season: Season, published: Plan | None = None) -> Promise:
    return Promise(Instance(season, Network(season), published))


def _names(season: Season, listed: frozenset[int]) -> str:
    return "".join(season.companies[n].id for n in sorted(listed))


def _five(**fields: object) -> Season:
    """Companies a to e on Monday, worth 50 to 10."""
    companies = [prospect(name, 50 - 10 * k, MONDAY) for k, name in enumerate("abcde")]
    return week(*companies, people=(HEAD,), **fields)


def test_those_that_promise_most_are_listed() -> None:
    season = _five()
    assert _names(season, shortlist(_promise(season), frozenset(), FEW)) == "ab"


def test_pinned_companies_are_listed_whatever_they_are_worth() -> None:
    season = _five(pins=Pins(visits=(VisitPin(company="e"), VisitPin(company="d"), VisitPin(company="c"))))
    promise = _promise(season)
    assert _names(season, shortlist(promise, must_be_listed(promise, ()), FEW)) == "cde"


def test_published_companies_are_listed() -> None:
    last = week(prospect("e", 10, MONDAY), people=(HEAD,))
    season, published = _five(), solve(last)
    promise = _promise(season, published)
    assert _names(season, must_be_listed(promise, (published,))) == "e"
    assert _names(season, must_be_listed(promise, ())) == "e"


def test_companies_of_a_plan_to_start_from_are_listed() -> None:
    season, start = _five(), solve(week(prospect("d", 20, MONDAY), people=(HEAD,)))
    assert _names(season, must_be_listed(_promise(season), (start,))) == "d"


def test_the_best_of_every_day_of_a_region_are_listed() -> None:
    season = week(
        *(prospect(name, 50, MONDAY) for name in "abc"),
        prospect("d", 10, TUESDAY),
        prospect("e", 20, MONDAY, city=NANJING),
        people=(HEAD,),
    )
    one = Sizes(all_listed=1, listed=2, of_a_region_day=1, of_a_group=0)
    assert _names(season, shortlist(_promise(season), frozenset(), one)) == "ade"


def test_the_best_of_every_chain_are_listed() -> None:
    chains = (Chain(id="x", name="x"), Chain(id="y", name="y"))
    season = week(
        *(prospect(name, 50, MONDAY, chain="x") for name in "abc"),
        prospect("d", 10, MONDAY, chain="y"),
        people=(HEAD,),
        chains=chains,
    )
    # A group is one for coverage: the region of all of them, and each chain.
    one = Sizes(all_listed=1, listed=2, of_a_region_day=0, of_a_group=1)
    assert _names(season, shortlist(_promise(season), frozenset(), one)) == "ad"


def test_one_that_nobody_able_is_free_for_promises_nothing() -> None:
    season = week(
        prospect("a", 90, MONDAY, needs=Needs(least_rank=1)),
        prospect("b", 10, MONDAY),
        prospect("c", 20, MONDAY),
        people=(DEPUTY,),
    )
    assert _names(season, shortlist(_promise(season), frozenset(), FEW)) == "bc"


def test_a_company_is_let_in_that_brings_more_than_its_city_offers_at_the_prices() -> None:
    season = _five()
    promise = _promise(season)
    prices = Prices.zero(promise.instance, promise.limits)
    listed = frozenset({0, 1, 2, 3})
    assert enlarged(promise, listed, prices) == listed  # e brings 10, the fourth of the city 20
    prices.company[:4] = 45, 35, 25, 15  # in demand: each brings 5
    assert enlarged(promise, listed, prices) == listed | {4}
    prices.company[4] = 6
    assert enlarged(promise, listed, prices) == listed


def test_no_more_than_a_quarter_of_the_list_comes_in_at_once() -> None:
    season = week(*(prospect(f"c{k}", 10 + k, MONDAY, city=WUXI) for k in range(12)), people=(HEAD,))
    listing = Listing(Instance(season, Network(season)), (), Sizes(1, 8, 0, 0))
    prices = Prices.zero(listing.promise.instance, listing.promise.limits)
    prices.company[sorted(listing.listed)] = 10
    assert listing.enlarge(prices)
    assert listing.listed == frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 11})


@pytest.mark.parametrize("seed", range(400, 430))
def test_a_plan_from_few_tours_is_no_better_and_its_bound_no_less_than_the_best(seed: int) -> None:
    season, dice = tiny_season(seed), Random(seed)
    best = solve(season)
    if best.status is Status.INFEASIBLE:
        return
    network = Network(season)
    search = Search(
        season, network, Options(effort=2), Never(), lambda _: None, sizes=Sizes(0, dice.randint(1, 3), 1, 1)
    )
    outcome = search.run()
    assert search.best is None or search.best <= best.objective.total
    assert outcome.bound is not None
    assert outcome.bound >= best.objective.total
    assert not outcome.exact


def test_every_company_has_a_reason_though_its_tours_were_not_listed() -> None:
    season = week(
        *(prospect(name, 50, MONDAY) for name in "abcd"),
        prospect("e", 40, MONDAY),
        prospect("f", 30, TUESDAY),
        prospect("g", 20),
        people=(HEAD,),
    )
    network = Network(season)
    search = Search(season, network, Options(effort=2), Never(), lambda _: None, sizes=Sizes(1, 4, 0, 0))
    outcome = search.run()
    words = Words(season, search)
    left = {item.id: item for item in words.of(outcome, lambda: True).left_out}
    assert {name: item.reason for name, item in left.items()} == {
        "e": Reason.DISPLACED,  # in place of one worth 50
        "f": Reason.STOPPED_EARLY,  # a trip of its own would be worth it: the search did not look
        "g": Reason.NO_WORKDAY_WINDOW,
    }
    assert left["e"].price is not None
    assert (left["e"].price.points, len(left["e"].price.instead_of)) == (10, 1)
    quick = {item.id: item.reason for item in words.of(outcome, lambda: False).left_out}
    assert quick == {"e": Reason.STOPPED_EARLY, "f": Reason.STOPPED_EARLY, "g": Reason.NO_WORKDAY_WINDOW}


def test_stopped_early_there_is_a_plan_and_no_bound() -> None:
    # The bound of listed tours alone says nothing of a season of more.
    season = _five(rules=rules(most_visits_a_day=1))
    few, all_ = (
        Search(season, Network(season), Options(), StopAfter(0), lambda _: None, sizes=sizes).run()
        for sizes in (FEW, SIZES)
    )
    assert (few.rostered is not None, few.bound) == (True, None)
    assert all_.bound is not None
