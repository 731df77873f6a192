"""日程安排: one table a day with times, rides, visits, people met, lunch and the night."""

from datetime import date, datetime
from typing import NamedTuple

from api.documents.content import Paragraph, Row, Section, Table
from api.documents.dates import clock_time, short_dated
from api.documents.legible import one_line
from api.documents.register import Register
from api.documents.rides import RideText, ride_words, rides_of
from api.texts import Language, say
from api.texts.person_name import bracketed
from planner.company import Company
from planner.plan import Day, Pause, Trip, Visit

WIDTHS_MM = (30, 60, 34, 32)


class _Item(NamedTuple):
    """What happens from ``start`` to ``end``, in words."""

    start: datetime
    end: datetime
    what: str
    where: str
    whom: str
    strong: bool


def place_of(register: Register, company: Company) -> str:
    """The company's city and address, the city once."""
    city, address = one_line(register.city(company.site.city).name), one_line(company.site.address)
    return address if city in address else f"{city}{address}"


def people_met(company: Company, language: Language) -> str:
    """The company's contact with his title, and the companion firm of the channel if there is one."""
    contact = company.contact
    met = say("document.itinerary.contact_unknown", language)
    if contact.name:
        name, title = one_line(contact.name), one_line(contact.title)
        met = bracketed(name, title, language)
    if company.channel and company.channel.companion:
        companion = one_line(company.channel.companion)
        met += "\n" + say("document.itinerary.companion", language, companion=companion)
    return met


def _visit_item(register: Register, visit: Visit, language: Language) -> _Item:
    company = register.company(visit.company)
    what = say("document.itinerary.visit", language, company=one_line(company.name))
    place, whom = place_of(register, company), people_met(company, language)
    return _Item(visit.start, visit.end, what, place, whom, strong=True)


def _ride_item(text: RideText, language: Language) -> _Item:
    where = say("document.itinerary.on_the_way", language)
    return _Item(text.ride.depart, text.ride.arrive, ride_words(text, language), where, "", strong=False)


def _lunch_item(lunch: Pause, language: Language) -> _Item:
    what, where = say("document.itinerary.lunch", language), say("document.itinerary.nearby", language)
    return _Item(lunch.start, lunch.end, what, where, "", strong=False)


def night_city(register: Register, day: Day) -> str | None:
    """The name of the city of the night, None on the last day."""
    return one_line(register.city(day.night).name) if day.night else None


def _items(register: Register, day: Day, language: Language) -> list[_Item]:
    items = [_visit_item(register, visit, language) for visit in day.visits]
    items += [_ride_item(text, language) for text in rides_of(day, language, night_city(register, day))]
    if day.lunch:
        items.append(_lunch_item(day.lunch, language))
    return sorted(items, key=lambda item: (item.start, item.end))


def _row(item: _Item, day: date, language: Language) -> Row:
    times = f"{clock_time(item.start, day, language)}—{clock_time(item.end, day, language)}"
    return Row(cells=(times, item.what, item.where, item.whom), strong=item.strong)


def day_table(register: Register, day: Day, language: Language) -> Table:
    """The table of one day, in order of time; the night stands last."""
    rows = [_row(item, day.day, language) for item in _items(register, day, language)]
    city = night_city(register, day)
    if city is not None:
        what = say("document.itinerary.night", language, city=city)
        rows.append(Row(cells=(say("document.itinerary.night_time", language), what, city, "")))
    header = tuple(say(f"document.itinerary.{key}", language) for key in ("time", "what", "where", "whom"))
    return Table(header=header, widths_mm=WIDTHS_MM, centred=(0,), rows=tuple(rows))


def _route(register: Register, trip: Trip, number: int) -> str:
    """江津—苏州—无锡: where the day with this number begins, the cities of its visits, where it ends."""
    day, base = trip.days[number], one_line(register.base(trip.base).name)
    start = night_city(register, trip.days[number - 1]) if number else base
    stops = [one_line(register.city(register.company(visit.company).site.city).name) for visit in day.visits]
    route = [start or base, *stops, night_city(register, day) or base]
    return "—".join(stop for place, stop in enumerate(route) if place == 0 or stop != route[place - 1])


def cities_of_trip(register: Register, trip: Trip) -> tuple[str, ...]:
    """The cities of the trip's visits, in order of time, each once; by name."""
    adcodes = (register.company(visit.company).site.city for visit in trip.visits)
    return tuple(dict.fromkeys(one_line(register.city(adcode).name) for adcode in adcodes))


def itinerary_sections(register: Register, trip: Trip, language: Language) -> tuple[Section, ...]:
    """日程安排 and one section of level 2 a day."""
    days = []
    for number, day in enumerate(trip.days):
        words = {"date": short_dated(day.day, language), "route": _route(register, trip, number)}
        heading = say("document.itinerary.day", language, **words)
        table = day_table(register, day, language)
        travelling = Paragraph(text=say("document.itinerary.no_visit", language), style="note")
        blocks = (table,) if day.visits else (table, travelling)
        days.append(Section(heading=heading, level=2, blocks=blocks))
    return (Section(heading=say("document.itinerary.heading", language), new_page=True), *days)
