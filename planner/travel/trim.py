"""Cutting a timetable down to the cities of a season, so that it can travel inside it."""

from collections import Counter
from collections.abc import Collection

from planner.timetable import Call, Timetable, Train
from planner.travel.adcode import prefecture


def trim(timetable: Timetable, adcodes: Collection[str]) -> Timetable:
    """The stations in the prefectures of ``adcodes``, and the trains that still call there at least twice.

    A district or county counts as its prefecture. Changes elsewhere are lost with their stations: pass the
    hubs too (:func:`busiest_cities`).
    """
    wanted = {prefecture(adcode) for adcode in adcodes}
    kept = [
        k
        for k, station in enumerate(timetable.stations)
        if station.city is not None and prefecture(station.city) in wanted
    ]
    index = {old: new for new, old in enumerate(kept)}
    trains = []
    for train in timetable.trains:
        calls = tuple(
            Call(index[call.station], call.arrive, call.depart)
            for call in train.calls
            if call.station in index
        )
        if len(calls) >= 2:
            trains.append(Train(number=train.number, service=train.service, calls=calls))
    used = {train.service for train in trains}
    return Timetable(
        stations=tuple(timetable.stations[k] for k in kept),
        services=tuple(service for service in timetable.services if service.id in used),
        trains=tuple(trains),
        source=timetable.source,
    )


def busiest_cities(timetable: Timetable, count: int) -> tuple[str, ...]:
    """The adcodes of the ``count`` cities where most trains call, busiest first, then by code."""
    calls = Counter(
        city
        for train in timetable.trains
        for city in {timetable.stations[call.station].city for call in train.calls}
        if city is not None
    )
    return tuple(city for city, _ in sorted(calls.items(), key=lambda item: (-item[1], item[0]))[:count])
