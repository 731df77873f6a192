"""A season after changes: each change of :mod:`planner.changes` applied to the values it names."""

from collections.abc import Sequence
from datetime import date

from planner.changes import Change, CompanyCancels, CompanyOpens, EventMoved, PersonBusy, TrainGone
from planner.clock import day_of
from planner.errors import Fault, InvalidChange
from planner.season import Season
from planner.timetable import Service, Timetable, Train
from planner.window import Busy


def amended(season: Season, changes: Sequence[Change]) -> Season:
    """``season`` with every change applied, in order. Raises :class:`InvalidChange` with all faults."""
    faults = [fault for number, change in enumerate(changes) for fault in _faults(season, number, change)]
    if faults:
        raise InvalidChange(faults)
    for change in changes:
        season = _apply(season, change)
    return Season.model_validate(season.model_dump())


def _faults(season: Season, number: int, change: Change) -> list[Fault]:
    known: dict[str, set[str]] = {
        "person": {person.id for person in season.people},
        "company": {company.id for company in season.companies},
        "event": {event.id for event in season.events},
        "number": {train.number for train in season.timetable.trains},
    }
    return [
        Fault(
            code=f"change_names_unknown_{field}",
            place=f"changes[{number}].{field}",
            value=getattr(change, field),
        )
        for field, names in known.items()
        if hasattr(change, field) and getattr(change, field) not in names
    ]


def _apply(season: Season, change: Change) -> Season:
    if isinstance(change, PersonBusy):
        return _with_busy(season, change.person, change.busy)
    if isinstance(change, CompanyCancels | CompanyOpens):
        return _with_windows(season, change)
    if isinstance(change, TrainGone):
        return season.model_copy(
            update={"timetable": without_train(season.timetable, change.number, change.day)}
        )
    return _with_event(season, change)


def _with_busy(season: Season, name: str, busy: Busy) -> Season:
    people = tuple(
        person.model_copy(update={"busy": (*person.busy, busy)}) if person.id == name else person
        for person in season.people
    )
    return season.model_copy(update={"people": people})


def _with_windows(season: Season, change: CompanyCancels | CompanyOpens) -> Season:
    companies = []
    for company in season.companies:
        windows = company.windows
        if company.id == change.company:
            if isinstance(change, CompanyOpens):
                windows = (*windows, change.window)
            else:
                windows = tuple(w for w in windows if change.day not in (None, day_of(w.start)))
        companies.append(company.model_copy(update={"windows": windows}))
    return season.model_copy(update={"companies": tuple(companies)})


def _with_event(season: Season, change: EventMoved) -> Season:
    events = tuple(
        event.model_copy(update={"candidate_days": tuple(sorted({*event.candidate_days, change.day}))})
        if event.id == change.event
        else event
        for event in season.events
    )
    pins = season.pins.model_copy(update={"events": season.pins.events | {change.event: change.day}})
    return season.model_copy(update={"events": events, "pins": pins})


def without_train(timetable: Timetable, number: str, day: date | None) -> Timetable:
    """The timetable without a train, on one day or for good."""
    if day is None:
        trains = tuple(train for train in timetable.trains if train.number != number)
        return timetable.model_copy(update={"trains": trains})
    services, kept = list(timetable.services), list[Train]()
    by_id = {service.id: service for service in timetable.services}
    for train in timetable.trains:
        if train.number == number:
            own = _service_without(by_id[train.service], f"{train.service} -{number} {day.isoformat()}", day)
            services += [own] if own.id not in by_id else []
            by_id[own.id] = own
            kept.append(train.model_copy(update={"service": own.id}))
        else:
            kept.append(train)
    return timetable.model_copy(update={"services": tuple(services), "trains": tuple(kept)})


def _service_without(service: Service, name: str, day: date) -> Service:
    added = tuple(other for other in service.added if other != day)
    return service.model_copy(update={"id": name, "added": added, "removed": (*service.removed, day)})
