"""Examples for events at home: days to choose from, joint meetings, trainings, the year's figures."""

from typing import Any

from api.examples.records import newest
from api.examples.scene import Example, Scene, Shown, if_match
from api.routes import meeting_series
from api.store.event_sheets import Sheet, SheetKind, find_sheet
from api.store.meeting_series import MEETING_SERIES
from events.minutes import MinutesTaken
from planner.clock import day_of
from planner.event import EventKind
from planner.plan import EventDate

_MEETING_READS = ("read_agenda", "download_agenda", "read_minutes", "download_minutes")
_YEARLY = ("read_targets", "read_targets_workbook", "read_four_rates")


def event_examples(scene: Scene) -> Shown:
    """Of the published plan's events the first of each kind."""
    return _days(scene) | _series(scene) | _joint_meeting(scene) | _training(scene) | _year(scene)


def event_id(scene: Scene, held: EventDate) -> str:
    """The record id of an event of the published plan."""
    return f"{scene.publication.season_id}:{held.event}" if scene.publication else ""


def first_of(scene: Scene, *kinds: EventKind) -> EventDate | None:
    """The first event that the published plan holds of any of ``kinds``, of any kind if none is named."""
    held = () if scene.plan is None else scene.plan.events
    return next((item for item in held if not kinds or item.kind in kinds), None)


def kept_sheet(scene: Scene, identity: str, kind: SheetKind) -> tuple[Sheet | None, dict[str, Any]]:
    """What is kept for an event, and the parameters of a change of it: ``"0"`` for the first."""
    found = find_sheet(scene.session, identity, kind)
    version = 0 if found is None else found.version
    return found, {"identity": identity, "if-match": f'"{version}"'}


def _days(scene: Scene) -> Shown:
    held = first_of(scene)
    if held is None:
        return {}
    at = {"identity": event_id(scene, held)}
    body = {"days": [day_of(held.start).isoformat()]}
    return {
        "rank_event_days": Example(at),
        "weigh_event_days": Example(at, body),
        "solve_event_days": Example(at, {"best": 3, "seconds": 20}),
    }


def _joint_meeting(scene: Scene) -> Shown:
    held = first_of(scene, EventKind.JOINT_MEETING)
    if held is None:
        return {}
    identity = event_id(scene, held)
    sheet, at = kept_sheet(scene, identity, SheetKind.MINUTES)
    taken = MinutesTaken(recorder="李干事（示例）") if sheet is None else sheet.body["taken"]
    body = MinutesTaken.model_validate(taken).model_dump(mode="json", exclude_defaults=True)
    reads = {name: Example({"identity": identity}) for name in _MEETING_READS}
    return reads | {"keep_minutes": Example(at if sheet else {"identity": identity}, body)}


def _series(scene: Scene) -> Shown:
    """The series that came of its example, or the one that it would make, tried in the published season."""
    if scene.publication is None:
        return {}
    found, season = newest(scene, MEETING_SERIES.name), scene.publication.season_id
    at = if_match(found.id, found.version) if found else if_match(meeting_series.RESOURCE.example.id, 1)
    return {
        "preview_series_meetings": Example({"identity": at["identity"], "season": season}),
        "lay_series_meetings": Example(at | {"dry_run": "true"}, {"season": season}),
    }


def _training(scene: Scene) -> Shown:
    """Those who are expected are said to have come."""
    held = first_of(scene, EventKind.TRAINING)
    if held is None:
        return {}
    identity = event_id(scene, held)
    sheet, at = kept_sheet(scene, identity, SheetKind.ATTENDANCE)
    body: dict[str, Any] = {"subject": held.title, "present": list(held.attending)}
    if sheet is not None:
        body = {name: sheet.body[name] for name in body}
    return {
        "read_attendance": Example({"identity": identity}),
        "keep_attendance": Example(at if sheet else {"identity": identity}, body),
    }


def _year(scene: Scene) -> Shown:
    """The year of the season."""
    held = first_of(scene)
    year = day_of(held.start if held else scene.at).year
    return {name: Example({"year": year}) for name in _YEARLY}
