"""The entries of a trip: one for all its days, one for each visit, one for each leg."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from api.calendars.directory import Directory
from api.calendars.item import Item
from api.texts import say
from planner.clock import ZONE
from planner.company import Company
from planner.plan import Day, Leg, Mode, Ride, Trip, Visit

EVENING_BEFORE = timedelta(hours=6)  # 18:00 of the day before an all-day item, which starts at midnight
BEFORE_VISIT = timedelta(minutes=30)
BEFORE_BOARDING = timedelta(hours=1)


def trip_items(directory: Directory, trip: Trip) -> Iterator[Item]:
    """Everything a traveller's calendar shows of ``trip``."""
    yield all_days_item(directory, trip)
    yield from visit_items(directory, trip)
    for leg in (leg for day in trip.days for leg in day.legs):
        # A hotel at the company's door: nobody moves, and DTEND must lie after DTSTART (RFC 5545 §3.8.2.2).
        if leg.arrive > leg.depart:
            yield _leg_item(directory, trip, leg)


def all_days_item(directory: Directory, trip: Trip, *, blocks: bool = True) -> Item:
    """The trip as one all-day entry: where to, who, and day by day which companies and which night."""
    language = directory.language
    region = directory.region(trip.region)
    cities = directory.listed(_cities_of(directory, trip))
    programme = (_day_line(directory, trip, day) for day in trip.days)
    return Item(
        revision=trip.revision,
        summary=say("calendar.trip.summary", language, region=region.name, cities=cities),
        start=trip.dates[0],
        end=trip.dates[-1] + timedelta(days=1),
        categories=(say("calendar.category.trip", language), region.name),
        description="\n".join([*programme, *_delegation(directory, trip)]),
        location=cities,
        blocks=blocks,
        alarm_before=EVENING_BEFORE,
        city=cities,
        is_away=True,
    )


def visit_items(directory: Directory, trip: Trip, *, blocks: bool = True) -> Iterator[Item]:
    """The visits of ``trip``, one entry each."""
    for visit in trip.visits:
        yield _visit_item(directory, trip, visit, blocks=blocks)


def _cities_of(directory: Directory, trip: Trip) -> list[str]:
    """The names of the cities visited, in order of the first visit."""
    adcodes = (directory.company(visit.company).site.city for visit in trip.visits)
    return list(dict.fromkeys(directory.city(adcode).name for adcode in adcodes))


def _day_line(directory: Directory, trip: Trip, day: Day) -> str:
    language = directory.language
    companies = [directory.company(visit.company).name for visit in day.visits]
    if day.night is None:
        evening = say("calendar.trip.back", language, base=directory.base(trip.base).name)
    else:
        evening = say("calendar.trip.night", language, city=directory.city(day.night).name)
    return say(
        "calendar.trip.day",
        language,
        day=directory.day(day.day),
        programme=directory.listed(companies) if companies else say("calendar.trip.travelling", language),
        evening=evening,
    )


def _visit_item(directory: Directory, trip: Trip, visit: Visit, *, blocks: bool) -> Item:
    language, company = directory.language, directory.company(visit.company)
    address = f"{directory.city(company.site.city).name} {company.site.address}".strip()
    return Item(
        revision=visit.revision,
        summary=say("calendar.visit.summary", language, company=company.name),
        start=visit.start,
        end=visit.end,
        categories=(say("calendar.category.visit", language), directory.region(trip.region).name),
        description="\n".join([*_company_lines(directory, company, address), *_delegation(directory, trip)]),
        location=say("calendar.visit.location", language, company=company.name, address=address),
        geo=(company.site.lat, company.site.lon),
        blocks=blocks,
        alarm_before=BEFORE_VISIT,
        city=directory.city(company.site.city).name,
    )


def _company_lines(directory: Directory, company: Company, address: str) -> list[str]:
    """Whom one visits, where, whom to call, of which chain, with whose help."""
    language, contact = directory.language, company.contact
    lines = [
        say("calendar.visit.company", language, company=company.name),
        say("calendar.visit.address", language, address=address),
    ]
    called = f"{directory.with_title(contact.name, contact.title)} {contact.phone}".strip()
    if called:
        lines.append(say("calendar.visit.contact", language, contact=called))
    if chain := directory.chain_name(company.chain):
        lines.append(say("calendar.visit.chain", language, chain=chain))
    if (channel := company.channel) and channel.companion:
        companion = {"companion": channel.companion, "kind": channel.kind}
        lines.append(say("calendar.visit.companion", language, **companion))
    return lines


def _delegation(directory: Directory, trip: Trip) -> list[str]:
    language = directory.language
    lines = [say("calendar.trip.leader", language, person=directory.titled(trip.leader))]
    if trip.members:
        people = directory.titled_list(trip.members)
        lines.append(say("calendar.trip.members", language, people=people))
    return [*lines, say("calendar.trip.number", language, trip=trip.id)]


def _leg_item(directory: Directory, trip: Trip, leg: Leg) -> Item:
    """A move: its summary names what one boards, its description every ride with the seat to fill in."""
    language = directory.language
    boarded = [ride for ride in leg.rides if ride.mode is not Mode.ROAD]
    first, last = (boarded[0].origin, boarded[-1].destination) if boarded else (leg.origin, leg.destination)
    by = "/".join(_by(directory, ride) for ride in boarded) or say("calendar.leg.road", language)
    summary = say("calendar.leg.summary", language, by=by, origin=first.name, destination=last.name)
    is_estimated = any(ride.estimated for ride in boarded or leg.rides)
    rides = [_ride_line(directory, ride) for ride in leg.rides]
    return Item(
        revision=leg.revision,
        summary=summary + (say("calendar.leg.estimated", language) if is_estimated else ""),
        start=leg.depart,
        end=leg.arrive,
        categories=(say("calendar.category.leg", language), directory.region(trip.region).name),
        description="\n".join([*rides, *_delegation(directory, trip)]),
        location=leg.origin.name,
        geo=(leg.origin.lat, leg.origin.lon),
        # A car waits; and an alarm before it would ring in the midst of a visit.
        alarm_before=BEFORE_BOARDING if boarded else None,
        city=directory.city_name(leg.origin.city),
    )


def _by(directory: Directory, ride: Ride) -> str:
    """The number to board, or the kind of vehicle where none is known."""
    return ride.number or say(f"calendar.leg.{ride.mode}", directory.language)


def _ride_line(directory: Directory, ride: Ride) -> str:
    language = directory.language
    words = say(
        "calendar.leg.ride",
        language,
        depart=_clock(ride.depart),
        arrive=_clock(ride.arrive),
        by=_by(directory, ride),
        origin=ride.origin.name,
        destination=ride.destination.name,
    )
    if ride.estimated:
        words += say("calendar.leg.estimated", language)
    return words if ride.mode is Mode.ROAD else f"{words} {say('calendar.leg.seat', language)}"


def _clock(instant: datetime) -> str:
    return instant.astimezone(ZONE).strftime("%H:%M")
