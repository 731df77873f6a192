"""Units, people, chains and busy spans from their rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from api.imports.assembly.assembly import Assembly
from api.imports.frame import BUSY_PARTS
from api.imports.rows import Row
from planner.clock import at
from planner.person import Chain, Person, Unit, UnitRoster
from planner.window import Busy

_ONES = ("plan", "team", "think_tank", "responsibility", "park")


def units(rows: Iterable[tuple[str, Row]], assembly: Assembly) -> list[Unit]:
    """The units, each with its 1+1+2 roster."""
    found: list[Unit] = []
    for id_, row in rows:
        roster = UnitRoster(
            head=assembly.one(row, "head"),
            deputy=assembly.one(row, "deputy"),
            staff=assembly.many(row, "staff"),
            liaison=assembly.one(row, "liaison"),
        )
        fields = row.given(name="name", economic="economic") | {"id": id_, "roster": roster}
        assembly.keep(found, "units", assembly.built(Unit, row, fields), row)
    return found


def chains(rows: Iterable[tuple[str, Row]], assembly: Assembly) -> list[Chain]:
    """The chains with their chiefs and the rest of the 六个一."""
    found: list[Chain] = []
    for id_, row in rows:
        fields = row.given(name="name", **{one: one for one in _ONES})
        fields |= {"id": id_, "chief": assembly.one(row, "chief")}
        assembly.keep(found, "chains", assembly.built(Chain, row, fields), row)
    return found


def people(
    rows: Iterable[tuple[str, Row]], busy: Mapping[str, tuple[Busy, ...]], assembly: Assembly
) -> list[Person]:
    """The people with their busy spans."""
    found: list[Person] = []
    for id_, row in rows:
        same = ("name", "title", "rank", "skills", "most_days_away", "phone", "in_pool", "order")
        fields = row.given(**{name: name for name in same})
        fields |= {"id": id_, "unit": assembly.one(row, "unit"), "busy": busy.get(id_, ())}
        fields |= {"base": base} if (base := assembly.one(row, "base")) else {}
        assembly.keep(found, "people", assembly.built(Person, row, fields), row)
    return found


def busy_spans(rows: Iterable[Row], assembly: Assembly) -> dict[str, tuple[Busy, ...]]:
    """By person id the spans when he cannot travel, in order of time; a day without times is taken whole."""
    spans: dict[str, set[Busy]] = defaultdict(set)
    for row in rows:
        who = assembly.many(row, "person")
        title = row.get("title", "")
        for day in row.get("dates", ()):
            for opens, closes in row.get("times", (BUSY_PARTS.whole,)):
                span = Busy(start=at(day, opens), end=at(day, closes), title=title)
                for person in who:
                    spans[person].add(span)
    return {
        person: tuple(sorted(taken, key=lambda span: (span.start, span.end, span.title)))
        for person, taken in spans.items()
    }
