"""What a job of planning works from: documents that never change, so that every attempt solves the same."""

from datetime import date

from pydantic import Field

from planner.changes import Change
from planner.options import Options
from planner.value import Value


class PlanArguments(Value):
    """A season, and what of it people hold already.

    ``season_document`` and ``published_document`` are digests (``api.store.documents``); ``based_on`` is the
    number of the published plan. A replan keeps what has begun by ``today`` and applies ``changes``.
    ``seconds`` limits the search, None leaves it to ``options.effort``.
    """

    season_document: str
    published_document: str | None = None
    based_on: int | None = None
    changes: tuple[Change, ...] = ()
    today: date | None = None
    options: Options = Options()
    seconds: float | None = Field(default=None, gt=0)
