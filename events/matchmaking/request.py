"""Who wants to meet whom, how much, and when."""

from enum import StrEnum

from pydantic import Field

from events.matchmaking.participant import Session
from planner.value import Value


class Wish(StrEnum):
    """What is asked of a pair: it must meet, would like to, or does not (never scheduled)."""

    MUST = "must"
    WISH = "wish"
    NO = "no"


class Request(Value):
    """A meeting of ``first`` and ``second`` (participant ids), worth ``points``.

    ``session`` restricts it to a half of the day, ``fixed_slot`` (from 1) to one slot; ``after`` names
    requests whose meetings, if held, lie in earlier slots. A ``pending`` request has not been answered: it
    takes only what all others leave free, and nothing once the timetable is final.
    """

    id: str
    first: str
    second: str
    wish: Wish = Wish.WISH
    points: int = Field(default=1, ge=0)
    session: Session | None = None
    fixed_slot: int | None = Field(default=None, ge=1)
    after: tuple[str, ...] = ()
    pending: bool = False
