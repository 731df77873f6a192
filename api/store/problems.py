"""Problems that companies raise (店小二): whose they are, by when, and how they were solved."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any, Self

from pydantic import Field as Limited
from pydantic import model_validator
from pydantic_core import PydanticCustomError
from sqlmodel import Field

from api.store.kind import Kind, Reference
from api.store.names import labels
from api.store.record import Record
from planner.value import Value


class ProblemState(StrEnum):
    """How far a problem is."""

    OPEN = "open"
    IN_HAND = "in_hand"
    SOLVED = "solved"
    DROPPED = "dropped"


class ProblemRow(Record, table=True):
    """A problem. ``units`` holds both the unit that solves it and the one that raised it, as labels."""

    __tablename__ = "problem"

    text: str
    company: str | None = Field(default=None, index=True)
    season: str | None = Field(default=None, index=True)
    unit: str | None = Field(default=None, index=True)
    units: str = ""
    person: str | None = Field(default=None, index=True)
    due: date | None = Field(default=None, index=True)
    state: str = Field(index=True)
    raised_on: date = Field(index=True)


class RaisedProblem(Value):
    """A problem as it is raised: ``unit`` and ``person`` (ids) are to solve it by the day ``due``."""

    text: str = Limited(min_length=1, max_length=4_000)
    unit: str | None = None
    person: str | None = None
    due: date | None = None


class Problem(RaisedProblem):
    """A problem as it is kept.

    ``company`` (id) has it, ``season`` (id) is when it was raised, ``raised_by`` the unit (id) that brought
    it in. A solved one says how, in ``resolution``.
    """

    id: str
    company: str | None = None
    season: str | None = None
    raised_on: date
    raised_by: str | None = None
    state: ProblemState = ProblemState.OPEN
    resolution: str = Limited(default="", max_length=4_000)

    @model_validator(mode="after")
    def _says_how_it_was_solved(self) -> Self:
        if self.state is ProblemState.SOLVED and not self.resolution.strip():
            raise PydanticCustomError("solved_without_resolution", "a solved problem says how it was solved")
        return self


def _columns(problem: Problem) -> dict[str, Any]:
    units = tuple(dict.fromkeys(unit for unit in (problem.unit, problem.raised_by) if unit))
    plain = ("text", "company", "season", "unit", "person", "due", "raised_on")
    return {
        **{name: getattr(problem, name) for name in plain},
        "units": labels(units),
        "state": problem.state.value,
    }


def _references(problem: Problem) -> Iterable[Reference]:
    named = {
        "company": problem.company,
        "season": problem.season,
        "unit": problem.unit,
        "person": problem.person,
    }
    for kind, identity in named.items():
        if identity is not None:
            yield Reference(kind, identity, kind)
    if problem.raised_by is not None:
        yield Reference("unit", problem.raised_by, "raised_by")


PROBLEM = Kind(
    name="problem",
    value=Problem,
    table=ProblemRow,
    columns=_columns,
    references=_references,
    label=lambda problem: problem.text,
    filters=frozenset({"text", "company", "season", "unit", "units", "person", "due", "state", "raised_on"}),
    sorts=frozenset({"due", "raised_on", "state"}),
)
