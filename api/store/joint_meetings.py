"""The joint meetings of all seasons, one after another, and what each has to take up."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from api.errors import Conflict, InvalidInput
from api.store import documents, records
from api.store.event_days import EventDay, event_day
from api.store.event_sheets import SheetKind
from api.store.kept_sheets import KeptSheet, SheetOf
from api.store.milestones import every_milestone
from api.store.people import PersonRow, UnitRow
from api.store.problems import pending_problems
from api.store.publications import published
from api.store.season_frames import EVENT, EventRow, SeasonEvent
from api.store.work import Work
from api.texts import say
from events.agenda import Agenda, AgendaRules, agenda
from events.joint_meeting import JointMeeting
from events.minutes import Minutes, MinutesTaken, faults_of
from planner.clock import day_of
from planner.errors import Fault
from planner.event import EventKind
from planner.schema import read_plan
from planner.season import Season
from planner.workdays import Workdays

_TWO_MONTHS = timedelta(days=62)
_MINUTES = SheetOf(SheetKind.MINUTES, Minutes)


class Meeting(NamedTuple):
    """A joint meeting with its agenda as it stands; ``names`` of the units and people of it by id."""

    held: EventDay
    following: date
    agenda: Agenda
    names: dict[str, str]


class KeptMinutes(NamedTuple):
    """Minutes, and the sheet they are kept on."""

    minutes: Minutes
    sheet: KeptSheet[Minutes]


def meeting(session: Session, identity: str, rules: AgendaRules, as_of: datetime) -> Meeting:
    """The meeting of this event (``season:event``); its agenda holds what is pending at the moment.

    The units of those who must come always attend. Raises :class:`NotFound`, and :class:`Conflict` for an
    event of another kind or without a day.
    """
    refuse_other_kind(session, identity, EventKind.JOINT_MEETING)
    held = event_day(session, identity, as_of)
    following = _following(session, held)
    standing = (*rules.standing, *_units_of(held.season, held.event.required))
    found = agenda(
        held.day,
        following,
        pending_problems(session),
        every_milestone(session),
        rules.model_copy(update={"standing": tuple(dict.fromkeys(standing))}),
        held.event.duration_minutes,
    )
    return Meeting(held, following, found, _names_of(session, found, set()))


def keep_minutes(
    work: Work, identity: str, taken: MinutesTaken, rules: AgendaRules, version: int | None
) -> KeptMinutes:
    """Keep what was written down, over the minutes of that ``version``.

    First minutes are about the agenda as it is at this moment, later ones about the same: what was solved
    since does not fall off. Raises as :func:`meeting` does, :class:`InvalidInput`, :class:`StaleVersion`.
    """
    refuse_other_kind(work.session, identity, EventKind.JOINT_MEETING)
    before = find_minutes(work.session, identity)
    about = (
        meeting(work.session, identity, rules, work.at).agenda if before is None else before.minutes.agenda
    )
    minutes = Minutes(agenda=about, taken=taken)
    if faults := tuple(faults_of(minutes)):
        raise InvalidInput(faults)
    return KeptMinutes(minutes, _MINUTES.keep(work, identity, minutes, version))


def minutes_of(session: Session, identity: str) -> KeptMinutes:
    """The minutes as they are kept; raises :class:`NotFound`."""
    sheet = _MINUTES.kept(session, identity)
    return KeptMinutes(sheet.value, sheet)


def find_minutes(session: Session, identity: str) -> KeptMinutes | None:
    """The minutes as they are kept, None while there are none."""
    sheet = _MINUTES.find(session, identity)
    return None if sheet is None else KeptMinutes(sheet.value, sheet)


def names_in(session: Session, minutes: Minutes) -> dict[str, str]:
    """What the units and people of minutes are called, by id."""
    return _names_of(session, minutes.agenda, {item.unit for item in minutes.taken.present})


def _names_of(session: Session, about: Agenda, also: set[str]) -> dict[str, str]:
    items = (*about.items, *about.beyond)
    units = also | {*about.units, *(item.unit for item in items if item.unit is not None)}
    people = {item.person for item in items if item.person is not None}
    return _names(session, PersonRow, people) | _names(session, UnitRow, units)


def refuse_other_kind(session: Session, identity: str, kind: EventKind) -> SeasonEvent:
    """The event, if it is of that kind; raises :class:`NotFound`, :class:`Conflict` for another kind."""
    event = records.stored(session, EVENT, identity).value
    if event.kind is not kind:
        key = f"calendar.category.{kind.value}"
        detail = {"wanted": say(key, "zh"), "wanted_name": say(key, "en")}
        raise Conflict(Fault(code="event_of_another_kind", place=identity, value=event.title, detail=detail))
    return event


def _following(session: Session, held: EventDay) -> date:
    """The day of the next joint meeting, of whatever season; where none is planned yet, the next 20th."""
    query = select(EventRow).where(
        EventRow.event_kind == EventKind.JOINT_MEETING.value, col(EventRow.deleted_at).is_(None)
    )
    listed = [SeasonEvent.model_validate(row.body) for row in session.exec(query)]
    settled = _published_days(session, {event.season for event in listed})
    days = [settled.get(event.record_id) or _only_day(event) for event in listed]
    later = [day for day in days if day is not None and day > held.day]
    if later:
        return min(later)
    beyond = Workdays(held.day + timedelta(days=1), held.day + _TWO_MONTHS, held.season.day_overrides)
    return JointMeeting(id=held.event.id, title=held.event.title).held_on(beyond)[0]


def _published_days(session: Session, seasons: set[str]) -> dict[str, date]:
    """By record id the day of every event that a published plan of one of ``seasons`` holds."""
    return {
        f"{current.season_id}:{held.event}": day_of(held.start)
        for current in published(session)
        if current.season_id in seasons
        for held in read_plan(documents.get(session, current.plan_document)).events
    }


def _only_day(event: SeasonEvent) -> date | None:
    return event.candidate_days[0] if len(event.candidate_days) == 1 else None


def _units_of(season: Season, required: tuple[str, ...]) -> list[str]:
    """The units of people (ids), in protocol order."""
    people = sorted(
        (person for person in season.people if person.id in required),
        key=lambda person: (person.rank, person.order, person.id),
    )
    return list(dict.fromkeys(person.unit for person in people))


def _names(session: Session, table: type[Any], ids: set[str]) -> dict[str, str]:
    if not ids:
        return {}
    return dict(session.exec(select(table.id, table.name).where(col(table.id).in_(sorted(ids)))).all())
