"""Tables and forms in Word: fixed widths, thin rules, a header that repeats, rows that do not break."""

from typing import Any

from docx.document import Document as DocumentType
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docx.table import Table as DocxTable
from docx.table import _Cell, _Row

from api.documents import paper
from api.documents.content import Form, Row, Table
from api.documents.docx_page import TABLE_STYLE, new_element, set_face

SHADE = "F1F3F5"
LABEL_MM = 30
PADDING_MM = 1.4


def _shade(cell: _Cell) -> None:
    element: Any = cell._element  # noqa: SLF001  (python-docx has no shading)
    element.get_or_add_tcPr().append(new_element("w:shd", val="clear", color="auto", fill=SHADE))


def write_cell(cell: _Cell, text: str, *, strong: bool = False, centred: bool = False) -> None:
    """Put ``text`` into an empty cell, a paragraph for each of its lines."""
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.style = TABLE_STYLE
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        face = paper.HEADING_FACE if strong else paper.BODY_FACE
        set_face(paragraph.add_run(line).font, face, paper.TABLE_PT)


def _row_flag(row: _Row, tag: str) -> None:
    row._tr.get_or_add_trPr().append(new_element(tag))  # noqa: SLF001


def _grid(document: DocumentType, rows: int, widths_mm: tuple[float, ...]) -> DocxTable:
    table: DocxTable = document.add_table(rows=rows, cols=len(widths_mm), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        _row_flag(row, "w:cantSplit")
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)
    margins = new_element("w:tblCellMar")
    for side, width_mm in (("top", 0.8), ("left", PADDING_MM), ("bottom", 0.8), ("right", PADDING_MM)):
        margins.append(new_element(f"w:{side}", w=round(width_mm / 25.4 * 1_440), type="dxa"))
    table._tblPr.insert_element_before(margins, "w:tblLook")  # noqa: SLF001
    return table


def _least_height(row: _Row, height_mm: int) -> None:
    if height_mm:
        row.height, row.height_rule = Mm(height_mm), WD_ROW_HEIGHT_RULE.AT_LEAST


def add_table(document: DocumentType, table: Table) -> None:
    """Print a table; its first row repeats on every page it reaches."""
    grid = _grid(document, len(table.rows) + 1, tuple(float(width) for width in table.widths_mm))
    _row_flag(grid.rows[0], "w:tblHeader")
    for cell, text in zip(grid.rows[0].cells, table.header, strict=True):
        _shade(cell)
        write_cell(cell, text, strong=True, centred=True)
    for line, row in zip(grid.rows[1:], table.rows, strict=True):
        _write_row(line, row, table.centred)


def _write_row(line: _Row, row: Row, centred: tuple[int, ...]) -> None:
    _least_height(line, row.height_mm)
    for number, (cell, text) in enumerate(zip(line.cells, row.cells, strict=True)):
        write_cell(cell, text, strong=row.strong, centred=number in centred)


def add_form(document: DocumentType, form: Form) -> None:
    """Print a form on a grid of label, value, label, value; a field alone in its row spans the rest."""
    value_mm = paper.TEXT_WIDTH_MM / 2 - LABEL_MM
    grid = _grid(document, len(form.rows), (LABEL_MM, value_mm, LABEL_MM, value_mm))
    for line, row in zip(grid.rows, form.rows, strict=True):
        _least_height(line, row.height_mm)
        cells = line.cells
        for number, field in enumerate(row.fields):
            label, value = cells[2 * number], cells[2 * number + 1]
            if len(row.fields) == 1:
                value = value.merge(cells[3])
            _shade(label)
            write_cell(label, field.label, strong=True, centred=True)
            write_cell(value, field.value)
    for line in grid.rows[:-1]:  # a form that fits on a page is not torn apart
        for cell in line.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True
