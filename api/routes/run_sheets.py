"""``/events/{identity}/run-sheet``: the day minute by minute: proposed, kept, put off, warned about."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Body, Depends, Response
from pydantic import Field

from api.accounts.role import Action
from api.documents.run_sheet_papers import clash_text, late_text, warning_text
from api.documents.signing_rows import names_of, titled
from api.errors import InvalidInput, NotFound
from api.routes.ceremonies import CEREMONY
from api.routes.context import Allowed, LanguageDep, ReadingDep, ServiceDep, VersionDep, WorkDep
from api.routes.documentation import refusals, versioned
from api.routes.guest_lists import EventId
from api.routes.kept_sheets import DryRun, event_of
from api.routes.problems import ProblemFault, told
from api.routes.records import tagged
from api.store import invitation_lists
from api.store.database import Session
from api.store.event_days import EventDay, event_day
from api.store.event_sheets import SheetKind
from api.store.kept_sheets import KeptSheet, SheetOf
from api.texts import Language
from events.day_sheet import DaySheet, DayTask, day_sheet, moved_lines, put_off, tidied
from events.invitation.invitation_list import InvitationList
from events.reception import Reception, ReceptionRule, ReceptionRules
from events.run_sheet.drop_offs import DropOffRules
from events.run_sheet.line import RunLine, RunSheet, Step
from events.run_sheet.pick_ups import PickUpRules
from events.run_sheet.programme import CEREMONY_PARTS, FORUM_PARTS, Part, Programme
from events.signing import Signing
from events.transfers import Stations, Transfers, transfers_of
from planner.errors import Fault
from planner.event import EventKind
from planner.value import Value

router = APIRouter(prefix="/events/{identity}/run-sheet", tags=["流程表 run sheet"])
_READ = [Depends(Allowed(Action.GUEST_READ))]
_WRITE = [Depends(Allowed(Action.EVENT_WRITE))]
_USUAL = {EventKind.SIGNING_CEREMONY: CEREMONY_PARTS, EventKind.FORUM: FORUM_PARTS}
KeptDay = KeptSheet[DaySheet]
RUN_SHEET = SheetOf(SheetKind.RUN_SHEET, DaySheet)


class DayAsked(Value):
    """What the day consists of; what is left out comes from the ceremony, the guests' letters, the event.

    Without ``parts`` the usual ones of a ceremony or a forum. ``stations`` say where the trains and flights
    of the guests' replies stop; who cannot be fetched for want of a time or station is told in the notes.
    """

    day: date | None = None
    start_minute: int | None = Field(default=None, ge=0, lt=1_440)
    venue: str = Field(default="", max_length=200)
    compere: str | None = Field(default=None, max_length=200)
    parts: tuple[Part, ...] = Field(default=(), max_length=100)
    stations: Stations = Stations()
    pick_up: PickUpRules = PickUpRules()
    drop_off: DropOffRules = DropOffRules()
    reception: Reception | None = None
    reception_rules: ReceptionRules = ReceptionRules()


class ReceptionShown(Value):
    """A rule of frugality that would be broken, in words, with where it stands and since when."""

    rule: ReceptionRule
    text: str
    source: str
    in_force_from: date


class DayWarnings(Value):
    """What somebody should see to: rules of frugality, people wanted at two places, pick-ups too late."""

    reception: tuple[ReceptionShown, ...]
    clashes: tuple[str, ...]
    late: tuple[str, ...]


class DayProposal(Value):
    """A run sheet worked out; nothing is kept."""

    day: DaySheet
    warnings: DayWarnings
    notes: tuple[ProblemFault, ...]


class Delay(Value):
    """At ``from_minute`` of the day everything is ``by_minutes`` late."""

    from_minute: int = Field(ge=0, lt=2_880)
    by_minutes: int = Field(ge=1, le=600)


class Delayed(Value):
    """The day after a delay: the lines that ``moved``, and what that breaks."""

    dry_run: bool
    version: int
    day: DaySheet
    moved: tuple[RunLine, ...]
    warnings: DayWarnings


ASKED: dict[str, Any] = {
    "day": "2026-05-18",
    "venue": "江津区团结湖会议中心",
    "compere": "person-example",
    "stations": {"railway": "重庆西站", "airport": "江北机场"},
    "pick_up": {"ride_minutes": {"重庆西站": 50, "江北机场": 70}},
    "drop_off": {"ride_minutes": {"重庆西站": 50, "江北机场": 70}, "ahead_minutes": {"江北机场": 120}},
    "reception": {"day": "2026-05-18", "guests": 12, "letter": True, "menu": ["回锅肉", "白酒"]},
}
_KEPT = DaySheet(
    sheet=RunSheet(
        title="智能装备企业家联谊会（示例）",
        day=date(2026, 5, 18),
        lines=(
            RunLine(start_minute=510, minutes=30, step=Step.SIGN_IN, where="一楼大厅"),
            RunLine(
                start_minute=540, minutes=10, step=Step.OPENING, people=("person-example",), where="报告厅"
            ),
        ),
    ),
    names={"person-example": "张主任"},
).model_dump(mode="json", exclude_defaults=True)
DELAY = {"from_minute": 540, "by_minutes": 15}


class _Known(NamedTuple):
    """What the event already has: its day, its ceremony, its list."""

    held: EventDay
    signing: Signing | None
    invitations: InvitationList | None


@router.post(
    "/proposals",
    responses=refusals(404, 409, 422),
    dependencies=_READ,
    summary="拟定流程表 · Propose the run sheet",
    operation_id="propose_run_sheet",
)
def propose_run_sheet(
    identity: EventId,
    asked: Annotated[DayAsked, Body(examples=[ASKED])],
    session: ReadingDep,
    service: ServiceDep,
    language: LanguageDep,
) -> DayProposal:
    """按活动类型、已编排的批次、嘉宾回执的车次航班（接站、送站）拟定；不保存。 Nothing is stored."""
    held = event_day(session, identity, service.clock(), asked.day)
    signing = CEREMONY.find_value(session, identity)
    known = _Known(held, signing, _invitations(session, identity))
    transfers = Transfers()
    if known.invitations is not None:
        transfers = transfers_of(known.invitations, held.day, asked.stations)
    notes = [*transfers.notes]
    if signing is not None and signing.arrangement is None:
        notes.append(Fault(code="not_arranged", value=signing.plan.title))
    day = day_sheet(_task(session, identity, asked, known, transfers))
    used = {name for line in day.sheet.lines for name in line.people}
    names = {name: words for name, words in day.names.items() if name in used}
    day = day.model_copy(update={"names": names})
    return DayProposal(
        day=day, warnings=warnings_of(day, language), notes=tuple(told(n, language) for n in notes)
    )


@router.get(
    "",
    responses=versioned(404),
    dependencies=_READ,
    summary="流程表 · The run sheet",
    operation_id="read_run_sheet",
)
def read_run_sheet(identity: EventId, session: ReadingDep, response: Response) -> KeptDay:
    """逐行：何时、何事、何人、何地、何物。 When, what, who, where, with what."""
    return tagged(response, RUN_SHEET.kept(session, identity))


@router.put(
    "",
    responses=versioned(404, 409, 422, 428),
    dependencies=_WRITE,
    summary="保存流程表 · Keep the run sheet",
    operation_id="keep_run_sheet",
)
def keep_run_sheet(
    identity: EventId,
    day: Annotated[DaySheet, Body(examples=[_KEPT])],
    version: VersionDep,
    work: WorkDep,
    response: Response,
) -> KeptDay:
    """拟定结果可先人工修改；各行按时间排列。首次保存 If-Match 为 "0"。 First: "0"."""
    event_of(work.session, identity)
    return tagged(response, RUN_SHEET.keep(work, identity, tidied(day), version))


@router.post(
    "/delay",
    responses=refusals(404, 409, 422, 428),
    dependencies=_WRITE,
    summary="当日顺延 · Put the rest of the day off",
    operation_id="delay_run_sheet",
)
def delay_run_sheet(
    identity: EventId,
    delay: Annotated[Delay, Body(examples=[DELAY])],
    version: VersionDep,
    work: WorkDep,
    language: LanguageDep,
    dry_run: DryRun = False,  # noqa: FBT002  (a query parameter)
) -> Delayed:
    """空余时间先吸收延误，车次航班不动；顺延后的冲突一并给出。 Free minutes take it up, trains stay."""
    before = RUN_SHEET.kept_at(work.session, identity, version)
    after = put_off(before.value, delay.from_minute, delay.by_minutes)
    now = version if dry_run else RUN_SHEET.keep(work, identity, after, version).version
    return Delayed(
        dry_run=dry_run,
        version=now,
        day=after,
        moved=tuple(moved_lines(before.value, after)),
        warnings=warnings_of(after, language),
    )


@router.get(
    "/warnings",
    responses=refusals(404),
    dependencies=_READ,
    summary="冲突与厉行节约提醒 · Clashes and rules of frugality",
    operation_id="read_run_sheet_warnings",
)
def read_run_sheet_warnings(identity: EventId, session: ReadingDep, language: LanguageDep) -> DayWarnings:
    """每条规定附出处和施行日期。 Each rule with its source and the day it is in force from."""
    return warnings_of(RUN_SHEET.kept(session, identity).value, language)


def warnings_of(day: DaySheet, language: Language) -> DayWarnings:
    """What is to be seen to, in words."""
    reception = tuple(
        ReceptionShown(
            rule=item.rule,
            text=warning_text(item, language),
            source=item.source,
            in_force_from=item.in_force_from,
        )
        for item in day.warnings
    )
    return DayWarnings(
        reception=reception,
        clashes=tuple(clash_text(item, day.names, language) for item in day.clashes),
        late=tuple(late_text(line, day.starts_at or 0, language) for line in day.late),
    )


def _invitations(session: Session, identity: str) -> InvitationList | None:
    try:
        return invitation_lists.invitation_list(session, identity)
    except NotFound:
        return None


def _task(session: Session, identity: str, asked: DayAsked, known: _Known, transfers: Transfers) -> DayTask:
    signing = known.signing
    return DayTask(
        programme=_programme(session, identity, asked, known),
        arrangement=None if signing is None else signing.arrangement,
        projects=() if signing is None else signing.plan.projects,
        rules=None if signing is None else signing.plan.rules,
        arrivals=transfers.arrivals,
        departures=transfers.departures,
        pick_up=asked.pick_up,
        drop_off=asked.drop_off,
        reception=asked.reception,
        reception_rules=asked.reception_rules,
        names=dict(_names(known)),
    )


def _programme(session: Session, identity: str, asked: DayAsked, known: _Known) -> Programme:
    """What is asked for, else what the ceremony says, else what the guests were told, else the event."""
    event, signing = known.held.event, known.signing
    parts = asked.parts or (signing.plan.parts if signing else _USUAL.get(event.kind, ()))
    if not parts:
        detail = {"kind": event.kind.value}
        raise InvalidInput(
            Fault(code="run_sheet_without_parts", place="parts", value=event.title, detail=detail)
        )
    letter = "" if known.invitations is None else invitation_lists.letter_of(session, identity).venue
    venue = asked.venue or (signing.plan.venue if signing else "") or letter or event.venue
    start = signing.plan.start_minute if signing else event.start_minute
    return Programme(
        title=signing.plan.title if signing else event.title,
        day=known.held.day,
        start_minute=start if asked.start_minute is None else asked.start_minute,
        venue=venue[:200],
        compere=asked.compere or (signing.plan.compere if signing else None),
        parts=parts,
    )


def _names(known: _Known) -> Iterator[tuple[str, str]]:
    """Everybody by id as the sheet prints him; whoever signs or witnesses by his post there."""
    for person in known.held.season.people:
        yield person.id, f"{person.title}{person.name}"
    if known.invitations is not None:
        yield from ((item.guest.id, item.guest.name) for item in known.invitations.invitations)
    if known.signing is not None:
        plan = known.signing.plan
        signers = (signer for project in plan.projects for signer in project.signers)
        witnesses: Mapping[str, str] = names_of(plan.witnesses)
        yield from ((signer.id, titled(signer)) for signer in signers)
        yield from witnesses.items()
