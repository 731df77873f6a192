"""What every record that people edit has: an id, a version, who touched it when, and its value as JSON."""

from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from api.store.columns import UtcMoment
from planner.value import Value

V = TypeVar("V", bound=Value)


class Record(SQLModel):
    """The columns of a record's table; a table adds columns copied out of ``body`` to filter and sort by.

    ``body`` is the value as its pydantic model writes it: validated there and nowhere else, so that a file,
    the API and the store cannot disagree. ``deleted_at`` hides a record until it is restored.
    """

    id: str = Field(primary_key=True)
    version: int = 1
    created_at: datetime = Field(sa_type=UtcMoment)
    created_by: str
    changed_at: datetime = Field(sa_type=UtcMoment, index=True)
    changed_by: str
    deleted_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    deleted_by: str | None = None
    body: dict[str, Any] = Field(sa_type=JSON)


class Stored(Value, Generic[V]):
    """A record as it is handed out: its value and its history. ``version`` counts its changes from 1."""

    id: str
    version: int
    created_at: datetime
    created_by: str
    changed_at: datetime
    changed_by: str
    deleted_at: datetime | None = None
    deleted_by: str | None = None
    value: V
