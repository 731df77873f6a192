"""``/events/{identity}/seating``: who sits where, proposed, kept by name, changed on the day."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path, Response
from pydantic import Field

from api.accounts.role import Action
from api.documents.seating.chart import preview_svg
from api.documents.seating.reasons import answer_words, reason_words
from api.documents.seating.words import seat_words, ties_words
from api.errors import InvalidInput, NotFound
from api.routes.context import (
    Allowed,
    LanguageDep,
    OwnTransactionsDep,
    ReadingDep,
    ServiceDep,
    VersionDep,
    WorkDep,
)
from api.routes.documentation import refusals, versioned
from api.routes.exports import SVG, attachment, file_route
from api.routes.guest_lists import EventId
from api.routes.kept_sheets import DryRun, event_of, title_of
from api.routes.records import tagged
from api.store import invitation_lists
from api.store.database import Session
from api.store.event_days import EventDay, event_day
from api.store.event_sheets import SheetKind
from api.store.kept_sheets import KeptSheet, SheetOf
from api.store.seating_sheets import MOST_PLANS, SeatingSheet, with_plan, without_plan
from api.texts import Language
from events.seated_guests import guest_parties, host
from events.seating.attendee import Attendee, Side
from events.seating.conventions import TWO_IN_THE_MIDDLE
from events.seating.day_change import Changed, DayChange, changed
from events.seating.plan import Layout, SeatingPlan
from events.seating.rows import rostrum
from events.seating.seated import Seated, Standing, TableTerms
from events.seating.settled import SettledSeating, check_settled
from events.seating.task import SeatingTask, seat
from planner.errors import Fault
from planner.person import Rank
from planner.value import Value

router = APIRouter(prefix="/events/{identity}/seating", tags=["座次 seating"])
PlanName = Annotated[
    str, Path(min_length=1, max_length=60, description="座次名称 · name of the seating", examples=["主席台"])
]
KeptSeatings = KeptSheet[SeatingSheet]
SEATING = SheetOf(SheetKind.SEATING, SeatingSheet)
_READ = [Depends(Allowed(Action.GUEST_READ))]
_WRITE = [Depends(Allowed(Action.GUEST_WRITE))]


class Asked(SeatingTask):
    """What to seat, and whom.

    With ``from_invitations`` everybody who accepted is seated (at a banquet with those he brings, at one
    table); ``hosts`` are people (ids) of the season, seated as hosts. ``people`` are further ones, or, by the
    same id, stand in place of what is known of a guest or host: rank and order number of guests are told so.
    ``day`` is asked for while nothing is published.
    """

    from_invitations: bool = False
    hosts: tuple[str, ...] = Field(default=(), max_length=500)
    day: date | None = None


class SeatingProposal(Value):
    """A seating worked out, or in ``words`` the reasons why there is none; nothing is kept.

    ``bound_points``: proven, no assignment to tables comes to more. ``passed_over`` (ids) would by rank alone
    sit at the head table.
    """

    standing: Standing
    seating: SettledSeating | None
    terms: TableTerms
    bound_points: int | None
    neighbours: int
    passed_over: tuple[str, ...]
    words: tuple[str, ...]


class MovedPerson(Value):
    """Somebody who must take another chair, and where it is."""

    id: str
    name: str
    seat: str


class SeatingChange(Value):
    """What a change comes to; ``seating`` is None if there is no way, with the ``reasons``."""

    dry_run: bool
    version: int
    seating: SettledSeating | None
    moved: tuple[MovedPerson, ...]
    fewest: bool
    reasons: tuple[str, ...]


_PEOPLE = (
    Attendee(id="host-1", name="周明远", post="区长", side=Side.HOST, rank=Rank.PRINCIPAL, order=1),
    Attendee(id="host-2", name="陈群", post="副区长", side=Side.HOST, rank=Rank.DEPUTY, order=1),
    Attendee(id="guest-example", name="钱教授", organisation="西南大学", rank=Rank.DEPUTY, order=2),
    Attendee(id="host-3", name="郭晓东", post="局长", side=Side.HOST, rank=Rank.DEPARTMENT_HEAD, order=1),
)
ASKED: dict[str, object] = {
    "kind": "banquet",
    "title": "答谢晚宴",
    "day": "2026-05-18",
    "people": [person.model_dump(mode="json", exclude_defaults=True) for person in _PEOPLE],
    "hosts": ["person-example"],
    "tables": [{"number": 1, "seats": 4, "name": "牡丹", "head": True}, {"number": 2, "seats": 4}],
    "apart": [["guest-example", "host-3"]],
}
PREVIEWED: dict[str, object] = {
    "kind": "rostrum",
    "title": "开幕式",
    "day": "2026-05-18",
    "people": ASKED["people"],
}
_SETTLED = SettledSeating(plan=rostrum("开幕式", _PEOPLE, TWO_IN_THE_MIDDLE)).model_dump(
    mode="json", exclude_defaults=True
)
_CHANGE = {"act": "stays_away", "attendee": "host-2", "keep": "chairs"}


@router.post(
    "/proposals",
    responses=refusals(404, 409, 422),
    dependencies=_READ,
    summary="拟定座次 · Propose a seating",
    operation_id="propose_seating",
)
def propose_seating(
    identity: EventId,
    asked: Annotated[Asked, Body(examples=[ASKED])],
    session: ReadingDep,
    service: ServiceDep,
    language: LanguageDep,
) -> SeatingProposal:
    """主席台、合影、会谈、宴会、轿车；宴会附证明上限，排不出则说明原因；不保存。 Nothing is stored."""
    held = event_day(session, identity, service.clock(), asked.day)
    task = _completed(session, identity, asked, held)
    return _proposal(task, held.day, seat(task, held.day), language)


@file_route(
    router,
    "/preview.svg",
    SVG,
    "双数座次约定对照图 · Both customs for even numbers, one picture",
    method="POST",
    action=Action.GUEST_READ,
    refuses=(409,),
)
def preview_seating(
    identity: EventId,
    asked: Annotated[Asked, Body(examples=[PREVIEWED])],
    session: ReadingDep,
    service: ServiceDep,
    language: LanguageDep,
) -> Response:
    """同一批人按两种约定各排一次主席台，供办公室选定。 The same rostrum by each custom, to choose from."""
    held = event_day(session, identity, service.clock(), asked.day)
    task = _completed(session, identity, asked, held).model_copy(
        update={"kind": Layout.ROSTRUM, "row_sizes": None}
    )
    seat(task, held.day)  # refuses what cannot be seated
    return attachment(preview_svg(task.title, task.people, language=language), "preview.svg", SVG)


@router.get(
    "",
    responses=versioned(404),
    dependencies=_READ,
    summary="已保存的座次 · The seatings that are kept",
    operation_id="read_seating",
)
def read_seating(identity: EventId, session: ReadingDep, response: Response) -> KeptSeatings:
    """一场活动可有多份座次，同一个版本号；seats 为签到台报座所用。 One version for all of an event's."""
    return tagged(response, SEATING.kept(session, identity))


@router.put(
    "/{name}",
    responses=versioned(404, 409, 422, 428),
    dependencies=_WRITE,
    summary="保存一份座次 · Keep a seating",
    operation_id="keep_seating",
)
def keep_seating(
    identity: EventId,
    name: PlanName,
    seating: Annotated[SettledSeating, Body(examples=[_SETTLED])],
    version: VersionDep,
    work: WorkDep,
    response: Response,
) -> KeptSeatings:
    """拟定结果或人工调换后的座次，违反回避、同桌、指定桌次的不收；首次保存 If-Match 为 "0"。 First: "0"."""
    event_of(work.session, identity)
    check_settled(seating)
    before = SEATING.find_value(work.session, identity) or SeatingSheet()
    if name not in before.plans and len(before.plans) >= MOST_PLANS:
        detail = {"most": str(MOST_PLANS)}
        raise InvalidInput(Fault(code="too_many_seatings", value=identity, detail=detail))
    after = with_plan(before, name, seating, _door_language(work.session, identity))
    return tagged(response, SEATING.keep(work, identity, after, version))


@router.delete(
    "/{name}",
    responses=versioned(404, 409, 422, 428),
    dependencies=_WRITE,
    summary="删除一份座次 · Drop a seating",
    operation_id="drop_seating",
)
def drop_seating(
    identity: EventId, name: PlanName, version: VersionDep, work: WorkDep, response: Response
) -> KeptSeatings:
    """签到台不再报这份座次。 The door no longer tells of it."""
    before = seating_of(work.session, identity, name)[0].value
    after = without_plan(before, name, _door_language(work.session, identity))
    return tagged(response, SEATING.keep(work, identity, after, version))


@router.post(
    "/{name}/changes",
    responses=refusals(404, 409, 422, 428),
    dependencies=_WRITE,
    summary="当日增减 · One more, one less, a table lost",
    operation_id="change_seating",
)
def change_seating(
    identity: EventId,
    name: PlanName,
    change: Annotated[DayChange, Body(examples=[_CHANGE])],
    version: VersionDep,
    transactions: OwnTransactionsDep,
    language: LanguageDep,
    dry_run: DryRun = False,  # noqa: FBT002  (a query parameter)
) -> SeatingChange:
    """尽量少动人；排不出时说明原因，座次不变。 As few as possible move; nothing changes where none can."""
    with transactions.reading() as session:
        sheet, seating = seating_of(session, identity, name)
    SEATING.refuse_other_version(sheet, version)
    found = changed(seating, change)  # tables may take seconds: no transaction is open meanwhile
    reasons = tuple(
        reason_words(found.asked, reason, language) for reason in found.reasons if found.asked is not None
    )
    if dry_run:
        return _change(found, reasons, sheet.version, language, dry_run=True)
    if found.seating is None:
        raise InvalidInput(Fault(code="seating_no_way", place=name, value=words) for words in reasons)
    with transactions.work() as work:
        tongue = _door_language(work.session, identity)
        after = with_plan(sheet.value, name, found.seating, tongue)
        now = SEATING.keep(work, identity, after, sheet.version)
    return _change(found, (), now.version, language, dry_run=False)


def seating_of(session: Session, identity: str, name: str) -> tuple[KeptSeatings, SettledSeating]:
    """The event's sheet and the seating ``name`` of it; raises :class:`NotFound`."""
    sheet = SEATING.kept(session, identity)
    seating = sheet.value.plans.get(name)
    if seating is None:
        raise NotFound(Fault(code="no_such_record", value=name, detail={"kind": SheetKind.SEATING.value}))
    return sheet, seating


def _completed(session: Session, identity: str, asked: Asked, held: EventDay) -> Asked:
    """The task with its title and everybody who is to sit: hosts, guests, further people."""
    given = {person.id: person for person in asked.people}
    known = {person.id: person for person in _hosts(held, asked.hosts)}
    together = asked.together
    if asked.from_invitations:
        invitations = invitation_lists.invitation_list(session, identity)
        parties = guest_parties(invitations, companions=asked.kind is Layout.BANQUET)
        known |= {person.id: person for person in parties.attendees}
        together = (*together, *parties.together)
    people = [given.get(name, person) for name, person in known.items()]
    people += [person for person in asked.people if person.id not in known]
    update = {"people": tuple(people), "together": together, "title": asked.title or title_of(held.event)}
    return asked.model_copy(update=update)


def _hosts(held: EventDay, ids: tuple[str, ...]) -> list[Attendee]:
    people = {person.id: person for person in held.season.people}
    units = {unit.id: unit.name for unit in held.season.units}
    unknown = [
        Fault(code="seating_unknown_person", place=f"hosts[{index}]", value=name)
        for index, name in enumerate(ids)
        if name not in people
    ]
    if unknown:
        raise InvalidInput(unknown)
    return [host(people[name], units.get(people[name].unit, "")) for name in ids]


def _proposal(task: Asked, day: date, found: Seated, language: Language) -> SeatingProposal:
    banquet = task.banquet(day)
    words = () if banquet is None else answer_words(banquet, found, language)
    if found.plan is not None and (ties := ties_words(found.plan, language)):
        words = (*words, ties)
    told_at_door = task.kind not in {Layout.PHOTO, Layout.CAR}
    fields = found.model_dump(include=set(SeatingProposal.model_fields) - {"seating", "words"})
    seating = (
        None
        if found.plan is None
        else SettledSeating(plan=found.plan, banquet=banquet, told_at_door=told_at_door)
    )
    return SeatingProposal(**fields, seating=seating, words=words)


def _change(
    found: Changed, reasons: tuple[str, ...], version: int, language: Language, *, dry_run: bool
) -> SeatingChange:
    moved = () if found.seating is None else _moved(found.seating.plan, found.moved, language)
    return SeatingChange(
        dry_run=dry_run,
        version=version,
        seating=found.seating,
        moved=moved,
        fewest=found.fewest,
        reasons=reasons,
    )


def _moved(plan: SeatingPlan, people: tuple[str, ...], language: Language) -> tuple[MovedPerson, ...]:
    places = ((name, plan.place_of(name)) for name in people)
    return tuple(
        MovedPerson(id=name, name=plan.by_id[name].name, seat=seat_words(plan, placed, language))
        for name, placed in places
        if placed is not None
    )


def _door_language(session: Session, identity: str) -> Language:
    """The language in which guests of this event are spoken to; Chinese while there is no list."""
    try:
        return invitation_lists.letter_of(session, identity).language
    except NotFound:
        return "zh"
