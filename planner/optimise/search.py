"""One season, from compiled tours to the best plan found: exact where small, by columns where large."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import floor

from planner.objective import objective_of
from planner.optimise.adjustments import Adjustments
from planner.optimise.boards import stock_of
from planner.optimise.bound import Bounder
from planner.optimise.columns import Column
from planner.optimise.complete import Complete, TooMany
from planner.optimise.dates import choose_dates
from planner.optimise.dive import Dive
from planner.optimise.enumeration import all_tours, clockwork
from planner.optimise.generation import Generation
from planner.optimise.greedy import Greedy
from planner.optimise.improve import Improve, Judge
from planner.optimise.insertion import Insertion
from planner.optimise.instance import Instance
from planner.optimise.land import lands
from planner.optimise.limits import Limits
from planner.optimise.market import Market
from planner.optimise.prices import Prices
from planner.optimise.published import surviving_columns
from planner.optimise.relaxation import Relaxation
from planner.optimise.reshape import without
from planner.optimise.roster import Roster, Rostered
from planner.optimise.teams import Teams
from planner.options import Options
from planner.plan import Plan
from planner.progress import Listener, Phase, Progress
from planner.season import Season
from planner.stop import Stop
from planner.travel.network import Network

SMALL_COMPANIES = 12
SMALL_RECORDS = 4_000
SMALL_COLUMNS = 6_000
EXACT_WORK = 30.0
ROSTER_WORK = 8.0
FIRST_ROSTER_WORK = 2.0  # a greedy plan need not be staffed at its best
GENERATION_ROUNDS = 60
CLOSE_PERMILLE = 2.0
WRITING_SECONDS = 4.0
WRITING_SECONDS_A_COMPANY = 0.014
PROVING_ENDS = 0.4  # of the time allowed is left to the integer search
LEAN_COLUMNS = 2_500
STAFFED_ANEW_PERMILLE = 5.0  # what is gained since the last roster and worth another, of its points
ROUNDING = 1e-3  # far above what doubles lose in sums of points, far below one point


@dataclass
class Outcome:
    """What the search hands over: the roster (None: none exists), the proven bound, the compiled season."""

    market: Market
    rostered: Rostered | None
    bound: int | None
    exact: bool
    proven_infeasible: bool = False
    prices: Prices | None = None
    forced: dict[int, Insertion | None] = field(default_factory=dict)


@dataclass
class Search:
    """A search in progress; ``fixed`` is what pinned trips bring whatever else is chosen.

    ``start`` is the plan whose trips it starts from, ``published`` if it is None.

    ``keep`` gets every roster that is better than all before it, ahead of the step that tells its value.
    """

    season: Season
    network: Network
    options: Options
    stop: Stop
    listener: Listener
    published: Plan | None = None
    start: Plan | None = None
    keep: Callable[[Outcome], None] = lambda _: None
    best: int | None = None
    bound: int | None = None
    fixed: int = field(default=0, init=False)
    _allowed: float | None = field(default=None, init=False)

    def run(self) -> Outcome:
        """Search until proven best, out of effort, or stopped."""
        self._allowed = self.stop.remaining_seconds()
        self._tell(Phase.COMPILE)
        instance = Instance(self.season, self.network, self.published)
        self.fixed = fixed_points(self.season, self.network, self.published)
        small = sum(map(bool, instance.openings)) <= SMALL_COMPANIES
        market = self._market(instance, every=small)
        if small and sum(len(stock.fare) for stock in market.stocks) <= SMALL_RECORDS:
            try:
                return self._exact(market, Complete(market, SMALL_COLUMNS).columns())
            except TooMany:
                pass
        return self._by_columns(market)

    def _market(self, instance: Instance, every: bool) -> Market:
        return compiled_market(instance, every, lambda: self._tell(Phase.TOURS))

    def _exact(self, market: Market, columns: list[Column]) -> Outcome:
        self._tell(Phase.STAFF)
        roster = Roster(market, columns, must_meet=True)
        found = roster.solve(self.options.seed, EXACT_WORK)
        if found is None:
            return Outcome(market, None, None, True, proven_infeasible=roster.proven_infeasible)
        self.bound = found.bound + self.fixed
        self._found(Outcome(market, found, self.bound, found.optimal), Phase.STAFF)
        forced = self._forced(market, columns, found) if found.optimal else {}
        return Outcome(market, found, self.bound, found.optimal, forced=forced)

    def _forced(self, market: Market, columns: list[Column], found: Rostered) -> dict[int, Insertion | None]:
        """The exact price of companies left out: the season with each forced in; None if impossible."""
        met = frozenset[int]().union(*(staffed.column.companies for staffed in found.trips))
        within_reach = {company for column in columns for company in column.companies}
        prices: dict[int, Insertion | None] = {}
        for number in set(range(len(self.season.companies))) - met:
            if self.stop.stopped():
                break
            if number not in within_reach:
                prices[number] = None
                continue
            roster = Roster(market, columns, forced=number)
            other = roster.solve(self.options.seed, EXACT_WORK)
            if other is not None and other.optimal:
                now = frozenset[int]().union(*(staffed.column.companies for staffed in other.trips))
                prices[number] = Insertion(
                    found.value - other.value, tuple(sorted(met - now)), affordable=True
                )
            elif roster.proven_infeasible:
                prices[number] = None
        return prices

    def _by_columns(self, market: Market) -> Outcome:
        bounder = Bounder(market, float(self.fixed))
        relaxation = Relaxation(market, bounder.away_cost, bounder.free)
        first = self._first_plan(market, bounder)
        generation = Generation(relaxation, bounder)
        generation.run(GENERATION_ROUNDS, CLOSE_PERMILLE, self._prove, self._going)
        dates = choose_dates(market, relaxation.prices())
        settled = bounder.with_dates(dates)
        relaxation = lean(relaxation, settled)
        judge = Judge(relaxation, settled)
        dive = Dive(relaxation, settled, self._going)
        improve = Improve(judge, dive, self.options.seed)
        self._tell(Phase.DIVE)
        improve.offer(dive.run(surviving_columns(market, self.start or self.published), pricings=1))
        rosters: list[Rostered | None] = [first]
        points = improve.points

        def staff(phase: Phase) -> None:
            nonlocal points
            chosen, points = judge.deduplicated(improve.best), improve.points
            rosters.append(self._staff(market, chosen, dates, relaxation.columns, phase))

        def after_round() -> None:
            self._tell(Phase.IMPROVE)
            if improve.points - points >= abs(points) * STAFFED_ANEW_PERMILLE / 1_000 and self._going():
                staff(Phase.IMPROVE)

        staff(Phase.DIVE)
        improve.run(self._rounds(), self._going, after_round)
        if improve.points > points or all(roster is None for roster in rosters):
            staff(Phase.STAFF)
        rostered = max((r for r in rosters if r is not None), key=lambda r: r.value, default=None)
        return Outcome(market, rostered, self.bound, False, prices=generation.proof.prices)

    def _first_plan(self, market: Market, bounder: Bounder) -> Rostered | None:
        """A plan before there are prices: greedy trips, events on the days that are best by themselves."""
        dates = choose_dates(market, Prices.zero(market.instance, market.limits))
        settled = bounder.with_dates(dates)
        relaxation = Relaxation(market, settled.away_cost, settled.free)
        chosen = Greedy(relaxation, settled, self._going).run()
        return self._staff(market, chosen, dates, chosen, Phase.TOURS, FIRST_ROSTER_WORK)

    def _staff(
        self,
        market: Market,
        chosen: list[Column],
        dates: dict[str, int],
        pool: list[Column],
        phase: Phase,
        work: float = ROSTER_WORK,
    ) -> Rostered | None:
        """Staff the chosen trips; where staff cannot meet a company's needs, the trip may go without it."""
        columns = {column.key: column for column in chosen}
        for column in chosen:
            asking = {c for c in column.companies if market.instance.requirements[c].staff}
            for lost in (*({c} for c in sorted(asking)), asking):
                thin = without(market, column, lost) if lost else None
                if thin is not None:
                    columns.setdefault(thin.key, thin)
        roster = Roster(market, list(columns.values()), must_meet=False, dates=dates)
        roster.hint(chosen)
        self._tell(phase)
        found = roster.solve(self.options.seed, work)
        if found is None or not _pins_kept(market, found):
            found = self._keep_pins(market, list(columns.values()), pool) or found
        if found is not None and _pins_kept(market, found):
            self._found(Outcome(market, found, self.bound, False), phase)
        return found

    def _found(self, outcome: Outcome, phase: Phase) -> None:
        """Hand a roster on if it is the best so far, and tell of it."""
        if outcome.rostered is not None:
            value = outcome.rostered.value + self.fixed
            if self.best is None or value > self.best:
                self.keep(outcome)
                self.best = value
        self._tell(phase)

    def _keep_pins(self, market: Market, chosen: list[Column], pool: list[Column]) -> Rostered | None:
        """A roster that meets every pinned company, from all columns that meet one, events free to move."""
        pinned = market.adjust.pinned.keys()
        columns = {column.key: column for column in (*chosen, *(c for c in pool if c.companies & pinned))}
        return Roster(market, list(columns.values()), must_meet=True).solve(self.options.seed, ROSTER_WORK)

    def _rounds(self) -> int | None:
        if self.options.effort is not None:
            return self.options.effort
        return None if self.stop.remaining_seconds() is not None else self.options.default_rounds

    def _going(self, keeping: float = 0.0) -> bool:
        """Whether there is time left beyond ``keeping`` seconds and what staffing and writing take."""
        left = self.stop.remaining_seconds()
        return not self.stop.stopped() and (left is None or left > max(keeping, self._reserve))

    @property
    def _reserve(self) -> float:
        """Seconds that staffing, reasons and writing are given."""
        return WRITING_SECONDS + WRITING_SECONDS_A_COMPANY * len(self.season.companies)

    def _prove(self, bound: float) -> bool:
        self.bound = floor(bound + ROUNDING)
        self._tell(Phase.BOUND)
        left = (self._allowed or 0.0) - self._reserve
        return self._going(keeping=self._reserve + PROVING_ENDS * max(0.0, left))

    def _tell(self, phase: Phase) -> None:
        self.listener(Progress(phase=phase, best=self.best, bound=self.bound))


def compiled_market(instance: Instance, every: bool, tell: Callable[[], None] = lambda: None) -> Market:
    """The day tours of every region and the teams; for exact work of ``every`` second and head count."""
    teams, limits = Teams(instance, every_second=every), Limits(instance)
    stocks = []
    for land in lands(instance):
        tours = all_tours(instance, teams, land, every, tell)
        stocks.append(stock_of(land, tours, clockwork(instance)))
    return Market(instance, teams, limits, tuple(stocks), Adjustments(instance, teams))


def lean(relaxation: Relaxation, settled: Bounder) -> Relaxation:
    """A relaxation for diving: only the columns that the last prices find promising, events on their days."""
    smaller = Relaxation(settled.market, settled.away_cost, settled.free)
    columns = relaxation.most_promising(LEAN_COLUMNS)
    smaller.add(c for c in columns if settled.free[list(c.team.aboard), c.span.start : c.span.stop].all())
    return smaller


def _pins_kept(market: Market, found: Rostered) -> bool:
    met = frozenset[int]().union(*(staffed.column.companies for staffed in found.trips))
    return market.adjust.pinned.keys() <= met


def fixed_points(season: Season, network: Network, published: Plan | None) -> int:
    """What pinned trips bring on their own; no event held yet, and events not yet counted as moved."""
    objective = objective_of(season, season.pins.trips, (), network, published)
    known = {event.id for event in season.events}
    moved = sum(item.event in known for item in published.events) if published else 0
    return objective.total + moved * season.rules.weights.change_event_moved
