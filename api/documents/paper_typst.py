"""Papers to PDF and drawings to PNG, by typst."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files

from api.documents import paper
from api.documents.content import Picture
from api.documents.docx_table import LABEL_MM
from api.documents.typesetting import typeset

DOTS_AN_INCH = 300


@cache
def _template(name: str) -> bytes:
    return files(__package__).joinpath(name).read_bytes()


def measures(
    pitch_pt: float = paper.LINE_PITCH_TWIPS / 20, body_pt: float = paper.BODY_PT
) -> dict[str, float]:
    """The measures of an official paper, as our templates read them."""
    return {
        "top_mm": paper.MARGIN_TOP_MM,
        "bottom_mm": paper.MARGIN_BOTTOM_MM,
        "left_mm": paper.MARGIN_LEFT_MM,
        "right_mm": paper.MARGIN_RIGHT_MM,
        "text_width_mm": paper.TEXT_WIDTH_MM,
        "label_mm": LABEL_MM,
        "pitch_pt": pitch_pt,
        "tracking_pt": paper.TRACKING_TWIPS / 20,
        "title_pt": paper.TITLE_PT,
        "headline_pt": paper.HEADLINE_PT,
        "body_pt": body_pt,
        "table_pt": paper.TABLE_PT,
        "note_pt": paper.NOTE_PT,
    }


def pdf_of(content: Mapping[str, object], made_at: datetime) -> bytes:
    """Tagged PDF by ``handbook.typ``, dated ``made_at``.

    The content travels as JSON: typst reads strings out of it, so no text in it is ever code.
    """
    inputs = {"content": json.dumps(content, ensure_ascii=True), "paper": json.dumps(measures())}
    [pdf] = typeset(_template("handbook.typ"), inputs, int(made_at.timestamp()))
    return pdf


def png_of(picture: Picture) -> bytes:
    """The drawing as PNG at its width."""
    inputs = {"svg": picture.svg, "width_mm": str(picture.width_mm)}
    [png] = typeset(_template("drawing.typ"), inputs, 0, "png", DOTS_AN_INCH)
    return png
