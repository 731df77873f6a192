"""Replan: a published plan, and what has happened since; as little changes as pays.

What is past is pinned as it is. What remains is solved again with the published plan as its start and with a
price on every change (``Weights.change_*``), so that nothing moves unless moving it is worth more than that.
"""

from collections.abc import Sequence
from datetime import date

from planner.amendment import amended
from planner.audit import audit
from planner.changes import Change
from planner.difference import Difference, differences
from planner.options import Options
from planner.plan import Plan
from planner.progress import Listener
from planner.season import Season
from planner.solve import solve
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
) -> Replanned:
    """Adapt ``published`` to ``changes``; trips that have begun by ``today`` stay whole.

    With no change the published plan is handed back as it is, if it still keeps every rule of ``season``.
    Raises :class:`InvalidChange` if a change names nothing in the season.
    """
    now = with_past_pinned(amended(season, changes), published, today)
    if not changes and not audit(season, published, Network(season)).violations:
        return Replanned(season=season, plan=published, differences=())
    plan = solve(now, options, stop=stop, progress=progress, published=published)
    return Replanned(season=now, plan=plan, differences=differences(published, plan))


def with_past_pinned(season: Season, published: Plan, today: date | None) -> Season:
    """``season`` with every trip pinned that has begun by ``today``, and every event held by then."""
    if today is None:
        return season
    known = {trip.id for trip in season.pins.trips}
    begun = [trip for trip in published.trips if trip.dates[0] <= today and trip.id not in known]
    held = {item.event: item.start.date() for item in published.events if item.start.date() <= today}
    trips = (*season.pins.trips, *(trip.model_copy(update={"pinned": True}) for trip in begun))
    pins = season.pins.model_copy(update={"trips": trips, "events": held | season.pins.events})
    return season.model_copy(update={"pins": pins})
