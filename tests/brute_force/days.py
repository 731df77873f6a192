"""Every way to spend one day of a trip: all orders of visits, all positions of lunch."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from planner.clock import day_of, minute_of
from planner.company import Company
from planner.plan import Point
from planner.season import Season
from planner.spending import TravelTimes

# Added before minutes are rounded down, so that a window opening within a minute opens at its end.
ALMOST_A_MINUTE = timedelta(seconds=59, microseconds=999_999)


class Place(NamedTuple):
    """Where a day starts or ends: the base (``city`` empty) or the hotel of a city."""

    city: str
    point: Point

    @property
    def is_base(self) -> bool:
        return not self.city


class DayPlan(NamedTuple):
    """A day that works: whom it meets, where it ends, the sum of its nominal fares per head and minutes."""

    met: frozenset[str]
    end: Place
    fare_cny: int
    minutes: int


class _State(NamedTuple):
    """On the way through a day: at ``here`` and ready at minute ``ready``."""

    here: Point
    at_base: bool
    ready: int
    lunched: bool
    met: tuple[str, ...]
    fare_cny: int
    minutes: int


def site_of(company: Company) -> Point:
    return Point(name=company.name, city=company.site.city, lat=company.site.lat, lon=company.site.lon)


def may_meet(season: Season, company: Company, day: date) -> bool:
    """Open that day, cooled down, and not pinned to another day."""
    wait = (day - company.last_met_on).days if company.last_met_on else season.rules.cool_down_days
    pinned = [pin.day for pin in season.pins.visits if pin.company == company.id and pin.day is not None]
    opens = any(day_of(window.start) == day for window in company.windows)
    return opens and wait >= season.rules.cool_down_days and all(day == other for other in pinned)


class Days:
    """The day plans of a season, by day, region, start and kinds of ends, each set computed once."""

    def __init__(self, season: Season, times: TravelTimes) -> None:
        self.season, self.times = season, times
        self._arrivals: dict[tuple[Point, Point, date, int], int] = {}
        self._known: dict[tuple[date, Place, tuple[Place, ...], tuple[str, ...]], list[DayPlan]] = {}

    def plans(
        self, day: date, start: Place, ends: tuple[Place, ...], companies: tuple[Company, ...]
    ) -> list[DayPlan]:
        """Every cheapest day from ``start`` to one of ``ends`` that meets some of ``companies``."""
        key = (day, start, ends, tuple(company.id for company in companies))
        if key not in self._known:
            open_today = [company for company in companies if may_meet(self.season, company, day)]
            self._known[key] = _cheapest(self._walk(day, start, ends, open_today))
        return self._known[key]

    def _arrival(self, origin: Point, destination: Point, day: date, minute: int) -> int:
        key = (origin, destination, day, minute)
        if key not in self._arrivals:
            self._arrivals[key] = self.times.arrival(*key)
        return self._arrivals[key]

    def _walk(
        self, day: date, start: Place, ends: tuple[Place, ...], companies: list[Company]
    ) -> Iterator[DayPlan]:
        hours = self.season.rules.hours
        leave = hours.leave_base if start.is_base else hours.leave_hotel
        stack = {_State(start.point, start.is_base, leave, lunched=False, met=(), fare_cny=0, minutes=0)}
        while stack:
            state = stack.pop()
            for end in ends:
                yield from self._close(day, state, end)
            if len(state.met) < self.season.rules.most_visits_a_day:
                for company in companies:
                    # One sleeps where tomorrow begins.
                    begins_elsewhere = not (start.is_base or state.met) and company.site.city != start.city
                    if company.id not in state.met and not begins_elsewhere:
                        stack.update(self._visit(day, state, company))

    def _close(self, day: date, state: _State, end: Place) -> Iterator[DayPlan]:
        hours = self.season.rules.hours
        arrive = self._arrival(state.here, end.point, day, state.ready)
        in_time = arrive <= (hours.back_at_base if end.is_base else hours.at_hotel)
        touches_base = state.at_base or end.is_base
        if in_time and (touches_base or arrive - state.ready <= hours.most_leg_minutes):
            leg = self.times.nominal(state.here, end.point)
            yield DayPlan(
                frozenset(state.met), end, state.fare_cny + leg.fare_cny, state.minutes + leg.minutes
            )

    def _visit(self, day: date, state: _State, company: Company) -> Iterator[_State]:
        """The states after meeting ``company`` next: no lunch on the way, lunch before or after the leg."""
        hours, site = self.season.rules.hours, site_of(company)
        leg = self.times.nominal(state.here, site)
        for lunch in ("none",) if state.lunched else ("none", "before", "after"):
            leave, lunched = state.ready, state.lunched or lunch != "none"
            if lunch == "before":
                leave = max(leave, hours.lunch_open) + hours.lunch_minutes
            arrive = self._arrival(state.here, site, day, leave)
            free = arrive
            if lunch == "after":
                free = max(arrive, hours.lunch_open) + hours.lunch_minutes
            if (lunch == "before" and leave > hours.lunch_close) or (
                lunch == "after" and free > hours.lunch_close
            ):
                continue
            if not state.at_base and arrive - leave > hours.most_leg_minutes:
                continue
            aboard = min(arrive, hours.lunch_close) - max(leave, hours.lunch_open)
            lunched = lunched or (state.at_base and aboard >= hours.lunch_minutes)
            end = self._end_of_visit(day, company, max(free, arrive + hours.buffer_minutes))
            if end is None or (end > hours.lunch_close - hours.lunch_minutes and not lunched):
                continue
            yield _State(
                here=site,
                at_base=False,
                ready=end + -end % hours.grid_minutes,
                lunched=lunched,
                met=(*state.met, company.id),
                fare_cny=state.fare_cny + leg.fare_cny,
                minutes=state.minutes + leg.minutes,
            )

    def _end_of_visit(self, day: date, company: Company, ready: int) -> int | None:
        hours = self.season.rules.hours
        ends = []
        for window in company.windows:
            if day_of(window.start) == day:
                opens = minute_of(window.start + ALMOST_A_MINUTE, day)
                start = max(ready, hours.visits_open, opens)
                start += -start % hours.grid_minutes
                closes = min(minute_of(window.end, day), hours.visits_close)
                if start + company.visit_minutes <= closes:
                    ends.append(start + company.visit_minutes)
        return min(ends, default=None)


def _cheapest(plans: Iterator[DayPlan]) -> list[DayPlan]:
    """For each set of companies and end, the plans that no other beats in both fares and minutes."""
    best: dict[tuple[frozenset[str], Place], set[tuple[int, int]]] = {}
    for plan in plans:
        best.setdefault((plan.met, plan.end), set()).add((plan.fare_cny, plan.minutes))
    return [
        DayPlan(met, end, fare, minutes)
        for (met, end), costs in best.items()
        for fare, minutes in costs
        if not any(other != (fare, minutes) and other[0] <= fare and other[1] <= minutes for other in costs)
    ]
