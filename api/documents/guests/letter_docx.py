"""Letters as a Word file, a page a guest, in the customary faces and layout of official documents."""

from io import BytesIO

from docx.document import Document as DocumentType
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from api.documents import paper
from api.documents.archive import repacked
from api.documents.docx_imprint import name_fallback_faces, stamp
from api.documents.docx_page import TABLE_STYLE, off_the_grid, official_document, set_face
from api.documents.docx_table import add_form
from api.documents.guests.code_picture import code_png
from api.documents.guests.letter import Letter, Letters, Part
from api.documents.guests.letter_size import LetterSize

CODE_MM = 32
_LINK_PT = 9.0
_SIGN_WIDTHS = (Mm(CODE_MM + 6), Mm(paper.TEXT_WIDTH_MM - CODE_MM - 6))


def letters_docx(letters: Letters) -> bytes:
    """The letters as .docx; equal letters make equal bytes (dated by ``made_at``, parts in order)."""
    document = official_document("")
    _take_numbers_away(document)
    _set_size(document, letters.size)
    for number, letter in enumerate(letters.letters):
        _print_letter(document, letter, letters.size, new_page=number > 0)
    stamp(document, letters.title, letters.made_at, letters.language)
    name_fallback_faces(document)
    buffer = BytesIO()
    document.save(buffer)
    return repacked(buffer.getvalue())


def _take_numbers_away(document: DocumentType) -> None:
    """A letter is one page: pages of a file of many would be counted on from one guest to the next."""
    section = document.sections[0]
    for footer in (section.footer, section.even_page_footer):
        footer.paragraphs[0].clear()


def _set_size(document: DocumentType, size: LetterSize) -> None:
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)  # noqa: S101  (of the template)
    normal.font.size, normal.paragraph_format.line_spacing = Pt(size.body_pt), Pt(size.pitch_pt)
    off_the_grid(normal)


def _print_letter(document: DocumentType, letter: Letter, size: LetterSize, *, new_page: bool) -> None:
    _print_title(document, letter.title, new_page=new_page)
    document.add_paragraph(letter.greeting)
    for text in letter.opening:
        for line in text.split("\n"):
            _indented(document, size, line)
    for part in letter.parts:
        _print_part(document, part, size)
    closing = _indented(document, size, letter.closing)
    # Neither signature nor code ever stands on a page without a line of the letter.
    closing.paragraph_format.keep_with_next = True
    _sign(document, letter, size)
    if letter.slip is not None:
        _print_title(document, letter.slip_title, new_page=True)
        add_form(document, letter.slip)


def _print_title(document: DocumentType, text: str, *, new_page: bool) -> None:
    title = document.add_paragraph(style="Title")
    set_face(title.add_run(text).font, paper.TITLE_FACE, paper.HEADLINE_PT)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Mm(4)
    title.paragraph_format.page_break_before = new_page
    off_the_grid(title)


def _indented(document: DocumentType, size: LetterSize, text: str = "") -> Paragraph:
    paragraph = document.add_paragraph(text)
    paragraph.paragraph_format.first_line_indent = Pt(2 * size.body_pt)
    return paragraph


def _print_part(document: DocumentType, part: Part, size: LetterSize) -> None:
    first, *rest = part.text.split("\n")
    paragraph = _indented(document, size)
    set_face(paragraph.add_run(part.label).font, paper.HEADING_FACE, size.body_pt)
    paragraph.add_run(first)
    for line in rest:
        _indented(document, size, line)


def _sign(document: DocumentType, letter: Letter, size: LetterSize) -> None:
    """The code at the left, who signs and when at the right; below, what it is for and the link it holds."""
    grid = document.add_table(rows=1, cols=2)
    grid.autofit = False
    picture, signature = grid.rows[0].cells
    for column, cell, width in zip(grid.columns, grid.rows[0].cells, _SIGN_WIDTHS, strict=True):
        column.width = cell.width = width
    _print_code(picture.paragraphs[0], letter.link)
    signature.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    lines = [line for line in (letter.host, letter.dated) if line]
    for number, line in enumerate(lines):
        signed = signature.add_paragraph() if number else signature.paragraphs[0]
        signed.add_run(line)
        signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        signed.paragraph_format.right_indent = Pt(2 * size.body_pt)
    _small(document, letter.code_note, paper.NOTE_PT)
    _small(document, letter.link, _LINK_PT)


def _print_code(paragraph: Paragraph, link: str) -> None:
    paragraph.paragraph_format.line_spacing = 1.0
    paragraph.paragraph_format.keep_with_next = True
    off_the_grid(paragraph)
    shape = paragraph.add_run().add_picture(BytesIO(code_png(link)), width=Mm(CODE_MM))
    shape._inline.docPr.set("descr", link)  # noqa: SLF001  (python-docx has no alternative text)


def _small(document: DocumentType, text: str, size_pt: float) -> None:
    paragraph = document.add_paragraph(style=TABLE_STYLE)
    set_face(paragraph.add_run(text).font, paper.HEADING_FACE, size_pt)
