"""``zhaoshang compare``: what if; two seasons, their plans, and what differs."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from api.cli.files import claim, read_plan, read_season
from api.cli.options import argument, effort_option, flag, option, seconds_option, seed_option
from api.cli.terminal import Terminal

INFEASIBLE = 1


def command(terminal: Terminal) -> Callable[..., int]:
    """The command, speaking the language of ``terminal``."""

    def compare(
        before: Annotated[Path, argument(terminal, "season_before", "BEFORE.json")],
        after: Annotated[Path, argument(terminal, "season_after", "AFTER.json")],
        plans: Annotated[
            tuple[Path, Path] | None, option(terminal, "plans", "--plans", metavar="PLAN PLAN")
        ] = None,
        seconds: Annotated[float | None, seconds_option(terminal)] = None,
        effort: Annotated[int | None, effort_option(terminal)] = None,
        seed: Annotated[int, seed_option(terminal)] = 1,
        folder: Annotated[Path | None, option(terminal, "plans_folder", "--dir", "-d", metavar="DIR")] = None,
        xlsx: Annotated[Path | None, option(terminal, "comparison_xlsx", "--xlsx", metavar="FILE")] = None,
        json: Annotated[bool, flag(terminal, "json")] = False,
        force: Annotated[bool, flag(terminal, "force")] = False,
    ) -> int:
        from api.cli.comparing import both_solved, checked, show, write
        from api.documents.season_comparison import WhatIf
        from planner.options import Options
        from planner.plan import Status

        outputs = [folder / "before.json", folder / "after.json"] if folder else []
        for path in (*outputs, *([xlsx] if xlsx else [])):
            claim(path, force=force)
        seasons = (read_season(before), read_season(after))
        if plans is None:
            made = both_solved(terminal, seasons, Options(seed=seed, effort=effort), seconds)
        else:
            made = checked(seasons, (read_plan(plans[0]), read_plan(plans[1])), plans)
        found = WhatIf.of((seasons[0], made[0]), (seasons[1], made[1]), terminal.language)
        write(terminal, found, made, outputs, xlsx)
        show(terminal, found, as_json=json)
        return INFEASIBLE if any(plan.status is Status.INFEASIBLE for plan in made) else 0

    return compare
