"""外出报备: who is away, when, where and why, with whom, and who is away who must not be at the same time.

Practice: an application names 时间、事由、去向、行程安排; heads are not away at once but for a recorded,
approved exception (docs/documents.md names the sources). The form leaves blank what only the office knows.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from api.documents.content import Field, Form, FormRow, Section
from api.documents.dates import clock_time, date_range, dated
from api.documents.delegation import contact_person, office_of, travellers, with_title
from api.documents.journey_tables import ticketed_rides
from api.documents.legible import one_line
from api.documents.naming import companies_words
from api.documents.register import Register
from api.texts import Language, say
from planner.person import Person
from planner.plan import Plan, Trip
from planner.season import AwayException, AwayLimit

APPROVAL_HEIGHT_MM = 36
DEPUTISING_HEIGHT_MM = 14


def _full(register: Register, person: Person, language: Language) -> str:
    name, office = one_line(person.name), office_of(register, person)
    return say("document.person.full", language, name=name, title=office)


def _places(register: Register, trip: Trip, language: Language) -> str:
    """江苏（苏州、无锡）、上海: the cities of the trip by province, a municipality once."""
    separator = say("document.list.separator", language)
    cities: dict[str, list[str]] = {}
    for visit in trip.visits:
        city = register.city(register.company(visit.company).site.city)
        names = cities.setdefault(one_line(city.province), [])
        if one_line(city.name) not in (*names, one_line(city.province)):
            names.append(one_line(city.name))
    return separator.join(
        say("document.absence.place", language, province=province, cities=separator.join(names))
        if names
        else province
        for province, names in cities.items()
    )


def _away(plan: Plan, limit: AwayLimit, day: date) -> tuple[str, ...]:
    """The people of ``limit`` who are on a trip on ``day``, in the order of the limit."""
    away = {person for trip in plan.trips if day in trip.dates for person in trip.delegation}
    return tuple(person for person in limit.people if person in away)


def _exception(limit: AwayLimit, day: date) -> AwayException | None:
    return next((item for item in limit.exceptions if item.first <= day <= item.last), None)


def _spells(
    plan: Plan, trip: Trip, limit: AwayLimit
) -> Iterator[tuple[list[date], tuple[str, ...], AwayException | None]]:
    """Runs of days of ``trip`` with more people of ``limit`` away than it allows, alike in who and why."""
    spell: tuple[list[date], tuple[str, ...], AwayException | None] | None = None
    for day in trip.dates:
        people, excuse = _away(plan, limit, day), _exception(limit, day)
        broken = len(people) > limit.most_away and bool(set(people) & set(trip.delegation))
        if broken and spell and (people, excuse) == spell[1:] and day - spell[0][-1] == timedelta(days=1):
            spell[0].append(day)
            continue
        if spell:
            yield spell
        spell = ([day], people, excuse) if broken else None
    if spell:
        yield spell


def away_together(register: Register, plan: Plan, trip: Trip, language: Language) -> tuple[str, ...]:
    """A sentence for every run of days with people away at once beyond a limit, with its exception."""
    sentences = []
    for limit in register.season.away_limits:
        for days, people, excuse in _spells(plan, trip, limit):
            names = [with_title(register, register.person(person), language) for person in people]
            words = {
                "dates": date_range(days[0], days[-1], language),
                "people": say("document.list.separator", language).join(names),
            }
            if excuse is None:
                sentences.append(say("document.absence.unexcused", language, **words))
                continue
            words |= {"reason": one_line(excuse.reason), "approved_by": one_line(excuse.approved_by)}
            sentences.append(say("document.absence.excused", language, **words))
    return tuple(sentences)


def _when(trip: Trip, language: Language) -> str:
    first, last = trip.days[0], trip.days[-1]
    start = clock_time(first.legs[0].depart, first.day, language)
    end = clock_time(last.legs[-1].arrive, last.day, language)
    words = {
        "start": f"{dated(first.day, language)}{start}",
        "end": f"{dated(last.day, language)}{end}",
        "days": str(len(trip.days)),
    }
    return say("document.absence.when_value", language, **words)


def _means(register: Register, trip: Trip, language: Language) -> str:
    """The first and the last ticketed ride; by road if there is none."""
    rides = [text for _, text in ticketed_rides(register, trip, language)]
    if not rides:
        return say("document.absence.by_road", language)
    ends = [rides[0]] if len(rides) == 1 else [rides[0], rides[-1]]
    words = []
    for text in ends:
        number = one_line(text.ride.number) or say("document.transport.open_number", language)
        key = "document.absence.ride_estimated" if text.ride.estimated else "document.absence.ride"
        words.append(say(key, language, number=number, origin=text.origin, destination=text.destination))
    return "\n".join(words)


def _values(register: Register, plan: Plan, trip: Trip, language: Language) -> dict[str, str]:
    leader = register.person(trip.leader)
    contact = contact_person(register, trip)
    phone = one_line(contact.phone) or say("document.contacts.missing", language)
    region = one_line(register.region(trip.region).name)
    names = companies_words(register, trip, language)
    companions = [_full(register, person, language) for person in travellers(register, trip)[1:]]
    separator = say("document.list.separator", language)
    together = away_together(register, plan, trip, language)
    return {
        "who": one_line(leader.name),
        "title": office_of(register, leader),
        "when": _when(trip, language),
        "where": _places(register, trip, language),
        "why": say("document.absence.why_value", language, region=region, names=names),
        "companions": separator.join(companions) or say("document.company.none", language),
        "means": _means(register, trip, language),
        "contact": f"{one_line(contact.name)}　{phone}",
        "together": "\n".join(together) or say("document.absence.nobody_together", language),
        "deputising": "",
        "approval": "",
    }


def absence_section(register: Register, plan: Plan, trip: Trip, language: Language) -> Section:
    """外出报备表 on its own page."""
    values = _values(register, plan, trip, language)
    heights = {"deputising": DEPUTISING_HEIGHT_MM, "approval": APPROVAL_HEIGHT_MM}
    pairs = (("who", "title"), *((key,) for key in values if key not in {"who", "title"}))
    rows = tuple(
        FormRow(
            fields=tuple(
                Field(label=say(f"document.absence.{key}", language), value=values[key]) for key in keys
            ),
            height_mm=max(heights.get(key, 0) for key in keys),
        )
        for keys in pairs
    )
    return Section(
        heading=say("document.absence.heading", language), new_page=True, blocks=(Form(rows=rows),)
    )
