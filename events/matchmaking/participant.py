"""Who takes part in one-to-one meetings: companies, and the hosts they come to meet."""

from enum import StrEnum

from pydantic import Field

from planner.value import Value


class Side(StrEnum):
    """Hosts stay at a table where possible; companies come to them."""

    HOST = "host"
    COMPANY = "company"


class Session(StrEnum):
    """A half of the day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


class Participant(Value):
    """Somebody who meets others one at a time.

    ``sessions`` are those attended; ``forbidden`` are slots (from 1) in which nothing may be put.
    ``most_meetings`` is a hard stop, such as the number a leader can bear; ``least_meetings`` is guaranteed
    as far as possible: what is missing costs :attr:`Weights.missing_meeting` each.
    """

    id: str
    name: str = ""
    side: Side = Side.COMPANY
    sessions: tuple[Session, ...] = (Session.MORNING, Session.AFTERNOON)
    forbidden: tuple[int, ...] = ()
    most_meetings: int | None = Field(default=None, ge=0)
    least_meetings: int = Field(default=0, ge=0)
