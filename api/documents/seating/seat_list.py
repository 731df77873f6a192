"""座次表: everybody with seat, organisation and post, in seat order; a table, and in Word with the chart."""

from datetime import datetime
from io import BytesIO

from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from api.documents import paper
from api.documents.archive import repacked
from api.documents.content import Row, Table
from api.documents.docx_imprint import name_fallback_faces, stamp
from api.documents.docx_page import off_the_grid, official_document, set_face
from api.documents.docx_table import add_table
from api.documents.legible import one_line
from api.documents.seating.printed import chart_png
from api.documents.seating.words import convention_words, group_words, mark_of, viewpoint_words
from api.texts import Language, say
from events.seating.plan import SeatingPlan
from events.seating.rules import Viewpoint

_COLUMNS = (("number", 12), ("place", 32), ("mark", 16), ("name", 26), ("organisation", 42), ("post", 28))
MOST_CHART_HEIGHT_MM = 130


def seat_table(plan: SeatingPlan, language: Language = "zh") -> Table:
    """The list as a table of 156 mm: number, place, role or number by protocol, name, organisation, post."""
    rows = []
    for number, placed in enumerate(plan.occupied(), start=1):
        person = plan.by_id[str(placed.seat.attendee)]
        place = say(
            "seating.list.short",
            language,
            group=group_words(plan, placed.group, language),
            position=placed.seat.position,
        )
        mark = mark_of(plan, placed.seat, language)
        names = (one_line(person.name), one_line(person.organisation), one_line(person.post))
        rows.append(Row(cells=(str(number), place, mark, *names)))
    return Table(
        header=tuple(say(f"seating.list.{key}", language) for key, _ in _COLUMNS),
        widths_mm=tuple(width for _, width in _COLUMNS),
        centred=(0, 1, 2, 3),
        rows=tuple(rows),
    )


def seat_list_docx(
    plan: SeatingPlan,
    made_at: datetime,
    language: Language = "zh",
    viewpoint: Viewpoint = Viewpoint.AUDIENCE,
) -> bytes:
    """Title, viewpoint and custom, the chart, the list. Equal plans make equal bytes."""
    document = official_document(say("seating.list.confidential", language))
    title = document.add_paragraph(style="Title")
    title.add_run(say("seating.list.title", language, title=one_line(plan.title)))
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Mm(6)
    # The chart names the source and the ties as well; these two must be found by a search in the text.
    for note in (viewpoint_words(plan, viewpoint, language), convention_words(plan, language)):
        _note(document, note)
    _chart(document, chart_png(plan, language, viewpoint))
    add_table(document, seat_table(plan, language))
    stamp(document, one_line(plan.title), made_at, language)
    name_fallback_faces(document)
    buffer = BytesIO()
    document.save(buffer)
    return repacked(buffer.getvalue())


def _note(document: DocumentType, words: str) -> None:
    paragraph = document.add_paragraph()
    set_face(paragraph.add_run(words).font, paper.BODY_FACE, paper.NOTE_PT)
    paragraph.paragraph_format.line_spacing = Pt(1.6 * paper.NOTE_PT)
    off_the_grid(paragraph)


def _chart(document: DocumentType, png: bytes) -> None:
    """The chart as wide as the text, smaller if it would be too high for the page."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Mm(3)
    # A line of exact height would cut the picture.
    paragraph.paragraph_format.line_spacing = 1.0
    off_the_grid(paragraph)
    picture = paragraph.add_run().add_picture(BytesIO(png))
    ratio = picture.height / picture.width
    width = min(paper.TEXT_WIDTH_MM, MOST_CHART_HEIGHT_MM / ratio)
    picture.width, picture.height = Mm(width), Mm(width * ratio)
