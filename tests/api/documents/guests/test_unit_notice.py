from api.documents.content import OfficialPaper, Paragraph, Table
from api.documents.guests.unit_notice import UnitQuota, unit_notice
from api.documents.legible import legible
from api.documents.official_paper import paper_docx, paper_pdf
from tests.api.documents.guests.sample import FACTS, MADE_AT, QUOTAS
from tests.api.documents.hostile import EVERYTHING
from tests.api.documents.reading import (
    NEEDS_POPPLER,
    missing_in_order,
    strings_of_paper,
    text_of_docx,
    text_of_pdf,
    without_space,
)


def _table(page: OfficialPaper) -> Table:
    return next(b for section in page.sections for b in section.blocks if isinstance(b, Table))


def _first(page: OfficialPaper) -> str:
    block = page.sections[0].blocks[0]
    assert isinstance(block, Paragraph)
    return block.text


def test_each_unit_reads_its_quota_and_its_day() -> None:
    assert [row.cells for row in _table(unit_notice(FACTS, QUOTAS, MADE_AT)).rows] == [
        ("德感工业园管委会", "不少于10人", "不限", "2026年4月10日（星期五）"),
        ("区农业农村委", "3—5人", "专家", "2026年4月13日（星期一）"),
        ("双福工业园管委会", "不超过8人", "不限", "另行通知"),
    ]
    exact = unit_notice(FACTS, [UnitQuota("甲", 2, 2)], MADE_AT)
    assert _table(exact).rows[0].cells[1] == "2人"


def test_a_few_units_are_addressed_by_name_and_many_together() -> None:
    assert _first(unit_notice(FACTS, QUOTAS, MADE_AT)) == "德感工业园管委会、区农业农村委、双福工业园管委会："
    twice = [UnitQuota("甲", 1, None, "专家"), UnitQuota("甲", 1, None, "媒体")]
    assert _first(unit_notice(FACTS, twice, MADE_AT)) == "甲："
    many = [UnitQuota(f"单位{n}", 1, None) for n in range(7)]
    assert _first(unit_notice(FACTS, many, MADE_AT)) == "各有关单位："


def test_parts_that_are_empty_are_left_out_and_the_rest_numbered_on() -> None:
    bare = FACTS.model_copy(update={"agenda": "", "costs": "", "contact": ""})
    headings = [section.heading for section in unit_notice(bare, QUOTAS, MADE_AT).sections if section.heading]
    assert headings == ["一、活动安排", "二、名额与报送时间", "智能农机企业家联谊会回执"]


def test_widths_fill_the_text() -> None:
    for section in unit_notice(FACTS, QUOTAS, MADE_AT).sections:
        for block in section.blocks:
            if isinstance(block, Table):
                assert sum(block.widths_mm) == 156


@NEEDS_POPPLER
def test_word_and_pdf_say_the_same() -> None:
    page = unit_notice(FACTS, QUOTAS, MADE_AT)
    wanted = strings_of_paper(page)
    assert missing_in_order(wanted, without_space(text_of_docx(paper_docx(page)).replace(" | ", ""))) == []
    assert missing_in_order(wanted, text_of_pdf(paper_pdf(page))) == []


def test_hostile_words_stay_words() -> None:
    text = legible(EVERYTHING)
    hostile = FACTS.model_copy(
        update=dict.fromkeys(("title", "host", "background", "venue", "agenda", "costs", "contact"), text)
    )
    page = unit_notice(hostile, [UnitQuota(EVERYTHING, 1, None, EVERYTHING)], MADE_AT)
    assert text_of_docx(paper_docx(page)).count("#panic") >= 9
    assert paper_pdf(page).startswith(b"%PDF")
