"""How to solve: the seed, and how much work to do."""

from pydantic import Field

from planner.value import Value


class Options(Value):
    """The seed and the limits of a solve.

    ``effort`` counts improvement rounds: a deterministic limit, so that equal input, seed and effort give
    equal plans whatever the machine. With None the solver works until it is stopped or has proven its plan
    best, and takes ``default_rounds`` if nobody can stop it.
    """

    seed: int = Field(default=1, ge=0)
    effort: int | None = Field(default=None, ge=0)
    default_rounds: int = Field(default=40, ge=0)
