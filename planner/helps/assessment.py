"""What a wish brings and what a company left out would cost: points, and how they were found."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from planner.difference import TripDifference
from planner.plan import Reason, Status
from planner.value import Value
from planner.wish import AnyWish, Wish


class Basis(StrEnum):
    """How points were found.

    EXACT: both seasons, with and without, solved to proven optimality. RESOLVED: both searched from the plan
    with equal effort, the difference of two audited plans. DUAL: estimated by multipliers of the relaxation.
    INSERTION: estimated by changes to the plan that were laid out whole, none of them a plan yet.
    """

    EXACT = "exact"
    RESOLVED = "resolved"
    DUAL = "dual"
    INSERTION = "insertion"

    @property
    def is_shown(self) -> bool:
        """Whether audited plans show it; else it is an estimate."""
        return self in {Basis.EXACT, Basis.RESOLVED}


class Forced(Value):
    """Not a wish but its opposite: a company left out (an id) has to be met."""

    kind: Literal["forced"] = "forced"
    company: str


# What is being solved: the season as it is, with a wish granted, or with a company forced in.
Subject = AnyWish | Forced | None


class Standing(Value):
    """The best plan known of a season: its points, what no plan is worth more than, and its status."""

    total: int
    bound: int | None
    status: Status


class Assessment(Value):
    """A wish and the points its being granted brings.

    ``gain`` is never below 0: a plan of the season is one of the granted season too. Where audited plans show
    it (``basis``), ``standing`` is the best of the granted season, of which ``brings`` are companies (ids) it
    meets and the plan does not, ``drops`` the reverse and ``trips`` those that differ; the gain of the best
    plans of both seasons, whatever they are, lies from ``at_least`` to ``at_most`` (None: nothing is proven).
    """

    wish: Wish
    basis: Basis
    gain: int = Field(ge=0)
    at_least: int = Field(default=0, ge=0)
    at_most: int | None = None
    standing: Standing | None = None
    brings: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    trips: tuple[TripDifference, ...] = ()


class Loss(Value):
    """What it costs to meet a company that the plan leaves out, and the easiest wish that brings it in.

    ``points`` is the loss: of EXACT and RESOLVED the difference of two audited plans, of INSERTION no less
    than the least loss there is, as far as the change is counted. None with ``reason`` where it cannot be met
    or nobody looked. ``at_least`` and ``at_most`` bound the loss between best plans as in
    :class:`Assessment`. ``wish`` is the easiest (:func:`planner.wish.burden`) of those whose audited plan
    meets the company, None if none did or none was tried.
    """

    company: str
    reason: Reason
    points: Annotated[int, Field(ge=0)] | None = None
    basis: Basis | None = None
    at_least: int = Field(default=0, ge=0)
    at_most: int | None = None
    wish: Wish | None = None


class Helps(Value):
    """What would help a plan most.

    ``plan`` is what it is worth in its season, ``anew`` the best known after it was searched anew with the
    effort that every wish gets: gains count from there, so that no wish is praised for what more effort
    would have found without it. ``assessments`` are ranked: those that plans show by gain, then
    estimates; ``losses`` are those of every company left out, in the season's order.
    """

    season: str
    plan: Standing
    anew: Standing | None = None
    assessments: tuple[Assessment, ...] = ()
    losses: tuple[Loss, ...] = ()


def ranked(assessments: tuple[Assessment, ...]) -> tuple[Assessment, ...]:
    """Shown gains before estimates, the larger first; what has no gain comes last. Ties keep their order."""

    def place(item: Assessment) -> tuple[int, int]:
        if item.gain == 0:
            return (2, 0)
        return (0 if item.basis.is_shown else 1, -item.gain)

    return tuple(sorted(assessments, key=place))
