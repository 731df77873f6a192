"""What became of a planned visit: held or not, what came of it, what is to be done next."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from pydantic import Field as Limited
from pydantic import model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy import BigInteger
from sqlmodel import Field, Session, col, select

from api.store.companies import CompanyRow
from api.store.kind import Kind, Reference
from api.store.record import Record
from planner.company import Stage
from planner.value import Value

MOST_CHARACTERS = 10_000
MOST_CNY = 10**15


class FactRow(Record, table=True):
    """A fact: at most one for a company in a season."""

    __tablename__ = "fact"

    season: str = Field(index=True)
    company: str = Field(index=True)
    done: bool
    day: date | None = Field(default=None, index=True)
    stage: str | None = None
    expected_investment_cny: int | None = Field(default=None, sa_type=BigInteger)


class Account(Value):
    """What is told of a visit.

    ``day`` is when it was held. ``people`` (ids, the leader first) were there. ``stage`` and
    ``expected_investment_cny`` (yuan) are the company's after the visit, None if it changed neither.
    """

    season: str = Limited(min_length=1, max_length=200)
    company: str = Limited(min_length=1, max_length=200)
    done: bool
    day: date | None = Limited(default=None, ge=date(1990, 1, 1))
    people: tuple[str, ...] = Limited(default=(), max_length=50)
    outcome: str = Limited(default="", max_length=MOST_CHARACTERS)
    next_step: str = Limited(default="", max_length=MOST_CHARACTERS)
    stage: Stage | None = None
    expected_investment_cny: int | None = Limited(default=None, ge=0, le=MOST_CNY)

    @model_validator(mode="after")
    def _was_held_on_a_day(self) -> Self:
        if self.done and self.day is None:
            raise PydanticCustomError("fact_without_day", "a visit that was held has a day")
        return self

    @property
    def record_id(self) -> str:
        """The id of its record: ``season:company``."""
        return f"{self.season}:{self.company}"


class Fact(Account):
    """An account as it is kept.

    ``met_before`` is when the company had last been met before it was first told; ``problems`` are the ids
    of the problems raised in the visit.
    """

    met_before: date | None = None
    problems: tuple[str, ...] = ()


def companies_of_unit(session: Session, unit: str) -> list[str]:
    """The ids of the companies that ``unit`` brought in, deleted ones included."""
    return list(session.exec(select(CompanyRow.id).where(col(CompanyRow.unit) == unit)))


def _columns(fact: Fact) -> dict[str, Any]:
    return {
        "season": fact.season,
        "company": fact.company,
        "done": fact.done,
        "day": fact.day,
        "stage": fact.stage.value if fact.stage else None,
        "expected_investment_cny": fact.expected_investment_cny,
    }


def _references(fact: Fact) -> Iterable[Reference]:
    yield Reference("season", fact.season, "season")
    yield Reference("company", fact.company, "company")
    for index, person in enumerate(fact.people):
        yield Reference("person", person, f"people[{index}]")


FACT = Kind(
    name="fact",
    value=Fact,
    table=FactRow,
    columns=_columns,
    references=_references,
    identity=lambda fact: fact.record_id,
    label=lambda fact: fact.record_id,
    filters=frozenset({"season", "company", "done", "day", "stage"}),
    sorts=frozenset({"day"}),
)
