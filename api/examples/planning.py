"""Examples for what is planned: plans, publications, exports, pins, jobs, bulletins."""

from typing import Any

from api.examples.scene import Example, PlannedVisit, Scene, Shown, if_match
from api.store import records
from api.store.job_listing import job_page
from api.store.jobs import JobKind
from api.store.listing import MOST_A_PAGE
from api.store.plan_listing import plan_page
from api.store.plans import PlanRecord, PlanState
from api.store.publications import Publication
from api.store.season_frames import SEASON
from planner.clock import day_of
from planner.plan import Status

_READS = ("read_plan", "read_plan_document", "read_plan_season", "audit_plan")
_EXPORTS = ("workbook", "picture", "calendars", "audit", "plan", "everything")
_OF_A_TRIP = ("export_handbook_docx", "export_handbook_pdf", "find_alternatives")
_SEARCH_SECONDS = 20


def planning_examples(scene: Scene) -> Shown:
    """None of them before a plan is published: the demonstration publishes one."""
    if scene.publication is None:
        return {}
    return (
        _plans(scene, scene.publication)
        | _exports(scene, scene.publication)
        | _pins(scene, scene.publication)
        | _jobs(scene, scene.publication)
        | _bulletins(scene)
    )


def _plans(scene: Scene, current: Publication) -> Shown:
    draft = _plan(scene, PlanState.DRAFT)
    gone = _plan(scene, PlanState.DISCARDED)
    named = draft or _plan(scene, PlanState.PUBLISHED)
    # Without a draft the plan before is published again: that is how a publication is taken back.
    next_one = draft or _plan(scene, PlanState.SUPERSEDED)
    other = next_one.id if next_one else current.plan_id
    return {
        **{name: Example({"identity": current.plan_id}) for name in _READS},
        "compare_plans": Example({"identity": current.plan_id, "other": other}),
        "compare_seasons": Example({"identity": current.plan_id, "other": other}),
        "rename_plan": _of_plan(named),
        "discard_plan": _of_plan(draft),
        "restore_plan": _of_plan(gone or draft),
        "rebase_plan": _of_plan(draft),
        "publish_plan": _of_plan(next_one, {"base": current.number}),
        "list_publications": Example({"season": current.season_id}),
    }


def _plan(scene: Scene, state: PlanState) -> PlanRecord | None:
    """The newest plan in that state that is a plan at all."""
    found = plan_page(scene.session, states=(state,), deleted=state is PlanState.DISCARDED).items
    return next((plan for plan in found if plan.status is not Status.INFEASIBLE), None)


def _of_plan(plan: PlanRecord | None, body: Any = None) -> Example:
    return Example({} if plan is None else if_match(plan.id, plan.version), body)


def _exports(scene: Scene, current: Publication) -> Shown:
    whole = {"identity": current.plan_id}
    found = {f"export_{name}": Example(whole) for name in _EXPORTS}
    visit = _first_visit(scene)
    if visit is not None:
        found |= {name: Example(whole | {"trip": visit.trip.id}) for name in _OF_A_TRIP}
    return found


def _first_visit(scene: Scene) -> PlannedVisit | None:
    return next(iter(scene.visits), None)


def _pins(scene: Scene, current: Publication) -> Shown:
    """Pinned as it stands in the published plan; unpinned whatever was pinned last."""
    season = records.stored(scene.session, SEASON, current.season_id, deleted=True)
    at = {"season": season.id, "if-match": f'"{season.version}"'}
    pins, planned = season.value.pins, _first_visit(scene)
    found = {"read_pins": Example({"season": season.id})}
    if planned is not None:
        visit, trip = planned.visit, planned.trip
        day = day_of(visit.start).isoformat()
        company = pins.visits[-1].company if pins.visits else visit.company
        kept = pins.trips[-1].id if pins.trips else trip.id
        found |= {
            "pin_visit": Example(at | {"company": visit.company}, {"day": day, "leader": trip.leader}),
            "unpin_visit": Example(at | {"company": company}),
            "pin_trip": Example(at | {"trip": trip.id}, {"plan": current.plan_id}),
            "unpin_trip": Example(at | {"trip": kept}),
        }
    held = next(iter(scene.plan.events), None) if scene.plan else None
    if held is not None:
        day, event = day_of(held.start).isoformat(), next(reversed(pins.events), held.event)
        found |= {
            "pin_event": Example(at | {"event": held.event}, {"day": day}),
            "unpin_event": Example(at | {"event": event}),
        }
    return found


def _jobs(scene: Scene, current: Publication) -> Shown:
    """The job asked for last is the one that is followed and cancelled."""
    asked = {"season": current.season_id, "kind": "plan", "seconds": _SEARCH_SECONDS}
    found = {"create_job": Example(body=asked)}
    newest = job_page(scene.session, limit=MOST_A_PAGE).items
    for job in newest[:1]:
        found |= {name: Example({"identity": job.id}) for name in ("read_job", "cancel_job", "follow_job")}
    for job in [job for job in newest if job.kind is JobKind.DAYS][:1]:
        event = f"{job.season}:{job.arguments['event']}"
        found["read_solved_days"] = Example({"identity": event, "job": job.id})
    for job in [job for job in newest if job.kind is JobKind.HELPS][:1]:
        found["read_helps"] = Example({"identity": job.arguments["plan"], "job": job.id})
    found["find_helps"] = Example({"identity": current.plan_id}, {"most": 1, "seconds": _SEARCH_SECONDS})
    return found


def _bulletins(scene: Scene) -> Shown:
    """The month of the first visit."""
    planned = _first_visit(scene)
    day = day_of(planned.visit.start if planned else scene.at)
    month = Example({"period": "month", "year": day.year, "part": day.month})
    return {"read_bulletin": month, "read_bulletin_workbook": month}
