"""A plan's trips and event days under a season as it is now: attendance, figures and audit anew."""

from collections.abc import Iterable
from typing import Any

from planner.attendance import wished_attendance
from planner.audit import Audit, audit
from planner.clock import day_of
from planner.errors import Fault, InvalidPlan
from planner.objective import away_days, objective_of
from planner.plan import EventDate, LeftOut, Plan, Reason, Status, Trip
from planner.season import Season
from planner.spending import TravelTimes


def restated(
    season: Season,
    plan: Plan,
    times: TravelTimes,
    published: Plan | None = None,
    trips: Iterable[Trip] | None = None,
) -> tuple[Plan, Audit]:
    """``plan``, or with ``trips`` those trips in place of its own, as a plan of ``season``; and its audit.

    Events keep their days, companies left out their reasons; one that is not met any more is displaced.
    Nothing is claimed of a bound. Changes are counted against ``published``. Raises :class:`InvalidPlan`
    (``plan_of_another_season``, ``plan_does_not_fit``) if the plan cannot be read against the season.
    """
    if plan.season != season.id:
        raise InvalidPlan(
            Fault(code="plan_of_another_season", value=plan.season, detail={"season": season.id})
        )
    taken = plan.trips if trips is None else tuple(trips)
    update: dict[str, Any] = {"status": Status.FEASIBLE, "bound": None, "gap_permille": None}
    try:
        events = attended(season, plan.events, taken)
        update |= {"events": events, "objective": objective_of(season, taken, events, times, published)}
    except KeyError as unknown:
        raise InvalidPlan(Fault(code="plan_does_not_fit", value=str(unknown.args[0]))) from unknown
    update |= {"trips": _pinned(season, taken), "left_out": _left_out(season, plan, taken)}
    found = plan.model_copy(update=update)
    return found, audit(season, found, times, published)


def _pinned(season: Season, trips: tuple[Trip, ...]) -> tuple[Trip, ...]:
    """A trip is marked as pinned where the season pins it, and nowhere else."""
    pinned = {trip.id for trip in season.pins.trips}
    return tuple(trip.model_copy(update={"pinned": trip.id in pinned}) for trip in trips)


def attended(season: Season, events: tuple[EventDate, ...], trips: tuple[Trip, ...]) -> tuple[EventDate, ...]:
    """``events`` with those who attend when ``trips`` are away; KeyError for an event the season lacks."""
    held = {item.event: day_of(item.start) for item in events}
    known = {event.id: event for event in season.events}
    wished = wished_attendance(season, held, away_days(trips).keys())
    found = []
    for item in events:
        there = (*known[item.event].required, *wished[item.event])
        missing = tuple(name for name in known[item.event].wished if name not in there)
        pinned = item.event in season.pins.events
        update = {"attending": there, "missing": missing, "pinned": pinned}
        found.append(item.model_copy(update=update))
    return tuple(found)


def _left_out(season: Season, plan: Plan, trips: tuple[Trip, ...]) -> tuple[LeftOut, ...]:
    met = {visit.company for trip in trips for visit in trip.visits}
    said = {item.id: item for item in plan.left_out}
    held = {item.event for item in plan.events}
    companies = tuple(c.id for c in season.companies if c.id not in met)
    return tuple(said.get(name, LeftOut(id=name, reason=Reason.DISPLACED)) for name in companies) + tuple(
        item for item in plan.left_out if item.id not in met | held | set(companies)
    )
