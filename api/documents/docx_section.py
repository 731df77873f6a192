"""A section of a document in Word: its heading, its paragraphs, tables, forms and pictures."""

from io import BytesIO

from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt

from api.documents import paper
from api.documents.content import Block, Form, Picture, Section, Table
from api.documents.content import Paragraph as Words
from api.documents.docx_page import off_the_grid, set_face
from api.documents.docx_table import add_form, add_table
from api.documents.paper_typst import png_of


def print_section(document: DocumentType, section: Section) -> None:
    """Print the heading and everything below it."""
    if section.heading:
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
    elif isinstance(block, Picture):
        _print_picture(document, block)
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
        if block.style == "signature":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.paragraph_format.right_indent = Pt(2 * size_pt)
        elif block.style != "flush":
            paragraph.paragraph_format.first_line_indent = Pt(2 * size_pt)
        if block.style == "note":
            paragraph.paragraph_format.line_spacing = Pt(1.6 * size_pt)
            off_the_grid(paragraph)


def _print_picture(document: DocumentType, block: Picture) -> None:
    """Word shows SVG only of late: the drawing stands in the file as an image of 300 dots an inch."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing = 1.0
    off_the_grid(paragraph)
    shape = paragraph.add_run().add_picture(BytesIO(png_of(block)), width=Mm(block.width_mm))
    shape._inline.docPr.set("descr", block.shows)  # noqa: SLF001  (python-docx has no alternative text)
