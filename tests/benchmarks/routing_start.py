# ruff: noqa: T201  (a benchmark prints)
"""What a routing process pays before it searches: ``python -m tests.benchmarks.routing_start``.

It prints the seconds for compiling the code, or for loading it once it is compiled: tiny problems are solved
twice in one process, and that is what the first time takes longer.
"""

import json
import subprocess
import sys
from time import monotonic
from typing import NamedTuple

from planner.optimise.routing import answer as _solver  # noqa: F401  (imported before the clock starts)
from planner.options import Options
from planner.orienteering import Orienteering, Route, Stop
from planner.solve import solve
from tests.benchmarks.routing_run import with_cache

STOPS, TOO_FAR = 8, 1_000  # the last stop is out of reach, so that nobody is done before the search begins


class Start(NamedTuple):
    """Seconds for code in a process, the first of a run and each later one."""

    first: float
    later: float


def tiny(*, hotels: bool) -> Orienteering:
    """A few stops on a line and two routes, or two days."""
    spots = [*range(STOPS - 1), TOO_FAR, 0, 3]
    return Orienteering(
        ways=tuple(tuple(abs(a - b) for b in spots) for a in spots),
        stops=tuple(Stop(profit=k + 1, service=1, windows=(((0, 40),),)) for k in range(STOPS)),
        routes=(Route(start=0, end=0, closes=9),) * 2,
        hotels=(0, 1) if hotels else (),
    )


def code_seconds() -> float:
    """Seconds this process takes for code, compiled or loaded."""
    took = []
    for _ in range(2):
        begun = monotonic()
        for hotels in (False, True):
            solve(tiny(hotels=hotels), Options(effort=1))
        took.append(monotonic() - begun)
    return max(0.0, took[0] - took[1])


def measured_start(cache: str | None) -> Start:
    """Two processes, one after the other, with the code kept in ``cache``."""
    command = [sys.executable, "-m", "tests.benchmarks.routing_start"]
    first, later = (
        float(
            json.loads(
                subprocess.run(command, env=with_cache(cache), stdout=subprocess.PIPE, check=True).stdout
            )
        )
        for _ in range(2)
    )
    return Start(first, later)


if __name__ == "__main__":
    print(json.dumps(code_seconds()))
