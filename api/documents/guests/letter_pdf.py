"""Letters as PDF, a page a guest, each with his own code."""

import json
from functools import cache
from importlib.resources import files

from api.documents import paper
from api.documents.docx_table import LABEL_MM
from api.documents.guests.code_picture import code_svg
from api.documents.guests.letter import Letters
from api.documents.guests.letter_size import LetterSize
from api.documents.typesetting import typeset


@cache
def _template() -> bytes:
    return files(__package__).joinpath("letter.typ").read_bytes()


def _paper(size: LetterSize) -> dict[str, float]:
    return {
        "top_mm": paper.MARGIN_TOP_MM,
        "bottom_mm": paper.MARGIN_BOTTOM_MM,
        "left_mm": paper.MARGIN_LEFT_MM,
        "right_mm": paper.MARGIN_RIGHT_MM,
        "text_width_mm": paper.TEXT_WIDTH_MM,
        "label_mm": LABEL_MM,
        "pitch_pt": size.pitch_pt,
        "tracking_pt": paper.TRACKING_TWIPS / 20,
        "headline_pt": paper.HEADLINE_PT,
        "body_pt": size.body_pt,
        "table_pt": paper.TABLE_PT,
        "note_pt": paper.NOTE_PT,
    }


def letters_pdf(letters: Letters) -> bytes:
    """The letters as tagged PDF; equal letters make equal bytes."""
    content = letters.model_dump(mode="json", exclude={"made_at"}) | {"paper": _paper(letters.size)}
    for letter in content["letters"]:
        letter["code"] = code_svg(letter["link"])
    inputs = {"content": json.dumps(content, ensure_ascii=True)}
    [pdf] = typeset(_template(), inputs, int(letters.made_at.timestamp()))
    return pdf
