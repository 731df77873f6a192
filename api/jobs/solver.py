"""The solver's process: ``python -m api.jobs.solver``, started by a worker for one job.

A process of its own, so that it can be ended at any moment, gives its memory back, and if it crashes leaves
the worker standing. It reads a task and writes messages (``api.jobs.messages``); it ends when its worker
does.
"""

import logging
import os
import signal
import sys
from threading import Thread
from typing import IO

from api.jobs.messages import STOP, Message, Outcome, Task
from api.stopwatch import Stopwatch
from planner.errors import Fault, RejectedPlan, ZhaoshangError
from planner.plan import Plan
from planner.progress import Listener
from planner.replan import replan
from planner.season import Season
from planner.solve import Keeper, solve

log = logging.getLogger("zhaoshang.solver")


def solved(task: Task, watch: Stopwatch, tell: Listener, keep: Keeper | None = None) -> Outcome:
    """The plan that ``task`` asks for; what the planner refuses comes back as its first fault.

    ``keep`` gets plans on the way, as :func:`planner.solve.solve` says.
    """
    arguments = task.arguments
    try:
        if task.kind == "replan" and task.published is not None:
            found = replan(
                task.season, task.published, arguments.changes, arguments.options,
                today=arguments.today, stop=watch, progress=tell, keep=keep,
            )  # fmt: skip
            return outcome_of(task, found.season, found.plan)
        plan = solve(
            task.season, arguments.options, stop=watch, progress=tell, published=task.published, keep=keep
        )
        return outcome_of(task, task.season, plan)
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
    task = Task.model_validate_json(line)
    watch = Stopwatch(task.arguments.seconds)
    Thread(target=_heed, args=(commands, watch), daemon=True).start()

    def send(message: Message) -> None:
        messages.write(message.model_dump_json() + "\n")
        messages.flush()

    outcome = solved(
        task,
        watch,
        lambda progress: send(Message(progress=progress)),
        lambda season, plan: send(Message(checkpoint=outcome_of(task, season, plan))),
    )
    send(Message(outcome=outcome))


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
