"""A batch as a picture: rows of witnesses, the table before them, pairs of signers; the audience's view."""

from collections.abc import Iterator, Mapping, Sequence

from api.documents.content import Picture
from api.documents.legible import one_line
from api.documents.palette import EVENT, INK, PAPER, RULE, SUBTLE
from api.documents.season_board import fitted
from api.documents.seating.frame import wrapped
from api.documents.signing_rows import SigningRow
from api.documents.svg import label, line, picture, rectangle, text_width
from api.texts import Language, say
from events.batches.arrangement import Batch, Hand, Layout, Witness

WIDTH, MARGIN = 640.0, 10.0
ROW, TABLE, HEAD, FOOT = 62.0, 64.0, 34.0, 52.0
NAME, SMALL, POST, TITLE = 15.0, 11.0, 9.0, 17.0
LINE = 1.25  # of a size: from one line to the next
MOST_LINES = 2
HOST, COMPANY = "#2B6CA3", "#2E8461"
LEAST_FACE = 8.0


def seat_plan(
    batch: Batch,
    rows: Sequence[SigningRow],
    witnesses: Mapping[str, Witness],
    seats: int,
    layout: Layout,
    language: Language,
) -> Picture:
    """The plan of one batch; ``witnesses`` by id, ``seats`` places at the table."""
    heading = say("ceremony.picture.title", language, number=batch.number)
    standing = len(batch.rows) * ROW
    height = HEAD + standing + 2 * TABLE + FOOT
    table = HEAD + standing + 12
    elements = [
        rectangle(0, 0, WIDTH, height, PAPER),
        label(WIDTH / 2, 22, heading, INK, TITLE, text_anchor="middle"),
        *_standing(batch, witnesses),
        *_table(rows, seats, table, layout, language),
        line(MARGIN, height - FOOT + 6, WIDTH - MARGIN, height - FOOT + 6, RULE),
        label(
            WIDTH / 2,
            height - 14,
            say("ceremony.picture.audience", language),
            SUBTLE,
            NAME,
            text_anchor="middle",
        ),
    ]
    return Picture(svg=picture(WIDTH, height, heading, elements), width_mm=150, shows=heading)


def _centred(x: float, y: float, text: str, width: float, most: float, fill: str) -> str:
    """``text`` around ``x``, as large as fits into ``width``, cut if it would be too small to read."""
    size = max(LEAST_FACE, min(most, most * width / max(1.0, text_width(text, most))))
    return label(x, y, fitted((text,), width, size), fill, size, text_anchor="middle")


def _lines(x: float, y: float, text: str, width: float, size: float, fill: str) -> Iterator[str]:
    """``text`` around ``x`` from ``y`` downward, on as many lines as there is room for, the last one cut."""
    lines = wrapped(text, width, size)
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], "".join(lines[MOST_LINES - 1 :])]
    for number, words in enumerate(lines):
        shown = fitted((words,), width, size)
        yield label(x, y + number * LINE * size, shown, fill, size, text_anchor="middle")


def _standing(batch: Batch, witnesses: Mapping[str, Witness]) -> Iterator[str]:
    """The front row stands nearest to the table, so the last row is drawn first.

    The name stands above the post, so that however long the post is the name can be read.
    """
    for number, row in enumerate(reversed(batch.rows)):
        width = min(130.0, (WIDTH - 2 * MARGIN) / len(row))
        left, y = (WIDTH - width * len(row)) / 2, HEAD + number * ROW
        for k, name in enumerate(row):
            x, witness = left + (k + 0.5) * width, witnesses[name]
            yield rectangle(x - width / 2 + 3, y + 4, width - 6, ROW - 10, PAPER, stroke=EVENT, rx=6)
            yield _centred(x, y + 22, one_line(witness.name), width - 12, NAME, INK)
            yield from _lines(x, y + 37, one_line(witness.post), width - 10, POST, SUBTLE)


def _table(
    rows: Sequence[SigningRow], seats: int, y: float, layout: Layout, language: Language
) -> Iterator[str]:
    """Facing the audience the left hand is on the audience's right: 甲方 at the left sits there."""
    width = (WIDTH - 2 * MARGIN) / seats
    yield rectangle(MARGIN, y, WIDTH - 2 * MARGIN, TABLE - 8, RULE, rx=4)
    host_first = layout.host_at is Hand.RIGHT
    for row in rows:
        left, half = MARGIN + (row.place - 1) * width, width / 2
        sides = [("host", row.host_name, HOST), ("company", row.signer_name, COMPANY)]
        for k, (side, name, shade) in enumerate(sides if host_first else reversed(sides)):
            x = left + k * half
            yield rectangle(x + 2, y + 6, half - 4, TABLE - 20, shade, rx=4)
            yield _centred(x + half / 2, y + 26, name, half - 8, NAME, PAPER)
            mark = say(f"ceremony.picture.{side}", language)
            yield label(x + half / 2, y + 44, mark, PAPER, SMALL, text_anchor="middle")
        words = f"{row.place} {row.title}"
        yield from _lines(left + half, y + TABLE + 6, words, width - 6, SMALL, INK)
        yield _centred(left + half, y + TABLE + 36, row.amount, width - 6, SMALL, SUBTLE)
