"""胸牌: badges with a QR code to check in by, eight on a sheet."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from io import BytesIO

import segno

from api.documents.legible import Legible, one_line
from api.documents.seating.words import post_caption, seat_words, spaced_name
from api.documents.typesetting import typeset
from api.texts import Language, say
from events.seating.errors import InvalidSeating
from events.seating.plan import SeatingPlan
from planner.errors import Fault
from planner.value import Value

# Of error correction M they make version 10: at 27 mm 57 modules of 0.42 mm, which telephones still read.
MOST_CODE_BYTES = 213


class Badge(Value):
    """What a badge says; ``code`` is the content of its QR code, ``seat`` where to sit, if that is known."""

    name: Legible
    organisation: Legible = ""
    post: Legible = ""
    seat: Legible = ""
    code: str


@cache
def _template() -> bytes:
    return files(__package__).joinpath("badges.typ").read_bytes()


def badges(
    plan: SeatingPlan,
    codes: Mapping[str, str],
    language: Language = "zh",
    wearers: Collection[str] | None = None,
) -> tuple[Badge, ...]:
    """A badge for everybody in seat order; ``codes`` is attendee id -> content of the QR code.

    ``wearers`` are those (ids) who wear one, None for everybody. Raises InvalidSeating
    (``badge_without_code``) for somebody of them without a code.
    """
    shown = [person for person in plan.in_seat_order() if wearers is None or person.id in wearers]
    missing = [person for person in shown if not codes.get(person.id)]
    if missing:
        raise InvalidSeating(Fault(code="badge_without_code", value=person.name) for person in missing)
    return tuple(
        Badge(
            name=spaced_name(person.name),
            organisation=one_line(person.organisation),
            post=post_caption(person),
            seat=seat_words(plan, placed, language),
            code=codes[person.id],
        )
        for placed, person in zip(plan.occupied(), plan.in_seat_order(), strict=True)
        if wearers is None or person.id in wearers
    )


def badges_pdf(title: str, sheet: Sequence[Badge], made_at: datetime, language: Language = "zh") -> bytes:
    """Sheets of eight badges in their order, under the event's ``title``.

    Raises InvalidSeating (``badge_code_too_long``) for a code of over 213 bytes in UTF-8.
    """
    content = {
        "title": say("seating.badge.title", language, title=one_line(title)),
        "event": one_line(title),
        "language": language,
        "scan": say("seating.badge.scan", language),
        "badges": [badge.model_dump(exclude={"code"}) | {"picture": _picture(badge)} for badge in sheet],
    }
    inputs = {"sheet": json.dumps(content, ensure_ascii=True)}
    [pdf] = typeset(_template(), inputs, int(made_at.timestamp()))
    return pdf


def _picture(badge: Badge) -> str:
    """The QR code (ISO/IEC 18004) as SVG, with the quiet zone of four modules."""
    size = len(badge.code.encode())
    if size > MOST_CODE_BYTES:
        detail = {"count": str(size), "most": str(MOST_CODE_BYTES)}
        raise InvalidSeating(Fault(code="badge_code_too_long", value=badge.name, detail=detail))
    buffer = BytesIO()
    segno.make(badge.code, error="m", micro=False).save(buffer, kind="svg", border=4, light="#fff")
    return buffer.getvalue().decode()
