"""``zhaoshang replan``: adapt a published plan to what has changed since."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated

from api.cli.files import claim, read_list, read_plan, read_season, write_value
from api.cli.options import argument, effort_option, flag, option, seconds_option, seed_option
from api.cli.terminal import Terminal

INFEASIBLE = 1


def command(terminal: Terminal) -> Callable[..., int]:
    """The command, speaking the language of ``terminal``."""

    def replan(
        season: Annotated[Path, argument(terminal, "season", "SEASON.json")],
        plan: Annotated[Path, argument(terminal, "plan", "PLAN.json")],
        changes: Annotated[Path, argument(terminal, "changes", "CHANGES.json")],
        output: Annotated[Path, option(terminal, "plan_output", "--output", "-o", metavar="FILE")] = Path(
            "replanned.json"
        ),
        season_output: Annotated[
            Path | None, option(terminal, "new_season_output", "--season-output", metavar="FILE")
        ] = None,
        seconds: Annotated[float | None, seconds_option(terminal)] = None,
        effort: Annotated[int | None, effort_option(terminal)] = None,
        today: Annotated[
            datetime | None, option(terminal, "today", "--today", metavar="YYYY-MM-DD", formats=["%Y-%m-%d"])
        ] = None,
        quick: Annotated[bool, flag(terminal, "quick")] = False,
        seed: Annotated[int, seed_option(terminal)] = 1,
        json: Annotated[bool, flag(terminal, "json")] = False,
        force: Annotated[bool, flag(terminal, "force")] = False,
    ) -> int:
        from api.cli.replanning import replanned, show_differences
        from planner.changes import CHANGES
        from planner.options import Options

        outputs = [path for path in (output, season_output) if path]
        for path in outputs:
            claim(path, force=force)
        given, published, news = read_season(season), read_plan(plan), read_list(changes, CHANGES)
        options, day = Options(seed=seed, effort=effort), today.date() if today else None
        found = replanned(terminal, given, published, news, options, seconds=seconds, today=day, quick=quick)
        for path, value in zip(outputs, (found.plan, found.season), strict=False):
            write_value(path, value)
        show_differences(terminal, found, as_json=json)
        words = terminal.say("terminal.list_separator").join(str(path) for path in outputs)
        terminal.note(terminal.say("terminal.replan.done", path=words))
        return INFEASIBLE if found.plan.status == "infeasible" else 0

    return replan
