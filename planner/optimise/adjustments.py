"""What pins, published plans and events add to or take from the worth of visits and of days away."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from planner.attendance import is_busy, span_of
from planner.clock import day_of
from planner.event import Event
from planner.optimise.instance import Instance
from planner.optimise.teams import Team, Teams

Floats = NDArray[np.float64]
FORBIDDEN = -1e12


class Adjustments:
    """Adjustments of an instance; ``pin_points`` is what a pinned visit is worth beyond its value."""

    def __init__(self, instance: Instance, teams: Teams) -> None:
        self.instance, self.teams = instance, teams
        self.heads: tuple[int, ...] = tuple(sorted({p for team in teams.all for p in team.aboard}))
        self._visit: dict[tuple[int, int], Floats] = {}

    @cached_property
    def pin_points(self) -> float:
        """More than everything else in the season together, so that no pinned visit is ever traded away."""
        return float(2 * self.instance.worth.sum() + 10**6) if self.pinned else 0.0

    @cached_property
    def pinned(self) -> dict[int, int | None]:
        """Pinned companies still to be met, with the leader (person index) if he is pinned too."""
        index = self.instance.company_index
        return {
            index[pin.company]: None if pin.leader is None else self.instance.person_index[pin.leader]
            for pin in self.instance.season.pins.visits
            if index[pin.company] not in self.instance.pinned_companies
        }

    @cached_property
    def published_visits(self) -> dict[int, tuple[int, int]]:
        """Company -> (day index, leader) in the published plan; -1 for what the season no longer has.

        Companies met by pinned trips are left out.
        """
        instance, found = self.instance, dict[int, tuple[int, int]]()
        for trip in instance.published.trips if instance.published else ():
            leader = instance.person_index.get(trip.leader, -1)
            for day in trip.days:
                for visit in day.visits:
                    known = visit.company in instance.company_index
                    if known and instance.company_index[visit.company] not in instance.pinned_companies:
                        met = (instance.day_index.get(day.day, -1), leader)
                        found[instance.company_index[visit.company]] = met
        return found

    @cached_property
    def published_away(self) -> NDArray[np.bool_]:
        """``[person, day]``: away in the published plan."""
        instance = self.instance
        away = np.zeros((len(instance.season.people), len(instance.days)), dtype=np.bool_)
        for trip in instance.published.trips if instance.published else ():
            for name in trip.delegation:
                for day in trip.dates:
                    if name in instance.person_index and day in instance.day_index:
                        away[instance.person_index[name], instance.day_index[day]] = True
        return away

    def visit(self, team: Team, companies: list[int]) -> Floats:
        """``[day, company]``: points beyond its value for meeting a company on a day with this team."""
        shape = (len(self.instance.days), len(companies))
        if not self.published_visits and not self.pinned:
            return np.zeros(shape)
        points, weights = np.zeros(shape), self.instance.weights
        for column, company in enumerate(companies):
            if company in self.published_visits:
                day, leader = self.published_visits[company]
                points[:, column] = weights.change_visit_dropped - weights.change_visit_moved
                if leader == team.leader and day >= 0:
                    points[day, column] = weights.change_visit_dropped
            if company in self.pinned:
                points[:, column] += self.pin_points
                if self.pinned[company] not in (None, team.leader):
                    points[:, column] = FORBIDDEN
        return points

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Events with candidate days cut to possible ones: working, in the horizon, required people free."""
        found = []
        for event in self.instance.season.events:
            pinned = self.instance.season.pins.events.get(event.id)
            days = [d for d in event.candidate_days if pinned in (None, d) and self._possible(event, d)]
            found.append(event.model_copy(update={"candidate_days": tuple(sorted(days))}))
        return tuple(found)

    def _possible(self, event: Event, day: object) -> bool:
        instance = self.instance
        if day not in instance.day_index:
            return False
        number, span = instance.day_index[day], span_of(event, day)  # type: ignore[index, arg-type]
        people = [instance.person_index[name] for name in event.required]
        busy = any(is_busy(instance.season.people[p], span) for p in people)
        return not busy and not instance.pinned_away[people, number].any()

    @cached_property
    def fixed(self) -> tuple[tuple[Event, int], ...]:
        """Events that must be held and can be on one day only, with its index."""
        return tuple(
            (event, self.instance.day_index[event.candidate_days[0]])
            for event in self.events
            if len(event.candidate_days) == 1 and self.mandatory(event)
        )

    def mandatory(self, event: Event) -> bool:
        """Whether the event must be held: it is not optional, or its day is pinned."""
        return not event.optional or event.id in self.instance.season.pins.events

    def wishes(self, event: Event, day: int) -> list[int]:
        """Wished people (indices) who could attend on a day index if they stay at home."""
        instance = self.instance
        span = span_of(event, instance.days[day])
        wanted = [instance.person_index[name] for name in event.wished if name not in event.required]
        return [
            p
            for p in wanted
            if not instance.pinned_away[p, day] and not is_busy(instance.season.people[p], span)
        ]

    def attendance(self, person: int) -> int:
        """Points of one wished person present."""
        return self.instance.weights.attendance[self.instance.rank[person] - 1]

    @cached_property
    def required_at_home(self) -> NDArray[np.bool_]:
        """``[person, day]``: required at a fixed event."""
        home = np.zeros((len(self.instance.season.people), len(self.instance.days)), dtype=np.bool_)
        for event, day in self.fixed:
            home[[self.instance.person_index[name] for name in event.required], day] = True
        return home

    def away_cost(self, dates: dict[str, int] | None = None) -> Floats:
        """``[person, day]``: points lost by being away: attendance at events, change from what is published.

        ``dates`` gives day indices of events beyond the fixed ones.
        """
        instance = self.instance
        cost = np.zeros((len(instance.season.people), len(instance.days)))
        day_of_event = {event.id: day for event, day in self.fixed} | (dates or {})
        for event in self.events:
            if event.id in day_of_event:
                for person in self.wishes(event, day_of_event[event.id]):
                    cost[person, day_of_event[event.id]] += self.attendance(person)
        if instance.published:
            change = instance.weights.change_person_day
            cost += np.where(self.published_away, -change, change)
        return cost

    def published_event_days(self) -> dict[str, int]:
        """Event id -> day index in the published plan (-1: outside the season's working days)."""
        plan = self.instance.published
        if plan is None:
            return {}
        known = {event.id for event in self.instance.season.events}
        return {
            item.event: self.instance.day_index.get(day_of(item.start), -1)
            for item in plan.events
            if item.event in known
        }
