"""One case of a routing family, by the planner or a peer in its own process, and judged by the referee."""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any, NamedTuple

from tests.benchmarks.referee import judged
from tests.benchmarks.routing_known import Known

PATIENCE, PATIENCE_SECONDS = (
    3,
    300.0,
)  # a process is given up after so many times its seconds, and so many more


class Outcome(NamedTuple):
    """What came of a case.

    ``outside`` are the seconds of the process that its own clock does not count: interpreter and imports.
    ``verdict`` is ``optimal``, ``feasible``, or what is wrong; what is wrong counts as score 0.
    """

    score: float
    bound: int | None
    seconds: float
    outside: float
    verdict: str

    @property
    def accepted(self) -> bool:
        """Whether score and bound may stand."""
        return self.verdict in {"optimal", "feasible"}


def run(module: str, case: Known, seconds: float, seed: int, cache: str | None = None) -> Outcome:
    """Solve ``case`` by ``python -m tests.benchmarks.MODULE``; compiled code is kept in ``cache``."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "result.json"
        command = [sys.executable, "-m", f"tests.benchmarks.{module}", str(case.path)]
        tours = ("--tours", str(case.tours)) if case.family == "toptw" else ()
        command += [*tours, "--seconds", str(seconds), "--seed", str(seed), "--out", str(out)]
        begun = monotonic()
        try:
            subprocess.run(
                command, env=with_cache(cache), timeout=PATIENCE * seconds + PATIENCE_SECONDS, check=True
            )
        except subprocess.CalledProcessError as died:
            return Outcome(0, None, monotonic() - begun, 0.0, f"DIED ({died.returncode})")
        except subprocess.TimeoutExpired:
            return Outcome(0, None, monotonic() - begun, 0.0, "TIMED OUT")
        wall = monotonic() - begun
        try:
            found = json.loads(out.read_text(encoding="utf-8"))
            said = judged(case.family, case.path, out, *tours)
        except (OSError, ValueError) as wrong:
            return Outcome(0, None, wall, 0.0, f"UNJUDGED: {wrong}")
    word = verdict(case, found, said)
    score = found["score"] if word in {"optimal", "feasible"} else 0
    return Outcome(score, found["bound"], found["seconds"], wall - found["seconds"], word)


def with_cache(cache: str | None) -> dict[str, str]:
    """The environment of a process that keeps compiled code in ``cache``, or where it always does."""
    return dict(os.environ) if cache is None else os.environ | {"NUMBA_CACHE_DIR": cache}


def verdict(case: Known, found: dict[str, Any], said: dict[str, Any]) -> str:
    """The judgement on a result, ``found``, of which the referee has ``said`` what it found itself."""
    score, bound = found["score"], found["bound"]
    if not said["feasible"]:
        return f"WRONG: {said['why']}"
    if said["score"] != score:
        return f"WRONG: the referee counts {said['score']:g}"
    if bound is not None and bound < score:
        return "WRONG: bound below score"
    if bound is not None and case.proven and bound < case.best:
        return "WRONG: bound below optimum"
    return "optimal" if bound == score else "feasible"
