"""What the ids of a plan stand for, looked up in its season."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Protocol, TypeVar

from api.documents.legible import one_line
from planner.company import Company
from planner.errors import Fault, InvalidPlan
from planner.event import Event
from planner.person import Chain, Person, Unit
from planner.place import City, Region
from planner.plan import Plan, Trip
from planner.season import Base, Season


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Item = TypeVar("Item")
NamedItem = TypeVar("NamedItem", bound=_Named)


def _by_id(items: Iterable[NamedItem]) -> dict[str, NamedItem]:
    return {item.id: item for item in items}


def _find(items: dict[str, Item], key: str, code: str) -> Item:
    if key not in items:
        raise InvalidPlan(Fault(code=code, place="plan", value=key))
    return items[key]


class Register:
    """A season by id. Each look-up raises :class:`planner.errors.InvalidPlan` for an id the season lacks."""

    def __init__(self, season: Season) -> None:
        self.season = season
        self._people = _by_id(season.people)
        self._companies = _by_id(season.companies)
        self._regions = _by_id(season.regions)
        self._events = _by_id(season.events)
        self._bases = _by_id(season.bases)
        self._units = _by_id(season.units)
        self._chains = _by_id(season.chains)

    @cached_property
    def _cities(self) -> dict[str, City]:
        return {city.adcode: city for city in self.season.cities}

    def person(self, key: str) -> Person:
        """The person with this id."""
        return _find(self._people, key, "plan_names_unknown_person")

    def company(self, key: str) -> Company:
        """The company with this id."""
        return _find(self._companies, key, "plan_names_unknown_company")

    def company_or_none(self, key: str) -> Company | None:
        """The company with this id, None if it is not one: what was left out may be an event."""
        return self._companies.get(key)

    def region(self, key: str) -> Region:
        """The region with this id."""
        return _find(self._regions, key, "plan_names_unknown_region")

    def event(self, key: str) -> Event:
        """The event with this id."""
        return _find(self._events, key, "plan_names_unknown_event")

    def base(self, key: str) -> Base:
        """Home or the outpost with this id."""
        return _find(self._bases, key, "plan_names_unknown_base")

    def unit(self, key: str) -> Unit:
        """The unit with this id."""
        return _find(self._units, key, "plan_names_unknown_unit")

    def chain(self, key: str) -> Chain:
        """The industrial chain with this id."""
        return _find(self._chains, key, "plan_names_unknown_chain")

    def city(self, adcode: str) -> City:
        """The city with this administrative code."""
        return _find(self._cities, adcode, "plan_names_unknown_city")

    def name_of(self, key: str) -> str:
        """The name of the company, or the title of the event, with this id: what is left out is either."""
        return self._companies[key].name if key in self._companies else self.event(key).title

    def words(self, detail: Mapping[str, str]) -> dict[str, str]:
        """``detail`` of a reason or a caution with ids as names: ``person`` is a person's id, and so on."""
        named: dict[str, Mapping[str, Company | Person | Unit | Chain | Region]] = {
            "company": self._companies,
            "person": self._people,
            "unit": self._units,
            "chain": self._chains,
            "region": self._regions,
        }
        titles = {key: event.title for key, event in self._events.items()}
        return {
            word: one_line(
                titles.get(key, key)
                if word == "event"
                else getattr(named.get(word, {}).get(key), "name", key)
            )
            for word, key in detail.items()
        }

    def title_of(self, person: Person) -> str:
        """A person's title; the name of the rank where none is given."""
        return person.title or self.season.rules.rank_names[person.rank - 1]

    def in_order(self, keys: Iterable[str]) -> tuple[Person, ...]:
        """These people in protocol order: by rank, then by the office's own order, then as given."""
        return tuple(
            sorted((self.person(key) for key in keys), key=lambda person: (person.rank, person.order))
        )

    def by_base(self) -> tuple[tuple[Base, tuple[Person, ...]], ...]:
        """Home first, then the outposts, each with its people in protocol order."""
        people = self.in_order(self._people)
        return tuple(
            (base, tuple(person for person in people if person.base == base.id)) for base in self.season.bases
        )


def trip_of(plan: Plan, trip_id: str) -> Trip:
    """The trip with this id; raises :class:`planner.errors.InvalidPlan` if the plan has none."""
    return _find(_by_id(plan.trips), trip_id, "plan_has_no_such_trip")
