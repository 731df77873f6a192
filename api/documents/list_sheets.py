"""The lists of the season's workbook: 行程, 拜访, 活动, 未安排企业, 提示."""

from openpyxl.worksheet.worksheet import Worksheet

from api.documents.cautions import caution_sentence
from api.documents.dates import time_range, weekday
from api.documents.delegation import with_title
from api.documents.itinerary import cities_of_trip, place_of
from api.documents.legible import one_line
from api.documents.reasons import priced_sentence
from api.documents.register import Register
from api.documents.sheet import Column, Content, write_list
from api.texts import Language, say
from planner.clock import day_of
from planner.company import Company
from planner.plan import Day, EventDate, LeftOut, Plan, Price, Trip, Visit

DATE = "yyyy-mm-dd"
COUNT = "#,##0"
TEXT = "@"
HUNDRED_MILLION = 10**8


def _columns(topic: str, language: Language, *layout: tuple[str, int, str]) -> tuple[Column, ...]:
    """Columns headed ``document.column.<topic>.<name>``; the format ``wrap`` wraps a long text."""
    return tuple(
        Column(
            say(f"document.column.{topic}.{name}", language),
            width,
            "" if shown == "wrap" else shown,
            shown == "wrap",
        )
        for name, width, shown in layout
    )


def _names(register: Register, people: tuple[str, ...], language: Language) -> str:
    separator = say("document.list.separator", language)
    return separator.join(one_line(person.name) for person in register.in_order(people))


def _yes(value: bool, language: Language) -> str:  # noqa: FBT001  (a cell's value)
    return say("document.sheet.yes", language) if value else ""


def _hundred_millions(amount_cny: int) -> float | None:
    return amount_cny / HUNDRED_MILLION if amount_cny else None


def in_order_of_time(plan: Plan) -> list[Trip]:
    """The trips by first day, then by id."""
    return sorted(plan.trips, key=lambda trip: (trip.dates[0], trip.id))


def write_trips(sheet: Worksheet, register: Register, plan: Plan, language: Language) -> None:
    """行程: a row a trip."""
    columns = _columns(
        "trip", language,
        ("id", 12, TEXT), ("region", 11, ""), ("first", 12, DATE), ("last", 12, DATE), ("days", 7, COUNT),
        ("base", 16, ""), ("leader", 22, ""), ("members", 34, "wrap"), ("cities", 22, "wrap"),
        ("companies", 9, COUNT), ("investment", 13, "#,##0.00"), ("fares", 12, COUNT), ("lodging", 12, COUNT),
        ("pinned", 8, ""),
    )  # fmt: skip
    write_list(sheet, columns, (_trip_row(register, trip, language) for trip in in_order_of_time(plan)))


def _trip_row(register: Register, trip: Trip, language: Language) -> list[Content]:
    leader = register.person(trip.leader)
    invested = sum(register.company(visit.company).expected_investment_cny for visit in trip.visits)
    return [
        trip.id,
        one_line(register.region(trip.region).name),
        trip.dates[0],
        trip.dates[-1],
        len(trip.days),
        one_line(register.base(trip.base).name),
        with_title(register, leader, language),
        _names(register, trip.members, language),
        say("document.list.separator", language).join(cities_of_trip(register, trip)),
        len(trip.visits),
        _hundred_millions(invested),
        trip.fares_cny,
        trip.lodging_cny,
        _yes(trip.pinned, language),
    ]


def write_visits(sheet: Worksheet, register: Register, plan: Plan, language: Language) -> None:
    """拜访: a row a visit, in order of time."""
    columns = _columns(
        "visit", language,
        ("date", 12, DATE), ("weekday", 9, ""), ("time", 15, ""), ("company", 32, ""), ("city", 9, ""),
        ("address", 34, "wrap"), ("chain", 13, ""), ("stage", 9, ""), ("investment", 13, "#,##0.00"),
        ("leader", 11, ""), ("trip", 10, TEXT), ("arrival", 30, "wrap"), ("contact", 12, ""),
        ("title", 12, ""), ("phone", 18, TEXT),
    )  # fmt: skip
    visits = [(visit, day, trip) for trip in plan.trips for day in trip.days for visit in day.visits]
    visits.sort(key=lambda item: (item[0].start, item[2].id))
    write_list(sheet, columns, (_visit_row(register, *item, language) for item in visits))


def _visit_row(register: Register, visit: Visit, day: Day, trip: Trip, language: Language) -> list[Content]:
    company = register.company(visit.company)
    return [
        day.day,
        weekday(day.day, language),
        time_range(visit.start, visit.end, language),
        one_line(company.name),
        one_line(register.city(company.site.city).name),
        place_of(register, company),
        one_line(register.chain(company.chain).name) if company.chain else "",
        say(f"document.stage.{company.stage}", language),
        _hundred_millions(company.expected_investment_cny),
        one_line(register.person(trip.leader).name),
        trip.id,
        _arrival(visit, day, language),
        one_line(company.contact.name),
        one_line(company.contact.title),
        one_line(company.contact.phone),
    ]


def _arrival(visit: Visit, day: Day, language: Language) -> str:
    """How one gets there: trains and flights by number, 估算 where it is one."""
    leg = day.legs[day.visits.index(visit)]
    words = []
    for ride in (ride for ride in leg.rides if ride.arrive > ride.depart):
        number = one_line(ride.number) or say(f"document.mode.{ride.mode}", language)
        key = "estimated" if ride.estimated else "certain"
        words.append(say(f"document.mode.{key}", language, number=number))
    return say("document.list.separator", language).join(dict.fromkeys(words))


def write_events(sheet: Worksheet, register: Register, plan: Plan, language: Language) -> None:
    """活动: a row an event, in order of time."""
    columns = _columns(
        "event", language,
        ("date", 12, DATE), ("weekday", 9, ""), ("time", 15, ""), ("title", 30, ""), ("kind", 14, ""),
        ("venue", 24, ""), ("attending", 40, "wrap"), ("missing", 26, "wrap"), ("pinned", 8, ""),
    )  # fmt: skip
    events = sorted(plan.events, key=lambda event: (event.start, event.event))
    write_list(sheet, columns, (_event_row(register, event, language) for event in events))


def _event_row(register: Register, event: EventDate, language: Language) -> list[Content]:
    day = day_of(event.start)
    return [
        day,
        weekday(day, language),
        time_range(event.start, event.end, language),
        one_line(event.title),
        say(f"document.event.{event.kind}", language),
        one_line(event.venue or register.event(event.event).venue),
        _names(register, event.attending, language),
        _names(register, event.missing, language),
        _yes(event.pinned, language),
    ]


def write_left_out(sheet: Worksheet, register: Register, plan: Plan, language: Language) -> None:
    """未安排企业: a row a company, or an event that is not held, with its reason in words and its price."""
    columns = _columns(
        "left_out", language,
        ("name", 32, ""), ("city", 9, ""), ("chain", 13, ""), ("investment", 13, "#,##0.00"),
        ("stage", 9, ""), ("reason", 64, "wrap"), ("points", 11, COUNT), ("sure", 9, ""),
    )  # fmt: skip
    rows = [_left_out_row(register, item, language) for item in plan.left_out]
    write_list(sheet, columns, rows)


def _left_out_row(register: Register, item: LeftOut, language: Language) -> list[Content]:
    reason = priced_sentence(register, item, language)
    company = register.company_or_none(item.id)
    about: list[Content] = ["", "", None, ""] if company is None else _about(register, company, language)
    return [one_line(register.name_of(item.id)), *about, reason, *_price(item.price, language)]


def _about(register: Register, company: Company, language: Language) -> list[Content]:
    return [
        one_line(register.city(company.site.city).name),
        one_line(register.chain(company.chain).name) if company.chain else "",
        _hundred_millions(company.expected_investment_cny),
        say(f"document.stage.{company.stage}", language),
    ]


def _price(price: Price | None, language: Language) -> list[Content]:
    if price is None:
        return [None, ""]
    return [price.points, say(f"document.sheet.{'exact' if price.exact else 'estimated'}", language)]


def write_cautions(sheet: Worksheet, register: Register, plan: Plan, language: Language) -> None:
    """提示: what the plan rests on."""
    columns = _columns("caution", language, ("number", 8, COUNT), ("text", 100, "wrap"))
    sentences = [caution_sentence(register, caution, language) for caution in plan.cautions]
    write_list(sheet, columns, ([number, text] for number, text in enumerate(sentences, start=1)))
