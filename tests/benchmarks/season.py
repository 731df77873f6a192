# ruff: noqa: T201  (a benchmark prints)
"""How well, how fast and in how much memory seasons are planned: ``python -m tests.benchmarks.season``.

Seasons of listed companies (``tests.benchmarks.listed_season``) and the sample district's, each solved and
audited in a fresh process. Compiled code is kept in a folder of this run, empty at its start: the first row
compiles, the others load. ``--out FILE`` writes the tables between their marks in FILE as well.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic

from tests.benchmarks.listed_season import COMPANIES
from tests.benchmarks.machine import GIB, described
from tests.benchmarks.marked_section import check_marks, tell
from tests.benchmarks.measured_solve import FEED, Measured

SECTION = "season"
IMPORTED = ("planner", "planner.season", "planner.solve")
IMPORTS_TIMED = 5
LARGE_SECONDS = 600.0
PATIENCE = 10  # a process is given up after so many times its seconds, and ten minutes
COLUMNS = (
    "season", "seed", "value", "bound", "gap, %", "trips", "companies met", "audit",
    "first bound, s", "first plan, s", "solve, s", "imports, s", "season made, s", "audit, s", "total, s",
    "CPU, s", "peak memory, GiB",
)  # fmt: skip


def row_of(name: str, seed: str, arguments: Sequence[str], cache: str, patience: float) -> tuple[str, ...]:
    """Measure one season in a process of its own; a row of the table, of dashes if the process failed."""
    print(f"{name}, seed {seed}", file=sys.stderr)
    begun = monotonic()
    command = [sys.executable, "-m", "tests.benchmarks.measured_solve", *arguments, "--begun", str(begun)]
    environment = os.environ | {"NUMBA_CACHE_DIR": cache}
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, env=environment, timeout=patience, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failed:
        print(f"    {failed}", file=sys.stderr)
        total = monotonic() - begun
        verdict = (
            "timed out" if isinstance(failed, subprocess.TimeoutExpired) else f"died ({failed.returncode})"
        )
        cells = {"season": name, "seed": seed, "audit": verdict, "total, s": f"{total:.1f}"}
        return tuple(cells.get(column, "–") for column in COLUMNS)
    total = monotonic() - begun
    found = Measured(**json.loads(done.stdout))
    print(
        f"    {total:6.1f} s: {found.verdict}, {_gap(found)} %, {found.peak_bytes / GIB:.2f} GiB",
        file=sys.stderr,
    )
    return _cells(name, seed, found, total)


def _cells(name: str, seed: str, found: Measured, total: float) -> tuple[str, ...]:
    return (
        name, seed, f"{found.value:,}", "–" if found.bound is None else f"{found.bound:,}", _gap(found),
        str(found.trips), f"{found.met} of {found.companies}", found.verdict,
        _seconds(found.bound_seconds), _seconds(found.plan_seconds), _seconds(found.solve_seconds),
        _seconds(found.imports_seconds), _seconds(found.season_seconds), _seconds(found.audit_seconds),
        _seconds(total), _seconds(found.cpu_seconds), f"{found.peak_bytes / GIB:.2f}",
    )  # fmt: skip


def _gap(found: Measured) -> str:
    """How far the value may lie below the best, in percent of the bound."""
    if found.bound is None:
        return "–"
    return f"{100 * (found.bound - found.value) / max(1, abs(found.bound)):.2f}"


def _seconds(amount: float | None) -> str:
    return "–" if amount is None else f"{amount:.1f}"


def import_row(module: str) -> tuple[str, str, str]:
    """Median seconds of importing ``module`` in fresh interpreters, and whether that imported ortools."""
    code = (
        f"import sys; from time import perf_counter; begun = perf_counter(); import {module}; "
        "print(perf_counter() - begun, 'ortools' in sys.modules)"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.split()
        for _ in range(IMPORTS_TIMED)
    ]
    heavy = "yes" if any(answer == "True" for _, answer in said) else "no"
    return f"`import {module}`", f"{median(float(seconds) for seconds, _ in said):.3f}", heavy


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = (columns, ["---"] * len(columns), *rows)
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def season_rows(
    sizes: Sequence[int], seeds: Sequence[int], seconds: float, visits: int, large: Sequence[int] = ()
) -> list[tuple[str, ...]]:
    """Every season in turn: the sample twice, compiling and compiled, then the listed companies.

    ``large`` are sizes that get the first seed and LARGE_SECONDS.
    """
    patience = PATIENCE * seconds + 600
    with TemporaryDirectory() as cache:
        rows = [
            row_of(f"sample, {state}", "1", (), cache, patience) for state in ("code compiled", "code loaded")
        ]
        cases = [(size, seed, seconds) for size in sizes for seed in seeds]
        cases += [(size, seeds[0], LARGE_SECONDS) for size in large]
        for size, seed, limit in cases:
            numbers = {"companies": size, "seed": seed, "seconds": limit, "visits": visits}
            arguments = [word for key, number in numbers.items() for word in (f"--{key}", str(number))]
            name = f"{size:,} companies" + (f", {limit:.0f} s" if limit != seconds else "")
            rows.append(row_of(name, str(seed), arguments, cache, patience + limit))
    return rows


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--companies", type=int, nargs="*", default=[100, 300, 1_000], help="sizes of seasons"
    )
    parser.add_argument(
        "--large", type=int, nargs="*", default=[], help=f"sizes given {LARGE_SECONDS:.0f} s, one seed"
    )
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--seconds", type=float, default=60.0, help="until the solver is stopped")
    parser.add_argument("--visits", type=int, default=4, help="most visits a day")
    parser.add_argument("--date", default=f"{date.today():%Y-%m-%d}", help="of the run")
    parser.add_argument("--out", type=Path, help="a document with the marks of this benchmark")
    return parser.parse_args()


def main() -> None:
    """Print the tables, and write them where asked."""
    given = _arguments()
    if not (FEED.is_file() and COMPANIES.is_file()):
        sys.exit(f"needs {FEED.name} and {COMPANIES.name}: put the folder shared beside the repository")
    check_marks(given.out, SECTION)
    machine = described(given.date)
    imports = table(("what", "seconds (median of five)", "ortools imported"), map(import_row, IMPORTED))
    rows = season_rows(given.companies, given.seeds, given.seconds, given.visits, given.large)
    visits = f"at most {given.visits} visits a day"
    stop = f"Stopped after {given.seconds:.0f} s, {visits}; the sample after its rounds."
    section = f"{machine} {stop}\n\n{table(COLUMNS, rows)}\n\n{imports}"
    tell(given.out, SECTION, section)


if __name__ == "__main__":
    main()
