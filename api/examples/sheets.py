"""Examples for what is kept for an event: seatings, meetings, the signing ceremony, the run sheet."""

from datetime import timedelta
from typing import Any

from api.examples.events import event_id, first_of, kept_sheet
from api.examples.scene import Example, Scene, Shown
from api.routes import meetings, run_sheets, seating
from api.store.event_sheets import SheetKind
from api.store.seating_sheets import SeatingSheet
from events.signing import Signing
from planner.clock import day_of
from planner.event import EventKind
from planner.plan import EventDate

_SEATING_FILES = (
    "seating_chart_svg",
    "seating_chart_png",
    "seating_chart_pdf",
    "preview_kept_seating",
    "seating_name_cards",
    "seating_list",
    "seating_badges",
)
_CEREMONY_FILES = (
    "ceremony_script_docx",
    "ceremony_script_pdf",
    "ceremony_batches_docx",
    "ceremony_batches_pdf",
    "ceremony_copies_docx",
    "ceremony_copies_xlsx",
)
_RUN_SHEET_READS = (
    "read_run_sheet",
    "read_run_sheet_warnings",
    "run_sheet_docx",
    "run_sheet_pdf",
    "run_sheet_xlsx",
)


def sheet_examples(scene: Scene) -> Shown:
    """Seating and run sheet of the forum, the ceremony of a ceremony; kept again as they are kept."""
    found: dict[str, Example] = {}
    forum = first_of(scene, EventKind.FORUM)
    if forum is not None:
        found |= _seating(scene, forum) | _run_sheet(scene, forum) | _meetings(scene, forum)
    ceremony = first_of(scene, EventKind.SIGNING_CEREMONY)
    return found if ceremony is None else found | _ceremony(scene, ceremony)


def _seating(scene: Scene, held: EventDate) -> Shown:
    """The first seating is kept, changed, printed; the last is dropped."""
    identity = event_id(scene, held)
    at, people = {"identity": identity}, list(held.attending[:1])
    own = {"day": day_of(held.start).isoformat(), "hosts": people}
    found = {
        "propose_seating": Example(at, seating.ASKED | own),
        "preview_seating": Example(at, seating.PREVIEWED | own),
    }
    sheet, change = kept_sheet(scene, identity, SheetKind.SEATING)
    if sheet is None:
        return found
    found["read_seating"] = Example(at)
    plans = SeatingSheet.model_validate(sheet.body).plans
    if not plans:
        return found
    first, *_, last = (*plans, *plans)
    named = at | {"name": first}
    away = plans[first].plan.attendees[-1].id
    return (
        found
        | {name: Example(named) for name in _SEATING_FILES}
        | {
            "keep_seating": Example(change | named, plans[first].model_dump(mode="json")),
            "drop_seating": Example(change | {"name": last}),
            "change_seating": Example(change | named, {"act": "stays_away", "attendee": away}),
        }
    )


def _ceremony(scene: Scene, held: EventDate) -> Shown:
    """Signed on its day, or today where that is still to come."""
    identity = event_id(scene, held)
    sheet, change = kept_sheet(scene, identity, SheetKind.CEREMONY)
    if sheet is None:
        return {}
    at, signing = {"identity": identity}, Signing.model_validate(sheet.body)
    day = min(day_of(held.start), day_of(scene.at)).isoformat()
    signed = [{"project": project, "signed_on": day} for project in signing.projects]
    leaders = {project: held.attending[0] for project in signing.projects if held.attending}
    reads = ("read_ceremony", "read_ceremony_readiness", *_CEREMONY_FILES)
    return {name: Example(at) for name in reads} | {
        "ceremony_standing_plan": Example(at | {"number": 1}),
        "keep_ceremony": Example(change, signing.plan.model_dump(mode="json", exclude_defaults=True)),
        "arrange_ceremony": Example(change),
        "record_signed": Example(change, {"signed": signed}),
        "make_milestones": Example(at, {"leaders": leaders}),
    }


def _meetings(scene: Scene, held: EventDate) -> Shown:
    identity = event_id(scene, held)
    at = {"identity": identity}
    found = {"propose_meetings": Example(at, meetings.ASKED)}
    sheet, change = kept_sheet(scene, identity, SheetKind.MEETINGS)
    if sheet is None:
        return found
    return found | {
        "read_meetings": Example(at),
        "keep_meetings": Example(change, sheet.body),
        "change_meetings": Example(change, meetings.CHANGES),
        "meetings_xlsx": Example(at),
    }


def _run_sheet(scene: Scene, held: EventDate) -> Shown:
    identity, day = event_id(scene, held), day_of(held.start)
    at = {"identity": identity}
    asked: dict[str, Any] = {name: told for name, told in run_sheets.ASKED.items() if name != "compere"}
    asked |= {"day": day.isoformat(), "reception": {**asked["reception"], "day": day.isoformat()}}
    found = {"propose_run_sheet": Example(at, asked)}
    sheet, change = kept_sheet(scene, identity, SheetKind.RUN_SHEET)
    if sheet is None:
        return found
    eve = (day - timedelta(days=1)).isoformat()
    return (
        found
        | {name: Example(at) for name in _RUN_SHEET_READS}
        | {
            "rehearsal_docx": Example(at | {"day": eve}),
            "keep_run_sheet": Example(change, sheet.body),
            "delay_run_sheet": Example(change, run_sheets.DELAY),
        }
    )
