"""An alternative for a trip as a planner reads it: when, who, whom, what differs, what it costs."""

from collections.abc import Iterable, Iterator

from api.documents.dates import date_range, short_dated
from api.documents.legible import one_line
from api.documents.register import Register
from api.texts import Language, say
from planner.alternatives import Alternative, Alternatives, Other
from planner.plan import Plan, Trip


def trip_words(found: Alternatives, plan: Plan, register: Register, language: Language) -> str:
    """The trip itself, and what it brings."""
    trip = trip_of(plan, found.trip)
    return say(
        "alternatives.headline.trip",
        language,
        trip=trip.id,
        region=one_line(register.region(trip.region).name),
        leader=one_line(register.person(trip.leader).name),
        days=days_words(trip, language),
        worth=f"{found.worth:,}",
    )


def remark(found: Alternatives, language: Language) -> str | None:
    """What a reader of the list must know: that it is empty, or that not all was looked at, and why."""
    if not found.finished:
        word = "unfinished" if found.alternatives else "none_in_time"
    elif found.narrowed:
        word = "narrowed" if found.alternatives else "none_narrowed"
    else:
        word = "" if found.alternatives else "none"
    return say(f"alternatives.headline.{word}", language) if word else None


def trip_of(plan: Plan, name: str) -> Trip:
    """The trip of this id, which the plan has."""
    return next(trip for trip in plan.trips if trip.id == name)


def days_words(trip: Trip, language: Language) -> str:
    """From its first to its last day."""
    return date_range(trip.dates[0], trip.dates[-1], language)


def visit_lines(trip: Trip, register: Register, language: Language) -> Iterator[str]:
    """A line a day with the companies it meets, in order; travel days have none."""
    for day in trip.days:
        if day.visits:
            names = _companies(register, (visit.company for visit in day.visits), language)
            yield say("alternatives.visit.day", language, day=short_dated(day.day, language), names=names)


def difference_lines(item: Alternative, trip: Trip, register: Register, language: Language) -> Iterator[str]:
    """In what it differs from ``trip``, and how much of it."""
    other = item.trip
    if Other.DAYS in item.other:
        yield _changed("days", days_words(trip, language), days_words(other, language), language)
    if Other.LEADER in item.other:
        was, now = (one_line(register.person(one.leader).name) for one in (trip, other))
        yield _changed("leader", was, now, language)
    if item.adds:
        yield say("alternatives.other.adds", language, names=_companies(register, item.adds, language))
    if item.drops:
        yield say("alternatives.other.drops", language, names=_companies(register, item.drops, language))
    if Other.ORDER in item.other:
        yield say("alternatives.other.order", language)
    yield say("alternatives.other.unlike", language, percent=item.unlike_permille // 10)


def points_words(item: Alternative, language: Language) -> str:
    """The plan's points with it, and by how many fewer."""
    key = "same" if item.lost == 0 else "loses" if item.lost > 0 else "gains"
    words = {"total": f"{item.total:,}", "points": f"{abs(item.lost):,}"}
    if key == "same":
        words.pop("points")
    return say(f"alternatives.points.{key}", language, **words)


def _changed(key: str, before: str, after: str, language: Language) -> str:
    return say(f"alternatives.other.{key}", language, before=before, after=after)


def _companies(register: Register, ids: Iterable[str], language: Language) -> str:
    names = (one_line(register.company(name).name) for name in ids)
    return say("document.list.separator", language).join(names)
