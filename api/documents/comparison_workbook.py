"""A what-if as a workbook: what is proven, and a sheet for each of its tables."""

from datetime import datetime

from openpyxl import Workbook

from api.documents.season_comparison import WhatIf
from api.documents.season_workbook import packed
from api.documents.sheet import Column, put, write_list
from api.texts import Language, say

_NARROW, _WIDE = 22, 44


def comparison_workbook(found: WhatIf, made_at: datetime, language: Language = "zh") -> bytes:
    """The bytes; equal comparisons and ``made_at`` make equal ones."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = say("comparison.sheet.verdict", language)
    put(first, 1, 1, found.title)
    put(first, 2, 1, found.verdict)
    first.column_dimensions["A"].width = 2 * _WIDE
    for section in found.sections:
        columns = [
            Column(heading, _NARROW if number < 2 else _WIDE, wrap=number >= 2)
            for number, heading in enumerate(section.columns)
        ]
        write_list(book.create_sheet(section.heading), columns, section.rows)
    return packed(book, made_at, found.title)
