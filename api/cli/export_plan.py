"""``zhaoshang export``: calendars, handbooks, the season's workbook and picture, into a folder."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from api.cli.files import read_plan, read_season
from api.cli.options import argument, flag, option
from api.cli.terminal import Terminal


def command(terminal: Terminal) -> Callable[..., None]:
    """The command, speaking the language of ``terminal``."""

    def export(
        season: Annotated[Path, argument(terminal, "season", "SEASON.json")],
        plan: Annotated[Path, argument(terminal, "plan", "PLAN.json")],
        folder: Annotated[Path, option(terminal, "export_folder", "--dir", "-d", metavar="DIR")] = Path(
            "export"
        ),
        only: Annotated[str, option(terminal, "only", "--only", metavar="PART,PART")] = "",
        force: Annotated[bool, flag(terminal, "force")] = False,
    ) -> None:
        from api.cli.audit_report import audit_text
        from api.cli.publish import Edition, chosen_parts, claim_parts, publish
        from planner.audit import audit

        parts = chosen_parts(only)
        claim_parts(folder, parts, force=force)
        given, made = read_season(season), read_plan(plan)
        words = audit_text(terminal, given, made, audit(given, made))
        count = publish(folder, Edition(given, made, words, terminal.language), parts, terminal)
        terminal.note(terminal.say("terminal.export.done", count=count, path=folder))

    return export
