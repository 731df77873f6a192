"""A solve at the terminal: followed while it runs, ended by the clock or Ctrl-C with the best plan so far."""

from api.cli.live import followed
from api.cli.terminal import Terminal
from api.stopwatch import Stopwatch
from planner.options import Options
from planner.plan import Plan
from planner.season import Season


def solved(
    terminal: Terminal,
    season: Season,
    options: Options,
    *,
    seconds: float | None = None,
    published: Plan | None = None,
) -> Plan:
    """The best plan found; the first Ctrl-C ends the search, the second gives up."""
    terminal.note(terminal.say("terminal.solve.loading"))
    from planner.solve import solve

    watch = Stopwatch(seconds)
    with followed(terminal, watch) as listener, watch.heeding_ctrl_c(lambda: _say_stopping(terminal)):
        plan = solve(season, options, stop=watch, progress=listener, published=published)
    terminal.note(terminal.say("terminal.solve.done", seconds=f"{watch.elapsed_seconds():.1f}"))
    return plan


def _say_stopping(terminal: Terminal) -> None:
    terminal.note(terminal.say("terminal.solve.stopping"))
