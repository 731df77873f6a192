"""``zhaoshang audit``: check a plan against its season without the solver."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from api.cli.files import claim, read_plan, read_season, write_bytes
from api.cli.options import argument, flag, option
from api.cli.terminal import Terminal

FAILED = 1


def command(terminal: Terminal) -> Callable[..., int]:
    """The command, speaking the language of ``terminal``."""

    def audit(
        season: Annotated[Path, argument(terminal, "season", "SEASON.json")],
        plan: Annotated[Path, argument(terminal, "plan", "PLAN.json")],
        output: Annotated[
            Path | None, option(terminal, "audit_output", "--output", "-o", metavar="FILE")
        ] = None,
        json: Annotated[bool, flag(terminal, "json")] = False,
        force: Annotated[bool, flag(terminal, "force")] = False,
    ) -> int:
        from api.cli.audit_report import audit_text
        from planner.audit import audit as audited

        if output:
            claim(output, force=force)
        given, made = read_season(season), read_plan(plan)
        found = audited(given, made)
        text = audit_text(terminal, given, made, found)
        if output:
            write_bytes(output, text.encode())
            terminal.note(terminal.say("terminal.audit.done", path=output))
        if json:
            terminal.show_json(found.model_dump(mode="json"))
        else:
            terminal.show(text.rstrip())
        return 0 if found.passed else FAILED

    return audit
