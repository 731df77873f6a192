"""What a change is weighed against: a season as its records have it today, and the plan of it in force."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session

from api.store import documents
from api.store.assembly import season_of
from api.store.publications import published_of
from planner.plan import Plan, Status
from planner.schema import read_plan, read_season
from planner.season import Season

# Everything of a season that a plan names by id.
_LISTS = ("outposts", "regions", "units", "chains", "people", "companies", "events")


class StandingPlan(NamedTuple):
    """``number`` counts the season's publications: 0 while there is none, and ``plan`` is empty."""

    season: Season
    plan: Plan
    number: int


def standing_plan(session: Session, season_id: str, as_of: datetime) -> StandingPlan:
    """The season as of today with its published plan.

    What the plan names and the records have no more stands in the season as it was when the plan was made:
    a company taken off since is met all the same until another plan is published. Raises as
    :func:`~api.store.assembly.season_of` does.
    """
    season, current = season_of(session, season_id, as_of), published_of(session, season_id)
    if current is None:
        return StandingPlan(season, Plan(season=season_id, made_at=as_of, status=Status.FEASIBLE), 0)
    planned = read_season(documents.get(session, current.season_document))
    plan = read_plan(documents.get(session, current.plan_document))
    return StandingPlan(_completed(season, planned), plan, current.number)


def _completed(season: Season, planned: Season) -> Season:
    update: dict[str, Any] = {}
    for name in _LISTS:
        now = getattr(season, name)
        ids = {item.id for item in now}
        update[name] = (*now, *(item for item in getattr(planned, name) if item.id not in ids))
    known = {city.adcode for city in season.cities}
    update["cities"] = (*season.cities, *(city for city in planned.cities if city.adcode not in known))
    return season.model_copy(update=update)
