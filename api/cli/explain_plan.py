"""``zhaoshang explain``: why a company or event was left out, and what meeting it would cost."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from api.cli.files import read_plan, read_season
from api.cli.options import argument, flag
from api.cli.terminal import Terminal


def command(terminal: Terminal) -> Callable[..., None]:
    """The command, speaking the language of ``terminal``."""

    def explain(
        season: Annotated[Path, argument(terminal, "season", "SEASON.json")],
        plan: Annotated[Path, argument(terminal, "plan", "PLAN.json")],
        wanted: Annotated[list[str] | None, argument(terminal, "wanted", "[COMPANY]...")] = None,
        json: Annotated[bool, flag(terminal, "json")] = False,
    ) -> None:
        from api.cli.left_out import answers, left_out_table, wanted_ids

        given, made = read_season(season), read_plan(plan)
        keys = wanted_ids(given, made, wanted or [])
        left_out = [item for item in made.left_out if item.id in keys]
        if json:
            terminal.show_json([item.model_dump(mode="json") for item in left_out])
            return
        terminal.show(*answers(terminal, given, made, keys if wanted else frozenset()))
        if left_out:
            terminal.show(left_out_table(terminal, given, left_out))
        elif not wanted:
            terminal.show(terminal.say("terminal.explain.nothing"))

    return explain
