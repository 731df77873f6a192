"""All sets of trips, by recursion over the companies; cut only where a bound proves that nothing is lost."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import chain, combinations
from typing import NamedTuple

from planner.season import Season
from planner.spending import TravelTimes
from tests.brute_force.elsewhere import Elsewhere
from tests.brute_force.events import Datings
from tests.brute_force.options import Option, options, pinned_option

Met = frozenset[str]
NEVER = -(10**12)


class Best(NamedTuple):
    """The best plan: its points, its trips, the days of its events."""

    points: int
    trips: tuple[Option, ...]
    events: dict[str, date]


def best_value(season: Season, times: TravelTimes) -> int | None:
    """The objective of the best plan of ``season``; None if no plan keeps every rule."""
    found = best(season, times)
    return None if found is None else found.points


def best(season: Season, times: TravelTimes) -> Best | None:
    """The best plan of ``season``; None if no plan keeps every rule."""
    return _Search(season, times).run()


def with_one_more_trip(season: Season, times: TravelTimes) -> list[tuple[Option, int]]:
    """Every trip that fits beside the pinned ones of ``season``, with the objective of the two together."""
    return list(_Search(season, times).with_one_more())


class _Search:
    def __init__(self, season: Season, times: TravelTimes) -> None:
        self.season = season
        self.pinned = tuple(pinned_option(season, times, trip) for trip in season.pins.trips)
        fixed = frozenset[str]().union(*(option.met for option in self.pinned))
        self.options = [option for option in options(season, times) if not option.met & fixed]
        self.elsewhere = Elsewhere(season, self.pinned)
        self.datings = Datings(season)
        self.must = frozenset(pin.company for pin in season.pins.visits) - fixed
        self.incumbent: Best | None = None
        best_of: dict[Met, int] = {}
        for option in self.options:
            best_of[option.met] = max(best_of.get(option.met, NEVER), option.points)

        @cache
        def loosely(met: Met) -> int:
            """The most points for meeting exactly ``met`` if trips never hindered each other."""
            if not met:
                return 0
            first = min(met)
            return max(
                (points + loosely(met - some) for some, points in best_of.items() if first in some <= met),
                default=NEVER,
            )

        @cache
        def still_possible(met: Met, open_companies: Met) -> int:
            """The most that the companies not decided yet can add, coverage of all that are met included."""
            return max(
                (
                    loosely(more) + self._coverage(met | more)
                    for more in _subsets(open_companies)
                    if self.must <= met | more and self._kinds_fit(met | more)
                ),
                default=NEVER,
            )

        self.still_possible = still_possible

    def run(self) -> Best | None:
        chosen: tuple[Option, ...] = ()
        for option in self.pinned:
            if not self._fits(chosen, option):
                return None
            chosen = (*chosen, option)
        if self._pinned_trips_keep_pinned_visits():
            self._decide(chosen, frozenset().union(*(option.met for option in self.options)))
        return self.incumbent

    def with_one_more(self) -> Iterator[tuple[Option, int]]:
        """Each option beside the pinned trips, and the points of the plan that they make."""
        fixed = frozenset[str]().union(*(option.met for option in self.pinned))
        for option in self.options:
            met, chosen = fixed | option.met, (*self.pinned, option)
            dating = self.datings.best(frozenset().union(*(item.away for item in chosen)))
            fits = self.must <= met and self._kinds_fit(met) and self._fits(self.pinned, option)
            if dating is not None and fits:
                points = sum(item.points for item in chosen) + dating.points + self._coverage(met)
                yield option, points - self._load(chosen)

    def _decide(self, chosen: tuple[Option, ...], undecided: Met) -> None:
        """Try everything for the first undecided company: each trip that meets it, then no trip at all."""
        met = frozenset[str]().union(*(option.met for option in chosen))
        dating = self.datings.best(frozenset().union(*(option.away for option in chosen)))
        if dating is None:
            return  # More trips keep more people away, so no event becomes possible again.
        sure = sum(option.points for option in chosen) - self._load(chosen) + dating.points
        bound = sure + self.still_possible(met, undecided)
        if bound <= (NEVER // 2 if self.incumbent is None else self.incumbent.points):
            return  # Load only grows and attendance only falls with more trips.
        if not undecided:
            self.incumbent = Best(bound, chosen, dict(dating.held))
            return
        first = min(undecided)
        for option in self.options:
            if first in option.met <= undecided and self._fits(chosen, option):
                self._decide((*chosen, option), undecided - option.met)
        if first not in self.must:
            self._decide(chosen, undecided - {first})

    def _fits(self, chosen: tuple[Option, ...], option: Option) -> bool:
        """Whether ``option`` breaks no rule together with what is chosen."""
        together = (*chosen, option)
        rules = self.season.rules
        if option not in self.pinned and not self.elsewhere.rested(option, rules.rest_days_between_trips):
            return False
        if not all(_rested(other, option, rules.rest_days_between_trips) for other in chosen):
            return False
        days_away = _days_away(together)
        if any(days_away[name] > most for name, most in self.elsewhere.most_days.items()):
            return False
        if rules.budget_cny is not None and sum(item.spent_cny for item in together) > rules.budget_cny:
            return False
        region_budget = rules.region_budgets_cny.get(option.region)
        spent = sum(item.spent_cny for item in together if item.region == option.region)
        if region_budget is not None and spent > region_budget:
            return False
        return all(
            sum(len(item.people & set(limit.people)) for item in together if day in item.days)
            <= self.elsewhere.most_away(limit, day)
            for limit in self.season.away_limits
            for day in option.days
            if limit.binds_on(day)
        )

    def _kinds_fit(self, met: Met) -> bool:
        kinds = Counter(
            kind for company in self.season.companies if company.id in met for kind in set(company.kinds)
        )
        return all(kinds[kind] <= most for kind, most in self.season.rules.most_of_kind.items())

    def _coverage(self, met: Met) -> int:
        weights = self.season.rules.weights
        companies = [company for company in self.season.companies if company.id in met]
        points = 0
        for region in self.season.regions:
            count = sum(company.site.city in region.cities for company in companies)
            points += sum(weights.region_coverage[:count])
        for industry in self.season.chains:
            count = sum(company.chain == industry.id for company in companies)
            points += sum(weights.chain_coverage[:count])
        return points

    def _load(self, chosen: tuple[Option, ...]) -> int:
        steps = self.season.rules.weights.load_steps
        return sum(
            steps[min(k, len(steps) - 1)]
            for days in _days_away(chosen).values()
            for k in range(days if steps else 0)
        )

    def _pinned_trips_keep_pinned_visits(self) -> bool:
        meetings = {
            visit.company: (day.day, trip.leader)
            for trip in self.season.pins.trips
            for day in trip.days
            for visit in day.visits
        }
        return all(
            pin.company not in meetings
            or (
                pin.day in {None, meetings[pin.company][0]} and pin.leader in {None, meetings[pin.company][1]}
            )
            for pin in self.season.pins.visits
        )


def _rested(one: Option, other: Option, rest_days: int) -> bool:
    """Whether nobody is on both trips, or enough days lie between them."""
    if not one.people & other.people:
        return True
    earlier, later = sorted((one, other), key=lambda option: option.days[0])
    return (later.days[0] - earlier.days[-1]).days - 1 >= rest_days


def _days_away(chosen: tuple[Option, ...]) -> Counter[str]:
    return Counter(person for option in chosen for person in option.people for _ in option.days)


def _subsets(companies: Met) -> Iterator[Met]:
    ordered = sorted(companies)
    sizes = (combinations(ordered, size) for size in range(len(ordered) + 1))
    return (frozenset(some) for some in chain.from_iterable(sizes))
