"""The handbook as a Word file, in the customary faces and layout of official documents."""

from io import BytesIO

from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Row

from api.documents import paper
from api.documents.archive import repacked
from api.documents.content import Cover, Field, Handbook
from api.documents.docx_imprint import name_fallback_faces, stamp
from api.documents.docx_page import official_document, set_face
from api.documents.docx_section import print_section


def handbook_docx(handbook: Handbook) -> bytes:
    """The handbook as .docx; equal handbooks make equal bytes (dated by ``made_at``, parts in order)."""
    document = official_document(handbook.footer)
    _print_cover(document, handbook.cover)
    for section in handbook.sections:
        print_section(document, section)
    stamp(document, handbook.cover.title, handbook.made_at, handbook.language)
    name_fallback_faces(document)
    buffer = BytesIO()
    document.save(buffer)
    return repacked(buffer.getvalue())


def _print_cover(document: DocumentType, cover: Cover) -> None:
    mark = document.add_paragraph()
    set_face(mark.add_run(cover.mark).font, paper.HEADING_FACE, paper.BODY_PT)
    title = document.add_paragraph(style="Title")
    title.add_run(cover.title)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_before, title.paragraph_format.space_after = Mm(44), Mm(8)
    dates = document.add_paragraph(cover.dates)
    dates.alignment = WD_ALIGN_PARAGRAPH.CENTER
    dates.paragraph_format.space_after = Mm(24)
    grid = document.add_table(rows=len(cover.facts), cols=2)
    grid.autofit = False
    for row, fact in zip(grid.rows, cover.facts, strict=True):
        _print_fact(row, fact)
    imprint = document.add_paragraph(cover.imprint)
    imprint.alignment = WD_ALIGN_PARAGRAPH.CENTER
    imprint.paragraph_format.space_before = Mm(24)
    imprint.runs[-1].font.size = Pt(paper.PAGE_NUMBER_PT)


def _print_fact(row: _Row, fact: Field) -> None:
    """A line of the cover: the label to the right of its column, the value to the left of the next."""
    label, value = row.cells
    label.width, value.width = Mm(54), Mm(102)
    label.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    set_face(label.paragraphs[0].add_run(fact.label).font, paper.HEADING_FACE, paper.BODY_PT)
    value.paragraphs[0].add_run(fact.value)
