"""What the ids of a plan stand for, looked up in its season and put in a calendar's words."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from api.texts import Language, say
from api.texts.person_name import bracketed
from planner.company import Company
from planner.errors import Fault, InvalidPlan
from planner.event import Event
from planner.person import Person
from planner.place import City, Region
from planner.plan import Plan
from planner.season import Base, Season
from planner.value import Value

Found = TypeVar("Found", bound=Value)


class Directory:
    """The people, companies and places of ``season``, by id, for calendars in ``language``.

    Raises :class:`InvalidPlan` if ``plan`` is of another season; so does every look-up of an id that the
    season lacks.
    """

    def __init__(self, season: Season, plan: Plan, language: Language) -> None:
        if plan.season != season.id:
            detail = {"season": season.id}
            raise InvalidPlan(Fault(code="calendar_of_another_season", value=plan.season, detail=detail))
        self.language = language
        self.season = season
        self.plan = plan
        self._people = {person.id: person for person in season.people}
        self._companies = {company.id: company for company in season.companies}
        self._cities = {city.adcode: city for city in season.cities}
        self._regions = {region.id: region for region in season.regions}
        self._bases = {base.id: base for base in season.bases}
        self._events = {event.id: event for event in season.events}
        self._chains = {chain.id: chain.name for chain in season.chains}

    def person(self, identity: str) -> Person:
        """The person with this id."""
        return _found(self._people, "people", identity)

    def company(self, identity: str) -> Company:
        """The company with this id."""
        return _found(self._companies, "companies", identity)

    def city(self, adcode: str) -> City:
        """The city with this adcode."""
        return _found(self._cities, "cities", adcode)

    def region(self, identity: str) -> Region:
        """The region with this id."""
        return _found(self._regions, "regions", identity)

    def base(self, identity: str) -> Base:
        """The base with this id."""
        return _found(self._bases, "bases", identity)

    def event(self, identity: str) -> Event:
        """The event with this id."""
        return _found(self._events, "events", identity)

    def chain_name(self, identity: str | None) -> str:
        """The name of a chain; empty for a company of no chain of the season."""
        return self._chains.get(identity or "", "")

    def company_name(self, identity: str, otherwise: str) -> str:
        """The name of a company that may have left the season since; then ``otherwise``."""
        return self._companies[identity].name if identity in self._companies else otherwise

    def city_name(self, adcode: str) -> str:
        """The name of a city; empty for one that the season does not know, as that of a station may be."""
        return self._cities[adcode].name if adcode in self._cities else ""

    def region_name(self, identity: str, otherwise: str) -> str:
        """The name of a region that may have left the season since; then ``otherwise``."""
        return self._regions[identity].name if identity in self._regions else otherwise

    def region_of_trip(self, identity: str) -> str:
        """The name of the region a trip leads to, or led to before it was cancelled; else empty."""
        for trip in self.plan.trips:
            if trip.id == identity:
                return self.region(trip.region).name
        for entry in self.plan.cancelled:
            if entry.kind == "trip" and entry.trip == identity:
                return self.region_name(entry.subject, entry.title)
        return ""

    def titled(self, identity: str) -> str:
        """A person's name with the title in brackets."""
        person = self.person(identity)
        return self.with_title(person.name, person.title)

    def with_title(self, name: str, title: str) -> str:
        """``name`` with ``title`` in brackets, if there is one."""
        return bracketed(name, title, self.language)

    def in_protocol_order(self, identities: Iterable[str]) -> list[Person]:
        """People by rank, then the order the office keeps, then id: never as a list happens to run."""
        people = [self.person(identity) for identity in set(identities)]
        return sorted(people, key=lambda person: (person.rank, person.order, person.id))

    def titled_list(self, identities: Iterable[str]) -> str:
        """The names of people with their titles, in protocol order."""
        return self.listed(self.titled(person.id) for person in self.in_protocol_order(identities))

    def listed(self, words: Iterable[str]) -> str:
        """``words`` as an enumeration."""
        return say("calendar.wording.comma", self.language).join(words)

    def day(self, day: date) -> str:
        """A day with its weekday, as people write it."""
        weekday = say(f"calendar.weekday.{day.isoweekday()}", self.language)
        return say("calendar.wording.day", self.language, month=day.month, day=day.day, weekday=weekday)


def _found(table: dict[str, Found], name: str, identity: str) -> Found:
    if identity not in table:
        raise InvalidPlan(Fault(code="plan_names_unknown", value=identity, detail={"list": name}))
    return table[identity]
