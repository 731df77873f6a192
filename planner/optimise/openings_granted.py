"""What a company's own wish would bring: the company put into trips of the plan that the wish opens to it."""

from collections.abc import Iterator, Sequence

from planner.company import Company, Needs
from planner.optimise.insertion import Insertion, alone, swap
from planner.optimise.instance import Instance
from planner.optimise.ledger import Ledger, crew
from planner.optimise.market import Market
from planner.optimise.needs import Requirement, requirement
from planner.optimise.plan_columns import bare_market, rostered
from planner.optimise.reshape import reshaped
from planner.optimise.roster import Staffed
from planner.optimise.shortlist import SIZES
from planner.optimise.teams import Team
from planner.optimise.unlisted import A_BATCH
from planner.plan import Plan
from planner.season import Season
from planner.travel.network import Network
from planner.wish import CoolDownWaived, NeedsWaived, WeekdayOpened

NEAREST = 2  # days of trips tried for a wish: those that pass nearest by the company
ALONE = 2  # days on which a trip for the company alone is tried
CompanyWish = WeekdayOpened | CoolDownWaived | NeedsWaived


class OpeningsGranted:
    """``wide`` is the season with every wish of every company granted; the plan's trips stand in it.

    A gain is that of a change which was laid out whole, so that a plan of the granted season exists that is
    worth about as much: load and events are counted as :mod:`planner.optimise.insertion` counts them. Of very
    many companies so many at a time have places beside those that the plan meets, as it stands in ``ledger``:
    ask in the season's order.
    """

    def __init__(
        self, season: Season, wide: Season, network: Network, plan: Plan, at_once: int = A_BATCH
    ) -> None:
        self.season, self.plan, self.instance = season, plan, Instance(wide, network)
        many = sum(map(bool, self.instance.openings)) > SIZES.all_listed
        self._at_once = at_once if many else len(season.companies)
        self._batch, self.ledger = 0, self._with_batch(0)

    def _with_batch(self, batch: int) -> Ledger:
        """The plan among the companies of one batch."""
        index, first = self.instance.company_index, batch * self._at_once
        met = {
            index[visit.company]
            for trip in self.plan.trips
            for visit in trip.visits
            if visit.company in index
        }
        market = bare_market(self.instance, met.union(range(first, first + self._at_once)))
        return Ledger(market, rostered(market, self.plan))

    @property
    def market(self) -> Market:
        """The places of those companies, and of all whom the plan meets."""
        return self.ledger.market

    def gain(self, wish: CompanyWish) -> int:
        """The most points a change looked at gains; 0 if none gains any, or the plan meets the company."""
        number = self.instance.company_index[wish.company]
        if number in self.ledger.met:
            return 0
        if number // self._at_once != self._batch:
            self._batch = number // self._at_once
            self.ledger = self._with_batch(self._batch)
        losses = [item.points for item in self._insertions(wish, number) if item.affordable]
        return max(0, -min(losses, default=0))

    def _insertions(self, wish: CompanyWish, number: int) -> Iterator[Insertion]:
        stock = next((k for k, s in enumerate(self.market.stocks) if number in s.land.companies), None)
        days = self._days(wish, number)
        if stock is None or not days:
            return
        need = self._need(wish, number)
        visits = [
            (self._detour(stock, number, staffed, day), k, day, staffed)
            for k, staffed in enumerate(self.ledger.rostered.trips)
            if staffed.column.stock == stock and _meets(need, staffed)
            for day in staffed.column.span
            if day in days
        ]
        for _, _, day, staffed in sorted(visits, key=lambda item: item[:3])[:NEAREST]:
            yield from self._into(number, staffed, day)
        teams = [team for team in self.market.teams.all if self._leads(need, team, stock)]
        for day in sorted(days)[:ALONE]:
            yield from alone(self.ledger, number, teams, stock, day)

    def _days(self, wish: CompanyWish, number: int) -> set[int]:
        """The days the wish opens: of a weekday those alone, else those of the company's own windows."""
        days = {opening.day for opening in self.instance.openings[number]}
        if isinstance(wish, WeekdayOpened):
            return {day for day in days if self.instance.days[day].isoweekday() == wish.weekday}
        company = self.season.companies[number].model_copy(update={"last_met_on": None})
        own = {opening.day for opening in self.instance.openings_of(company)}
        return days & own

    def _need(self, wish: CompanyWish, number: int) -> Requirement:
        company: Company = self.season.companies[number]
        if isinstance(wish, NeedsWaived):
            company = company.model_copy(update={"needs": Needs()})
        return requirement(self.season, company, self.instance.person_index)

    def _leads(self, need: Requirement, team: Team, stock: int) -> bool:
        serves = team.base in self.market.stocks[stock].land.bases
        return serves and team.rank <= need.least_rank and all(g & set(team.aboard) for g in need.heads)

    def _detour(self, stock: int, number: int, staffed: Staffed, day: int) -> int:
        """Minutes from the nearest company that the trip meets on the day; of a travel day from anywhere."""
        land, column = self.market.stocks[stock].land, staffed.column
        there = [land.position[c] for c in column.days[day - column.first]]
        minutes = land.minutes[land.position[number], there or list(range(len(land.companies)))]
        return int(minutes.min())

    def _into(self, number: int, staffed: Staffed, day: int) -> Iterator[Insertion]:
        """The company beside the day's others if there is room, and in place of each that is not pinned."""
        column, most = staffed.column, self.instance.rules.most_visits_a_day
        k = day - column.first
        now = column.days[k]
        free = [c for c in now if c not in self.market.adjust.pinned]
        parties: list[Sequence[int]] = [now] if len(now) < most else []
        parties += [[c for c in now if c != gone] for gone in free]
        for party in parties:
            days = tuple(
                tuple(sorted((*party, number))) if n == k else same for n, same in enumerate(column.days)
            )
            changed = reshaped(self.market, column.team, column.stock, column.first, days)
            if changed is not None:
                yield from swap(self.ledger, staffed, changed)


def _meets(need: Requirement, staffed: Staffed) -> bool:
    aboard = set(crew(staffed))
    return staffed.column.team.rank <= need.least_rank and all(group & aboard for group in need.groups)
