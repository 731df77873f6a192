"""The handbook as a Word file, in the customary faces and layout of official documents."""

from io import BytesIO

from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt
from docx.table import _Row

from api.documents import paper
from api.documents.archive import repacked
from api.documents.content import Block, Cover, Field, Form, Handbook, Section, Table
from api.documents.content import Paragraph as Words
from api.documents.docx_imprint import name_fallback_faces, stamp
from api.documents.docx_page import off_the_grid, official_document, set_face
from api.documents.docx_table import add_form, add_table


def handbook_docx(handbook: Handbook) -> bytes:
    """The handbook as .docx; equal handbooks make equal bytes (dated by ``made_at``, parts in order)."""
    document = official_document(handbook.footer)
    _print_cover(document, handbook.cover)
    for section in handbook.sections:
        _print_section(document, section)
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


def _print_section(document: DocumentType, section: Section) -> None:
    heading = document.add_paragraph(section.heading, style=f"Heading {section.level}")
    heading.paragraph_format.page_break_before = section.new_page
    heading.paragraph_format.first_line_indent = Pt(2 * paper.BODY_PT)
    for block in section.blocks:
        _print_block(document, block)


def _print_block(document: DocumentType, block: Block) -> None:
    if isinstance(block, Table):
        add_table(document, block)
        _gap(document)
    elif isinstance(block, Form):
        add_form(document, block)
        _gap(document)
    else:
        _print_paragraph(document, block)


def _gap(document: DocumentType) -> None:
    """Word joins tables that touch; a thin empty line keeps them apart."""
    gap = document.add_paragraph()
    gap.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    gap.paragraph_format.line_spacing = Pt(6)
    off_the_grid(gap)


def _print_paragraph(document: DocumentType, block: Words) -> None:
    for line in block.text.split("\n"):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(line)
        size_pt = paper.NOTE_PT if block.style == "note" else paper.BODY_PT
        set_face(run.font, paper.BODY_FACE, size_pt)
        paragraph.paragraph_format.first_line_indent = Pt(2 * size_pt)
        if block.style == "note":
            paragraph.paragraph_format.line_spacing = Pt(1.6 * size_pt)
            off_the_grid(paragraph)
