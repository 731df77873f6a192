"""A solve at the terminal: followed while it runs, ended by the clock or Ctrl-C with the best plan so far."""

from api.cli.live import following
from api.cli.terminal import Terminal
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

    with following(terminal, seconds) as (watch, listener):
        return solve(season, options, stop=watch, progress=listener, published=published)
