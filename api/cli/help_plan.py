"""``zhaoshang helps``: what would help a plan most, and what companies left out would cost."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated

from api.cli.files import read_list, read_plan, read_season
from api.cli.options import argument, effort_option, flag, option, seed_option
from api.cli.terminal import Terminal

SECONDS = 120.0


def command(terminal: Terminal) -> Callable[..., None]:
    """The command, speaking the language of ``terminal``."""
    listed = option(terminal, "wishes", "--wishes", metavar="WISHES.json")
    count = option(terminal, "most_wishes", "--most", metavar="N", min=0, max=200)
    time = option(terminal, "help_seconds", "--seconds", "-s", metavar="N", min=0.1)
    before = option(terminal, "published", "--published", metavar="PLAN.json")
    day = option(terminal, "today", "--today", metavar="YYYY-MM-DD", formats=["%Y-%m-%d"])

    def helps(
        season: Annotated[Path, argument(terminal, "season", "SEASON.json")],
        plan: Annotated[Path, argument(terminal, "plan", "PLAN.json")],
        wanted: Annotated[list[str] | None, argument(terminal, "helped", "[COMPANY]...")] = None,
        wishes: Annotated[Path | None, listed] = None,
        most: Annotated[int, count] = 6,
        seconds: Annotated[float | None, time] = None,
        effort: Annotated[int | None, effort_option(terminal)] = None,
        seed: Annotated[int, seed_option(terminal)] = 1,
        published: Annotated[Path | None, before] = None,
        today: Annotated[datetime | None, day] = None,
        json: Annotated[bool, flag(terminal, "json")] = False,
    ) -> None:
        from api.cli.helping import Asked, helped, show_helps
        from planner.options import Options
        from planner.wish import WISHES

        asked = Asked(
            Options(seed=seed, effort=effort), tuple(wanted or ()),
            read_list(wishes, WISHES) if wishes else None, most,
            read_plan(published) if published else None, today.date() if today else None,
            SECONDS if seconds is None and effort is None else seconds,
        )  # fmt: skip
        given = read_season(season)
        found = helped(terminal, given, read_plan(plan), asked)
        if json:
            terminal.show_json(found.model_dump(mode="json"))
        else:
            show_helps(terminal, given, found)

    return helps
