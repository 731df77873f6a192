"""What carries jobs to workers, seen from outside: ids go in, each comes out at one worker at a time."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol

from planner.errors import ZhaoshangError


class Leg(StrEnum):
    """How far a job's id has come: in the queue, at a worker, back from one."""

    WAITING = "waiting"
    HELD = "held"
    ENDED = "ended"


class Standing(NamedTuple):
    """Where a job's id is; ``executor`` is the worker that holds it or did last."""

    leg: Leg
    executor: str | None


class EngineAway(ZhaoshangError):
    """The engine's database cannot be reached, or has not been made by a first worker yet."""


class JobEngine(Protocol):
    """Carries the ids of jobs. Every method may be repeated safely, and may raise :class:`EngineAway`."""

    def enqueue(self, job: str) -> None:
        """Put ``job`` into the queue, if the engine does not know it yet."""
        ...

    def cancel(self, job: str) -> None:
        """Take ``job`` out of the queue; one that is unknown or at a worker stays where it is."""
        ...

    def standings(self, jobs: Sequence[str]) -> Mapping[str, Standing]:
        """Where each of ``jobs`` is; without those the engine does not know."""
        ...

    def bring_again(self, job: str) -> None:
        """Put ``job`` into the queue once more, wherever it is now."""
        ...

    def forget(self, jobs: Sequence[str]) -> None:
        """Keep nothing of ``jobs``, which have ended."""
        ...

    def close(self) -> None:
        """Let go of every connection."""
        ...
