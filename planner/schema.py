"""Season and plan as JSON: their published schemas, and reading them with every fault named."""

from typing import Any

from pydantic import ValidationError

from planner.errors import InvalidPlan, InvalidSeason
from planner.plan import Plan
from planner.refusal import faults_of
from planner.season import Season

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def season_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``zhaoshang-season-1``."""
    return {"$schema": DIALECT} | Season.model_json_schema()


def plan_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``zhaoshang-plan-1``."""
    return {"$schema": DIALECT} | Plan.model_json_schema(mode="serialization")


def read_season(text: str | bytes) -> Season:
    """The season written as JSON in ``text``; raises :class:`InvalidSeason` with every fault found."""
    try:
        return Season.model_validate_json(text)
    except ValidationError as error:
        raise InvalidSeason(faults_of(error)) from None


def read_plan(text: str | bytes) -> Plan:
    """The plan written as JSON in ``text``; raises :class:`InvalidPlan` with every fault found."""
    try:
        return Plan.model_validate_json(text)
    except ValidationError as error:
        raise InvalidPlan(faults_of(error)) from None
