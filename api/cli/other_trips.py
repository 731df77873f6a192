"""``zhaoshang alternatives``: clearly different trips in place of one, the rest of the plan standing."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from api.cli.files import read_plan, read_season
from api.cli.options import argument, flag, option
from api.cli.terminal import Terminal

if TYPE_CHECKING:
    from planner.alternatives import Alternatives
    from planner.plan import Plan
    from planner.season import Season


def command(terminal: Terminal) -> Callable[..., None]:
    """The command, speaking the language of ``terminal``."""
    count = option(terminal, "most_alternatives", "--most", metavar="N", min=1, max=20)
    before = option(terminal, "published", "--published", metavar="PLAN.json")

    def alternatives(
        season: Annotated[Path, argument(terminal, "season", "SEASON.json")],
        plan: Annotated[Path, argument(terminal, "plan", "PLAN.json")],
        trip: Annotated[str, argument(terminal, "trip", "TRIP")],
        most: Annotated[int, count] = 3,
        published: Annotated[Path | None, before] = None,
        json: Annotated[bool, flag(terminal, "json")] = False,
    ) -> None:
        from api.cli.aside import done_aside
        from planner.alternatives import alternatives as found_for

        given, made = read_season(season), read_plan(plan)
        base = read_plan(published) if published else None
        found = done_aside(lambda: found_for(given, made, trip, most=most, published=base))
        if json:
            terminal.show_json(found.model_dump(mode="json"))
        else:
            _show(terminal, given, made, found)

    return alternatives


def _show(terminal: Terminal, season: "Season", plan: "Plan", found: "Alternatives") -> None:
    from rich.table import Table

    from api.documents.alternative_words import (
        days_words,
        difference_lines,
        points_words,
        remark,
        trip_of,
        trip_words,
        visit_lines,
    )
    from api.documents.register import Register

    register, language = Register(season), terminal.language
    terminal.show(trip_words(found, plan, register, language))
    remarked = remark(found, language)
    if remarked is not None:
        terminal.show(remarked)
    if not found.alternatives:
        return
    table = Table(title=terminal.say("alternatives.table.heading"), title_justify="left", show_lines=True)
    for column in ("days", "leader", "visits", "differs", "points"):
        table.add_column(terminal.say(f"alternatives.table.{column}"), overflow="fold")
    own = trip_of(plan, found.trip)
    for item in found.alternatives:
        table.add_row(
            days_words(item.trip, language),
            register.person(item.trip.leader).name,
            "\n".join(visit_lines(item.trip, register, language)),
            "\n".join(difference_lines(item, own, register, language)),
            points_words(item, language),
        )
    terminal.show(table)
