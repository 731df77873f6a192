"""Problems that companies raise (店小二): whose they are, by when, and how they were solved."""

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from planner.value import Value


class ProblemState(StrEnum):
    """How far a problem is."""

    OPEN = "open"
    IN_HAND = "in_hand"
    SOLVED = "solved"
    DROPPED = "dropped"


class Topic(StrEnum):
    """What a problem is about: 土地、资金、审批、入学."""

    LAND = "land"
    FUNDS = "funds"
    APPROVAL = "approval"
    SCHOOLING = "schooling"
    OTHER = "other"


class RaisedProblem(Value):
    """A problem as it is raised: ``unit`` and ``person`` (ids) are to solve it by the day ``due``.

    ``project`` (id) is the signed project it keeps from starting, if there is one.
    """

    text: str = Field(min_length=1, max_length=4_000)
    topic: Topic = Topic.OTHER
    project: str | None = Field(default=None, max_length=200)
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
    resolution: str = Field(default="", max_length=4_000)

    @model_validator(mode="after")
    def _says_how_it_was_solved(self) -> Self:
        if self.state is ProblemState.SOLVED and not self.resolution.strip():
            raise PydanticCustomError("solved_without_resolution", "a solved problem says how it was solved")
        return self

    @property
    def pending(self) -> bool:
        """Whether it is still to be solved."""
        return self.state in {ProblemState.OPEN, ProblemState.IN_HAND}
