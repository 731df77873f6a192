"""``zhaoshang plan``: find the best trips and event dates of a season."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from api.cli.files import claim, read_plan, read_season, write_value
from api.cli.options import argument, effort_option, flag, option, seconds_option, seed_option
from api.cli.solving import solved
from api.cli.terminal import Terminal

INFEASIBLE = 1


def command(terminal: Terminal) -> Callable[..., int]:
    """The command, speaking the language of ``terminal``."""

    def plan(
        season: Annotated[Path, argument(terminal, "season", "SEASON.json")],
        output: Annotated[Path, option(terminal, "plan_output", "--output", "-o", metavar="FILE")] = Path(
            "plan.json"
        ),
        seconds: Annotated[float | None, seconds_option(terminal)] = None,
        effort: Annotated[int | None, effort_option(terminal)] = None,
        seed: Annotated[int, seed_option(terminal)] = 1,
        published: Annotated[
            Path | None, option(terminal, "published", "--published", metavar="PLAN.json")
        ] = None,
        start: Annotated[Path | None, option(terminal, "start", "--start", metavar="PLAN.json")] = None,
        json: Annotated[bool, flag(terminal, "json")] = False,
        force: Annotated[bool, flag(terminal, "force")] = False,
    ) -> int:
        from api.cli.summary import summary
        from planner.options import Options
        from planner.plan import Status

        claim(output, force=force)
        given = read_season(season)
        before = read_plan(published) if published else None
        first = read_plan(start) if start else None
        options = Options(seed=seed, effort=effort)
        found = solved(terminal, given, options, seconds=seconds, published=before, start=first)
        write_value(output, found)
        if json:
            terminal.show_json(found.model_dump(mode="json", exclude={"trips", "cancelled"}))
        else:
            terminal.show(*summary(terminal, given, found))
        terminal.note(terminal.say("terminal.plan.done", path=output))
        return INFEASIBLE if found.status is Status.INFEASIBLE else 0

    return plan
