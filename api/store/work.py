"""A unit of work: who changes what, when; one transaction, one commit at its end."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from planner.value import Value


class Actor(Value):
    """Who acts: an account's id and name, the ``unit`` it is bound to (if any), and the request it came with.

    ``id`` is ``system`` for work that no person asked for, ``cli`` for the command line.
    """

    id: str
    name: str
    unit: str | None = None
    request_id: str = ""


SYSTEM = Actor(id="system", name="system")
COMMAND_LINE = Actor(id="cli", name="zhaoshang")


@dataclass(frozen=True)
class Work:
    """An open transaction; ``at`` stamps everything written in it.

    Functions of the store that write take a Work, those that only read take its ``session``. Nobody but
    ``Database.work`` commits.
    """

    session: Session
    actor: Actor
    at: datetime
