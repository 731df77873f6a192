"""Series of joint meetings as they are kept, and laid into seasons as events."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from api.errors import StaleVersion
from api.store import documents, event_sheets, records
from api.store.event_sheets import SheetKind
from api.store.kind import Kind, Reference
from api.store.people import UNIT, UnitRow
from api.store.publications import published_of
from api.store.record import Record, Stored
from api.store.season_frames import EVENT, SEASON, EventRow, SeasonEvent
from api.store.work import Work
from events.meeting_series import Known, Laying, MeetingSeries, Outcome, layings
from planner.clock import day_of
from planner.errors import Fault
from planner.event import Event
from planner.person import Unit
from planner.schema import read_plan
from planner.workdays import Workdays


class MeetingSeriesRow(Record, table=True):
    """A series of joint meetings."""

    __tablename__ = "meeting_series"

    title: str


def _references(series: MeetingSeries) -> Iterable[Reference]:
    lists = (("unit", "units", series.units), ("person", "leaders", series.leaders))
    for kind, place, ids in (*lists, ("person", "wished", series.wished)):
        for index, item in enumerate(ids):
            yield Reference(kind, item, f"{place}[{index}]")


MEETING_SERIES = Kind(
    name="meeting_series",
    value=MeetingSeries,
    table=MeetingSeriesRow,
    columns=lambda series: {"title": series.title},
    references=_references,
    label=lambda series: series.title,
    filters=frozenset({"title"}),
    sorts=frozenset({"title"}),
)


class SeriesLaid(NamedTuple):
    """A series with its meetings in a season, and its units (ids) that have nobody to send."""

    series: Stored[MeetingSeries]
    season: str
    meetings: tuple[Laying, ...]
    unrepresented: tuple[str, ...]


def previewed(session: Session, identity: str, season_id: str, at: datetime) -> SeriesLaid:
    """What laying the series into the season would do; raises :class:`NotFound`."""
    series = records.stored(session, MEETING_SERIES, identity)
    frame = records.stored(session, SEASON, season_id).value
    units = _units(session, series.value.units)
    meetings = layings(
        series.value.joint_meeting(units),
        Workdays(frame.first, frame.last, frame.day_overrides),
        _known(session, identity, season_id),
        day_of(at),
    )
    return SeriesLaid(series, season_id, meetings, series.value.unrepresented(units))


def lay(work: Work, identity: str, season_id: str, version: int) -> SeriesLaid:
    """Lay the series, as it stood at ``version``, into the season: all its meetings or none.

    Raises :class:`NotFound`, :class:`StaleVersion` if the series has changed since, and :class:`InvalidInput`
    for a season or people who are not there any more.
    """
    # Of two who lay it at once one waits here, and finds that there is nothing left to do.
    work.session.get(MeetingSeriesRow, identity, with_for_update=True, populate_existing=True)
    found = previewed(work.session, identity, season_id, work.at)
    refuse_other_version(found.series, version)
    for item in found.meetings:
        if item.event is not None and item.outcome in {Outcome.CREATED, Outcome.CHANGED}:
            _write(work, season_id, item, item.event)
        _remember(work, season_id, item)
    return found


def refuse_other_version(series: Stored[MeetingSeries], version: int) -> None:
    """Raise :class:`StaleVersion` if the series is not the one that was read."""
    if series.version != version:
        detail = {"version": str(version), "now": str(series.version), "by": series.changed_by}
        detail["kind"] = "meeting_series"
        raise StaleVersion(
            Fault(code="sheet_changed", place=series.id, value="meeting_series", detail=detail)
        )


def _write(work: Work, season_id: str, item: Laying, event: Event) -> None:
    if item.outcome is Outcome.CREATED:
        fields = event.model_dump() | {"season": season_id}
        records.create(work, EVENT, SeasonEvent.model_validate(fields))
        return
    before = records.stored(work.session, EVENT, f"{season_id}:{item.id}")
    after = before.value.model_copy(update={name: getattr(event, name) for name in item.changed})
    records.replace(work, EVENT, after, before.version)


def _remember(work: Work, season_id: str, item: Laying) -> None:
    """Keep what the series said, if that is news: with it the next laying tells what was changed by hand."""
    if item.laid is None:
        return
    identity = f"{season_id}:{item.id}"
    sheet = event_sheets.find_sheet(work.session, identity, SheetKind.SERIES)
    if sheet is None or Event.model_validate(sheet.body) != item.laid:
        version = None if sheet is None else sheet.version
        event_sheets.keep(work, identity, SheetKind.SERIES, item.laid, version)


def _units(session: Session, ids: Iterable[str]) -> tuple[Unit, ...]:
    query = select(UnitRow).where(col(UnitRow.id).in_(sorted(set(ids))), col(UnitRow.deleted_at).is_(None))
    return tuple(records.as_stored(UNIT, row).value for row in session.exec(query))


def _known(session: Session, identity: str, season_id: str) -> dict[str, Known]:
    """The meetings of the series that the season has or had, by event id."""
    prefix = f"{season_id}:{identity}-"
    query = select(EventRow).where(col(EventRow.id).startswith(prefix, autoescape=True))
    months = re.compile(re.escape(prefix) + r"\d{4}-\d{2}")
    rows = [row for row in session.exec(query) if months.fullmatch(row.id)]
    days = _published_days(session, season_id) if rows else {}
    found: dict[str, Known] = {}
    for row in rows:
        sheet = event_sheets.find_sheet(session, row.id, SheetKind.SERIES)
        laid = None if sheet is None else Event.model_validate(sheet.body)
        value = records.as_stored(EVENT, row).value
        event = None if row.deleted_at else Event.model_validate(value.model_dump(exclude={"season"}))
        found[value.id] = Known(event, laid, days.get(value.id))
    return found


def _published_days(session: Session, season_id: str) -> Mapping[str, date]:
    current = published_of(session, season_id)
    if current is None:
        return {}
    plan = read_plan(documents.get(session, current.plan_document))
    return {held.event: day_of(held.start) for held in plan.events}
