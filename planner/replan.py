"""Replan: a published plan, and what has happened since; as little changes as pays.

What is past is pinned as it is. What remains is solved again with the published plan as its start and with a
price on every change (``Weights.change_*``), so that nothing moves unless moving it is worth more than that.
"""

from collections.abc import Sequence
from datetime import date

from planner.amendment import amended
from planner.audit import audit
from planner.changes import Change
from planner.clock import day_of
from planner.company import Company
from planner.difference import Difference, differences
from planner.event import Event
from planner.options import Options
from planner.plan import Plan
from planner.progress import Listener
from planner.season import Season
from planner.solve import Keeper, solve
from planner.stop import Stop
from planner.travel.network import Network
from planner.value import Value


class Replanned(Value):
    """The season as it has become, its plan, and what differs from the published one."""

    season: Season
    plan: Plan
    differences: tuple[Difference, ...]


def replan(
    season: Season,
    published: Plan,
    changes: Sequence[Change] = (),
    options: Options | None = None,
    *,
    today: date | None = None,
    stop: Stop | None = None,
    progress: Listener | None = None,
    keep: Keeper | None = None,
) -> Replanned:
    """Adapt ``published`` to ``changes``; trips that have begun by ``today`` stay whole.

    With no change the published plan is handed back as it is, if it still keeps every rule of ``season``.
    ``keep`` gets plans on the way, as :func:`planner.solve.solve` says, each with the season as amended.
    Raises :class:`InvalidChange` if a change names nothing in the season.
    """
    now = with_past_pinned(amended(season, changes), published, today)
    if not changes and not audit(season, published, Network(season)).violations:
        return Replanned(season=season, plan=published, differences=())
    plan = solve(now, options, stop=stop, progress=progress, published=published, keep=keep)
    return Replanned(season=now, plan=plan, differences=differences(published, plan))


def with_past_pinned(season: Season, published: Plan, today: date | None) -> Season:
    """``season`` as it can still be planned after ``today``.

    Every trip that has begun by then is pinned, and every event held by then. What has not happened can only
    happen later: windows of companies not yet met, and candidate days of events not yet held, are closed.
    """
    if today is None:
        return season
    known = {trip.id for trip in season.pins.trips}
    begun = [trip for trip in published.trips if trip.dates[0] <= today and trip.id not in known]
    held = {item.event: day_of(item.start) for item in published.events if day_of(item.start) <= today}
    trips = (*season.pins.trips, *(trip.model_copy(update={"pinned": True}) for trip in begun))
    pins = season.pins.model_copy(update={"trips": trips, "events": held | season.pins.events})
    met = {visit.company for trip in trips for visit in trip.visits}
    companies = tuple(c if c.id in met else _open_after(c, today) for c in season.companies)
    events = tuple(
        _still_ahead(event, today) if event.id not in pins.events else event for event in season.events
    )
    return season.model_copy(update={"pins": pins, "companies": companies, "events": events})


def _open_after(company: Company, today: date) -> Company:
    windows = tuple(window for window in company.windows if day_of(window.start) > today)
    return company.model_copy(update={"windows": windows})


def _still_ahead(event: Event, today: date) -> Event:
    return event.model_copy(update={"candidate_days": tuple(d for d in event.candidate_days if d > today)})
