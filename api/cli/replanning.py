"""A replan at the terminal: followed while it runs, and told item by item."""

from datetime import date

from rich.table import Table

from api.cli.aside import done_aside
from api.cli.live import following
from api.cli.solving import InHand
from api.cli.terminal import Terminal
from api.documents.dates import short_dated
from api.documents.register import Register
from planner.changes import Change
from planner.difference import Change as Kind
from planner.difference import Difference, differences
from planner.options import Options
from planner.plan import Plan
from planner.replan import Replanned, replan
from planner.season import Season


def replanned(
    terminal: Terminal,
    season: Season,
    published: Plan,
    changes: tuple[Change, ...],
    options: Options,
    *,
    seconds: float | None = None,
    today: date | None = None,
    quick: bool = False,
) -> Replanned:
    """The season after ``changes`` and its plan, with as few changes as pays.

    Ctrl-C ends the search at once. Raises KeyboardInterrupt if there is no plan yet.
    """
    with following(terminal, seconds) as (watch, listener):
        held = InHand(terminal, listener)
        try:
            return done_aside(
                lambda: replan(
                    season, published, changes, options,
                    today=today, stop=watch, progress=held.hear, keep=held.keep, quick=quick,
                )
            )  # fmt: skip
        except KeyboardInterrupt as interrupt:
            watch.stop()
            now, plan = held.instead_of(interrupt)
            return Replanned(season=now, plan=plan, differences=differences(published, plan))


def show_differences(terminal: Terminal, found: Replanned, *, as_json: bool) -> None:
    """What changed, as a table or for a program."""
    if as_json:
        terminal.show_json([item.model_dump(mode="json") for item in found.differences])
    elif found.differences:
        terminal.show(_table(terminal, found))
    else:
        terminal.show(terminal.say("terminal.replan.nothing"))


def _table(terminal: Terminal, found: Replanned) -> Table:
    """What changed, with before and after, companies first, then events, then people."""
    register = Register(found.season)
    table = Table(title=terminal.say("terminal.replan.heading"), title_justify="left")
    for column in ("what", "who", "before", "after"):
        table.add_column(terminal.say(f"terminal.replan.{column}"), overflow="fold")
    for item in found.differences:
        before, after = (_words(terminal, register, item, words) for words in (item.before, item.after))
        kind = terminal.say(f"terminal.difference.{item.change.value}")
        table.add_row(kind, _subject(register, item), before, after)
    return table


def _subject(register: Register, item: Difference) -> str:
    if item.change in {Kind.AWAY_ADDED, Kind.AWAY_DROPPED}:
        return register.person(item.subject).name
    return register.name_of(item.subject)


def _words(terminal: Terminal, register: Register, item: Difference, words: tuple[str, ...]) -> str:
    """A visit's day, leader and start; an event's day; a person's days."""
    if item.change.value.startswith("visit") and words:
        day, leader, start = words
        return f"{_day(terminal, day)} {start} {register.person(leader).name}"
    return terminal.say("terminal.list_separator").join(_day(terminal, day) for day in words)


def _day(terminal: Terminal, day: str) -> str:
    return short_dated(date.fromisoformat(day), terminal.language)
