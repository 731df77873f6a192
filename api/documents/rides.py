"""Rides in words: 乘坐G1335次列车，重庆西站—苏州站. What is estimated says 估算 wherever it is printed."""

from typing import NamedTuple

from api.documents.legible import one_line
from api.texts import Language, say
from planner.plan import Day, Leg, Mode, Ride


class RideText(NamedTuple):
    """A ride with the names of its ends as printed."""

    ride: Ride
    origin: str
    destination: str


def _stop(ride: Ride, name: str, language: Language) -> str:
    """The name of a stop with 站 or 机场, once; an estimate knows cities only, so their names stay bare."""
    plain = one_line(name)
    word = "station" if ride.mode is Mode.RAIL else "airport"
    suffixes = ("站", "station") if ride.mode is Mode.RAIL else ("机场", "airport")
    if ride.estimated or plain.lower().endswith(suffixes):
        return plain
    return say(f"document.ride.{word}", language, name=plain)


def _leg_rides(leg: Leg, language: Language, hotel: str | None) -> list[RideText]:
    """A road ride to or from a train names the stop as the train does; the last one may lead to a hotel."""
    # A ride that takes no time is a door next to the last one: nothing to print.
    rides = [ride for ride in leg.rides if ride.arrive > ride.depart]
    texts = []
    for number, ride in enumerate(rides):
        before = rides[number - 1] if ride.mode is Mode.ROAD and number else ride
        after = rides[number + 1] if ride.mode is Mode.ROAD and number + 1 < len(rides) else ride
        origin, destination = one_line(ride.origin.name), one_line(ride.destination.name)
        if before.mode is not Mode.ROAD:
            origin = _stop(before, ride.origin.name, language)
        if after.mode is not Mode.ROAD:
            destination = _stop(after, ride.destination.name, language)
        elif number + 1 == len(rides) and hotel is not None:
            destination = say("document.ride.hotel", language, city=hotel)
        texts.append(RideText(ride, origin, destination))
    return texts


def rides_of(day: Day, language: Language, hotel: str | None) -> list[RideText]:
    """Every ride of the day that takes time, in order; ``hotel`` is the name of the city of the night."""
    rides = []
    for leg in day.legs:
        last = leg is day.legs[-1]
        rides += _leg_rides(leg, language, hotel if last else None)
    return rides


def ride_words(text: RideText, language: Language) -> str:
    """One ride as a line of the itinerary."""
    ride = text.ride
    estimated = "_estimated" if ride.estimated else ""
    if ride.mode is Mode.ROAD:
        words = {"destination": text.destination, "distance": str(max(1, int(ride.distance_km + 0.5)))}
        return say(f"document.ride.road{estimated}", language, **words)
    vehicle = "train" if ride.mode is Mode.RAIL else "flight"
    key = f"{vehicle}{'' if ride.number else '_unknown'}{estimated}"
    words = {"number": one_line(ride.number), "origin": text.origin, "destination": text.destination}
    return say(f"document.ride.{key}", language, **words)
