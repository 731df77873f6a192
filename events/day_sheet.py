"""The run sheet of a day with all that belongs to it: programme, batches, vehicles, the reception's rules."""

from collections.abc import Sequence
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from events.batches.arrangement import Arrangement, BatchRules
from events.batches.signing_project import SigningProject
from events.reception import Reception, ReceptionRules, ReceptionWarning, reception_warnings
from events.run_sheet import drop_offs, pick_ups
from events.run_sheet.clashes import Clash, clashes
from events.run_sheet.delay import delayed
from events.run_sheet.drop_offs import Departure, DropOffRules
from events.run_sheet.line import RunLine, RunSheet, Step, in_order
from events.run_sheet.pick_ups import Arrival, PickUpRules
from events.run_sheet.programme import Programme, run_sheet
from planner.clock import DAY_MINUTES
from planner.errors import Fault, ZhaoshangError
from planner.value import Value


class InvalidRunSheet(ZhaoshangError):
    """A run sheet that no day can hold."""


_BEFORE = frozenset({Step.PICK_UP, Step.DROP_OFF, Step.SIGN_IN})


class DayTask(Value):
    """What a day's run sheet is made from; ``names`` of people by id, as the sheet shall print them."""

    programme: Programme
    arrangement: Arrangement | None = None
    projects: tuple[SigningProject, ...] = ()
    rules: BatchRules | None = None
    arrivals: tuple[Arrival, ...] = Field(default=(), max_length=10_000)
    departures: tuple[Departure, ...] = Field(default=(), max_length=10_000)
    pick_up: PickUpRules = PickUpRules()
    drop_off: DropOffRules = DropOffRules()
    reception: Reception | None = None
    reception_rules: ReceptionRules = ReceptionRules()
    names: dict[str, str] = {}

    @model_validator(mode="after")
    def _has_the_projects_of_its_batches(self) -> Self:
        known = {project.id for project in self.projects}
        batches = () if self.arrangement is None else self.arrangement.batches
        lost = [place.project for batch in batches for place in batch.places if place.project not in known]
        if lost:
            raise PydanticCustomError(
                "batch_of_unknown_project", "a batch names project {project}", {"project": lost[0]}
            )
        return self


class DaySheet(Value):
    """A run sheet as it is kept, with the reception it is part of and the rules of the district."""

    sheet: RunSheet
    names: dict[str, str] = {}
    reception: Reception | None = None
    reception_rules: ReceptionRules = ReceptionRules()

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """Who is wanted at two places at a time."""
        return clashes(self.sheet)

    @property
    def warnings(self) -> tuple[ReceptionWarning, ...]:
        """What of the reception the rules of frugality forbid; nothing if none is planned."""
        return () if self.reception is None else reception_warnings(self.reception, self.reception_rules)

    @property
    def starts_at(self) -> int | None:
        """The minute the programme itself starts, when everybody must be there; None if it has no part."""
        return min((line.start_minute for line in self.sheet.lines if line.step not in _BEFORE), default=None)

    @property
    def late(self) -> tuple[RunLine, ...]:
        """Pick-ups that are not there when the programme starts."""
        starts_at = self.starts_at
        if starts_at is None:
            return ()
        return tuple(
            line for line in self.sheet.lines if line.step is Step.PICK_UP and line.end_minute > starts_at
        )


def day_sheet(task: DayTask) -> DaySheet:
    """The run sheet of ``task``, its vehicles among the parts of the programme.

    Raises InvalidRunSheet (``run_sheet_too_long``) if it would go on past the next day.
    """
    programme = task.programme
    sheet = run_sheet(programme, task.arrangement, task.projects, task.rules)
    fetched = pick_ups.lines_of(pick_ups.pick_ups(task.arrivals, task.pick_up), programme.venue)
    taken = drop_offs.lines_of(drop_offs.drop_offs(task.departures, task.drop_off), programme.venue)
    return DaySheet(
        sheet=_within_two_days(sheet.with_lines(*fetched, *taken)),
        names=task.names,
        reception=task.reception,
        reception_rules=task.reception_rules,
    )


def put_off(day: DaySheet, from_minute: int, by_minutes: int) -> DaySheet:
    """``day`` when at ``from_minute`` everything is ``by_minutes`` late (see :func:`delayed`).

    Raises InvalidRunSheet (``run_sheet_too_long``) if it would go on past the next day.
    """
    return day.model_copy(update={"sheet": _within_two_days(delayed(day.sheet, from_minute, by_minutes))})


def _within_two_days(sheet: RunSheet) -> RunSheet:
    """Lines are copied without being validated; these are the bounds of :class:`RunLine`."""
    for line in sheet.lines:
        if line.start_minute >= 2 * DAY_MINUTES or line.minutes > DAY_MINUTES:
            raise InvalidRunSheet(Fault(code="run_sheet_too_long", value=sheet.title))
    return sheet


def moved_lines(before: DaySheet, after: DaySheet) -> Sequence[RunLine]:
    """The lines of ``after`` that stand otherwise in ``before``."""
    known = list(before.sheet.lines)
    found = []
    for line in after.sheet.lines:
        if line in known:
            known.remove(line)
        else:
            found.append(line)
    return tuple(found)


def tidied(day: DaySheet) -> DaySheet:
    """The same with its lines in order of time."""
    return day.model_copy(update={"sheet": day.sheet.model_copy(update={"lines": in_order(day.sheet.lines)})})
