# ruff: noqa: T201  (a benchmark prints)
"""One instance of a family of routing benchmarks: read, solved by the planner or a peer, written down.

``seconds`` of a result are the wall's of the whole process but its imports: reading, compiling or loading
compiled code, solving, the audit inside.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from math import floor, hypot
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

from planner.optimise.routing import answer as _solver  # noqa: F401  (imported before the clock starts)
from planner.options import Options
from planner.orienteering import Orienteering, Tours
from planner.solve import solve
from tests.benchmarks.countdown import Countdown

AUDIT_SECONDS = 0.15  # left of the time for the tours and the audit
# Gets the problem, the seed and the time it has.
Solver = Callable[[Orienteering, int, Countdown], Tours]


class Unreadable(ValueError):
    """A file is no instance of its family."""


class Family(NamedTuple):
    """A family: its name with the referee, how its files are read and its tours written."""

    name: str
    read: Callable[[Path, int], Orienteering]
    written: Callable[[Orienteering, Tours], list[Any]]
    needs_tours: bool = False


def numbers(path: Path, heads: Sequence[int], width: int) -> list[list[float]]:
    """The numbers of every line that holds any; a line of dashes holds none.

    The first lines hold at least so many as ``heads`` says, all others at least ``width``: ValueError if not.
    """
    rows: list[list[float]] = []
    for place, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("---"):
            continue
        rows.append([float(word) for word in line.split()])
        least = heads[len(rows) - 1] if len(rows) <= len(heads) else width
        if len(rows[-1]) < least:
            raise ValueError(f"line {place} holds {len(rows[-1])} numbers, {least} are expected")
    if len(rows) <= len(heads):
        raise ValueError(f"{len(rows)} lines of numbers, more than {len(heads)} are expected")
    return rows


def counted(rows: list[list[float]], stated: float) -> list[list[float]]:
    """``rows``, as many as the file says. Raises ValueError if they are more or fewer."""
    if len(rows) != stated:
        raise ValueError(f"{len(rows)} points are listed, the first line says {stated:.0f}")
    return rows


def whole(value: float) -> int:
    """A number that is whole, but for the arithmetic of decimals. Raises ValueError if it is not."""
    if abs(value - round(value)) > 1e-6:
        raise ValueError(f"{value} is not whole")
    return round(value)


def plane(points: Sequence[tuple[float, float]], scale: int) -> tuple[tuple[int, ...], ...]:
    """Euclidean distances in ``1 / scale`` of the unit, rounded down."""
    return tuple(tuple(floor(hypot(a[0] - b[0], a[1] - b[1]) * scale + 1e-9) for b in points) for a in points)


def planned(problem: Orienteering, seed: int, clock: Countdown) -> Tours:
    """The planner's own tours."""
    return solve(problem, Options(seed=seed), stop=clock)


def solved(
    family: Family, path: Path, tours: int, seconds: float, seed: int, solver: Solver = planned
) -> dict[str, Any]:
    """The result for the instance at ``path``, as the referee reads it. Raises :class:`Unreadable`."""
    clock, begun = Countdown(seconds - AUDIT_SECONDS), monotonic()
    try:
        problem = family.read(path, tours)
    except (OSError, ValueError) as wrong:
        raise Unreadable(f"{path.name} is no instance of {family.name}: {wrong}") from wrong
    found = solver(problem, seed, clock)
    return {
        "instance": path.stem, "tours": family.written(problem, found), "score": found.profit,
        "bound": found.bound, "bound_by": found.bound_by, "seconds": round(monotonic() - begun, 3),
    }  # fmt: skip


def main(family: Family, words: Sequence[str] | None = None, solver: Solver = planned) -> None:
    """Solve one instance."""
    parser = argparse.ArgumentParser(description=f"one instance of {family.name}")
    parser.add_argument("instance", type=Path)
    if family.needs_tours:
        parser.add_argument(
            "--tours", type=int, required=True, help="how many tours there may be, at least one"
        )
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="the result, as JSON; printed without it")
    given = parser.parse_args(words)
    tours = given.tours if family.needs_tours else 0
    if family.needs_tours and tours < 1:
        parser.error("--tours must be at least 1")
    try:
        found = json.dumps(solved(family, given.instance, tours, given.seconds, given.seed, solver))
    except Unreadable as wrong:
        sys.exit(str(wrong))
    if given.out is None:
        print(found)
    else:
        given.out.write_text(found, encoding="utf-8")
