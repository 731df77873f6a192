"""The papers of ceremonies and meetings as they are printed."""

from functools import cache
from io import BytesIO

import pytest
from docx import Document

from api.documents.content import OfficialPaper
from api.documents.legible import legible
from api.documents.official_paper import paper_docx, paper_pdf
from tests.api.documents.ceremony import MADE_AT, papers
from tests.api.documents.hostile import EVERYTHING
from tests.api.documents.processes import printed_in_two
from tests.api.documents.reading import (
    GOLDEN,
    NEEDS_POPPLER,
    missing_in_order,
    text_of_docx,
    text_of_pdf,
    without_space,
)

PAPERS = papers()
MAKE_ALL = """
from hashlib import sha256
from api.documents.official_paper import paper_docx, paper_pdf
from tests.api.documents.ceremony import papers

made = papers()
print([sha256(paper_docx(made[name])).hexdigest() for name in ("batch_plan_zh", "agenda_zh")])
print(sha256(paper_pdf(made["batch_plan_zh"])).hexdigest())
"""


@cache
def _text(name: str) -> str:
    return text_of_docx(paper_docx(PAPERS[name]))


@pytest.mark.parametrize("name", PAPERS)
def test_the_text_of_a_paper_is_the_golden_text(name: str) -> None:
    assert _text(name) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@NEEDS_POPPLER
@pytest.mark.parametrize("name", ["script_zh", "agenda_en", "batch_plan_zh"])
def test_word_and_pdf_say_the_same(name: str) -> None:
    page = PAPERS[name]
    needles = [without_space(page.title), without_space(page.subtitle)]
    needles += [without_space(section.heading) for section in page.sections if section.heading]
    assert missing_in_order(needles, text_of_pdf(paper_pdf(page))) == []


def test_a_paper_without_a_cover_numbers_its_first_page_too() -> None:
    page = Document(BytesIO(paper_docx(PAPERS["agenda_zh"]))).sections[0]
    assert not page.different_first_page_header_footer
    assert "会议" in Document(BytesIO(paper_docx(PAPERS["agenda_zh"]))).core_properties.title


def test_a_picture_stands_in_the_file_with_words_for_who_cannot_see_it() -> None:
    shapes = Document(BytesIO(paper_docx(PAPERS["batch_plan_zh"]))).inline_shapes
    words = [shape._inline.docPr.get("descr") for shape in shapes]
    assert words == ["第1批签约席与站位图", "第2批签约席与站位图", "第3批签约席与站位图"]


def test_equal_papers_have_equal_bytes_in_every_process() -> None:
    first, second = printed_in_two(MAKE_ALL)
    assert first == second


def test_hostile_text_stays_text() -> None:
    page = OfficialPaper(title=EVERYTHING, footer=EVERYTHING, made_at=MADE_AT, sections=())
    printed = without_space(text_of_docx(paper_docx(page)))
    assert without_space(legible(EVERYTHING)) in printed
    assert paper_pdf(page).startswith(b"%PDF")
