"""The minutes of a joint meeting (纪要): who was there, and what was decided of each item of its agenda."""

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from events.agenda import Agenda
from planner.errors import Fault
from planner.value import Value


class Present(Value):
    """Who came for a unit (id), by name; nobody if ``name`` is empty."""

    unit: str = Field(min_length=1, max_length=200)
    name: str = Field(default="", max_length=100)


class Decision(Value):
    """What was decided of the item ``number`` of the agenda; ``new_due`` where its day was moved."""

    number: int = Field(ge=1)
    text: str = Field(min_length=1, max_length=4_000)
    new_due: date | None = None


class MinutesTaken(Value):
    """What somebody writes down in the meeting."""

    present: tuple[Present, ...] = Field(default=(), max_length=200)
    decisions: tuple[Decision, ...] = Field(default=(), max_length=500)
    recorder: str = Field(default="", max_length=100)
    issuer: str = Field(default="", max_length=100)


class Minutes(Value):
    """What was taken, with the agenda it is about: problems change afterwards, minutes do not."""

    agenda: Agenda
    taken: MinutesTaken

    def presence(self, unit: str) -> str:
        """Who came for a unit (id); empty if nobody was written down."""
        return next((item.name for item in self.taken.present if item.unit == unit), "")


def faults_of(minutes: Minutes) -> Iterator[Fault]:
    """A fault for each decision about no item of the agenda, and for what is written down twice."""
    known = {item.number for item in (*minutes.agenda.items, *minutes.agenda.beyond)}
    decided: set[int] = set()
    for index, decision in enumerate(minutes.taken.decisions):
        place, value = f"decisions[{index}].number", str(decision.number)
        if decision.number not in known:
            detail = {"most": str(len(known))}
            yield Fault(code="no_such_agenda_item", place=place, value=value, detail=detail)
        elif decision.number in decided:
            yield Fault(code="decided_twice", place=place, value=value)
        decided.add(decision.number)
    units: set[str] = set()
    for index, present in enumerate(minutes.taken.present):
        if present.unit in units:
            yield Fault(code="unit_present_twice", place=f"present[{index}].unit", value=present.unit)
        units.add(present.unit)
