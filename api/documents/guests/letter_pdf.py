"""Letters as PDF, a page a guest, each with his own code."""

import json
from functools import cache
from importlib.resources import files

from api.documents.guests.code_picture import code_svg
from api.documents.guests.letter import Letters
from api.documents.paper_typst import measures
from api.documents.typesetting import typeset


@cache
def _template() -> bytes:
    return files(__package__).joinpath("letter.typ").read_bytes()


def letters_pdf(letters: Letters) -> bytes:
    """The letters as tagged PDF; equal letters make equal bytes."""
    size = letters.size
    content = letters.model_dump(mode="json", exclude={"made_at"})
    content["paper"] = measures(size.pitch_pt, size.body_pt)
    for letter in content["letters"]:
        letter["code"] = code_svg(letter["link"])
    inputs = {"content": json.dumps(content, ensure_ascii=True)}
    [pdf] = typeset(_template(), inputs, int(letters.made_at.timestamp()))
    return pdf
