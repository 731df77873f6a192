"""A what-if as tables of words: what comes of it, what was changed, who is met now, and what is proven."""

from collections.abc import Callable, Iterator
from datetime import date

from api.documents.amounts import yuan
from api.documents.dates import short_dated
from api.documents.season_words import SeasonWords
from api.texts import Language, say
from planner.comparison import Answered, Comparison, compared
from planner.plan import Objective
from planner.plan_figures import LeaderLoad, PlanFigures, Tally
from planner.season import Season
from planner.season_difference import Part
from planner.value import Value

_LOSSES = frozenset({"fares", "lodging", "travel_time", "trips", "load", "changes"})
_SHOWN_TRAINS = 10


class Section(Value):
    """A table: its id, heading, the headings of its columns, and its rows; as many cells as columns."""

    name: str
    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class WhatIf(Value):
    """A comparison; in one language its title, what is proven, and its tables but for empty ones."""

    title: str
    verdict: str
    sections: tuple[Section, ...]
    comparison: Comparison

    @classmethod
    def of(cls, before: Answered, after: Answered, language: Language) -> "WhatIf":
        """Compare two plans, each with its season; raises what :func:`planner.comparison.compared` does."""
        found = compared(before, after)
        tables = _Tables(before[0], after[0], found, language)
        names = {"before": before[0].title, "after": after[0].title}
        return cls(
            title=say("comparison.title", language, **names),
            verdict=verdict(found, language),
            sections=tuple(section for section in tables.all() if section.rows),
            comparison=found,
        )


def verdict(found: Comparison, language: Language) -> str:
    """What is proven of the best plans of the two seasons."""
    gain = found.gain
    if gain is None:
        return say("comparison.verdict.no_plan", language)
    if gain.at_least is None or gain.at_most is None:
        return say("comparison.verdict.unbounded", language)
    low, high, name = gain.at_least, gain.at_most, "open"
    if gain.is_certain:
        name = "equal" if low == high == 0 else "better" if low > 0 else "worse"
    if name == "worse":
        low, high = -high, -low
    return say(f"comparison.verdict.{name}", language, at_least=f"{low:,}", at_most=f"{high:,}")


class _Tables:
    """The sections of a comparison."""

    def __init__(self, before: Season, after: Season, found: Comparison, language: Language) -> None:
        self._found, self._language = found, language
        self._both = (found.before, found.after)
        self._words = SeasonWords(before, after, language)
        self._cities = {
            company.id: company.site.city for season in (before, after) for company in season.companies
        }

    def all(self) -> Iterator[Section]:
        """In the order they are read."""
        yield self._section("figures", "what before after by", self._figures())
        yield self._section("terms", "term before after by", self._terms())
        yield self._section("events", "event before after", self._events())
        yield self._section("companies", "what company region", self._companies())
        yield self._section("groups", "group before after by", self._groups())
        yield self._section("leaders", "leader before after", self._leaders())
        yield self._section("seasons", "part subject field before after", self._seasons())

    def _section(self, name: str, columns: str, rows: Iterator[tuple[str, ...]]) -> Section:
        return Section(
            name=name,
            heading=self._say(f"section.{name}"),
            columns=tuple(self._say(f"column.{column}") for column in columns.split()),
            rows=tuple(rows),
        )

    def _say(self, key: str, **words: object) -> str:
        return say(f"comparison.{key}", self._language, **words)

    def _figures(self) -> Iterator[tuple[str, ...]]:
        old, new = self._found.before, self._found.after
        yield self._say("figure.status"), *(self._say(f"status.{it.status.value}") for it in (old, new)), ""
        for name, of in (("value", lambda it: it.value), ("bound", lambda it: it.bound)):
            yield self._row(name, of, lambda points: f"{points:,}")
        yield self._row("gap", lambda it: it.gap_permille, lambda gap: f"{gap / 10:.1f}%", is_counted=False)
        counts: dict[str, Callable[[PlanFigures], int | None]] = {
            "companies": lambda it: it.companies.met,
            "trips": lambda it: it.trips,
            "nights": lambda it: it.nights,
            "days_away": lambda it: it.days_away,
        }
        for name, of in counts.items():
            yield self._row(name, of, lambda count: f"{count:,}")
        money: dict[str, Callable[[PlanFigures], int | None]] = {
            "fares": lambda it: it.fares_cny,
            "lodging": lambda it: it.lodging_cny,
            "money": lambda it: it.fares_cny + it.lodging_cny,
        }
        for name, of in money.items():
            yield self._row(name, of, lambda amount: yuan(amount, self._language))

    def _row(
        self,
        name: str,
        of: Callable[[PlanFigures], int | None],
        shown: Callable[[int], str],
        *,
        is_counted: bool = True,
    ) -> tuple[str, ...]:
        """A figure of both, and by how much it differs."""
        was, now = of(self._found.before), of(self._found.after)
        words = (self._say("none") if figure is None else shown(figure) for figure in (was, now))
        by = "" if was is None or now is None or not is_counted else _signed(now - was)
        return (self._say(f"figure.{name}"), *words, by)

    def _terms(self) -> Iterator[tuple[str, ...]]:
        """The terms that are not nought in both; losses below zero."""
        old, new = self._found.before.objective, self._found.after.objective
        for term in Objective.model_fields:
            sign = -1 if term in _LOSSES else 1
            was, now = sign * getattr(old, term), sign * getattr(new, term)
            if was or now:
                label = say(f"plan.objective.{term}", self._language)
                yield label, f"{was:,}", f"{now:,}", _signed(now - was)

    def _events(self) -> Iterator[tuple[str, ...]]:
        for item in self._found.events:
            yield self._words.name("event", item.event), self._day(item.before), self._day(item.after)

    def _day(self, day: date | None) -> str:
        return self._say("none") if day is None else short_dated(day, self._language)

    def _companies(self) -> Iterator[tuple[str, ...]]:
        for name in ("newly_met", "no_longer_met"):
            for company in getattr(self._found, name):
                city = self._words.name("city", self._cities.get(company, ""))
                yield self._say(f"change.{name}"), self._words.name("company", company), city

    def _groups(self) -> Iterator[tuple[str, ...]]:
        """Regions, chains and quarters by worth, of which the number met differs."""
        for name in ("region", "chain", "worth"):
            old, new = ({t.key: t for t in getattr(figures, f"by_{name}")} for figures in self._both)
            for key in dict.fromkeys((*old, *new)):
                was, now = old.get(key), new.get(key)
                if was == now:
                    continue
                if name == "worth":
                    label = self._say(f"group.worth_{key}")
                else:
                    label = self._say(f"group.{name}", name=self._words.name(name, key))
                by = (now.met if now else 0) - (was.met if was else 0)
                yield label, self._tally(was), self._tally(now), _signed(by)

    def _tally(self, tally: Tally | None) -> str:
        return self._say("none") if tally is None else self._say("of", met=tally.met, of=tally.of)

    def _leaders(self) -> Iterator[tuple[str, ...]]:
        old, new = ({load.person: load for load in figures.leaders} for figures in self._both)
        for person in dict.fromkeys((*old, *new)):
            was, now = old.get(person), new.get(person)
            if was != now:
                yield self._words.name("person", person), self._load(was), self._load(now)

    def _load(self, load: LeaderLoad | None) -> str:
        if load is None:
            return self._say("none")
        return self._say("load.words", trips=load.trips, companies=load.companies, days=load.days_away)

    def _seasons(self) -> Iterator[tuple[str, ...]]:
        """What was changed; of many trains the first few, and how many there are."""
        trains, words = 0, self._words
        for item in self._found.seasons:
            trains += item.field[:1] == ("trains",)
            if item.field[:1] == ("trains",) and trains > _SHOWN_TRAINS:
                continue
            part, subject = self._say(f"part.{item.part.value}"), words.subject(item)
            if item.field:
                yield part, subject, words.field(item), words.before(item), words.after(item)
            else:
                yield part, subject, self._say(f"change.{item.change.value}"), "", ""
        if trains > _SHOWN_TRAINS:
            label, count = self._say("field.timetable.trains"), self._say("more", count=trains)
            yield self._say(f"part.{Part.TIMETABLE.value}"), "", label, count, count


def _signed(number: int) -> str:
    return f"{number:+,}" if number else "0"
