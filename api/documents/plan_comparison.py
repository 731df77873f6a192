"""Two plans of a season compared, for people: what differs, in words, and what each is worth."""

from datetime import date
from typing import Self

from api.documents.dates import short_dated
from api.texts import Language, say
from planner.difference import (
    Change,
    Difference,
    TripDifference,
    TripWords,
    differences,
    trip_differences,
)
from planner.plan import Objective, Plan
from planner.season import Season
from planner.value import Value

_LOSSES = frozenset({"fares", "lodging", "travel_time", "trips", "load", "changes"})


class TermDifference(Value):
    """A term of the objective in both plans, in points, losses below zero; ``total`` is a term too."""

    term: str
    before: int
    after: int


class PlanComparison(Value):
    """What differs between two plans; ``lines`` tell it in the language asked for."""

    trips: tuple[TripDifference, ...]
    items: tuple[Difference, ...]
    terms: tuple[TermDifference, ...]
    lines: tuple[str, ...]

    @classmethod
    def of(cls, before: tuple[Season, Plan] | None, after: tuple[Season, Plan], language: Language) -> Self:
        """Compare two plans, each with the season it answers; ``before`` None compares with nothing."""
        season, plan = after
        was = plan.model_copy(update={"trips": (), "events": (), "objective": Objective()})
        was = was if before is None else before[1]
        trips, items = trip_differences(was, plan), differences(was, plan)
        terms = tuple(_terms(was.objective, plan.objective))
        names = _Names((before[0] if before else season, season), language)
        lines = (
            *(names.trip_line(item) for item in trips),
            *(names.line(item) for item in items),
            *(names.term_line(item) for item in terms if item.before != item.after),
        )
        return cls(trips=trips, items=items, terms=terms, lines=lines or (say("plan.same", language),))


def _terms(before: Objective, after: Objective) -> list[TermDifference]:
    def signed(objective: Objective, term: str) -> int:
        points: int = getattr(objective, term)
        return -points if term in _LOSSES else points

    found = [
        TermDifference(term=term, before=signed(before, term), after=signed(after, term))
        for term in Objective.model_fields
    ]
    return [*found, TermDifference(term="total", before=before.total, after=after.total)]


class _Names:
    """What the ids of two seasons are called; an id that neither has any more stands for itself."""

    def __init__(self, seasons: tuple[Season, Season], language: Language) -> None:
        self._language = language
        self._people = {person.id: person.name for season in seasons for person in season.people}
        self._regions = {region.id: region.name for season in seasons for region in season.regions}
        self._subjects = {
            **{company.id: company.name for season in seasons for company in season.companies},
            **{event.id: event.title for season in seasons for event in season.events},
        }

    def line(self, item: Difference) -> str:
        """A visit, an event or a person that differs."""
        is_away = item.change in {Change.AWAY_ADDED, Change.AWAY_DROPPED}
        names = self._people if is_away else self._subjects
        return self._said(
            f"plan.difference.{item.change.value}",
            subject=names.get(item.subject, item.subject),
            before=self._words(item, item.before),
            after=self._words(item, item.after),
        )

    def trip_line(self, item: TripDifference) -> str:
        """A trip that differs."""
        shown = item.after or item.before
        return self._said(
            f"plan.difference.{item.change.value}",
            subject=shown.id if shown else "",
            before=self._trip(item.before),
            after=self._trip(item.after),
        )

    def term_line(self, item: TermDifference) -> str:
        """A term that differs."""
        return self._said(
            "plan.term", term=say(f"plan.objective.{item.term}", self._language), before=f"{item.before:,}",
            after=f"{item.after:,}", by=f"{item.after - item.before:+,}",
        )  # fmt: skip

    def _trip(self, words: TripWords | None) -> str:
        if words is None:
            return "—"
        people = say("plan.list_separator", self._language).join(
            self._people.get(name, name) for name in words.members
        )
        return self._said(
            "plan.trip",
            first=short_dated(words.first, self._language),
            last=short_dated(words.last, self._language),
            region=self._regions.get(words.region, words.region),
            leader=self._people.get(words.leader, words.leader),
            members=people,
            count=len(words.companies),
        )

    def _words(self, item: Difference, words: tuple[str, ...]) -> str:
        if not words:
            return "—"
        if item.change.value.startswith("visit"):
            day, leader, start = words
            return f"{self._day(day)} {start} {self._people.get(leader, leader)}"
        return say("plan.list_separator", self._language).join(self._day(day) for day in words)

    def _day(self, day: str) -> str:
        return short_dated(date.fromisoformat(day), self._language)

    def _said(self, key: str, **words: object) -> str:
        return say(key, self._language, **words)
