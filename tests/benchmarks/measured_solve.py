# ruff: noqa: T201  (a benchmark prints)
"""One season solved, audited and measured in a process of its own, so that its memory is its own.

``python -m tests.benchmarks.measured_solve --companies 100 --seed 1 --seconds 20`` prints a :class:`Measured`
as one line of JSON; the steps of the solver go to stderr. Without ``--companies`` the season is the sample
district's, planned as ``zhaoshang demo`` does.
"""

import argparse
import json
import resource
import sys
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from api.cli.demonstrate import EFFORT, SEED
from api.imports.check import check
from api.sample.workbook import write_sample
from api.stopwatch import Stopwatch
from planner.audit import audit
from planner.errors import RejectedPlan
from planner.options import Options
from planner.plan import Plan, Status
from planner.progress import Phase, Progress
from planner.season import Season
from planner.solve import solve
from planner.stop import Never, Stop
from planner.travel.gtfs import read_gtfs
from tests.benchmarks.listed_season import SHARED, listed_season

FEED = SHARED / "gtfs-china-emu-2022.zip"


@dataclass(frozen=True)
class Measured:
    """What came of one season, in points and seconds; ``imports_seconds`` count from the process's start.

    ``bound_seconds`` and ``plan_seconds`` count from the start of the solve; None for what never came.
    """

    companies: int
    verdict: str
    value: int
    bound: int | None
    trips: int
    met: int
    imports_seconds: float
    season_seconds: float
    bound_seconds: float | None
    plan_seconds: float | None
    solve_seconds: float
    audit_seconds: float
    cpu_seconds: float
    peak_bytes: int


class Log:
    """Hears what the solver tells, notes when a bound and a plan were first there, and says it on stderr.

    A plan is there when its value is told, or at the latest when the search says it improves one.
    """

    def __init__(self, watch: Stopwatch) -> None:
        self._watch = watch
        self._last: Phase | None = None
        self.bound_seconds: float | None = None
        self.plan_seconds: float | None = None

    def __call__(self, step: Progress) -> None:
        """Hear one step."""
        now = self._watch.elapsed_seconds()
        if self.bound_seconds is None and step.bound is not None:
            self.bound_seconds = now
        if self.plan_seconds is None and (step.best is not None or step.phase is Phase.IMPROVE):
            self.plan_seconds = now
        if step.phase is not self._last:
            self._last = step.phase
            print(f"    {now:6.1f} s {step.phase}: best {step.best}, bound {step.bound}", file=sys.stderr)


def measured(
    season: Season, options: Options, seconds: float | None, begun: float, imported: float
) -> Measured:
    """Solve and audit ``season``; ``begun`` and ``imported`` are instants of the monotonic clock."""
    watch = Stopwatch(seconds)
    log = Log(watch)
    made = monotonic()
    stop: Stop = Never() if seconds is None else watch
    plan, verdict = Plan(season=season.id, made_at=season.as_of, status=Status.INFEASIBLE), ""
    try:
        plan = solve(season, options, stop=stop, progress=log)
    except RejectedPlan as refused:
        verdict = "refused: " + ", ".join(sorted({fault.code for fault in refused.faults}))
    solved = monotonic()
    verdict = verdict or _verdict(season, plan)
    audited, used = monotonic(), resource.getrusage(resource.RUSAGE_SELF)
    return Measured(
        companies=len(season.companies),
        verdict=verdict,
        value=plan.objective.total,
        bound=plan.bound,
        trips=len(plan.trips),
        met=sum(len(trip.visits) for trip in plan.trips),
        imports_seconds=imported - begun,
        season_seconds=made - imported,
        bound_seconds=log.bound_seconds,
        plan_seconds=log.plan_seconds,
        solve_seconds=solved - made,
        audit_seconds=audited - solved,
        cpu_seconds=used.ru_utime + used.ru_stime,
        peak_bytes=used.ru_maxrss * 1_024,
    )


def _verdict(season: Season, plan: Plan) -> str:
    """What the audit says, with travel times looked up afresh."""
    found = audit(season, plan)
    if not found.passed:
        return f"{len(found.violations)} violations, {len(found.differences)} differences"
    return plan.status.value if plan.status is not Status.FEASIBLE else "passed"


def _sample() -> Season:
    with TemporaryDirectory() as folder:
        found = check(write_sample(Path(folder)))
    assert found.season is not None, found.faults
    return found.season


def main() -> None:
    """Measure one season."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, help="of the listed ones; without it the sample district")
    parser.add_argument("--seed", type=int, default=1, help="of the season and of the solver")
    parser.add_argument("--seconds", type=float, default=60.0, help="until the solver is stopped")
    parser.add_argument("--visits", type=int, default=4, help="most visits a day")
    parser.add_argument("--begun", type=float, help="when the process was started, on the monotonic clock")
    given = parser.parse_args()
    begun = monotonic() if given.begun is None else given.begun
    import_module("planner.optimise.answer")  # solve imports the solver late; here it is counted apart
    imported = monotonic()
    if given.companies is None:
        found = measured(_sample(), Options(seed=SEED, effort=EFFORT), None, begun, imported)
    else:
        timetable = read_gtfs(FEED.read_bytes())
        season = listed_season(given.companies, given.seed, timetable, given.visits)
        found = measured(season, Options(seed=given.seed), given.seconds, begun, imported)
    print(json.dumps(asdict(found)))


if __name__ == "__main__":
    main()
