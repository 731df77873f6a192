"""Equal data, equal bytes: whatever the process, its hash seed, its zone and its clock."""

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from api.documents.archive import repacked
from tests.api.documents.processes import printed_in_two

MAKE_ALL = """
from hashlib import sha256
from api.documents.handbook import handbook
from api.documents.handbook_docx import handbook_docx
from api.documents.handbook_pdf import handbook_pdf
from api.documents.season_svg import season_svg
from api.documents.season_workbook import season_workbook
from tests.api.documents.sample import PLAN, SEASON

book = handbook(SEASON, PLAN, "t01")
made = (handbook_docx(book), handbook_pdf(book), season_workbook(SEASON, PLAN), season_svg(SEASON, PLAN))
print([sha256(file).hexdigest() for file in made])
"""


def test_every_document_has_the_same_bytes_in_every_process() -> None:
    first, second = printed_in_two(MAKE_ALL)
    assert first == second


def test_an_archive_is_packed_the_same_whatever_the_order_and_date_of_its_parts() -> None:
    def archive(*names: str, year: int) -> bytes:
        buffer = BytesIO()
        with ZipFile(buffer, "w", ZIP_STORED) as target:
            for name in names:
                target.writestr(ZipInfo(name, (year, 1, 1, 0, 0, 0)), name)
        return buffer.getvalue()

    first = repacked(archive("word/b.xml", "[Content_Types].xml", "word/a.xml", year=2001))
    second = repacked(archive("word/a.xml", "word/b.xml", "[Content_Types].xml", year=2020))
    assert first == second
    with ZipFile(BytesIO(first)) as packed:
        assert packed.namelist() == ["[Content_Types].xml", "word/a.xml", "word/b.xml"]
        assert packed.read("word/a.xml") == b"word/a.xml"
