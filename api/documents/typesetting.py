"""Typst: papers to PDF and drawings to PNG, in faces that come with the program, none of the machine's."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import as_file, files

import typst

from api.documents import paper
from api.documents.content import Picture
from api.documents.docx_table import LABEL_MM

FACES = "pylopdf_fonts_zh_cn"
DOTS_AN_INCH = 300


@cache
def _template(name: str) -> bytes:
    return files(__package__).joinpath(name).read_bytes()


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
            "headline_pt": paper.HEADLINE_PT,
            "body_pt": paper.BODY_PT,
            "table_pt": paper.TABLE_PT,
            "note_pt": paper.NOTE_PT,
        }
    )


@cache
def _faces() -> typst.Fonts:
    """The packaged faces, read once: together they are 17 MB."""
    with as_file(files(FACES)) as folder:
        return typst.Fonts(include_system_fonts=False, font_paths=[folder])


def pdf_of(content: Mapping[str, object], made_at: datetime) -> bytes:
    """Tagged PDF by ``handbook.typ``, dated ``made_at``.

    The content travels as JSON: typst reads strings out of it, so no text in it is ever code.
    """
    compiler = typst.Compiler(
        font_paths=_faces(),
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(content, ensure_ascii=True), "paper": _paper()},
    )
    pdf = compiler.compile(_template("handbook.typ"), format="pdf", timestamp=int(made_at.timestamp()))
    assert isinstance(pdf, bytes)  # noqa: S101  (one file of bytes where no output is named)
    return pdf


def png_of(picture: Picture) -> bytes:
    """The drawing as PNG at its width."""
    compiler = typst.Compiler(
        font_paths=_faces(),
        ignore_system_fonts=True,
        sys_inputs={"svg": picture.svg, "width_mm": str(picture.width_mm)},
    )
    png = compiler.compile(_template("drawing.typ"), format="png", ppi=DOTS_AN_INCH)
    assert isinstance(png, bytes)  # noqa: S101  (one page of bytes)
    return png
