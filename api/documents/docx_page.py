"""The Word page of an official document: paper, faces, styles, page numbers (see ``api.documents.paper``)."""

from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section as PageSection
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.font import Font
from docx.text.paragraph import Paragraph

from api.documents import paper

TABLE_STYLE = "Table Text"
# Word asks for the children of an element in the order of its schema (ECMA-376 part 1, §17.3.1.26 and
# §17.3.2.28); these are the ones that follow what is inserted below.
_AFTER_SNAP = ("w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr")
_AFTER_TRACKING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:lang")


def set_face(font: Font, face: str, size_pt: float) -> None:
    """Set the east-Asian face and the Latin one; theme faces would override both and are removed."""
    element: Any = font._element  # noqa: SLF001  (python-docx has no east-Asian faces)
    faces = element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(faces.attrib):
        if name.endswith("Theme"):
            del faces.attrib[name]
    for slot, named in (("ascii", paper.LATIN_FACE), ("hAnsi", paper.LATIN_FACE), ("eastAsia", face)):
        faces.set(qn(f"w:{slot}"), named)
    # Without the hint Word takes “ ” — · from the Latin face, half as wide as they should be.
    faces.set(qn("w:hint"), "eastAsia")
    font.size = Pt(size_pt)


def new_element(tag: str, **attributes: str | int) -> Any:
    """An element of WordprocessingML for what python-docx has no name for."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def off_the_grid(item: Paragraph | ParagraphStyle) -> None:
    """Let the lines of ``item`` be as high as they say, not as the page's grid of 22 lines wants them."""
    element: Any = item._element  # noqa: SLF001
    element.get_or_add_pPr().insert_element_before(new_element("w:snapToGrid", val=0), *_AFTER_SNAP)


def _style(
    document: DocumentType, name: str, face: str, size_pt: float, *, bold: bool = False
) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)  # noqa: S101  (the names below are paragraph styles of the template)
    set_face(style.font, face, size_pt)
    style.font.bold, style.font.italic = bold, False
    style.font.color.rgb = None
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    # The template rules off its title and spaces its letters.
    for tag in ("w:pBdr", "w:spacing", "w:kern"):
        for element in [*style.element.iter(qn(tag))]:
            if tag == "w:pBdr" or element.getparent().tag == qn("w:rPr"):
                element.getparent().remove(element)
    return style


def add_table_style(document: DocumentType) -> None:
    """The style of what stands in tables: smaller, closer, off the grid of lines."""
    style = document.styles.add_style(TABLE_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)  # noqa: S101  (asked for just now)
    style.base_style = None
    set_face(style.font, paper.BODY_FACE, paper.TABLE_PT)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = Pt(paper.TABLE_PT * 1.5)
    off_the_grid(style)


def _body_lines(style: ParagraphStyle) -> None:
    """22 lines a page of 28 characters each."""
    element: Any = style.font._element  # noqa: SLF001
    element.get_or_add_rPr().insert_element_before(
        new_element("w:spacing", val=paper.TRACKING_TWIPS), *_AFTER_TRACKING
    )
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = Pt(paper.LINE_PITCH_TWIPS / 20)


def _paper(section: PageSection) -> None:
    section.page_width, section.page_height = Mm(paper.PAGE_WIDTH_MM), Mm(paper.PAGE_HEIGHT_MM)
    section.top_margin, section.bottom_margin = Mm(paper.MARGIN_TOP_MM), Mm(paper.MARGIN_BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(paper.MARGIN_LEFT_MM), Mm(paper.MARGIN_RIGHT_MM)
    section.footer_distance = Mm(paper.MARGIN_BOTTOM_MM - 7 - 5)  # the number stands 7 mm below the text
    section.header_distance = Mm(15)
    for grid in section._sectPr.findall(qn("w:docGrid")):  # noqa: SLF001
        section._sectPr.remove(grid)  # noqa: SLF001
    grid = new_element("w:docGrid", type="lines", linePitch=paper.LINE_PITCH_TWIPS)
    section._sectPr.append(grid)  # noqa: SLF001


def _page_field(paragraph: Paragraph) -> None:
    """— 1 —, the number filled in by the reader's program."""
    for text, kind in (("— ", None), (None, "begin"), ("PAGE", "code"), (None, "end"), (" —", None)):
        run = paragraph.add_run(text if kind is None and text else "")
        set_face(run.font, paper.NUMBER_FACE, paper.PAGE_NUMBER_PT)
        if kind == "code":
            code = OxmlElement("w:instrText")
            code.text = text
            run._element.append(code)  # noqa: SLF001
        elif kind:
            run._element.append(new_element("w:fldChar", fldCharType=kind))  # noqa: SLF001


def _footers(document: DocumentType, mark: str) -> None:
    """Odd pages number at the right, even ones at the left, a character in (§7.5); the cover has none."""
    section = document.sections[0]
    document.settings.odd_and_even_pages_header_footer = True
    section.different_first_page_header_footer = True
    sides = ((section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT))
    for footer, side in sides:
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(
            paper.PAGE_NUMBER_PT
        )
        _page_field(paragraph)
    for header in (section.header, section.even_page_header):
        run = header.paragraphs[0].add_run(mark)
        header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        set_face(run.font, paper.HEADING_FACE, paper.NOTE_PT)


def official_document(mark: str) -> DocumentType:
    """An empty document on official paper; ``mark`` stands in the header of every page but the cover."""
    document = Document()
    _paper(document.sections[0])
    _body_lines(_style(document, "Normal", paper.BODY_FACE, paper.BODY_PT))
    title = _style(document, "Title", paper.TITLE_FACE, paper.TITLE_PT)
    title.paragraph_format.line_spacing = 1.0
    add_table_style(document)
    for name, face in (("Heading 1", paper.HEADING_FACE), ("Heading 2", paper.SUBHEADING_FACE)):
        heading = _style(document, name, face, paper.BODY_PT)
        _body_lines(heading)
        heading.paragraph_format.keep_with_next = True
    for style in ("Header", "Footer"):
        _style(document, style, paper.NUMBER_FACE, paper.NOTE_PT)
    _footers(document, mark)
    return document
