"""What wishes bring at a first estimate: by multipliers of the relaxation, or by a change laid out whole.

At the multipliers that prove the season's bound (:mod:`planner.optimise.bound`) the bound of the granted
season is worked out by what changes in it: a right-hand side, times its multiplier; a head's own best season,
with a day more, a day freed, or a newcomer's beside it. So nothing brings more than its estimate and what
lies between bound and best plan (Geoffrion 1974); it may bring less. Left aside are a newcomer lent as a
second, and, of a season with very many companies, those whose tours are not listed.
"""

from collections.abc import Callable
from copy import copy
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from planner.optimise.adjustments import Adjustments
from planner.optimise.bound import Bounder
from planner.optimise.compiling import compiled_market
from planner.optimise.generation import Generation, Proof
from planner.optimise.instance import Instance
from planner.optimise.land import lands
from planner.optimise.limits import Limits
from planner.optimise.market import Market, Quote
from planner.optimise.openings_granted import CompanyWish, OpeningsGranted
from planner.optimise.prices import Prices
from planner.optimise.relaxation import Relaxation
from planner.optimise.search import CLOSE_PERMILLE
from planner.optimise.shortlist import listed_of
from planner.optimise.teams import Teams
from planner.plan import Plan
from planner.season import Season
from planner.travel.network import Network
from planner.wish import AnyWish, DayFreed, DaysAdded, MoneyAdded, PersonAdded, VisitsAdded

ROUNDS = 20  # of column generation: prices to rank by, not a proof


class Estimates:
    """Estimates for one season and plan.

    ``freed`` is the season with every day freed that is wished for, for the tours of those days; ``wide`` the
    one with the wishes of all companies granted.

    ``tell`` hears that work goes on; once ``going`` says no the prices are those there are.
    """

    def __init__(
        self,
        season: Season,
        freed: Season,
        wide: Season,
        plan: Plan,
        published: Plan | None = None,
        going: Callable[[], bool] = lambda: True,
        tell: Callable[[], None] = lambda: None,
    ) -> None:
        self._season, self._freed_season, self._wide, self._plan = season, freed, wide, plan
        self._published, self._going, self._tell = published, going, tell
        self._network = Network(season)

    def points(self, wish: AnyWish) -> int:
        """About what ``wish`` would bring, in points; never below 0."""
        match wish:
            case DaysAdded():
                found = self._days(wish)
            case DayFreed():
                found = self._freed(wish)
            case VisitsAdded():
                row = sorted(self._season.rules.most_of_kind).index(wish.label)
                found = float(self._prices.kind[row]) * wish.visits
            case MoneyAdded():
                row = next(n for n, b in enumerate(self._market.limits.budgets) if b.region == wish.region)
                found = float(self._prices.budget[row]) * wish.amount_cny
            case PersonAdded():
                found = max(self._leader(wish), self._staff(wish))
            case _:
                found = self._of_company(wish)
        return max(0, round(found))

    @cached_property
    def _market(self) -> Market:
        """The season's market with the tours of the freed one: more of them only lift the bound."""
        instance = Instance(self._season, self._network, self._published)
        freed = Instance(self._freed_season, self._network, self._published)
        plans = [plan for plan in (self._plan, self._published) if plan is not None]
        regions = lands(freed, listed_of(freed, plans))
        stocks = compiled_market(freed, every=False, tell=self._tell, regions=regions).stocks
        teams = Teams(instance)
        return Market(instance, teams, Limits(instance), stocks, Adjustments(instance, teams))

    @cached_property
    def _bounder(self) -> Bounder:
        return Bounder(self._market, 0.0)

    @cached_property
    def proof(self) -> Proof:
        """The bound in points, without what pinned trips bring, and the multipliers that prove it."""
        relaxation = Relaxation(self._market, self._bounder.away_cost, self._bounder.free)
        generation = Generation(relaxation, self._bounder)

        def heard(_: float) -> bool:
            self._tell()
            return self._going()

        generation.run(ROUNDS, CLOSE_PERMILLE, heard, self._going)
        return generation.proof

    @property
    def _prices(self) -> Prices:
        return self.proof.prices

    @cached_property
    def _openings(self) -> OpeningsGranted:
        return OpeningsGranted(self._season, self._wide, self._network, self._plan)

    def _of_company(self, wish: CompanyWish) -> float:
        return self._openings.gain(wish)

    def _step(self, used: int) -> int:
        """Load of one more day away for somebody who has ``used``."""
        steps = self._season.rules.weights.load_steps
        return steps[min(used, len(steps) - 1)] if steps else 0

    def _days(self, wish: DaysAdded) -> float:
        """The person's best season with so many days more, less that without."""
        person = self._market.instance.person_index[wish.person]
        if person not in self._market.adjust.heads:
            return 0.0
        free = self._bounder.free
        return self._best_season(person, free, wish.days) - self._best_season(person, free)

    def _freed(self, wish: DayFreed) -> float:
        """The person's best season with the day free, less that without, or the events he could be at.

        Of staff it is what one more of them is worth on the day.
        """
        instance = self._market.instance
        person, day = instance.person_index[wish.person], instance.day_index[wish.day]
        awaited = [e for e in self._season.events if wish.day in e.candidate_days and wish.person in e.wished]
        there = float(len(awaited) * self._market.adjust.attendance(person))
        if person not in self._market.adjust.heads:
            return there + float(self._prices.staff[instance.base_of[person], day])
        free = self._bounder.free.copy()
        free[person, day] = True
        return there + self._best_season(person, free) - self._best_season(person, self._bounder.free)

    def _leader(self, wish: PersonAdded) -> float:
        """The best season of somebody like the person whom nothing keeps at home."""
        person = self._market.instance.person_index[wish.person]
        if person not in self._market.adjust.heads:
            return 0.0
        free = self._bounder.free.copy()
        free[person, :] = True
        return self._best_season(person, free)

    def _staff(self, wish: PersonAdded) -> float:
        """One more free each day, at what free staff are worth, and his days at what theirs are."""
        instance = self._market.instance
        person = instance.person_index[wish.person]
        if person not in instance.staff(int(instance.base_of[person])):
            return 0.0
        base, most = instance.base_of[person], self._season.people[person].most_days_away
        dear = float(self._prices.staff_days[base])
        load = sum(max(0.0, dear - self._step(n)) for n in range(most))
        return float(self._prices.staff[base].sum()) + load

    def _best_season(self, person: int, free: NDArray[np.bool_], more_days: int = 0) -> float:
        bounder = copy(self._bounder)
        bounder.free = free
        own = bounder.own_cost(self._prices)
        return bounder.best_season(self._quote, person, self._prices, own, more_days=more_days)[0]

    @cached_property
    def _quote(self) -> Quote:
        return self._market.quote(self._prices)
