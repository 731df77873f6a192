"""What may change after a plan is published, as values that travel as JSON."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from planner.value import Value
from planner.window import Busy, Window


class PersonBusy(Value):
    """Somebody cannot travel during a span after all."""

    kind: Literal["person_busy"] = "person_busy"
    person: str
    busy: Busy


class CompanyCancels(Value):
    """A company cannot be met any more: not at all, or not on ``day``."""

    kind: Literal["company_cancels"] = "company_cancels"
    company: str
    day: date | None = None


class CompanyOpens(Value):
    """A company offers a further window."""

    kind: Literal["company_opens"] = "company_opens"
    company: str
    window: Window


class TrainGone(Value):
    """A train (by its number) no longer runs, on ``day`` or at all."""

    kind: Literal["train_gone"] = "train_gone"
    number: str
    day: date | None = None


class EventMoved(Value):
    """An event has been given this day by others."""

    kind: Literal["event_moved"] = "event_moved"
    event: str
    day: date


Change = Annotated[
    PersonBusy | CompanyCancels | CompanyOpens | TrainGone | EventMoved, Field(discriminator="kind")
]
CHANGES: TypeAdapter[tuple[Change, ...]] = TypeAdapter(tuple[Change, ...])
