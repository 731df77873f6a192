"""交通安排 and 住宿安排: what is to be booked, with room for what is only known after booking."""

from contextlib import suppress
from datetime import date

from api.documents.content import Paragraph, Row, Section, Table
from api.documents.dates import date_range, long_date, short_date, time_range, weekday
from api.documents.delegation import travellers
from api.documents.itinerary import night_city
from api.documents.legible import one_line
from api.documents.register import Register
from api.documents.rides import RideText, rides_of
from api.texts import Language, say
from planner.plan import Mode, Trip
from planner.rules import TravelCosts
from planner.spending import lodging_limit_cny


def ticketed_rides(register: Register, trip: Trip, language: Language) -> list[tuple[date, RideText]]:
    """The trains and flights of a trip with their days, in order."""
    return [
        (day.day, text)
        for day in trip.days
        for text in rides_of(day, language, night_city(register, day))
        if text.ride.mode is not Mode.ROAD
    ]


def _two_lines(day: date, language: Language) -> str:
    return f"{short_date(day, language)}\n{weekday(day, language)}"


def _transport_row(day: date, text: RideText, language: Language) -> Row:
    number = one_line(text.ride.number) or say("document.transport.open_number", language)
    times = time_range(text.ride.depart, text.ride.arrive, language)
    if text.ride.estimated:
        times = say("document.transport.estimated", language, times=times)
    return Row(cells=(_two_lines(day, language), number, f"{text.origin}—{text.destination}", times, ""))


def transport_section(register: Register, trip: Trip, language: Language) -> Section:
    """交通安排: every train and flight, its seats left blank; how sure the times are."""
    rides = ticketed_rides(register, trip, language)
    heading = say("document.transport.heading", language)
    if not rides:
        by_road = Paragraph(text=say("document.transport.by_road", language))
        return Section(heading=heading, blocks=(by_road,))
    keys = ("date", "number", "section", "times", "seats")
    table = Table(
        header=tuple(say(f"document.transport.{key}", language) for key in keys),
        widths_mm=(24, 26, 52, 30, 24),
        centred=(0, 1, 3),
        rows=tuple(_transport_row(day, text, language) for day, text in rides),
    )
    estimated = any(text.ride.estimated for _, text in rides)
    notes = [say("document.transport.note" if estimated else "document.transport.note_real", language)]
    source = one_line(register.season.timetable.source)
    if source and not all(text.ride.estimated for _, text in rides):
        notes.append(say("document.transport.source", language, source=source))
    joiner = "" if language == "zh" else " "
    return Section(heading=heading, blocks=(table, Paragraph(text=joiner.join(notes), style="note")))


def _limits(register: Register, trip: Trip, adcode: str, language: Language) -> str:
    """490（正职）, a line for each limit, with the ranks aboard that it binds."""
    rules = register.season.rules
    ranks_at: dict[str, list[str]] = {}
    for rank in sorted({person.rank for person in travellers(register, trip)}):
        try:
            limit = f"{lodging_limit_cny(rules.costs, adcode, rank):,}"
        except KeyError:
            limit = say("document.lodging.missing_limit", language)
        ranks_at.setdefault(limit, []).append(one_line(rules.rank_names[rank - 1]))
    separator = say("document.list.separator", language)
    return "\n".join(
        say("document.lodging.limit_of", language, limit=limit, ranks=separator.join(ranks))
        for limit, ranks in ranks_at.items()
    )


def limit_source(costs: TravelCosts, language: Language) -> str:
    """The regulation behind the lodging limits and since when it is in force; says so if none is given."""
    source, since = one_line(costs.source), one_line(costs.in_force_from)
    if not source:
        return say("document.lodging.source_missing", language)
    # Free text such as 2016年4月 is printed as the planner wrote it.
    with suppress(ValueError):
        since = long_date(date.fromisoformat(since), language)
    return say("document.lodging.source_in_force", language, source=source, date=since) if since else source


def lodging_section(register: Register, trip: Trip, language: Language) -> Section:
    """住宿安排: each night with its city, the limits that bind, and the rule they come from."""
    heading = say("document.lodging.heading", language)
    nights = [day for day in trip.days if day.night]
    if not nights:
        none = Paragraph(text=say("document.lodging.none", language))
        return Section(heading=heading, blocks=(none,))
    source = limit_source(register.season.rules.costs, language)
    rows = tuple(
        Row(
            cells=(
                _two_lines(day.day, language),
                night_city(register, day) or "",
                _limits(register, trip, day.night or "", language),
                source,
                "",
            )
        )
        for day in nights
    )
    keys = ("date", "city", "limit", "source", "hotel")
    header = tuple(say(f"document.lodging.{key}", language) for key in keys)
    table = Table(header=header, widths_mm=(24, 18, 50, 40, 24), centred=(0, 1), rows=rows)
    return Section(heading=heading, blocks=(table,))


def trip_dates(trip: Trip, language: Language) -> str:
    """2027年3月2日—4日."""
    return date_range(trip.dates[0], trip.dates[-1], language)
