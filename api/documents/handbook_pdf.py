"""The handbook as PDF, set by typst with faces that come with the program, none of the machine's own."""

import json
from functools import cache
from importlib.resources import files

from api.documents import paper
from api.documents.content import Handbook
from api.documents.docx_table import LABEL_MM
from api.documents.typesetting import typeset


@cache
def _template() -> bytes:
    return files(__package__).joinpath("handbook.typ").read_bytes()


def _content(handbook: Handbook) -> str:
    """The handbook as JSON: typst reads strings out of it, so no text in it is ever code."""
    sections = [section.model_dump(mode="json") for section in handbook.sections]
    content = handbook.model_dump(mode="json", include={"language", "footer", "cover"}) | {
        "sections": sections
    }
    return json.dumps(content, ensure_ascii=True)


def _paper() -> str:
    return json.dumps(
        {
            "top_mm": paper.MARGIN_TOP_MM,
            "bottom_mm": paper.MARGIN_BOTTOM_MM,
            "left_mm": paper.MARGIN_LEFT_MM,
            "right_mm": paper.MARGIN_RIGHT_MM,
            "text_width_mm": paper.TEXT_WIDTH_MM,
            "label_mm": LABEL_MM,
            "pitch_pt": paper.LINE_PITCH_TWIPS / 20,
            "tracking_pt": paper.TRACKING_TWIPS / 20,
            "title_pt": paper.TITLE_PT,
            "body_pt": paper.BODY_PT,
            "table_pt": paper.TABLE_PT,
            "note_pt": paper.NOTE_PT,
        }
    )


def handbook_pdf(handbook: Handbook) -> bytes:
    """The handbook as tagged PDF; equal handbooks make equal bytes (the creation date is ``made_at``)."""
    inputs = {"content": _content(handbook), "paper": _paper()}
    [pdf] = typeset(_template(), inputs, int(handbook.made_at.timestamp()))
    return pdf
