"""A trip handbook as content: worded, in order, without fonts or paper. Both renderers print exactly this.

Sections come in two levels, 一、 and （一） (GB/T 9704-2012 §7.3.3); a section holds paragraphs, tables and
forms. Every text is legible by construction (``api.documents.legible``), so no renderer has to clean it.
"""

from typing import Literal

from pydantic import AwareDatetime

from api.documents.legible import Legible
from planner.value import Value


class Paragraph(Value):
    """Running text; a ``note`` is set smaller, ``flush`` not indented (whom a notice is for).

    A ``signature`` stands at the right, two characters in (GB/T 9704-2012 §7.3.5.2).
    """

    kind: Literal["paragraph"] = "paragraph"
    text: Legible
    style: Literal["body", "note", "flush", "signature"] = "body"


class Row(Value):
    """A table's row; ``strong`` rows are set in the heading face. ``height_mm`` is the least height."""

    cells: tuple[Legible, ...]
    strong: bool = False
    height_mm: int = 0


class Table(Value):
    """A table whose header repeats on every page; ``widths_mm`` sum to the width of the text, 156 mm.

    ``centred`` are the numbers of the columns set in the middle of their width.
    """

    kind: Literal["table"] = "table"
    header: tuple[Legible, ...]
    widths_mm: tuple[int, ...]
    centred: tuple[int, ...] = ()
    rows: tuple[Row, ...]


class Field(Value):
    """A labelled box of a form."""

    label: Legible
    value: Legible


class FormRow(Value):
    """One or two fields side by side; ``height_mm`` is the least height, room to write by hand."""

    fields: tuple[Field, ...]
    height_mm: int = 0


class Form(Value):
    """A sheet to be filled in or filed: labels on the left, values beside them."""

    kind: Literal["form"] = "form"
    rows: tuple[FormRow, ...]


class Picture(Value):
    """A drawing as SVG (of ``api.documents.svg``), with what it shows, for who cannot see it."""

    kind: Literal["picture"] = "picture"
    svg: str
    width_mm: int
    shows: Legible


Block = Paragraph | Table | Form | Picture


class Section(Value):
    """A heading with its number, level 1 or 2, and what stands below it."""

    heading: Legible
    level: Literal[1, 2] = 1
    new_page: bool = False
    blocks: tuple[Block, ...] = ()


class OfficialPaper(Value):
    """A paper without a cover: title, a line below, sections. ``footer`` stands in the header of each page.

    ``made_at`` dates the files, so that equal papers make equal bytes.
    """

    title: Legible
    subtitle: Legible = ""
    footer: Legible
    made_at: AwareDatetime
    language: Literal["zh", "en"] = "zh"
    sections: tuple[Section, ...]


class Cover(Value):
    """The first page: the mark top left, the title, what to know at once, and the imprint below."""

    mark: Legible
    title: Legible
    dates: Legible
    facts: tuple[Field, ...]
    imprint: Legible


class Handbook(Value):
    """行程手册: all that is printed of one trip.

    ``made_at`` is the plan's instant: it dates the files, so that equal plans make equal bytes. ``footer``
    stands beside the page number.
    """

    trip: str
    made_at: AwareDatetime
    language: Literal["zh", "en"] = "zh"
    footer: Legible
    cover: Cover
    overview: Section
    delegation: Section
    itinerary: tuple[Section, ...]
    transport: Section
    lodging: Section
    contacts: tuple[Section, ...]
    companies: tuple[Section, ...]
    absence: Section

    @property
    def sections(self) -> tuple[Section, ...]:
        """Everything after the cover, in the order it is printed."""
        return (
            self.overview,
            self.delegation,
            *self.itinerary,
            self.transport,
            self.lodging,
            *self.contacts,
            *self.companies,
            self.absence,
        )
