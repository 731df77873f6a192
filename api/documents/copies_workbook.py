"""合同文本清单 as a workbook: what lies at each place of the table, to be checked off."""

from openpyxl import Workbook

from api.documents.ceremony_papers import CeremonyPapers
from api.documents.legible import one_line
from api.documents.season_workbook import packed
from api.documents.sheet import Column, Content, write_list
from api.documents.signing_rows import SigningRow

_PENS_A_PLACE = 2
_COLUMNS = (
    ("batch", 8, False),
    ("place", 8, False),
    ("project", 40, True),
    ("parties", 48, True),
    ("copies", 10, False),
    ("pens", 8, False),
    ("checked", 10, False),
)


def copies_workbook(papers: CeremonyPapers) -> bytes:
    """A row a project at its place, the sums last; equal papers make equal bytes."""
    book = Workbook()
    sheet = book.worksheets[0]
    title = papers.say("ceremony.paper.copies_title", title=one_line(papers.programme.title))
    sheet.title = papers.say("ceremony.copies.sheet")
    columns = [
        Column(papers.say(f"ceremony.copies.{name}"), width, wrap=wrap) for name, width, wrap in _COLUMNS
    ]
    listed = [row for rows in papers.rows.values() for row in rows]
    copies = sum(row.copies for row in listed)
    total: list[Content] = [None, None, papers.say("ceremony.copies.total"), None]
    sums: list[Content] = [copies, _PENS_A_PLACE * len(listed), None]
    write_list(sheet, columns, [*(_line(row) for row in listed), [*total, *sums]])
    return packed(book, papers.made_at, one_line(title))


def _line(row: SigningRow) -> list[Content]:
    parties = f"{row.host_unit}\n{row.company}"
    return [row.batch, row.place, row.title, parties, row.copies, _PENS_A_PLACE, None]
