"""Replan: a published plan, and what has happened since; as little changes as pays.

What is past is pinned as it is. What remains is solved again with the published plan as its start and with a
price on every change (``Weights.change_*``), so that nothing moves unless moving it is worth more than that.
Before that the published plan is mended (:mod:`planner.mend`): seconds where the whole takes minutes.
"""

from collections.abc import Sequence
from datetime import date

from planner.amendment import amended
from planner.audit import audit
from planner.changes import Change, CompanyCancels, CompanyOpens
from planner.clock import day_of
from planner.company import Company
from planner.difference import Difference, differences
from planner.event import Event
from planner.mend import mended
from planner.objective import gap_permille
from planner.options import Options
from planner.plan import Plan, Status
from planner.progress import Listener, Progress
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
    quick: bool = False,
) -> Replanned:
    """Adapt ``published`` to ``changes``; trips that have begun by ``today`` stay whole.

    With no change the published plan is handed back as it is, if it still keeps every rule of ``season``.
    The plan is first mended (:func:`planner.mend.mended`): with ``quick`` that is the answer, if it succeeds,
    and nothing is proven of it. Else, or if it does not, the whole season is solved, and what comes of it is
    worth no less.

    ``keep`` gets plans on the way, as :func:`planner.solve.solve` says, each with the season as amended; the
    mended plan is the first. ``progress`` is not told of less than it is worth.
    Raises :class:`InvalidChange` if a change names nothing in the season.
    """
    now = with_past_pinned(amended(season, changes), published, today)
    if not changes and not audit(season, published, Network(season)).violations:
        return Replanned(season=season, plan=published, differences=())
    options = options or Options()
    mend = mended(now, published, Network(now), _concerned(changes), options.seed)
    if mend is not None and keep is not None:
        keep(now, mend)
    if mend is not None and quick:
        return Replanned(season=now, plan=mend, differences=differences(published, mend))
    ear, way = (progress, keep) if mend is None else (_above(mend, progress), _better(mend, keep))
    plan = solve(now, options, stop=stop, progress=ear, published=published, start=mend, keep=way)
    plan = plan if mend is None else _no_worse(plan, mend)
    return Replanned(season=now, plan=plan, differences=differences(published, plan))


def _concerned(changes: Sequence[Change]) -> set[str]:
    """The companies (ids) whose windows changed."""
    return {change.company for change in changes if isinstance(change, CompanyCancels | CompanyOpens)}


def _above(mend: Plan, progress: Listener | None) -> Listener | None:
    """``progress``, told of the mended plan's value where the search has not come as far."""
    if progress is None:
        return None
    least = mend.objective.total

    def tell(step: Progress) -> None:
        best = least if step.best is None else max(least, step.best)
        progress(step.model_copy(update={"best": best}))

    return tell


def _better(mend: Plan, keep: Keeper | None) -> Keeper | None:
    """``keep``, given only plans that are worth no less than the mended one."""
    if keep is None:
        return None

    def pass_on(season: Season, plan: Plan) -> None:
        if plan.objective.total >= mend.objective.total:
            keep(season, plan)

    return pass_on


def _no_worse(plan: Plan, mend: Plan) -> Plan:
    """``plan``, or the mended one with the bound of ``plan`` where that is worth less.

    The search does not know every delegation, so that it may not begin where the mended plan stands; a bound
    below that plan is none of it.
    """
    if plan.status is not Status.INFEASIBLE and plan.objective.total >= mend.objective.total:
        return plan
    if plan.bound is None or plan.bound < mend.objective.total:
        return mend
    gap = gap_permille(plan.bound, mend.objective.total)
    return mend.model_copy(update={"bound": plan.bound, "gap_permille": gap})


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
