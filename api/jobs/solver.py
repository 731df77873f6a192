"""The solver's process: ``python -m api.jobs.solver``, started by a worker for one job.

A process of its own, so that it can be ended at any moment, gives its memory back, and if it crashes leaves
the worker standing. It reads a task and writes messages (``api.jobs.messages``); it ends when its worker
does.
"""

import logging
import os
import signal
import sys
from collections.abc import Callable
from threading import Thread
from typing import IO

from api.compiling_time import compiling_time
from api.jobs.messages import STOP, TASKS, AnyTask, DaysTask, HelpsTask, Message, Outcome, Task, TripTask
from api.stopwatch import Stopwatch
from events.solved_days import Keeper as DaysKeeper
from events.solved_days import solve_days
from planner.alternatives import alternatives
from planner.errors import Fault, RejectedPlan, ZhaoshangError
from planner.helps.report import Keeper as HelpsKeeper
from planner.helps.report import helps
from planner.plan import Plan
from planner.progress import Listener, Progress
from planner.replan import replan
from planner.season import Season
from planner.solve import Keeper, solve

log = logging.getLogger("zhaoshang.solver")


def solved(task: Task, watch: Stopwatch, tell: Listener, keep: Keeper | None = None) -> Outcome:
    """The plan that ``task`` asks for; what the planner refuses comes back as its first fault.

    ``keep`` gets plans on the way, as :func:`planner.solve.solve` says.
    """
    return _answered(lambda: _planned(task, watch, tell, keep))


def solved_days(task: DaysTask, watch: Stopwatch, tell: Listener, keep: DaysKeeper | None = None) -> Outcome:
    """The days that ``task`` asks for; ``keep`` gets what is done each time one is."""
    asked = task.arguments

    def all_days() -> Outcome:
        found = solve_days(
            task.season, task.published, asked.event, asked.days, asked.options, today=asked.today,
            stop=watch, progress=lambda _, step: tell(step), keep=keep, done=task.done,
        )  # fmt: skip
        return Outcome(days=found)

    return _answered(all_days)


def found_helps(
    task: HelpsTask, watch: Stopwatch, tell: Listener, keep: HelpsKeeper | None = None
) -> Outcome:
    """What helps the plan of ``task``; ``keep`` gets what is known each time something was solved."""
    asked = task.arguments

    def all_helps() -> Outcome:
        found = helps(
            task.season, task.plan, asked.options, companies=asked.companies, wishes=task.wishes,
            most=asked.most, published=task.published, today=asked.today, stop=watch,
            progress=lambda _, step: tell(step), keep=keep, done=task.done,
        )  # fmt: skip
        return Outcome(helps=found)

    return _answered(all_helps)


def exchanged(task: TripTask, watch: Stopwatch) -> Outcome:
    """The alternatives that ``task`` asks for."""
    asked = task.arguments

    def those_found() -> Outcome:
        found = alternatives(
            task.season, task.plan, asked.trip, most=asked.most, published=task.published, stop=watch
        )
        return Outcome(alternatives=found)

    return _answered(those_found)


def _planned(task: Task, watch: Stopwatch, tell: Listener, keep: Keeper | None) -> Outcome:
    arguments = task.arguments
    if task.kind == "replan" and task.published is not None:
        found = replan(
            task.season, task.published, arguments.changes, arguments.options,
            today=arguments.today, stop=watch, progress=tell, keep=keep, quick=arguments.quick,
        )  # fmt: skip
        return outcome_of(task, found.season, found.plan)
    plan = solve(
        task.season, arguments.options, stop=watch, progress=tell, published=task.published,
        start=task.start, keep=keep,
    )  # fmt: skip
    return outcome_of(task, task.season, plan)


def _answered(work: Callable[[], Outcome]) -> Outcome:
    try:
        return work()
    except RejectedPlan as error:
        log.exception("the audit refused the plan")
        return Outcome(fault=_defect(error))
    except ZhaoshangError as error:
        return Outcome(fault=error.faults[0])
    except Exception as error:
        log.exception("the solver failed")
        return Outcome(fault=_defect(error))


def outcome_of(task: Task, season: Season, plan: Plan) -> Outcome:
    """``plan`` to be sent; a season that the store has already, which may be megabytes, stays here."""
    return Outcome(plan=plan, season=None if season is task.season else season)


def _defect(error: Exception) -> Fault:
    return Fault(code="job_defect", value=type(error).__name__, detail={"why": str(error)[:500]})


def main() -> None:
    """Read a task from standard input, solve it, write messages to standard output."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a machine that stops tells the worker, which tells this
    commands, messages = sys.stdin, _own_output()
    line = commands.readline()
    if not line:
        return
    task: AnyTask = TASKS.validate_json(line)
    watch = Stopwatch(task.arguments.seconds, spared=compiling_time())
    Thread(target=_heed, args=(commands, watch), daemon=True).start()

    def send(message: Message) -> None:
        messages.write(message.model_dump_json() + "\n")
        messages.flush()

    def tell(progress: Progress) -> None:
        send(Message(progress=progress))

    send(Message(outcome=_done(task, watch, tell, lambda way: send(Message(checkpoint=way)))))


def _done(task: AnyTask, watch: Stopwatch, tell: Listener, keep: Callable[[Outcome], None]) -> Outcome:
    """What the task comes to; ``keep`` gets what there is on the way."""
    if isinstance(task, DaysTask):
        return solved_days(task, watch, tell, lambda days: keep(Outcome(days=days)))
    if isinstance(task, HelpsTask):
        return found_helps(task, watch, tell, lambda found: keep(Outcome(helps=found)))
    if isinstance(task, TripTask):
        return exchanged(task, watch)
    return solved(task, watch, tell, lambda now, plan: keep(outcome_of(task, now, plan)))


def _heed(commands: IO[str], watch: Stopwatch) -> None:
    """Stop when told to; end this process when nobody is left to tell."""
    for line in commands:
        if line.strip() == STOP:
            watch.stop()
    os._exit(1)


def _own_output() -> IO[str]:
    """Standard output for messages alone: whatever else prints goes where errors go."""
    own = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return own


if __name__ == "__main__":
    main()
