"""Documents read back as text, the way a reader meets it."""

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from api.documents.content import Block, Handbook, OfficialPaper, Picture
from api.documents.content import Form as FormBlock
from api.documents.content import Table as TableBlock

GOLDEN = Path(__file__).parent / "golden"
NEEDS_POPPLER = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="needs pdftotext: apt-get install -y poppler-utils"
)


def _line(cells: list[str]) -> str:
    return " | ".join(cell.replace("\n", " / ") for cell in cells).rstrip()


def _cells(row: _Row) -> list[str]:
    """The texts of a row, a merged cell once."""
    seen = dict.fromkeys(cell._tc for cell in row.cells)
    by_element = {cell._tc: cell.text for cell in row.cells}
    return [by_element[element] for element in seen]


def text_of_docx(file: bytes) -> str:
    """Paragraphs and rows of tables in the order of the page, a line each, empty paragraphs left out."""
    lines = []
    for item in Document(BytesIO(file)).iter_inner_content():
        if isinstance(item, Paragraph) and item.text:
            lines.append(item.text)
        elif isinstance(item, Table):
            lines += [_line(_cells(row)) for row in item.rows]
    return "\n".join(lines) + "\n"


def _strings(block: Block) -> list[str]:
    if isinstance(block, TableBlock):
        return [*block.header, *(cell for row in block.rows for cell in row.cells)]
    if isinstance(block, FormBlock):
        return [text for row in block.rows for field in row.fields for text in (field.label, field.value)]
    return [block.shows] if isinstance(block, Picture) else [block.text]


def strings_of(handbook: Handbook) -> list[str]:
    """Every text of the handbook in the order it is printed, without white space, empty ones left out."""
    cover = handbook.cover
    texts = [cover.mark, cover.title, cover.dates]
    texts += [text for fact in cover.facts for text in (fact.label, fact.value)] + [cover.imprint]
    for section in handbook.sections:
        texts += [section.heading, *(text for block in section.blocks for text in _strings(block))]
    return [tight for text in texts if (tight := without_space(text))]


def strings_of_paper(page: OfficialPaper) -> list[str]:
    """Every text of a paper in the order it is printed, without white space, empty ones left out."""
    texts = [page.title, page.subtitle]
    for section in page.sections:
        texts += [section.heading, *(text for block in section.blocks for text in _strings(block))]
    return [tight for text in texts if (tight := without_space(text))]


def without_space(text: str) -> str:
    """``text`` without any white space: where lines break depends on faces."""
    return re.sub(r"\s+", "", text)


def text_of_pdf(file: bytes) -> str:
    """The text of a PDF in the order it was written, without white space."""
    arguments = ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"]
    done = subprocess.run(arguments, input=file, capture_output=True, check=True)
    return without_space(done.stdout.decode())


def missing_in_order(needles: list[str], text: str) -> list[str]:
    """The first of ``needles`` that does not follow its predecessor in ``text``; nothing if all do."""
    place = 0
    for needle in needles:
        found = text.find(needle, place)
        if found < 0:
            return [needle]
        place = found + len(needle)
    return []
