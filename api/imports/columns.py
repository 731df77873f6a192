"""What a sheet's columns are: one declaration drives the template, the import, the check and the sample.

Headings and notes stand in ``api/texts/workbook.toml`` under ``[sheet.field]``; what a cell may
hold is a :class:`Kind`, whose parser is in :mod:`api.imports.parse`.
"""

from dataclasses import dataclass
from enum import StrEnum, auto

from api.imports import vocabulary
from api.texts import Language


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = auto()
    LIST = auto()
    AMOUNT = auto()
    MINUTES = auto()
    COUNT = auto()
    DEGREES = auto()
    YES_NO = auto()
    RANK = auto()
    STAGE = auto()
    DATUM = auto()
    EVENT_KIND = auto()
    PLACE_KIND = auto()
    RULE_KEY = auto()
    DAY = auto()
    PAST_DAY = auto()
    DAYS = auto()
    WINDOWS = auto()
    TIME = auto()
    TIMES = auto()
    ANY = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its field name.

    ``refers_to`` names what the text points at by id or name: a sheet, or the ``bases`` or ``regions`` of the
    sheet of places. ``path`` is where the value lands in the planner's value (``needs.least_rank``), if
    elsewhere than under the field's own name. ``width`` is in characters of the standard font.
    """

    field: str
    kind: Kind = Kind.TEXT
    required: bool = False
    refers_to: str = ""
    path: str = ""
    width: int = 14

    @property
    def lands_in(self) -> str:
        """The path inside the planner's value."""
        return self.path or self.field


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its key, with its columns in the order of the template.

    ``optional`` sheets may be missing from the workbook; ``root`` is the list of the season its rows become.
    """

    key: str
    root: str
    columns: tuple[Column, ...]
    optional: bool = False

    def title(self, language: Language = "zh") -> str:
        """The sheet's name."""
        return vocabulary.sheet_title(self.key, language)

    def heading(self, column: Column, language: Language = "zh") -> str:
        """A column's heading."""
        return vocabulary.heading(self.key, column.field, language)

    def column(self, field: str) -> Column:
        """The column of this field name; KeyError for an unknown one."""
        for column in self.columns:
            if column.field == field:
                return column
        raise KeyError(field)
