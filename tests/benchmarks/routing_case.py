# ruff: noqa: T201  (a benchmark prints)
"""One instance of a family of routing benchmarks: read, solved by ``planner.solve``, written for the referee.

``seconds`` of a result are the wall's of the whole process but its imports: reading, compiling or loading
compiled code, solving, the audit inside.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from math import floor, hypot
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

from planner.optimise.routing import answer as _solver  # noqa: F401  (imported before the clock starts)
from planner.options import Options
from planner.orienteering import Orienteering, Tours
from planner.solve import solve

AUDIT_SECONDS = 0.15  # left of the time for the tours and the audit


class Countdown:
    """Stops after so many seconds."""

    def __init__(self, seconds: float) -> None:
        self.end = monotonic() + seconds

    def stopped(self) -> bool:
        """Whether they are over."""
        return monotonic() >= self.end

    def remaining_seconds(self) -> float:
        """What is left of them."""
        return max(0.0, self.end - monotonic())


class Family(NamedTuple):
    """A family: its name with the referee, how its files are read and its tours written."""

    name: str
    read: Callable[[Path, int], Orienteering]
    written: Callable[[Orienteering, Tours], list[Any]]
    needs_tours: bool = False


def numbers(path: Path) -> list[list[float]]:
    """The numbers of every line that holds any; a line of dashes holds none."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        [float(word) for word in line.split()]
        for line in lines
        if line.strip() and not line.startswith("---")
    ]


def whole(value: float) -> int:
    """A number that is whole, but for the arithmetic of decimals. Raises ValueError if it is not."""
    if abs(value - round(value)) > 1e-6:
        raise ValueError(f"{value} is not whole")
    return round(value)


def plane(points: Sequence[tuple[float, float]], scale: int) -> tuple[tuple[int, ...], ...]:
    """Euclidean distances in ``1 / scale`` of the unit, rounded down."""
    return tuple(tuple(floor(hypot(a[0] - b[0], a[1] - b[1]) * scale + 1e-9) for b in points) for a in points)


def solved(family: Family, path: Path, tours: int, seconds: float, seed: int) -> dict[str, Any]:
    """The result for the instance at ``path``, as the referee reads it."""
    clock, begun = Countdown(seconds - AUDIT_SECONDS), monotonic()
    problem = family.read(path, tours)
    found = solve(problem, Options(seed=seed), stop=clock)
    return {
        "instance": path.stem, "tours": family.written(problem, found), "score": found.profit,
        "bound": found.bound, "seconds": round(monotonic() - begun, 3),
    }  # fmt: skip


def main(family: Family, words: Sequence[str] | None = None) -> None:
    """Solve one instance."""
    parser = argparse.ArgumentParser(description=f"one instance of {family.name}")
    parser.add_argument("instance", type=Path)
    if family.needs_tours:
        parser.add_argument("--tours", type=int, required=True, help="how many tours there may be")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="the result, as JSON; printed without it")
    given = parser.parse_args(words)
    tours = given.tours if family.needs_tours else 0
    found = json.dumps(solved(family, given.instance, tours, given.seconds, given.seed))
    if given.out is None:
        print(found)
    else:
        given.out.write_text(found, encoding="utf-8")
