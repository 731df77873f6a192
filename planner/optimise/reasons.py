"""Why a company is not in the plan, and what having it in would cost.

Where every trip of the season is at hand the price is exact: the season is solved again with the company
forced in. Elsewhere it is the least loss among changes that were really constructed
(:mod:`planner.optimise.insertion`).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property

import numpy as np

from planner.clock import day_of
from planner.optimise.columns import Column
from planner.optimise.insertion import Insertion, Openings, insertions
from planner.optimise.instance import Instance
from planner.optimise.ledger import Ledger
from planner.optimise.market import Market
from planner.optimise.reshape import reshaped
from planner.optimise.roster import Rostered
from planner.optimise.staffing import Berths
from planner.optimise.teams import Team
from planner.optimise.unlisted import batches, market_for
from planner.plan import LeftOut, Price, Reason
from planner.window import Window


def _dearness(found: Insertion) -> tuple[int, int]:
    return (found.points, len(found.instead_of))


@dataclass(frozen=True)
class Reasons:
    """Explains what a roster left out.

    Once ``going`` says no, a company gets what is quick to say: what makes meeting it impossible whatever
    else is planned, or that the search was stopped early. ``quickly`` takes the first change
    that fits a company into a day for the least.
    """

    market: Market
    rostered: Rostered
    forced: Mapping[int, Insertion | None] = field(default_factory=dict)
    going: Callable[[], bool] = lambda: True
    quickly: bool = False

    @cached_property
    def ledger(self) -> Ledger:
        """The roster's books."""
        return Ledger(self.market, self.rostered)

    @cached_property
    def openings(self) -> Openings:
        """Where the roster's trips have room for a company more."""
        return Openings(self.ledger)

    @cached_property
    def toured(self) -> frozenset[int]:
        """Companies that some day tour meets."""
        return frozenset(
            stock.land.companies[c]
            for stock in self.market.stocks
            for c in np.unique(stock.members).tolist()
            if c < len(stock.land.companies)
        )

    @cached_property
    def listed(self) -> frozenset[int]:
        """Companies whose tours were listed."""
        return frozenset(number for stock in self.market.stocks for number in stock.land.companies)

    @property
    def instance(self) -> Instance:
        """The compiled season."""
        return self.market.instance

    @property
    def met(self) -> frozenset[int]:
        """Companies in the plan."""
        return self.ledger.met

    def all(self) -> tuple[LeftOut, ...]:
        """Every company that is not met, in the season's order."""
        numbers = set(range(len(self.instance.season.companies))) - self.met
        found = {number: self._left_out(number) for number in sorted(numbers & self.listed)}
        beyond = {number: self._hindrance(number) for number in numbers - self.listed}
        found |= {n: self._hindered(n, *why) for n, why in beyond.items()}
        found |= self._unlisted([n for n, (reason, _) in beyond.items() if reason is None])
        return tuple(found[number] for number in sorted(numbers))

    def _hindered(self, number: int, reason: Reason | None, detail: dict[str, str]) -> LeftOut:
        """What is quick to say of a company."""
        name = self.instance.season.companies[number].id
        return LeftOut(id=name, reason=reason or Reason.STOPPED_EARLY, detail=detail)

    def _unlisted(self, numbers: list[int]) -> dict[int, LeftOut]:
        """Reasons of companies that were not listed, as far as there is time for them."""
        found: dict[int, LeftOut] = {}
        for stock, batch in batches(self.market, numbers):
            if not self.going():
                break
            market = market_for(self.market, self.rostered, stock, batch)
            closer = Reasons(market, self.rostered, going=self.going, quickly=True)
            found |= {number: closer._left_out(number) for number in batch}
        return found

    def _left_out(self, number: int) -> LeftOut:
        name = self.instance.season.companies[number].id
        reason, detail = self._hindrance(number)
        if reason is not None:
            return LeftOut(id=name, reason=reason, detail=detail)
        if number in self.forced:
            exact = self.forced[number]
            if exact is None:
                why, words = self._impossibility(number, Reason.QUALIFIED_NEVER_FREE)
                return LeftOut(id=name, reason=why, detail=words)
            return self._priced(name, exact, exact=True)
        if not self.going():
            return LeftOut(id=name, reason=Reason.STOPPED_EARLY)
        found = list(insertions(self.openings, number, self._teams(number), self.quickly))
        least = min((i for i in found if i.affordable), default=None, key=_dearness)
        if least is not None:
            return self._priced(name, least, exact=False)
        if found:
            return LeftOut(id=name, reason=Reason.BUDGET)
        reason, detail = self._impossibility(number, Reason.DISPLACED)
        return LeftOut(id=name, reason=reason, detail=detail)

    def _impossibility(self, number: int, otherwise: Reason) -> tuple[Reason, dict[str, str]]:
        """Why no change could be made that meets the company; ``otherwise`` if no single rule forbids it."""
        teams = self._teams(number)
        within_reach = somebody_goes = affordable = False
        for shape in self._shapes(number, teams):
            within_reach = True
            trip = next((c for c in self._going(shape, teams) if Berths(self.instance, c).possible), None)
            somebody_goes |= trip is not None
            affordable = trip is not None and self._within_budgets(trip)
            if affordable:
                break
        if not within_reach:
            return Reason.OUT_OF_REACH, {}
        if not somebody_goes:
            return Reason.QUALIFIED_NEVER_FREE, self._names(teams)
        kinds = sorted(
            set(self.instance.season.companies[number].kinds) & self.instance.rules.most_of_kind.keys()
        )
        if not self.ledger.kinds_fit(self.instance.pinned_companies | {number}):
            limits = self.instance.rules.most_of_kind
            return Reason.KIND_CAP, {"kind": kinds[0], "limit": str(limits[kinds[0]])} if kinds else {}
        if not affordable:
            return Reason.BUDGET, {}
        return otherwise, self._names(teams) if otherwise is Reason.QUALIFIED_NEVER_FREE else {}

    def _shapes(self, number: int, teams: list[Team]) -> Iterator[Column]:
        """Trips to this company alone, by the first team of each base; calendars left aside.

        A visit on a day trip, or with travel days before it, after it, or both: no longer trip could do more.
        """
        stock = next((k for k, s in enumerate(self.market.stocks) if number in s.land.companies), None)
        if stock is None:
            return
        first_of = {team.base: team for team in reversed(teams)}
        days = sorted({opening.day for opening in self.instance.openings[number]})
        for team in first_of.values():
            for day in days:
                for before, after in ((0, 0), (1, 0), (0, 1), (1, 1)):
                    first, length = day - before, before + 1 + after
                    if first < 0 or length > self.instance.rules.most_trip_days:
                        continue
                    if self.instance.run_end[first] < first + length - 1:
                        continue
                    trip = ((),) * before + ((number,),) + ((),) * after
                    column = reshaped(self.market, team, stock, first, trip)
                    if column is not None:
                        yield column

    def _going(self, shape: Column, teams: list[Team]) -> Iterator[Column]:
        """The shape with every team that is free for it."""
        for team in teams:
            free = self.market.teams.free(team)[shape.span.start : shape.span.stop]
            if shape.team.base == team.base and free.all():
                yield replace(shape, team=team)

    def _within_budgets(self, column: Column) -> bool:
        budgets = self.market.limits.budgets
        return all(column.money_cny <= b.most_cny for b in budgets if b.region in (None, column.region))

    def _names(self, teams: list[Team]) -> dict[str, str]:
        """Those who could lead, for the sentence."""
        people = self.instance.season.people
        return {"people": ",".join(sorted({people[team.leader].id for team in teams}))}

    def _priced(self, name: str, found: Insertion, exact: bool) -> LeftOut:
        """A company that could be met at a price. If that is less than nothing, the search ended early."""
        companies = self.instance.season.companies
        instead = tuple(companies[n].id for n in found.instead_of)
        price = Price(points=max(0, found.points), exact=exact, instead_of=instead)
        if found.points < 0:
            return LeftOut(id=name, reason=Reason.STOPPED_EARLY)
        reason = Reason.DISPLACED if instead else Reason.NOT_WORTH_THE_TRIP
        if instead and self._capped_by(name, found):
            reason = Reason.KIND_CAP
        return LeftOut(id=name, reason=reason, price=price)

    def _capped_by(self, name: str, found: Insertion) -> bool:
        """Whether a cap of its kind alone would keep the company out, had nobody given way."""
        number = self.instance.company_index[name]
        return not self.ledger.kinds_fit(self.met | {number}) and self.ledger.kinds_fit(
            (self.met | {number}) - set(found.instead_of)
        )

    def _hindrance(self, number: int) -> tuple[Reason | None, dict[str, str]]:
        """What makes meeting the company impossible whatever else is planned; None if nothing does."""
        instance, company = self.instance, self.instance.season.companies[number]
        if company.site.city not in self.market.limits.region_of or not self._served(number):
            return Reason.REGION_UNSERVED, {"city": company.site.city}
        if not instance.openings[number]:
            if company.last_met_on and any(self._long_enough(w, number) for w in company.windows):
                allowed = company.last_met_on + timedelta(days=instance.rules.cool_down_days)
                return Reason.COOLING_DOWN, {"until": allowed.isoformat()}
            return Reason.NO_WORKDAY_WINDOW, {}
        teams = self._teams(number)
        if not teams:
            return Reason.NOBODY_QUALIFIED, {}
        days = sorted({opening.day for opening in instance.openings[number]})
        if not any(self.market.teams.free(team)[days].any() for team in teams):
            return Reason.QUALIFIED_NEVER_FREE, self._names(teams)
        if number in self.listed and number not in self.toured:
            return Reason.OUT_OF_REACH, {}
        return None, {}

    def _long_enough(self, window: Window, number: int) -> bool:
        minutes = (window.end - window.start).total_seconds() / 60
        long = minutes >= self.instance.season.companies[number].visit_minutes
        return long and day_of(window.start) in self.instance.day_index

    def _served(self, number: int) -> bool:
        region = self.market.limits.region_of[self.instance.season.companies[number].site.city]
        return any(not base.regions or region in base.regions for base in self.instance.season.bases)

    def _teams(self, number: int) -> list[Team]:
        """Teams that satisfy the company's rank and head groups, calendars left aside."""
        need, mask = self.instance.requirements[number], self.market.teams.needs_mask(number)
        if not all(need.groups):
            return []
        region = self.market.limits.region_of.get(self.instance.season.companies[number].site.city)
        serving = {
            n
            for n, base in enumerate(self.instance.season.bases)
            if not base.regions or region in base.regions
        }
        return [
            team
            for team in self.market.teams.all
            if team.base in serving and team.rank <= need.least_rank and not mask & ~team.heads
        ]
