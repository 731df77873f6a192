"""One season, from compiled tours to the best plan found: exact where small, by columns where large."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from math import floor
from threading import Lock

from planner.optimise.bound import Bounder
from planner.optimise.columns import Column
from planner.optimise.compiling import compiled_market
from planner.optimise.complete import Complete, TooMany
from planner.optimise.dates import choose_dates
from planner.optimise.dive import DIVES, Turn, side_by_side
from planner.optimise.generation import WARM_STEPS, Generation, warm_prices
from planner.optimise.greedy import Greedy
from planner.optimise.improve import BRISK, STEADY, Improve, Judge
from planner.optimise.in_hand import by_worth, roster_in_hand
from planner.optimise.insertion import Insertion
from planner.optimise.instance import Instance
from planner.optimise.land import Land, lands
from planner.optimise.market import THREADS, Market
from planner.optimise.nearest import NEAREST, nearest
from planner.optimise.outside import Outside
from planner.optimise.pinned import fixed_points
from planner.optimise.prices import Prices
from planner.optimise.published import surviving_columns
from planner.optimise.relaxation import Relaxation
from planner.optimise.reshape import without
from planner.optimise.residual import Residual, lean
from planner.optimise.roster import Roster, Rostered
from planner.optimise.shortlist import SIZES, Listing, Sizes, levelled
from planner.options import Options
from planner.plan import Plan
from planner.progress import Listener, Phase, Progress
from planner.season import Season
from planner.stop import Stop
from planner.travel.network import Network

SMALL_COMPANIES = 12
SMALL_RECORDS = 4_000
SMALL_COLUMNS = 6_000
MANY_COMPANIES = 400  # with more, listing all tours takes long: the first plan comes from short days
FIRST_VISITS = 2
TOLD_EVERY_SECONDS = 0.5
EXACT_WORK = 30.0
ROSTER_WORK = 8.0
FIRST_ROSTER_WORK = 0.5  # a greedy plan need not be staffed at its best
GENERATION_ROUNDS = 60
CLOSE_PERMILLE = 0.5
WRITING_SECONDS = 2.0
WRITING_SECONDS_A_COMPANY = 0.003
WRITING_SECONDS_AN_UNLISTED = 0.008  # more, for one whose legs must be looked up first,
WRITING_SHARE = 0.2  # but no more of the time allowed
PROVING_ENDS = 0.3  # of the time allowed is left to the integer search
SHARPENING_ENDS = 0.5  # nor begins the first set of subset rows later
SHARPENED_SETS = 3
SHARPENED_ANEW = 0.05  # of the seconds left a further set may be expected to take, by the last one's
DIVING_ENDS = 0.8  # of the time allowed must be left for further dives
STAFFED_ANEW_PERMILLE = 5.0  # what is gained since the last roster and worth another, of its points
HURRIED_SECONDS = 90.0  # with more left, the search for whole plans looks at all tours
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

    ``standing`` are plans that keep every rule: the search starts from the best and hands over no worse, of
    equals that one. ``start`` is where it begins if there is none (by default ``published``): what survives.
    ``keep`` gets every roster that is better than all before it, ahead of the step that tells its value.
    ``sizes`` say of how many companies tours are listed.
    """

    season: Season
    network: Network
    options: Options
    stop: Stop
    listener: Listener
    published: Plan | None = None
    standing: Sequence[Plan] = ()
    start: Plan | None = None
    keep: Callable[[Outcome], None] = lambda _: None
    sizes: Sizes = SIZES
    best: int | None = None
    bound: int | None = None
    fixed: int = field(default=0, init=False)
    _allowed: float | None = field(default=None, init=False)
    _lands: tuple[Land, ...] = field(default=(), init=False)
    _prove_on: bool = field(default=False, init=False)
    _telling: Lock = field(default_factory=Lock, init=False)
    _listing: Listing | None = field(default=None, init=False)

    def run(self) -> Outcome:
        """Search until proven best, out of effort, or stopped."""
        self._allowed = self.stop.remaining_seconds()
        self._tell(Phase.COMPILE)
        instance = Instance(self.season, self.network, self.published)
        self.fixed = fixed_points(self.season, self.network, self.published)
        open_ = sum(map(bool, instance.openings))
        if open_ > self.sizes.all_listed:
            self._listing = Listing(instance, self._plans, self.sizes)
        small, many = open_ <= SMALL_COMPANIES and self._listing is None, open_ > MANY_COMPANIES
        self._lands = lands(instance, self._listing.listed if self._listing else None)
        market = self._market(instance, every=small, most_visits=FIRST_VISITS if many else None)
        held = by_worth(roster_in_hand(market, plan, self.options.seed) for plan in self.standing)
        if small and sum(len(stock.fare) for stock in market.stocks) <= SMALL_RECORDS:
            try:
                return self._exact(market, Complete(market, SMALL_COLUMNS).columns(), held)
            except TooMany:
                pass
        if held is not None:
            self._found(Outcome(market, held, None, False), Phase.TOURS)
        warm = Bounder(market, float(self.fixed))
        first = None
        if not many or self._listing is not None:
            first = held or self._first_plan(warm)
        if not many or self._short_days_will_do(first):
            return self._by_columns(warm, warm, held, first)
        self._let_in(instance, warm)
        # Tours are listed by compiled code, which leaves room for the first plan meanwhile.
        with ThreadPoolExecutor(1) as pool:
            listing = pool.submit(compiled_market, instance, every=False, regions=self._lands)
            first = first or held or self._first_plan(warm)
            while not listing.done():
                self._tell(Phase.TOURS)
                wait((listing,), timeout=TOLD_EVERY_SECONDS)
        return self._by_columns(Bounder(listing.result(), float(self.fixed)), warm, held, first)

    @property
    def _plans(self) -> list[Plan]:
        """Plans whose companies the search must know."""
        return [plan for plan in (*self.standing, self.start, self.published) if plan is not None]

    def _short_days_will_do(self, first: Rostered | None) -> bool:
        """Whether time is up, there is a plan, and no bound that would need all tours."""
        return self._listing is not None and first is not None and not self._going()

    def _let_in(self, instance: Instance, warm: Bounder) -> None:
        """Of a season of which not all companies are listed: list those more that pay at first prices."""
        if self._listing is not None and self._listing.enlarge(warm_prices(warm, WARM_STEPS, self._going)):
            self._lands = lands(instance, self._listing.listed)

    def _prove_outside(self, bounder: Bounder, prices: Prices) -> None:
        """Of a season of which not all companies are listed: a bound that holds for all of them."""
        if self._listing is None or not self._ahead(PROVING_ENDS):
            return
        promise, listed = self._listing.promise, self._listing.listed
        outside = Outside(bounder.market, promise, listed)
        bounded = bounder.evaluate(levelled(promise, listed, prices), outside=outside)
        self.bound = floor(bounded.value + ROUNDING)
        self._tell(Phase.BOUND)

    def _market(self, instance: Instance, every: bool, most_visits: int | None = None) -> Market:
        return compiled_market(instance, every, lambda: self._tell(Phase.TOURS), self._lands, most_visits)

    def _exact(self, market: Market, columns: list[Column], held: Rostered | None) -> Outcome:
        self._tell(Phase.STAFF)
        roster = Roster(market, columns, must_meet=True)
        found = roster.solve(self.options.seed, EXACT_WORK)
        if found is not None and held is not None and held.value >= found.value:
            proven = found.optimal or held.value == found.bound
            found = replace(held, bound=max(found.bound, held.value), optimal=proven)
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

    def _by_columns(
        self, bounder: Bounder, warm: Bounder, held: Rostered | None, first: Rostered | None
    ) -> Outcome:
        market = bounder.market
        generation = self._generated(bounder, warm)
        dates = choose_dates(market, generation.relaxation.prices())
        improve = self._improvement(generation.relaxation, bounder.with_dates(dates))
        pool = improve.judge.relaxation.columns
        self._tell(Phase.DIVE)
        rosters: list[Rostered | None] = [first]
        points = improve.points

        def staff(phase: Phase) -> None:
            nonlocal points
            chosen, points = improve.best, improve.points
            rosters.append(self._staff(market, chosen, dates, pool, phase))

        def after_round() -> None:
            self._tell(Phase.IMPROVE)
            if improve.points - points >= abs(points) * STAFFED_ANEW_PERMILLE / 1_000 and self._going():
                staff(Phase.IMPROVE)

        # If time was up before bound and relaxation met, one dive leaves room for them to come closer.
        turns = (DIVES[0][:1],) if generation.stopped else DIVES
        with self._proving_on(generation):
            self._dive(improve, self._surviving(market, held), turns)
            staff(Phase.DIVE)
            self._prove_outside(bounder, generation.proof.prices)
            improve.run(self._rounds(), self._going, after_round)
        if improve.points > points or all(roster is None for roster in rosters):
            staff(Phase.STAFF)
        return Outcome(market, by_worth(rosters), self.bound, False, prices=generation.proof.prices)

    def _generated(self, bounder: Bounder, warm: Bounder) -> Generation:
        """Columns, prices and a bound; the bound sharpened while there is time."""
        relaxation = Relaxation(bounder.market, bounder.away_cost, bounder.free)
        generation = Generation(relaxation, bounder, warm)
        generation.run(GENERATION_ROUNDS, CLOSE_PERMILLE, self._prove, self._going)
        left = self._left() or 0.0
        for _ in range(SHARPENED_SETS):
            before = left
            if not self._ahead(SHARPENING_ENDS) or not generation.sharpen(self._sharpen):
                break
            left = self._left() or 0.0
            if before - left > SHARPENED_ANEW * left:
                break
        return generation

    @contextmanager
    def _proving_on(self, generation: Generation) -> Iterator[None]:
        """Go on with a generation that was stopped, on a thread of its own, until it is done or this is."""
        self._prove_on = generation.stopped
        with ThreadPoolExecutor(1) as pool:
            proving = (
                pool.submit(generation.go_on, CLOSE_PERMILLE, self._prove_beside) if self._prove_on else None
            )
            try:
                yield
            finally:
                self._prove_on = False
        if proving is not None:
            proving.result()

    def _improvement(self, relaxation: Relaxation, settled: Bounder) -> Improve:
        """Rounds over lean copies of a relaxation, one for each thread."""
        left = self._left()
        hurried = self._listing is not None or (left is not None and left < HURRIED_SECONDS)
        near = None
        if hurried:
            near = nearest(settled.market.quote(relaxation.prices()), relaxation.teams(), NEAREST)
        residuals = [Residual(lean(relaxation, settled), settled, self._going, near) for _ in range(THREADS)]
        judge = Judge(residuals[0].relaxation, settled)
        many = sum(map(bool, settled.instance.openings)) > MANY_COMPANIES
        start = BRISK if many and hurried else STEADY
        return Improve(judge, residuals, self.options.seed, relaxation.lack(), self._left, start)

    def _dive(self, improve: Improve, start: list[Column], turns: Sequence[Turn]) -> None:
        """Offer what dives of several kinds come to: which is best is luck."""
        kept = improve.residuals[0].fitting(start)
        for turn in turns:
            for found in side_by_side(improve.residuals, kept, turn):
                improve.offer(found)
            if not self._ahead(DIVING_ENDS):
                return

    def _surviving(self, market: Market, held: Rostered | None) -> list[Column]:
        """The trips that the search starts from."""
        if held is not None:
            return [staffed.column for staffed in held.trips]
        start = self.start or self.published
        return surviving_columns(market, start) if start else []

    def _first_plan(self, bounder: Bounder) -> Rostered | None:
        """A plan before there are prices: greedy trips, events on the days that are best by themselves."""
        market = bounder.market
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

    def _left(self) -> float | None:
        """Seconds left for the search; None if nobody counts them."""
        left = self.stop.remaining_seconds()
        return None if left is None else left - self._reserve

    @property
    def _reserve(self) -> float:
        """Seconds that staffing, reasons and writing are given."""
        unlisted = len(self.season.companies) - len(self._listing.listed) if self._listing else 0
        more = min(WRITING_SECONDS_AN_UNLISTED * unlisted, WRITING_SHARE * (self._allowed or 0.0))
        return WRITING_SECONDS + WRITING_SECONDS_A_COMPANY * len(self.season.companies) + more

    def _prove(self, bound: float) -> bool:
        self._proven(bound)
        self._tell(Phase.BOUND)
        return self._ahead(PROVING_ENDS)

    def _proven(self, bound: float) -> None:
        if self._listing is None:  # a bound of the listed companies alone says nothing of the season
            self.bound = floor(bound + ROUNDING)

    def _prove_beside(self, bound: float) -> bool:
        self._proven(bound)
        return self._prove_on and self._going()

    def _sharpen(self, bound: float) -> bool:
        return self._prove(bound) and self._ahead(SHARPENING_ENDS)

    def _ahead(self, share: float) -> bool:
        """Whether more than this share of the time allowed is still left."""
        left = (self._allowed or 0.0) - self._reserve
        return self._going(keeping=self._reserve + share * max(0.0, left))

    def _tell(self, phase: Phase) -> None:
        with self._telling:
            self.listener(Progress(phase=phase, best=self.best, bound=self.bound))


def _pins_kept(market: Market, found: Rostered) -> bool:
    met = frozenset[int]().union(*(staffed.column.companies for staffed in found.trips))
    return market.adjust.pinned.keys() <= met
