"""A line of a run sheet: when, what, who, where, with what."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from planner.value import Value


class Step(StrEnum):
    """What happens; the words stand in ``api/texts/run_sheet.toml``."""

    PICK_UP = "pick_up"
    DROP_OFF = "drop_off"
    SIGN_IN = "sign_in"
    OPENING = "opening"
    ADDRESS = "address"
    KEYNOTE = "keynote"
    SIGNING = "signing"
    SERVICE_TEAMS = "service_teams"
    COMPANY_SPEECH = "company_speech"
    MATCHING = "matching"
    PHOTO = "photo"
    CLOSING = "closing"
    MEAL = "meal"
    OTHER = "other"


class Material(StrEnum):
    """What must lie ready."""

    SIGN_IN_LIST = "sign_in_list"
    BADGES = "badges"
    SCRIPT = "script"
    SPEECH = "speech"
    SLIDES = "slides"
    CONTRACTS = "contracts"
    PENS = "pens"
    TABLE_CARDS = "table_cards"
    MICROPHONE = "microphone"
    VIDEO_LINK = "video_link"
    TEA = "tea"
    VEHICLE = "vehicle"


class RunLine(Value):
    """One line. ``start_minute`` counts from 00:00 of the sheet's day and may pass midnight.

    ``words`` fill the sentence of ``step`` (a batch's number, a project's title); ``title`` replaces it.
    ``people`` are ids of those who must be there. A ``fixed`` line (a train) stays whatever is late.
    """

    start_minute: int = Field(ge=0, lt=2_880)
    minutes: int = Field(ge=0, le=1_440)
    step: Step
    title: str = Field(default="", max_length=200)
    words: dict[str, str] = {}
    people: tuple[str, ...] = ()
    where: str = Field(default="", max_length=200)
    materials: tuple[Material, ...] = ()
    remark: str = Field(default="", max_length=1_000)
    fixed: bool = False

    @property
    def end_minute(self) -> int:
        """The minute it is over."""
        return self.start_minute + self.minutes


class RunSheet(Value):
    """The lines of one day in order of time; lines may run beside each other."""

    title: str
    day: date
    lines: tuple[RunLine, ...] = ()
    rehearsal: bool = False

    def with_lines(self, *more: RunLine) -> "RunSheet":
        """The sheet with further lines, in order of time."""
        return self.model_copy(update={"lines": in_order((*self.lines, *more))})


def in_order(lines: tuple[RunLine, ...]) -> tuple[RunLine, ...]:
    """Lines by start; what starts together stays as it was given."""
    return tuple(sorted(lines, key=lambda line: line.start_minute))
