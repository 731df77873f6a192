"""A solve at the terminal: followed while it runs, ended by the clock or Ctrl-C with the best plan so far."""

from api.cli.aside import done_aside
from api.cli.live import following
from api.cli.terminal import Terminal
from planner.options import Options
from planner.plan import Plan
from planner.progress import Listener, Progress
from planner.season import Season


class Abandoned(Exception):
    """Nobody waits for the solver any more: raised in its thread, where it next has something to say."""


class InHand:
    """Holds the last plan that a solve made on the way, for a Ctrl-C; hears its steps for ``listener``."""

    def __init__(self, terminal: Terminal, listener: Listener) -> None:
        self._terminal, self._listener = terminal, listener
        self._last: tuple[Season, Plan] | None = None
        self._is_over = False

    def hear(self, step: Progress) -> None:
        """Pass a step on. Raises :class:`Abandoned` after a Ctrl-C."""
        if self._is_over:
            raise Abandoned
        self._listener(step)

    def keep(self, season: Season, plan: Plan) -> None:
        """Hold ``plan``; a :data:`planner.solve.Keeper`. Raises :class:`Abandoned` after a Ctrl-C."""
        if self._is_over:
            raise Abandoned
        self._last = (season, plan)

    def instead_of(self, interrupt: KeyboardInterrupt) -> tuple[Season, Plan]:
        """The season and plan in hand, and said so; raises ``interrupt`` again if there is none."""
        self._is_over = True
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
    start: Plan | None = None,
) -> Plan:
    """The best plan found; Ctrl-C ends the search at once. Raises KeyboardInterrupt if there is none yet."""
    terminal.note(terminal.say("terminal.solve.loading"))
    from planner.solve import solve

    with following(terminal, seconds) as (watch, listener):
        held = InHand(terminal, listener)
        try:
            return done_aside(
                lambda: solve(
                    season,
                    options,
                    stop=watch,
                    progress=held.hear,
                    published=published,
                    start=start,
                    keep=held.keep,
                )
            )
        except KeyboardInterrupt as interrupt:
            watch.stop()
            return held.instead_of(interrupt)[1]
