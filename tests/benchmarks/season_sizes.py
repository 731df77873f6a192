# ruff: noqa: T201  (a benchmark prints)
"""How large the solver's parts of a season are: ``python -m tests.benchmarks.season_sizes 100 300``.

For seasons of so many listed companies, seed 1: day tours, teams, and the linear relaxation with its bound.
"""

import sys
from collections.abc import Iterator
from time import monotonic

from planner.optimise.adjustments import Adjustments
from planner.optimise.boards import stock_of
from planner.optimise.bound import Bounder
from planner.optimise.enumeration import all_tours, clockwork
from planner.optimise.generation import Generation
from planner.optimise.instance import Instance
from planner.optimise.land import lands
from planner.optimise.limits import Limits
from planner.optimise.market import Market
from planner.optimise.relaxation import Relaxation
from planner.optimise.search import CLOSE_PERMILLE, GENERATION_ROUNDS
from planner.optimise.teams import Teams
from planner.travel.gtfs import read_gtfs
from planner.travel.network import Network
from tests.benchmarks.listed_season import listed_season
from tests.benchmarks.measured_solve import FEED


def compiled_market(companies: int) -> Market:
    """The day tours and teams of a season, as the search compiles them."""
    season = listed_season(companies, 1, read_gtfs(FEED.read_bytes()))
    instance = Instance(season, Network(season))
    teams = Teams(instance)
    stocks = tuple(
        stock_of(land, all_tours(instance, teams, land, False, lambda: None), clockwork(instance))  # noqa: FBT003
        for land in lands(instance)
    )
    return Market(instance, teams, Limits(instance), stocks, Adjustments(instance, teams))


def sizes_of(market: Market) -> Iterator[tuple[str, object]]:
    """What there is of each thing."""
    stocks = market.stocks
    yield "places of a region", ", ".join(str(len(stock.land.points)) for stock in stocks)
    yield "hotel cities of a region", ", ".join(str(len(stock.land.hotels)) for stock in stocks)
    yield "records", sum(len(stock.fare) for stock in stocks)
    yield "segments", sum(len(stock.start) for stock in stocks)
    yield "bytes of records", sum(s.members.nbytes + s.fare.nbytes + s.minutes.nbytes for s in stocks)
    yield "heads", len(market.adjust.heads)
    yield "teams", len(market.teams.all)
    yield "kinds of teams (kin)", len({team.kin for team in market.teams.all})
    yield "purses", len(market.teams.values)


def relaxed_sizes(market: Market) -> Iterator[tuple[str, object]]:
    """What the relaxation came to."""
    bounder = Bounder(market, 0.0)
    relaxation = Relaxation(market, bounder.away_cost, bounder.free)
    generation = Generation(relaxation, bounder)
    bounds: list[float] = []

    def tell(bound: float) -> bool:
        bounds.append(bound)
        return True

    generation.run(GENERATION_ROUNDS, CLOSE_PERMILLE, tell)
    yield "rounds of column generation", len(bounds)
    yield "first and last bound", f"{bounds[0]:.0f}, {bounds[-1]:.0f}"
    yield "columns", len(relaxation.columns)


def main() -> None:
    """Print the sizes of each season."""
    for words in sys.argv[1:] or ["100"]:
        begun = monotonic()
        market = compiled_market(int(words))
        print(f"\n{words} companies\n{'seconds to compile and enumerate':36} {monotonic() - begun:.1f}")
        for name, size in (*sizes_of(market), *relaxed_sizes(market)):
            print(f"{name:36} {size:,}" if isinstance(size, int) else f"{name:36} {size}")
        print(f"{'seconds in all':36} {monotonic() - begun:.1f}")


if __name__ == "__main__":
    main()
