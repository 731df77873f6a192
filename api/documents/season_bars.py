"""What happens in a season, drawn: the lane of events, trips as bars, attendance and busy days as marks."""

from collections.abc import Iterator
from typing import NamedTuple

from api.documents.dates import date_range, short_date, time_range, weekday
from api.documents.delegation import with_title
from api.documents.itinerary import cities_of_trip
from api.documents.legible import one_line
from api.documents.palette import BUSY, EVENT, INK, SUBTLE, region_colours
from api.documents.season_board import DAY, MARGIN, ROW, SMALL, Board, fitted
from api.documents.svg import label, rectangle, text_width, with_tip
from api.texts import say
from planner.clock import day_of
from planner.person import Person
from planner.plan import Trip

BAR = 20.0
INSET = 6.0
WHITE = "#FFFFFF"


class _Box(NamedTuple):
    """The bar of a trip: its edges, and where the next thing in its row begins."""

    x: float
    y: float
    width: float
    next_x: float


def events_lane(board: Board) -> Iterator[str]:
    """Every event's mark with its title, cut where the next one begins."""
    yield label(
        MARGIN, board.y(0) + ROW / 2 + 4, say("document.absences.event", board.language), SUBTLE, SMALL
    )
    events = sorted(board.plan.events, key=lambda event: (event.start, event.event))
    starts = [board.x(day_of(event.start)) for event in events]
    for event, x, edge in zip(events, starts, [*starts[1:], board.width - MARGIN], strict=False):
        day = day_of(event.start)
        title = fitted((one_line(event.title),), edge - x - DAY - INSET, SMALL)
        times = time_range(event.start, event.end, board.language)
        tip = f"{event.title} {short_date(day, board.language)} {weekday(day, board.language)} {times}"
        mark = rectangle(x, board.y(0) + 5, DAY, ROW - 10, EVENT, rx=3)
        yield with_tip(tip, mark, label(x + DAY + 4, board.y(0) + ROW / 2 + 4, title, EVENT, SMALL))


def bars(board: Board) -> Iterator[str]:
    """Row by row: days taken in grey, events attended, trips."""
    for number, row in enumerate(board.rows, start=1):
        if row.person is not None:
            yield from _row(board, row.person, board.y(number) + (ROW - BAR) / 2)


def _row(board: Board, person: Person, y: float) -> Iterator[str]:
    season, presence = board.register.season, board.presence
    busy = [day for day in sorted(presence.busy.get(person.id, ())) if season.first <= day <= season.last]
    events, trips = presence.events.get(person.id, ()), presence.trips.get(person.id, ())
    starts = [*(trip.dates[0] for trip in trips), *(event.day for event in events), *busy]
    for day in busy:
        yield rectangle(board.x(day) + 1, y + 4, DAY - 2, BAR - 8, BUSY, rx=2, fill_opacity=0.6)
    for event in events:
        yield with_tip(event.title, rectangle(board.x(event.day) + 2, y + 3, DAY - 4, BAR - 6, EVENT, rx=5))
    for trip in trips:
        following = [board.x(day) for day in starts if day > trip.dates[-1]]
        box = _Box(
            x=board.x(trip.dates[0]) + 1,
            y=y,
            width=DAY * len(trip.days) - 2,
            next_x=min(following, default=board.width - MARGIN),
        )
        yield _bar(board, trip, box, leads=person.id == trip.leader)


def _bar(board: Board, trip: Trip, box: _Box, *, leads: bool) -> str:
    """The bar of one person's trip; the leader's is stronger and says where to and how many companies."""
    colour = region_colours(board.register.season)[trip.region]
    look: dict[str, str | float] = {"rx": 4, "fill_opacity": "1" if leads else "0.6"}
    if trip.pinned:
        look |= {"stroke": INK, "stroke_width": 1.5}
    parts = [rectangle(box.x, box.y, box.width, BAR, colour, **look)]
    if leads:
        parts.append(_name(board, trip, box, colour))
    return with_tip(_tip(board, trip), *parts)


def _name(board: Board, trip: Trip, box: _Box, colour: str) -> str:
    """The trip's name inside its bar if it fits there, else beside it, else the companies counted inside."""
    count = len(trip.visits)
    separator = say("document.list.separator", board.language)
    region = one_line(board.register.region(trip.region).name)
    cities = separator.join(cities_of_trip(board.register, trip))
    named = say("document.absences.trip", board.language, region=cities, companies=count)
    base_line = box.y + BAR / 2 + 4
    middle = box.x + box.width / 2
    if text_width(named, SMALL) <= box.width - INSET:
        return label(middle, base_line, named, WHITE, SMALL, text_anchor="middle")
    beside = box.x + box.width + 4
    for text in (named, say("document.absences.trip", board.language, region=region, companies=count)):
        if beside + text_width(text, SMALL) <= box.next_x - 2:
            return label(beside, base_line, text, colour, SMALL)
    short = say("document.absences.trip_short", board.language, companies=count)
    return label(
        middle,
        base_line,
        fitted((short, str(count)), box.width - 2, SMALL),
        WHITE,
        SMALL,
        text_anchor="middle",
    )


def _tip(board: Board, trip: Trip) -> str:
    words = {
        "dates": date_range(trip.dates[0], trip.dates[-1], board.language),
        "region": one_line(board.register.region(trip.region).name),
        "cities": say("document.list.separator", board.language).join(cities_of_trip(board.register, trip)),
        "leader": with_title(board.register, board.register.person(trip.leader), board.language),
        "people": len(trip.delegation),
        "companies": len(trip.visits),
    }
    return say("document.picture.trip", board.language, **words)
