"""A proven upper bound at any prices: Lagrangian relaxation of every shared row.

Every head gets his best season on his own (:mod:`planner.optimise.schedule`), trips priced so that no
company is met twice in one trip; the multipliers pay for what is shared. Any non-negative multipliers give
a valid bound (Geoffrion 1974), so every iteration proves something. Trips are made elementary lazily: only
those that occur in a best schedule.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from planner.optimise.adjustments import Adjustments
from planner.optimise.boards import NEVER
from planner.optimise.elementary import NODES
from planner.optimise.instance import Instance
from planner.optimise.limits import Limits
from planner.optimise.market import THREADS, Found, Market, Quote
from planner.optimise.outside import Outside
from planner.optimise.prices import Floats, Prices
from planner.optimise.schedule import best_schedule, penalties
from planner.optimise.teams import Team

OutsideTrips = dict[tuple[int, int], Floats]  # by kin and region, [first day, days - 1]


@dataclass(frozen=True)
class Chosen:
    """A trip of a best schedule: team, stock number, first day, days, and the trip found."""

    team: Team
    stock: int
    day: int
    length: int
    found: Found


@dataclass(frozen=True)
class Bounded:
    """The bound in points (not yet rounded), the trips of the schedules that attain it, the quote used."""

    value: float
    trips: tuple[Chosen, ...]
    quote: Quote


class Bounder:
    """Evaluates the Lagrangian; ``fixed_points`` is what pinned trips bring and whatever else is settled."""

    def __init__(self, market: Market, fixed_points: float) -> None:
        self.market, self.fixed_points = market, fixed_points
        self.instance: Instance = market.instance
        self.limits: Limits = market.limits
        self.adjust: Adjustments = market.adjust
        self.away_cost = self.adjust.away_cost()
        self.free = self.instance.free & ~self.adjust.required_at_home
        self.next_start = next_starts(self.instance)
        self._event_points = _event_points(self.adjust)

    def with_dates(self, dates: dict[str, int]) -> "Bounder":
        """A copy for the integer search, in which events have their days; it proves nothing of the season."""
        settled = Bounder(self.market, self.fixed_points)
        settled.away_cost = self.adjust.away_cost(dates)
        settled.free = self.instance.free.copy()
        for event in self.adjust.events:
            if event.id in dates:
                people = [self.instance.person_index[name] for name in event.required]
                settled.free[people, dates[event.id]] = False
        return settled

    def constant(self, prices: Prices) -> float:
        """What the multipliers collect, and what does not depend on trips."""
        instance, limits = self.instance, self.limits
        total = self.fixed_points + self._event_points + float(prices.company.sum())
        for row, group in enumerate(limits.coverage):
            total += sum(
                max(0.0, step - prices.coverage[row]) for step in group.steps[: len(group.companies)]
            )
        total += sum(prices.subsets.values())
        total += sum(prices.kind[row] * cap.most for row, cap in enumerate(limits.kinds))
        total += float((prices.away * limits.away_room).sum())
        total += sum(prices.budget[row] * budget.most_cny for row, budget in enumerate(limits.budgets))
        total += float((prices.staff * limits.staff_room).sum())
        for base, steps in enumerate(limits.staff_steps):
            total += sum(max(0.0, prices.staff_days[base] - points) * count for points, count in steps)
        if instance.published:
            others = np.ones(len(instance.season.people), dtype=np.bool_)
            others[list(self.adjust.heads)] = False
            kept = self.adjust.published_away[others] & instance.free[others]
            total += instance.weights.change_person_day * float(kept.sum())
        return float(total - self.adjust.pin_points * len(self.adjust.pinned))

    def evaluate(
        self,
        prices: Prices,
        loosely: bool = False,
        most_nodes: int = NODES,
        outside: Outside | None = None,
    ) -> Bounded:
        """The bound at ``prices``; of a market that does not list all companies only with ``outside``.

        ``loosely`` counts a company once for every day a trip meets it, and leaves seconds out: quick, for
        finding prices; its value proves nothing. The fewer nodes, the quicker and the looser, but proven.
        """
        quote = self.market.quote(prices, most_nodes=most_nodes)
        quote.prepare(t for t in self.market.teams.all if not loosely or t.second is None)
        own = self.own_cost(prices)
        more = outside.values(quote, prices) if outside else {}
        value, trips = self.constant(prices), list[Chosen]()
        # Compiled code lets go of the interpreter, so threads share the heads; what they find is the same.
        with ThreadPoolExecutor(THREADS) as pool:
            seasons = pool.map(
                lambda head: self.best_season(quote, head, prices, own, loosely, outside=more),
                self.adjust.heads,
            )
            for gained, chosen in seasons:
                value += gained
                trips += chosen
        return Bounded(value, tuple(trips), quote)

    def own_cost(self, prices: Prices) -> Floats:
        """``[person, day]``: what a day away costs by itself, as leader or second."""
        member = self.limits.away_member.astype(np.float64)
        return self.away_cost + member.T @ prices.away

    def best_season(
        self,
        quote: Quote,
        head: int,
        prices: Prices,
        own: Floats,
        loosely: bool = False,
        more_days: int = 0,
        outside: OutsideTrips | None = None,
    ) -> tuple[float, list[Chosen]]:
        """The head's best schedule, its trips elementary: re-solved until every trip in it is.

        ``own`` is :meth:`own_cost`; he has ``more_days`` than the season allows him.
        ``outside`` are the most that trips bring which meet a company not listed.
        """
        instance = self.instance
        used = int(instance.pinned_days[head])
        most = int(instance.most_days[head]) + more_days
        table = Offers(self, quote, head, prices, own, loosely, outside or {})
        lent = np.where(self.free[head], prices.lent[head] - own[head], NEVER)
        penalty = penalties(instance.weights.load_steps, used, most)
        while True:
            value, rows = best_schedule(table.gains, lent, penalty, self.next_start)
            settled = [table.settle(int(day), int(k)) for day, k in rows]
            if all(settled):
                found = [table.chosen(int(day), int(k)) for day, k in rows]
                return float(value), [item for item in found if item is not None]


class Offers:
    """What each trip (first day, days - 1) brings one head, by his best team and region."""

    def __init__(
        self,
        bounder: Bounder,
        quote: Quote,
        head: int,
        prices: Prices,
        own: Floats,
        loosely: bool,
        outside: OutsideTrips,
    ) -> None:
        self.quote, self.loosely, instance = quote, loosely, bounder.instance
        days, longest = len(instance.days), instance.rules.most_trip_days
        self._options: list[tuple[Team, int] | None] = []  # None: a trip that can be bounded, not laid out
        layers: list[Floats] = []
        for team in quote.market.teams.all:
            if team.leader != head or (loosely and team.second is not None):
                continue
            cost = own[head] + staff_cost(instance, prices, team)
            if team.second is not None:
                cost = cost + prices.lent[team.second]
            free = bounder.free[list(team.aboard)].all(axis=0)
            charge = spans(np.where(free, cost, -NEVER), instance.run_end, longest)
            for stock, item in enumerate(quote.market.stocks):
                if team.base in item.land.bases:
                    layers.append(quote.trips(team, stock) - charge)
                    self._options.append((team, stock))
                    if (team.kin, stock) in outside:
                        layers.append(outside[team.kin, stock] - charge)
                        self._options.append(None)
        self._layers = np.array(layers) if layers else np.full((1, days, longest), NEVER)
        self._layers[self._layers < NEVER / 4] = NEVER
        self._settled = np.zeros(self._layers.shape, dtype=np.bool_)
        self._settled[[k for k, option in enumerate(self._options) if option is None]] = True
        self.gains = self._layers.max(axis=0)

    def settle(self, day: int, k: int) -> bool:
        """Make the best offer of a trip exact; whether it already was."""
        layer = int(self._layers[:, day, k].argmax())
        if self.loosely or self._settled[layer, day, k]:
            return True
        option = self._options[layer]
        assert option is not None  # noqa: S101  (such an offer is settled)
        team, stock = option
        before = self.quote.trips(team, stock)[day, k]
        found = self.quote.exact(team, stock, day, k + 1)
        self._settled[layer, day, k] = True
        if found is None:
            self._layers[layer, day, k] = NEVER
        else:
            self._layers[layer, day, k] += found.value - before
        self.gains[day, k] = self._layers[:, day, k].max()
        return False

    def chosen(self, day: int, k: int) -> Chosen | None:
        """The settled best offer of a trip; None if it is one that cannot be laid out."""
        option = self._options[int(self._layers[:, day, k].argmax())]
        if option is None:
            return None
        team, stock = option
        find = self.quote.loose if self.loosely else self.quote.exact
        found = find(team, stock, day, k + 1)
        return None if found is None else Chosen(team, stock, day, k + 1, found)


def staff_cost(instance: Instance, prices: Prices, team: Team) -> Floats:
    """``[day]``: what the least staff of a team costs at ``prices``."""
    least = instance.base(team.base).least_staff
    return np.asarray(least * (prices.staff[team.base] + prices.staff_days[team.base]))


def spans(cost: Floats, run_end: NDArray[np.int64], longest: int) -> Floats:
    """``[first day, days - 1]``: the summed cost of consecutive working days; huge where the run breaks.

    A day that is not free (a cost of ``-NEVER``) is counted, not added: sums beside it stay exact.
    """
    days, shut = len(cost), cost >= -NEVER / 2
    total = np.concatenate(([0.0], np.cumsum(np.where(shut, 0.0, cost))))
    blocked = np.concatenate(([0], np.cumsum(shut)))
    found = np.full((days, longest), -NEVER)
    for k in range(longest):
        first = np.arange(days - k)
        open_ = (run_end[first] >= first + k) & (blocked[first + k + 1] == blocked[first])
        found[first, k] = np.where(open_, total[first + k + 1] - total[first], -NEVER)
    return found


def next_starts(instance: Instance) -> NDArray[np.int64]:
    """For a trip that ends on a day index, the first day index another may start on, rest kept."""
    rest = timedelta(days=instance.rules.rest_days_between_trips)
    return np.array(
        [
            next(
                (n for n in range(k + 1, len(instance.days)) if instance.days[n] > day + rest),
                len(instance.days),
            )
            for k, day in enumerate(instance.days)
        ],
        dtype=np.int64,
    )


def _event_points(adjust: Adjustments) -> float:
    """The most that events on their best days can bring; what heads lose is charged to their days."""
    total = 0.0
    for event in adjust.events:
        days = [adjust.instance.day_index[day] for day in event.candidate_days]
        best = [event.held_points + sum(map(adjust.attendance, adjust.wishes(event, day))) for day in days]
        total += max(best, default=0)
    return total
