"""The season as a picture: people by days, trips coloured by region, events, days of rest shaded."""

from collections.abc import Iterator

from api.documents.dates import date_range, month_name, short_date
from api.documents.legible import one_line
from api.documents.palette import BUSY, EVENT, FAINT, HOLIDAY, INK, PAPER, REST, RULE, SUBTLE, region_colours
from api.documents.presence import presence_of
from api.documents.register import Register
from api.documents.season_bars import bars, events_lane
from api.documents.season_board import DAY, LARGE, MARGIN, MIDDLE, NAMES, ROW, SMALL, Board, fitted, rows_of
from api.documents.svg import label, line, picture, rectangle, text_width, with_tip
from api.texts import Language, say
from planner.plan import Plan
from planner.season import Season

KEY_HEIGHT = 34.0


def season_svg(season: Season, plan: Plan, language: Language = "zh") -> bytes:
    """season.svg in UTF-8: everybody who travels or attends, in protocol order, day by day.

    Raises :class:`planner.errors.InvalidPlan` if the plan names what the season lacks.
    """
    register, presence = Register(season), presence_of(season, plan)
    board = Board(register, plan, presence, tuple(rows_of(register, presence)), language)
    elements = [
        rectangle(0, 0, board.width, board.bottom + KEY_HEIGHT + MARGIN, PAPER),
        *_title(board),
        *_shades(board),
        *_calendar(board),
        *_people(board),
        *events_lane(board),
        *bars(board),
        *_key(board),
    ]
    return picture(board.width, board.bottom + KEY_HEIGHT + MARGIN, season.title, elements).encode()


def _title(board: Board) -> Iterator[str]:
    season, plan = board.register.season, board.plan
    companies = sum(len(trip.visits) for trip in plan.trips)
    words = {
        "dates": date_range(season.first, season.last, board.language),
        "version": plan.version,
        "trips": len(plan.trips),
        "companies": companies,
        "events": len(plan.events),
    }
    yield label(MARGIN, MARGIN + 18, season.title, INK, LARGE, font_weight="600")
    yield label(
        MARGIN, MARGIN + 40, say("document.picture.subtitle", board.language, **words), SUBTLE, MIDDLE
    )


def _shades(board: Board) -> Iterator[str]:
    workdays = board.register.season.workdays()
    height = board.bottom - board.top
    for day in board.register.season.days:
        if not workdays.is_workday(day):
            name = workdays.name_of(day)
            shade = rectangle(board.x(day), board.top, DAY, height, HOLIDAY if name else REST)
            yield with_tip(f"{short_date(day, board.language)} {name}", shade) if name else shade


def _calendar(board: Board) -> Iterator[str]:
    """The name of each month where it begins, the date and the letter of each day."""
    season = board.register.season
    initials = say("document.weekday.initials", board.language)
    for day in season.days:
        x = board.x(day)
        if day == season.first or day.day == 1:
            yield label(
                x + 2, board.top + 12, month_name(day, board.language), INK, MIDDLE, font_weight="600"
            )
        middle = {"text_anchor": "middle"}
        yield label(x + DAY / 2, board.top + 25, str(day.day), SUBTLE, 8.5, **middle)
        yield label(x + DAY / 2, board.top + 37, initials[day.weekday()], FAINT, 8.5, **middle)
        if day.weekday() == 0:
            yield line(x, board.top + 15, x, board.bottom, RULE)
    yield line(MARGIN, board.first_row, board.width - MARGIN, board.first_row, RULE)


def _people(board: Board) -> Iterator[str]:
    for number, row in enumerate(board.rows, start=1):
        base_line = board.y(number) + ROW / 2 + 4
        if row.person is None:
            yield label(MARGIN, base_line, row.heading, SUBTLE, SMALL)
        else:
            name = one_line(row.person.name)
            yield label(MARGIN, base_line, name, INK, MIDDLE)
            x = MARGIN + max(52.0, text_width(name, MIDDLE) + 8)
            title = fitted((one_line(board.register.title_of(row.person)),), MARGIN + NAMES - 6 - x, SMALL)
            yield label(x, base_line, title, FAINT, SMALL)
        yield line(MARGIN, board.y(number), board.width - MARGIN, board.y(number), RULE)
    yield line(MARGIN, board.bottom, board.width - MARGIN, board.bottom, RULE)


def _key(board: Board) -> Iterator[str]:
    colours = region_colours(board.register.season)
    entries = [(one_line(region.name), colours[region.id]) for region in board.register.season.regions]
    names = (("event", EVENT), ("busy", BUSY), ("rest", REST), ("holiday", HOLIDAY))
    entries += [(say(f"document.absences.{name}", board.language), shade) for name, shade in names]
    x, y = MARGIN, board.bottom + KEY_HEIGHT / 2
    for text, shade in entries:
        yield rectangle(x, y, 11, 11, shade, rx=3, stroke=RULE)
        yield label(x + 16, y + 10, text, SUBTLE, SMALL)
        x += 16 + text_width(text, SMALL) + 18
    shown = sum(row.person is not None for row in board.rows)
    rest = len(board.register.season.people) - shown
    if rest:
        yield label(x, y + 10, say("document.picture.others", board.language, count=rest), FAINT, SMALL)
