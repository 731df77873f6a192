"""A solve at the terminal: followed while it runs, ended by the clock or Ctrl-C with the best plan so far."""

from api.cli.live import following
from api.cli.terminal import Terminal
from planner.options import Options
from planner.plan import Plan
from planner.season import Season


class InHand:
    """Holds the last plan that a solve made on the way, for a Ctrl-C; a :data:`planner.solve.Keeper`.

    A Ctrl-C interrupts the solver wherever it is: what it was at is thrown away, and nothing waits for it.
    """

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._last: tuple[Season, Plan] | None = None

    def __call__(self, season: Season, plan: Plan) -> None:
        """Hold ``plan``."""
        self._last = (season, plan)

    def instead_of(self, interrupt: KeyboardInterrupt) -> tuple[Season, Plan]:
        """The plan in hand, and said so; raises ``interrupt`` again if there is none."""
        if self._last is None:
            self._terminal.note(self._terminal.say("terminal.solve.nothing_yet"))
            raise interrupt
        self._terminal.note(self._terminal.say("terminal.solve.stopped"))
        return self._last


def solved(
    terminal: Terminal,
    season: Season,
    options: Options,
    *,
    seconds: float | None = None,
    published: Plan | None = None,
) -> Plan:
    """The best plan found; Ctrl-C ends the search at once. Raises KeyboardInterrupt if there is none yet."""
    terminal.note(terminal.say("terminal.solve.loading"))
    from planner.solve import solve

    held = InHand(terminal)
    with following(terminal, seconds) as (watch, listener):
        try:
            return solve(season, options, stop=watch, progress=listener, published=published, keep=held)
        except KeyboardInterrupt as interrupt:
            return held.instead_of(interrupt)[1]
