# ruff: noqa: T201  (a benchmark prints)
"""How soon a wish to cancel takes effect, and what is kept: ``python -m tests.benchmarks.cancel``.

Seasons of listed companies (``tests.benchmarks.listed_season``), seed 1. For each size and phase of the
solver: a job in a worker's hands is cancelled ``--into`` seconds after that phase was first told, and the
seconds from the wish to the state ``cancelled`` are counted, its effect and end; ``zhaoshang plan`` gets
Ctrl-C at the same moment: its effect is the line that says so, its end that of the process, the plan written.
The value kept stands beside the best that was told before the wish; every plan kept is audited afresh.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import monotonic
from typing import NamedTuple

from api.clock import wall_clock
from api.jobs.arguments import PlanArguments
from api.jobs.heart import Heart
from api.jobs.pace import Pace
from api.jobs.run import JobRunner
from api.store import documents, jobs
from api.store.database import Database
from api.store.jobs import Job, JobKind
from api.store.migration import migrate
from api.store.plans import plan_of
from api.store.work import SYSTEM
from api.texts import say
from planner.audit import audit
from planner.options import Options
from planner.plan import Plan
from planner.progress import Phase
from planner.schema import read_plan
from planner.season import Season
from planner.travel.gtfs import read_gtfs
from tests.benchmarks.listed_season import COMPANIES, listed_season
from tests.benchmarks.machine import described
from tests.benchmarks.marked_section import check_marks, tell
from tests.benchmarks.measured_solve import FEED
from tests.benchmarks.season import table

SECTION = "cancel"
PHASES = ("compile", "tours", "bound", "dive", "improve", "write")
COLUMNS = (
    "companies",
    "who",
    "asked for",
    "wish in",
    "after, s",
    "effect, s",
    "end, s",
    "best told",
    "kept",
    "audit",
)
GLANCE_SECONDS = 0.01
ZHAOSHANG = "import sys; from api.cli import main; sys.exit(main())"


class Case(NamedTuple):
    """A season, the phase to cancel it in and how far into that, and for how long it may search."""

    season: Season
    phase: str
    into: float
    seconds: float


class Cancelled(NamedTuple):
    """What came of a wish: the phase it met, when, seconds to its effect and end, the best told, the plan."""

    phase: str
    after_seconds: float
    effect_seconds: float
    end_seconds: float
    told: int | None
    plan: Plan | None


def job_cancelled(case: Case) -> Cancelled:
    """A job in a worker's hands, cancelled; its plan is what the job keeps."""
    with _database() as database:
        job = _asked(database, case)
        heart = Heart(database, "benchmark", wall_clock, Pace())
        runner = JobRunner(database, "benchmark", heart, wall_clock, Pace())
        thread = Thread(target=runner.run, args=(job,))
        begun = monotonic()
        thread.start()
        while (now := _now(database, job)).is_open and not _reached(now, case.phase):
            time.sleep(GLANCE_SECONDS)
        time.sleep(case.into)
        before = _now(database, job)
        wished = monotonic()
        with database.work(SYSTEM, wall_clock()) as work:
            jobs.cancel(work, job)
        while (found := _now(database, job)).is_open:
            time.sleep(GLANCE_SECONDS)
        ended = monotonic()
        thread.join()
        phase = before.phase.value if before.phase and before.is_open else before.state.value
        with database.reading() as session:
            plan = plan_of(session, found.result) if found.result else None
    took = ended - wished
    return Cancelled(phase, wished - begun, took, took, before.best, plan)


@contextmanager
def _database() -> Iterator[Database]:
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/cancel.db")
        migrate(database)
        try:
            yield database
        finally:
            database.close()


def _asked(database: Database, case: Case) -> str:
    with database.work(SYSTEM, wall_clock()) as work:
        arguments = PlanArguments(
            season_document=documents.put(work, case.season.model_dump_json()),
            options=Options(seed=1),
            seconds=case.seconds,
        )
        return jobs.request(work, JobKind.PLAN, case.season.id, arguments.model_dump(mode="json")).id


def _now(database: Database, job: str) -> Job:
    with database.reading() as session:
        return jobs.job(session, job)


def _reached(job: Job, phase: str) -> bool:
    return job.phase is not None and list(Phase).index(job.phase) >= list(Phase).index(Phase(phase))


def terminal_interrupted(case: Case) -> Cancelled:
    """``zhaoshang plan``, interrupted; its plan is the file it writes."""
    with TemporaryDirectory() as folder:
        season, output = Path(folder) / "season.json", Path(folder) / "plan.json"
        season.write_text(case.season.model_dump_json(), encoding="utf-8")
        command = [sys.executable, "-c", ZHAOSHANG, "--lang", "en", "plan", str(season), "-o", str(output)]
        begun = monotonic()
        with subprocess.Popen(
            [*command, "--seconds", str(case.seconds)],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8",
        ) as process:  # fmt: skip
            words, met = say(f"terminal.phase.{case.phase}", "en"), "nothing"
            for line in process.stderr or ():
                if line.startswith(words):
                    met = case.phase
                    break
            time.sleep(case.into)
            wished = monotonic()
            if process.poll() is None:
                os.kill(process.pid, signal.SIGINT)
            heard = wished
            for line in process.stderr or ():
                if line.startswith("Stopped"):
                    heard = monotonic()
            process.wait()
            ended = monotonic()
        plan = read_plan(output.read_text(encoding="utf-8")) if output.is_file() else None
    return Cancelled(met, wished - begun, heard - wished, ended - wished, None, plan)


def row_of(companies: int, who: str, case: Case, found: Cancelled) -> tuple[str, ...]:
    """A row of the table; a terminal tells a value only when the phase changes, so none stands there."""
    verdict = "–"
    if found.plan is not None:
        verdict = "passed" if audit(case.season, found.plan).passed else "FAILED"
    kept = None if found.plan is None else found.plan.objective.total
    return (
        f"{companies:,}", who, case.phase, found.phase, f"{found.after_seconds:.1f}",
        *(f"{seconds:.2f}" for seconds in (found.effect_seconds, found.end_seconds)),
        *(f"{value:,}" if value is not None else "–" for value in (found.told, kept)), verdict,
    )  # fmt: skip


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, nargs="+", default=[100, 300, 1_000])
    parser.add_argument("--phases", nargs="+", choices=PHASES, default=list(PHASES))
    parser.add_argument("--who", nargs="+", choices=("job", "terminal"), default=["job", "terminal"])
    parser.add_argument("--into", type=float, default=0.5, help="seconds after the phase was first told")
    parser.add_argument("--seconds", type=float, default=60.0, help="the search may take")
    parser.add_argument("--date", default=f"{date.today():%Y-%m-%d}", help="of the run")
    parser.add_argument("--out", type=Path, help="a document with the marks of this benchmark")
    return parser.parse_args()


def main() -> None:
    """Cancel again and again; print the table, and write it where asked."""
    given = _arguments()
    if not (FEED.is_file() and COMPANIES.is_file()):
        sys.exit(f"needs {FEED.name} and {COMPANIES.name}: put the folder shared beside the repository")
    check_marks(given.out, SECTION)
    machine, rows = described(given.date), []
    ways = {"job": job_cancelled, "terminal": terminal_interrupted}
    for size in given.companies:
        season = listed_season(size, 1, read_gtfs(FEED.read_bytes()))
        for phase in given.phases:
            for who in given.who:
                case = Case(season, phase, given.into, given.seconds)
                rows.append(row_of(size, who, case, ways[who](case)))
                print(" | ".join(rows[-1]), f"| load {os.getloadavg()[0]:.1f}", file=sys.stderr)
    asked = f"Searches of {given.seconds:.0f} s, the wish {given.into} s into the phase."
    section = f"{machine} {asked}\n\n{table(COLUMNS, rows)}"
    tell(given.out, SECTION, section)


if __name__ == "__main__":
    main()
