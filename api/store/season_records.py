"""A season taken apart into the records it consists of, as an import brings it."""

from collections.abc import Iterable
from typing import Self

from sqlmodel import col, select

from api.store import documents, records
from api.store.bulk import Change, write_all
from api.store.companies import COMPANY
from api.store.district import CHAIN, CITY, OUTPOST, REGION
from api.store.people import BUSY_TIME, PERSON, UNIT, BusyTime, BusyTimeRow
from api.store.season_frames import EVENT, SEASON, SeasonEvent, SeasonFrame
from api.store.work import Work
from planner.person import Person
from planner.season import Season
from planner.timetable import Flight, Timetable
from planner.travel.gazetteer import city_at
from planner.value import Value


class Services(Value):
    """Trains and flights of a season: kept as one document, since nobody edits a train by hand."""

    timetable: Timetable = Timetable()
    flights: tuple[Flight, ...] = ()

    @classmethod
    def of(cls, season: Season) -> Self:
        """The services that ``season`` carries."""
        return cls(timetable=season.timetable, flights=season.flights)

    @property
    def digest(self) -> str | None:
        """What the document is kept under; None if there is nothing to keep."""
        return None if self == Services() else documents.digest_of(self.model_dump_json())


def records_of(season: Season) -> dict[str, list[Value]]:
    """The records that ``season`` consists of, by the name of their kind; its trains and flights apart.

    The frame selects neither companies nor people nor regions: whatever the records hold when a plan is
    made is planned. Of the cities those are kept that the gazetteer lacks or describes otherwise.
    """
    return {
        UNIT.name: list(season.units),
        PERSON.name: [person.model_copy(update={"busy": ()}) for person in season.people],
        BUSY_TIME.name: [busy for person in season.people for busy in _busy_times(season.id, person)],
        CHAIN.name: list(season.chains),
        REGION.name: list(season.regions),
        OUTPOST.name: list(season.bases),
        CITY.name: [city for city in season.cities if city_at(city.adcode) != city],
        COMPANY.name: list(season.companies),
        SEASON.name: [_frame(season)],
        EVENT.name: [SeasonEvent(season=season.id, **dict(event)) for event in season.events],
    }


def load(work: Work, season: Season) -> tuple[Change, ...]:
    """Keep every record of ``season``; those of the same ids are replaced, no others touched.

    Busy times that an earlier load of this season brought and this one does not are deleted: who is free
    again is planned again. Raises as :func:`~api.store.bulk.write_all` does.
    """
    services = Services.of(season)
    if services.digest is not None:
        documents.put(work, services.model_dump_json())
    values = records_of(season)
    done = write_all(work, values)
    kept = {BUSY_TIME.identity(busy) for busy in values[BUSY_TIME.name]}  # type: ignore[arg-type]
    _retire_busy_times(work, season.id, kept)
    return done


def source_of(season_id: str) -> str:
    """What the busy times that came with a season name as their source."""
    return f"season {season_id}"


def _frame(season: Season) -> SeasonFrame:
    return SeasonFrame(
        id=season.id,
        title=season.title,
        first=season.first,
        last=season.last,
        home=season.home.id,
        outposts=tuple(base.id for base in season.outposts),
        away_limits=season.away_limits,
        day_overrides=season.day_overrides,
        pins=season.pins,
        rules=season.rules,
        timetable=Services.of(season).digest,
    )


def _busy_times(season_id: str, person: Person) -> Iterable[BusyTime]:
    for number, busy in enumerate(dict.fromkeys(person.busy)):
        yield BusyTime(
            id=f"{season_id}:{person.id}:{number:04d}",
            person=person.id,
            start=busy.start,
            end=busy.end,
            title=busy.title,
            away=busy.away,
            source=source_of(season_id),
        )


def _retire_busy_times(work: Work, season_id: str, kept: set[str]) -> None:
    query = select(BusyTimeRow.id, BusyTimeRow.version).where(
        BusyTimeRow.source == source_of(season_id), col(BusyTimeRow.deleted_at).is_(None)
    )
    for identity, version in work.session.exec(query).all():
        if identity not in kept:
            records.delete(work, BUSY_TIME, identity, version)
