"""Problems that companies raise (店小二): whose they are, by when, and how they were solved."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlmodel import Field, Session, col, select

from api.store import deadlines
from api.store.kind import Kind, Reference
from api.store.names import labels
from api.store.record import Record
from api.store.work import Work
from events.deadlines import PROBLEM_KINDS, of_problem
from events.problem import Problem, ProblemState, RaisedProblem

__all__ = ["PROBLEM", "Problem", "ProblemRow", "ProblemState", "RaisedProblem"]


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


def _follow(work: Work, problems: Mapping[str, Problem | None]) -> None:
    wanted = {name: () if problem is None else of_problem(problem) for name, problem in problems.items()}
    deadlines.follow(work, PROBLEM_KINDS, wanted)


PROBLEM = Kind(
    name="problem",
    value=Problem,
    table=ProblemRow,
    columns=_columns,
    references=_references,
    label=lambda problem: problem.text,
    filters=frozenset({"text", "company", "season", "unit", "units", "person", "due", "state", "raised_on"}),
    sorts=frozenset({"due", "raised_on", "state"}),
    follow=_follow,
)


def pending_problems(session: Session) -> tuple[Problem, ...]:
    """All that are live and still to be solved, in order of id: one query."""
    pending = [state.value for state in (ProblemState.OPEN, ProblemState.IN_HAND)]
    query = (
        select(ProblemRow)
        .where(col(ProblemRow.deleted_at).is_(None), col(ProblemRow.state).in_(pending))
        .order_by(ProblemRow.id)
    )
    return tuple(Problem.model_validate(row.body) for row in session.exec(query))
