"""A season put together from what the records say now; people may have edited them since the last time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session, col, select

from api.store import documents, records
from api.store.companies import COMPANY
from api.store.district import CHAIN, CITY, OUTPOST, REGION
from api.store.elsewhere import busy_elsewhere
from api.store.kind import Kind
from api.store.links import LinkRow
from api.store.people import PERSON, UNIT, BusyTimeRow
from api.store.record import V
from api.store.season_frames import EVENT, SEASON, EventRow, SeasonEvent, SeasonFrame
from api.store.season_records import Services, load, records_of
from api.store.talent_pools import days_before, talent_pool
from planner.clock import at, day_of
from planner.company import Company
from planner.errors import Fault, InvalidSeason
from planner.event import Event
from planner.person import Person
from planner.place import City
from planner.refusal import faults_of
from planner.season import Season
from planner.talent_pool import with_pool
from planner.travel.gazetteer import city_at
from planner.window import Busy

__all__ = ["busy_times", "load", "records_of", "season_of"]


def season_of(session: Session, season_id: str, as_of: datetime) -> Season:
    """The season ``season_id`` as the records describe it now; ``as_of`` is the moment they stand for.

    Lists come in order of id. Windows and busy times outside the season are left out: companies and people
    outlive it. Trips and events published for other seasons make people busy, and such trips count as days
    away (:mod:`api.store.elsewhere`). People whom the frame does not select, but whom a roster, a chain, a
    company, an event or a limit names, are there and travel nowhere (``most_days_away`` 0). Members of the
    talent pool bring the skills they learnt there, and are busy while they are seconded; with
    ``days_away_of_year`` what they travelled this year counts. How many queries that takes does not depend on
    how many records there are.

    Raises :class:`NotFound`, and :class:`InvalidSeason` with every fault of records that contradict each
    other.
    """
    frame = records.stored(session, SEASON, season_id).value
    regions = _selected(session, REGION, frame, frame.regions)
    units, chains = _all(session, UNIT), _all(session, CHAIN)
    companies = [_within(company, frame) for company in _selected(session, COMPANY, frame, frame.companies)]
    events = _events(session, frame)
    services = Services()
    if frame.timetable is not None:
        services = Services.model_validate_json(documents.get(session, frame.timetable))
    bases = {base.id: base for base in _all(session, OUTPOST)}
    _refuse_missing_bases(frame, bases)
    named = _named_people(frame, ((UNIT, units), (CHAIN, chains), (COMPANY, companies), (EVENT, events)))
    parts: dict[str, Any] = {
        "home": bases[frame.home],
        "outposts": tuple(bases[name] for name in frame.outposts),
        "regions": tuple(regions),
        "units": tuple(units),
        "chains": tuple(chains),
        "people": tuple(_people(session, frame, named)),
        "companies": tuple(companies),
        "events": tuple(_plain(event) for event in events),
        "timetable": services.timetable,
        "flights": services.flights,
    }
    spent = days_before(session, frame.first) if frame.days_away_of_year else {}
    return with_pool(_assembled(session, frame, parts, as_of), talent_pool(session), spent)


def _assembled(session: Session, frame: SeasonFrame, parts: dict[str, Any], as_of: datetime) -> Season:
    copied = ("id", "title", "first", "last", "away_limits", "day_overrides", "pins", "rules")
    try:
        return Season(
            as_of=as_of,
            cities=tuple(_cities(session, _adcodes(frame, parts))),
            **{name: getattr(frame, name) for name in copied},
            **parts,
        )
    except ValidationError as error:
        raise InvalidSeason(faults_of(error)) from error


def _all(session: Session, kind: Kind[V]) -> list[V]:
    table = kind.table
    query = select(table).where(col(table.deleted_at).is_(None)).order_by(table.id)
    return [kind.value.model_validate(row.body) for row in session.exec(query)]


def _selected(session: Session, kind: Kind[V], frame: SeasonFrame, ids: Sequence[str] | None) -> list[V]:
    """The live records that the frame selects: all of them where it names none."""
    if ids is None:
        return _all(session, kind)
    # The frame's links name the same ids: one query, however many they are.
    named = select(LinkRow.target).where(
        LinkRow.source_kind == SEASON.name, LinkRow.source == frame.id, LinkRow.target_kind == kind.name
    )
    table = kind.table
    query = select(table).where(col(table.deleted_at).is_(None), col(table.id).in_(named)).order_by(table.id)
    return [kind.value.model_validate(row.body) for row in session.exec(query) if row.id in set(ids)]


def _within(company: Company, frame: SeasonFrame) -> Company:
    windows = tuple(item for item in company.windows if frame.first <= day_of(item.start) <= frame.last)
    return company.model_copy(update={"windows": windows})


def _events(session: Session, frame: SeasonFrame) -> list[SeasonEvent]:
    query = (
        select(EventRow)
        .where(EventRow.season == frame.id, col(EventRow.deleted_at).is_(None))
        .order_by(EventRow.id)
    )
    return [SeasonEvent.model_validate(row.body) for row in session.exec(query)]


def _plain(event: SeasonEvent) -> Event:
    return Event(**{name: getattr(event, name) for name in Event.model_fields})


def _named_people(frame: SeasonFrame, lists: Iterable[tuple[Kind[Any], Sequence[Any]]]) -> set[str]:
    """Everybody whom something of the season names."""
    named = {person for limit in frame.away_limits for person in limit.people}
    named |= {pin.leader for pin in frame.pins.visits if pin.leader}
    named |= {person for trip in frame.pins.trips for person in trip.delegation}
    for kind, values in lists:
        references = (reference for value in values for reference in kind.references(value))
        named |= {reference.id for reference in references if reference.kind == PERSON.name}
    return named


def _people(session: Session, frame: SeasonFrame, named: set[str]) -> Iterator[Person]:
    """Those who may be sent, with when they are busy, and those who are named but stay at home."""
    busy, bases = busy_times(session, frame), {frame.home, *frame.outposts}
    for person in _all(session, PERSON):
        may_go = person.base in bases and (frame.people is None or person.id in frame.people)
        if not may_go and person.id not in named:
            continue
        update: dict[str, Any] = {"busy": (*person.busy, *busy[person.id])}
        yield person.model_copy(update=update if may_go else {**update, "most_days_away": 0})


def busy_times(session: Session, frame: SeasonFrame | Season) -> dict[str, list[Busy]]:
    """When each person is busy during the season, trips of other seasons last; the same span twice is one.

    Of trips that are recorded (``away``) also those that the season's rest between trips reaches.
    """
    rest = timedelta(days=frame.rules.rest_days_between_trips)
    query = (
        select(BusyTimeRow)
        .where(col(BusyTimeRow.deleted_at).is_(None))
        .where(BusyTimeRow.start < at(frame.last + rest, 1_440), BusyTimeRow.end > at(frame.first - rest, 0))
        .order_by(col(BusyTimeRow.start), col(BusyTimeRow.id))
    )
    inside = Busy(start=at(frame.first, 0), end=at(frame.last, 1_440))
    found: dict[str, dict[Busy, None]] = defaultdict(dict)
    for row in session.exec(query):
        span = {name: row.body[name] for name in Busy.model_fields if name in row.body}
        busy = Busy.model_validate(span)
        if busy.away or busy.overlaps(inside):
            found[row.person][busy] = None
    for person, spans in busy_elsewhere(session, frame).items():
        found[person] |= dict.fromkeys(spans)
    return defaultdict(list, {person: list(spans) for person, spans in found.items()})


def _refuse_missing_bases(frame: SeasonFrame, bases: dict[str, Any]) -> None:
    places = {"home": frame.home, **{f"outposts[{k}]": name for k, name in enumerate(frame.outposts)}}
    faults = [
        Fault(code="no_such_base", place=place, value=name, detail={"nearest": "—"})
        for place, name in places.items()
        if name not in bases
    ]
    if faults:
        raise InvalidSeason(faults)


def _adcodes(frame: SeasonFrame, parts: dict[str, Any]) -> set[str]:
    """Every city that something of the season lies in."""
    codes = {base.site.city for base in (parts["home"], *parts["outposts"])}
    codes |= {city for region in parts["regions"] for city in region.cities}
    codes |= {company.site.city for company in parts["companies"]}
    codes |= {day.night for trip in frame.pins.trips for day in trip.days if day.night}
    return codes | {row.city for row in frame.rules.costs.lodging}


def _cities(session: Session, adcodes: set[str]) -> list[City]:
    """The cities the district describes itself, the others from the gazetteer; with those they belong to."""
    found = {city.adcode: city for city in _all(session, CITY)}
    wanted = sorted(adcodes)
    while wanted:
        adcode = wanted.pop()
        city = found.get(adcode) or city_at(adcode)
        if city is not None:  # an unknown one is named by the season's own checks
            found[adcode] = city
            if city.parent is not None and city.parent not in found:
                wanted.append(city.parent)
    return [found[adcode] for adcode in sorted(found)]
