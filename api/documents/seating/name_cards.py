"""桌签: cards that stand on the table, readable from both sides, printed in the order they are laid out."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files

from api.documents.legible import Legible, one_line
from api.documents.seating.words import seat_words, spaced_name
from api.documents.typesetting import typeset
from api.texts import Language, say
from events.seating.attendee import Side
from events.seating.plan import SeatingPlan
from planner.value import Value


class NameCard(Value):
    """What a card says: a ``name`` as printed, above it an ``organisation`` or none, and its ``seat``."""

    name: Legible
    organisation: Legible = ""
    seat: Legible = ""


@cache
def _template() -> bytes:
    return files(__package__).joinpath("cards.typ").read_bytes()


def name_cards(plan: SeatingPlan, language: Language = "zh") -> tuple[NameCard, ...]:
    """A card for everybody, in seat order: hosts by name alone, guests with their organisation above."""
    cards = []
    for placed in plan.occupied():
        person = plan.by_id[str(placed.seat.attendee)]
        guest = person.side is Side.GUEST
        cards.append(
            NameCard(
                name=spaced_name(person.name),
                organisation=one_line(person.organisation) if guest else "",
                seat=seat_words(plan, placed, language),
            )
        )
    return tuple(cards)


def name_cards_pdf(
    title: str, cards: Sequence[NameCard], made_at: datetime, language: Language = "zh"
) -> bytes:
    """An A4 page a card, to be folded in three; long organisations are set as small as their line needs."""
    sheet = {
        "title": say("seating.card.title", language, title=one_line(title)),
        "language": language,
        "fold": say("seating.card.fold", language),
        "cards": [card.model_dump() for card in cards],
    }
    inputs = {"sheet": json.dumps(sheet, ensure_ascii=True)}
    [pdf] = typeset(_template(), inputs, int(made_at.timestamp()))
    return pdf
