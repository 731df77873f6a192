"""A paper without a cover as Word file and as PDF: run sheets, scripts, agendas, minutes."""

from io import BytesIO

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from api.documents import paper
from api.documents.archive import repacked
from api.documents.content import OfficialPaper
from api.documents.docx_imprint import name_fallback_faces, stamp
from api.documents.docx_page import off_the_grid, official_document, set_face
from api.documents.docx_section import print_section
from api.documents.legible import one_line
from api.documents.paper_typst import pdf_of


def paper_docx(page: OfficialPaper) -> bytes:
    """The paper as .docx; equal papers make equal bytes (dated by ``made_at``, parts in order)."""
    document = official_document(page.footer)
    document.sections[0].different_first_page_header_footer = False
    title = document.add_paragraph(style="Title")
    set_face(title.add_run(page.title).font, paper.TITLE_FACE, paper.HEADLINE_PT)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Mm(4)
    off_the_grid(title)
    if page.subtitle:
        below = document.add_paragraph()
        below.alignment = WD_ALIGN_PARAGRAPH.CENTER
        set_face(below.add_run(page.subtitle).font, paper.SUBHEADING_FACE, paper.BODY_PT)
        below.paragraph_format.space_after = Pt(paper.BODY_PT / 2)
    for section in page.sections:
        print_section(document, section)
    stamp(document, one_line(page.title), page.made_at, page.language)
    name_fallback_faces(document)
    buffer = BytesIO()
    document.save(buffer)
    return repacked(buffer.getvalue())


def paper_pdf(page: OfficialPaper) -> bytes:
    """The paper as tagged PDF; equal papers make equal bytes."""
    return pdf_of(page.model_dump(mode="json", exclude={"made_at"}), page.made_at)
