"""The base of every public value: frozen, validated, exact about its fields."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A plain value: immutable, compared by content, refusing unknown fields.

    Change one by ``value.model_copy(update=...)`` followed by validation, or build a new one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_timedelta="iso8601")
