from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from api.documents.handbook import handbook
from api.documents.handbook_docx import handbook_docx
from api.documents.legible import legible, one_line
from tests.api.documents.hostile import EVERYTHING, LONG, hostile_season
from tests.api.documents.reading import GOLDEN, strings_of, text_of_docx, without_space
from tests.api.documents.sample import PLAN, SEASON

TRIPS = [trip.id for trip in PLAN.trips]


@cache
def _file(trip: str = "t01") -> bytes:
    return handbook_docx(handbook(SEASON, PLAN, trip))


def _part(name: str) -> etree._Element:
    with ZipFile(BytesIO(_file())) as archive:
        return etree.fromstring(archive.read(name))


@pytest.mark.parametrize("trip", TRIPS)
def test_the_text_of_the_handbook_is_the_golden_text(trip: str) -> None:
    assert text_of_docx(_file(trip)) == (GOLDEN / f"{trip}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("trip", TRIPS)
def test_every_text_of_the_content_is_printed_once_and_in_order(trip: str) -> None:
    book = handbook(SEASON, PLAN, trip)
    # The golden text joins cells with " | " and lines of a cell with " / "; neither occurs in the sample.
    printed = without_space(text_of_docx(_file(trip)).replace(" | ", " ").replace(" / ", " "))
    assert printed.replace("|", "") == "".join(strings_of(book))


def test_the_page_is_that_of_official_documents() -> None:
    page = Document(BytesIO(_file())).sections[0]
    sizes = [page.page_width, page.page_height, page.top_margin, page.bottom_margin]
    sizes += [page.left_margin, page.right_margin]
    # A length in Word is a whole number of twentieths of a point: 0.0176 mm.
    assert [round((size or 0) / Mm(1)) for size in sizes] == [210, 297, 37, 35, 28, 26]
    (grid,) = _part("word/document.xml").iter(qn("w:docGrid"))
    # 225 mm = 12,755 twentieths of a point, over 22 lines: 579.8
    assert grid.get(qn("w:linePitch")) == "579"


def test_every_run_names_its_east_asian_face_or_takes_that_of_its_style() -> None:
    styles = {
        style.get(qn("w:styleId")): faces.get(qn("w:eastAsia"))
        for style in _part("word/styles.xml").iter(qn("w:style"))
        for faces in style.iter(qn("w:rFonts"))
        if style.get(qn("w:type")) == "paragraph"
    }
    named = {name: styles[name] for name in ("Normal", "Title", "Heading1", "Heading2", "TableText")}
    assert named == {
        "Normal": "仿宋_GB2312",
        "Title": "方正小标宋简体",
        "Heading1": "黑体",
        "Heading2": "楷体_GB2312",
        "TableText": "仿宋_GB2312",
    }
    runs = {faces.get(qn("w:eastAsia")) for faces in _part("word/document.xml").iter(qn("w:rFonts"))}
    assert runs == {"仿宋_GB2312", "黑体"}


def test_a_face_that_is_missing_has_a_substitute() -> None:
    substitutes = {
        font.get(qn("w:name")): name.get(qn("w:val"))
        for font in _part("word/fontTable.xml").iter(qn("w:font"))
        for name in font.iter(qn("w:altName"))
    }
    assert substitutes["方正小标宋简体"] == "华文中宋"
    assert substitutes["仿宋_GB2312"] == "仿宋"


def test_every_table_with_a_header_repeats_it_and_no_row_breaks() -> None:
    body = _part("word/document.xml")
    # 1 delegation + 3 days + transport + lodging + 2 of contacts
    assert len(list(body.iter(qn("w:tblHeader")))) == 8
    _cover, *tables = body.iter(qn("w:tbl"))
    rows = sum(1 for table in tables for _ in table.iter(qn("w:tr")))
    assert rows == sum(1 for table in tables for _ in table.iter(qn("w:cantSplit")))


def test_pages_are_numbered_odd_right_even_left_and_the_cover_is_not() -> None:
    page = Document(BytesIO(_file())).sections[0]
    assert page.different_first_page_header_footer
    assert [footer.paragraphs[0].alignment for footer in (page.footer, page.even_page_footer)] == [2, 0]
    codes = [code.text for code in page.footer.paragraphs[0]._p.iter(qn("w:instrText"))]
    assert (codes, page.footer.paragraphs[0].text) == (["PAGE"], "—  —")
    assert page.first_page_footer.paragraphs[0].text == ""


def test_the_file_is_dated_by_the_plan_and_its_parts_by_nothing() -> None:
    file = _file()
    properties = Document(BytesIO(file)).core_properties
    # 2027-02-20 10:00 in Shanghai is 02:00 UTC.
    assert str(properties.created) == str(properties.modified) == "2027-02-20 02:00:00+00:00"
    assert (properties.author, properties.comments) == ("zhaoshang", "")
    with ZipFile(BytesIO(file)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = archive.namelist()
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert names[2:] == sorted(names[2:])
    assert "docProps/thumbnail.jpeg" not in names


@pytest.mark.parametrize("text", [EVERYTHING, LONG], ids=["everything", "long"])
def test_hostile_text_stays_text(text: str) -> None:
    book = handbook(hostile_season(text), PLAN, "t01")
    printed = text_of_docx(handbook_docx(book))
    assert f"拜访{one_line(text)}" in printed
    assert legible(text).strip().replace("\n", " / ") in printed
