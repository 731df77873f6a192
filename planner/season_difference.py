"""What differs between two seasons, item by item and field by field, in plain words."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import Enum, StrEnum

from pydantic import BaseModel

from planner.clock import ZONE
from planner.plan import Trip
from planner.season import Season
from planner.timetable import Timetable
from planner.value import Value
from planner.window import Span

Path = tuple[str, ...]
Words = tuple[str, ...]
Fields = dict[Path, Words]


class Part(StrEnum):
    """What of a season an item belongs to."""

    FRAME = "frame"
    RULE = "rule"
    BASE = "base"
    PERSON = "person"
    COMPANY = "company"
    EVENT = "event"
    PIN = "pin"
    AWAY_LIMIT = "away_limit"
    DAY_OVERRIDE = "day_override"
    UNIT = "unit"
    CHAIN = "chain"
    REGION = "region"
    CITY = "city"
    TIMETABLE = "timetable"
    FLIGHT = "flight"


class SeasonChange(StrEnum):
    """What happened to an item."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"


class SeasonDifference(Value):
    """An item that one season alone has (``field`` is empty), or one field of an item of both.

    ``subject`` is the item's id (of a city its adcode, of a day the date, of a flight its number); empty for
    frame, rules, pins and timetable, of which a season has one each. ``field`` is the path to the field,
    and in a table such as ``kind_points`` the key. Words are dates (2027-03-01), times (09:00), numbers, ids
    and texts; nothing is no word. Of a list whose order means nothing, ``before`` holds what only the first
    season has, and ``after`` what only the second.
    """

    part: Part
    subject: str = ""
    change: SeasonChange
    field: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


_FRAME = ("id", "title", "first", "last", "as_of")
_IN_ORDER = frozenset({"rank_names"})
_ONE_OF_EACH: Mapping[Part, str] = {Part.RULE: "rules", Part.PIN: "pins"}


def season_differences(before: Season, after: Season) -> tuple[SeasonDifference, ...]:
    """Everything that differs, part by part in the order of :class:`Part`, then by id and by field."""
    found: list[SeasonDifference] = []
    for part in Part:
        old, new = _items(before, part), _items(after, part)
        for key in sorted(old.keys() | new.keys()):
            found += _of_item(part, key, old.get(key), new.get(key))
    return tuple(found)


def _of_item(part: Part, key: str, old: Fields | None, new: Fields | None) -> Iterator[SeasonDifference]:
    if old is None or new is None:
        change = SeasonChange.ADDED if old is None else SeasonChange.DROPPED
        yield SeasonDifference(part=part, subject=key, change=change)
        return
    for field in sorted(old.keys() | new.keys()):
        was, now = old.get(field, ()), new.get(field, ())
        if was == now:
            continue
        if not (field[-1] in _IN_ORDER or _are_numbers((*was, *now))):
            was, now = _without(was, now), _without(now, was)
        if was or now:  # else a list whose order alone differs
            yield SeasonDifference(
                part=part, subject=key, change=SeasonChange.CHANGED, field=field, before=was, after=now
            )


def _without(words: Words, others: Words) -> Words:
    """What of ``words`` is not among ``others``, in order."""
    left, found = list(others), list[str]()
    for word in words:
        if word in left:
            left.remove(word)
        else:
            found.append(word)
    return tuple(sorted(found))


def _are_numbers(words: Words) -> bool:
    return all(word.lstrip("-").isdecimal() for word in words)


def _items(season: Season, part: Part) -> dict[str, Fields]:
    """The items of a part by id, each as its fields."""
    if part is Part.FRAME:
        return {"": {(name,): _words(getattr(season, name)) for name in _FRAME}}
    if part in _ONE_OF_EACH:
        return {"": dict(_fields(getattr(season, _ONE_OF_EACH[part])))}
    if part is Part.TIMETABLE:
        return {"": _trains(season.timetable)}
    if part is Part.FLIGHT:
        flown: dict[str, list[str]] = {}
        for flight in season.flights:
            flown.setdefault(flight.number, []).append(_word(flight))
        return {number: {("runs",): tuple(sorted(runs))} for number, runs in flown.items()}
    return {key: dict(_fields(item)) for key, item in _listed(season, part)}


def _listed(season: Season, part: Part) -> Iterator[tuple[str, BaseModel]]:
    """The items of a part that is a list, each with what names it."""
    if part is Part.CITY:
        yield from ((city.adcode, city) for city in season.cities)
    elif part is Part.DAY_OVERRIDE:
        yield from ((item.day.isoformat(), item) for item in season.day_overrides)
    else:
        lists: dict[Part, Iterable[BaseModel]] = {
            Part.BASE: season.bases,
            Part.PERSON: season.people,
            Part.COMPANY: season.companies,
            Part.EVENT: season.events,
            Part.AWAY_LIMIT: season.away_limits,
            Part.UNIT: season.units,
            Part.CHAIN: season.chains,
            Part.REGION: season.regions,
        }
        yield from ((str(getattr(item, "id")), item) for item in lists[part])  # noqa: B009  (each has one)


def _fields(item: BaseModel, path: Path = ()) -> Iterator[tuple[Path, Words]]:
    """The fields of a value, those of values in it by their path, keys of tables as a last step."""
    for name in type(item).model_fields:
        value = getattr(item, name)
        if isinstance(value, BaseModel):
            yield from _fields(value, (*path, name))
        elif isinstance(value, dict):
            yield from (((*path, name, str(_word(key))), _words(held)) for key, held in value.items())
        elif value is not None:
            yield (*path, name), _words(value)


def _words(value: object) -> Words:
    if isinstance(value, tuple):
        return tuple(_word(item) for item in value)
    word = _word(value)
    return (word,) if word else ()


def _word(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, BaseModel):
        return " ".join(word for word in _parts(value) if word)
    if isinstance(value, tuple):
        return "/".join(_word(item) for item in value)
    return "" if value is None else str(value)


def _parts(value: BaseModel) -> Iterator[str]:
    """What one word says of a value in a list; of a span 2027-03-01 09:00–18:00, then what else it says."""
    names = list(type(value).model_fields)
    if isinstance(value, Trip):
        yield from (value.id, f"{value.dates[0].isoformat()}–{value.dates[-1].isoformat()}", value.leader)
        return
    if isinstance(value, Span):
        start, end = _word(value.start), _word(value.end)
        yield f"{start}–{end[11:] if end[:10] == start[:10] else end}"
        names = [name for name in names if name not in {"start", "end"} and getattr(value, name) is not False]
    yield from (_word(getattr(value, name)) for name in names)


def _trains(timetable: Timetable) -> Fields:
    """Each train's number as a key, with its days and calls; a number may run several ways."""
    services = {service.id: _word(service.model_copy(update={"id": "-"})) for service in timetable.services}
    stations = [station.id for station in timetable.stations]
    runs: dict[Path, list[str]] = {}
    for train in timetable.trains:
        calls = " ".join(f"{stations[call.station]} {call.arrive}-{call.depart}" for call in train.calls)
        runs.setdefault(("trains", train.number), []).append(f"{services[train.service]}: {calls}")
    return {("source",): _words(timetable.source)} | {key: tuple(sorted(run)) for key, run in runs.items()}
