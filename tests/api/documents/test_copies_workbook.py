"""The list of contract copies as a workbook."""

from io import BytesIO

from openpyxl import load_workbook

from api.documents.copies_workbook import copies_workbook
from tests.api.documents.ceremony import PAPERS


def test_it_holds_the_rows_of_the_ceremony_and_their_sums() -> None:
    book = load_workbook(BytesIO(copies_workbook(PAPERS)))
    header, *rows, total = book.worksheets[0].iter_rows(values_only=True)
    assert header == ("批次", "席位", "项目", "甲方／乙方", "份数", "签字笔", "核对")
    listed = [row for batch in PAPERS.rows.values() for row in batch]
    assert rows == [
        (row.batch, row.place, row.title, f"{row.host_unit}\n{row.company}", row.copies, 2, None)
        for row in listed
    ]
    assert total == (None, None, "合计", None, sum(row.copies for row in listed), 2 * len(listed), None)


def test_equal_ceremonies_make_equal_bytes() -> None:
    assert copies_workbook(PAPERS) == copies_workbook(PAPERS._replace())
    assert copies_workbook(PAPERS) != copies_workbook(PAPERS._replace(language="en"))
