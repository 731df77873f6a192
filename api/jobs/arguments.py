"""What a job works from: documents that never change, so that every attempt solves the same."""

from datetime import date

from pydantic import Field

from planner.changes import Change
from planner.options import Options
from planner.value import Value


class PlanArguments(Value):
    """A season, and what of it people hold already.

    ``season_document`` and ``published_document`` are digests (``api.store.documents``); ``based_on`` is the
    number of the published plan. ``start_document`` is the plan to begin with. A replan keeps what has begun
    by ``today`` and applies ``changes``; a ``quick`` one only mends what they break. ``seconds`` limits the
    search, None leaves it to ``options.effort``.
    """

    season_document: str
    published_document: str | None = None
    based_on: int | None = None
    start_document: str | None = None
    changes: tuple[Change, ...] = ()
    quick: bool = False
    today: date | None = None
    options: Options = Options()
    seconds: float | None = Field(default=None, gt=0)


class DaysArguments(Value):
    """An event (id within its season) of which ``days`` are solved one after another, best first.

    Documents, ``based_on``, ``today`` and ``options`` as in :class:`PlanArguments`; ``seconds`` are for all
    days together. ``notice_days`` is what the days were weighed with.
    """

    season_document: str
    published_document: str | None = None
    based_on: int | None = None
    event: str
    days: tuple[date, ...]
    weighed_days: tuple[date, ...] = ()
    notice_days: int = Field(default=0, ge=0)
    today: date | None = None
    options: Options = Options()
    seconds: float | None = Field(default=None, gt=0)


class HelpsArguments(Value):
    """A plan (``plan`` is its id) of which is asked what would help it most.

    Documents are digests: ``published_document`` is the plan that changes are counted against,
    ``wishes_document`` the wishes that are asked for alone, None for all that could help. ``companies`` are
    forced in one by one; ``most`` wishes are solved. ``seconds`` are for everything together.
    """

    plan: str
    season_document: str
    plan_document: str
    published_document: str | None = None
    wishes_document: str | None = None
    companies: tuple[str, ...] = ()
    most: int = Field(default=6, ge=0)
    today: date | None = None
    options: Options = Options()
    seconds: float | None = Field(default=None, gt=0)


class TripArguments(Value):
    """A trip (an id) of a plan for which ``most`` alternatives are looked for, for so many seconds."""

    trip: str
    most: int = Field(ge=1)
    seconds: float | None = Field(default=None, gt=0)
