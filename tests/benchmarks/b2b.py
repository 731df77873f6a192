# ruff: noqa: T201  (a benchmark prints)
"""Published B2B meeting instances: ``python -m tests.benchmarks.b2b INSTANCE --seconds S --out RESULT.json``.

Without INSTANCE every row of the table of best known values is solved, each in a process of its own and
checked by the referee, and a table is printed; ``--document FILE`` writes it between its marks in FILE as
well. ``seconds`` of a result count everything but the imports: reading, solving, tables, the audit.
"""

import argparse
import csv
import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, process_time
from typing import Any

from events.matchmaking.arrange import arrange
from events.matchmaking.optimise import answer as _solver  # noqa: F401  (imported before the clock starts)
from planner.errors import UnsolvedInTime
from planner.options import Options
from planner.plan import Status
from tests.benchmarks.b2b_instance import read
from tests.benchmarks.countdown import Countdown
from tests.benchmarks.machine import described
from tests.benchmarks.marked_section import check_marks, tell
from tests.benchmarks.referee import ABSENT, BENCH, judged
from tests.benchmarks.season import table

SECTION = "b2b"
COLUMNS = ("instance", "d", "best known", "gaps", "bound", "seconds", "CPU, s", "referee")


def solved(path: Path, fairness: int, seconds: float, seed: int) -> dict[str, Any]:
    """The result for the instance at ``path``, as the referee reads it."""
    begun, worked = monotonic(), process_time()
    day = read(path, fairness)
    found: dict[str, Any] = {"instance": path.stem, "fairness": fairness}
    try:
        timetable = arrange(day, Options(seed=seed), stop=Countdown(seconds))
    except UnsolvedInTime:
        found["unsolved"] = True
    else:
        if timetable.status is Status.INFEASIBLE:
            found["infeasible"] = True
            found["obstacles"] = [obstacle.model_dump(mode="json") for obstacle in timetable.obstacles]
        else:
            slots = {meeting.request: meeting.slot for meeting in timetable.meetings}
            found["slots"] = [slots[item.id] for item in day.requests]
            found |= {"gaps": timetable.gaps, "bound": timetable.gaps_bound}
    return found | {"seconds": monotonic() - begun, "cpu_seconds": process_time() - worked}


def row_of(known: dict[str, str], seconds: float, seed: int) -> tuple[str, ...]:
    """One row of best known values, solved in a fresh process and judged by the referee."""
    (path,) = BENCH.glob(f"b2b/instances/*/{known['instance']}.dzn")
    fairness, best = known["fairness_d"], known["best_known"]
    with TemporaryDirectory() as folder:
        out = Path(folder) / "result.json"
        options = ("--fairness", fairness, "--seconds", str(seconds), "--seed", str(seed), "--out", str(out))
        subprocess.run([sys.executable, "-m", "tests.benchmarks.b2b", str(path), *options], check=True)
        found = json.loads(out.read_text(encoding="utf-8"))
        verdict = _verdict(path, fairness, out, found, best)
    gaps = "infeasible" if found.get("infeasible") else str(found.get("gaps", "–"))
    took = (f"{found['seconds']:.1f}", f"{found['cpu_seconds']:.1f}")
    return (known["instance"], fairness, best, gaps, str(found.get("bound", "–")), *took, verdict)


def _verdict(path: Path, fairness: str, out: Path, found: dict[str, Any], best: str) -> str:
    if found.get("infeasible"):
        return "as known" if best == "UNSAT" else "WRONG"
    if "slots" not in found:
        return "unsolved"
    said = judged("b2b", path, out, "--fairness", fairness)
    if not said["feasible"] or said["score"] != found["gaps"] or best == "UNSAT":
        return "WRONG"
    return "optimal" if said["score"] == found["bound"] == int(best) else "feasible"


def measured(seconds: float, seed: int, only: str) -> list[tuple[str, ...]]:
    """Every row of best known values whose instance and fairness, ``name:d``, contain ``only``."""
    rows = []
    with (BENCH / "b2b" / "bks.csv").open(encoding="utf-8") as file:
        for known in csv.DictReader(file):
            if only in f"{known['instance']}:{known['fairness_d']}":
                rows.append(row_of(known, seconds, seed))
                print(*rows[-1], file=sys.stderr, flush=True)
    return rows


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("instance", type=Path, nargs="?")
    parser.add_argument("--fairness", type=int, default=2, help="how far two participants' gaps may differ")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="the result of one instance, as JSON")
    parser.add_argument("--only", default="", help="of all instances those with this in NAME:D")
    parser.add_argument("--date", default=f"{date.today():%Y-%m-%d}", help="of the run")
    parser.add_argument("--document", type=Path, help="a document with the marks of this benchmark")
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None) -> None:
    """Solve one instance, or all."""
    given = _arguments(words)
    if given.instance is not None:
        found = json.dumps(solved(given.instance, given.fairness, given.seconds, given.seed))
        if given.out is None:
            print(found)
        else:
            given.out.write_text(found, encoding="utf-8")
        return
    if not BENCH.is_dir():
        sys.exit(ABSENT)
    check_marks(given.document, SECTION)
    machine = described(given.date)
    rows = measured(given.seconds, given.seed, given.only)
    good = sum(row[-1] in {"optimal", "as known"} for row in rows)
    slowest = max((float(row[5]) for row in rows), default=0.0)
    summary = (
        f"{good} of {len(rows)} optimal or infeasible, as known and proven, each within {slowest:.1f} s."
    )
    section = (
        f"{machine} Seed {given.seed}, at most {given.seconds:.0f} s. {summary}\n\n{table(COLUMNS, rows)}"
    )
    tell(given.document, SECTION, section)


if __name__ == "__main__":
    main()
