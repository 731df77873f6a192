"""``zhaoshang import``: a workbook becomes a season, whole or not at all."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from api.cli.files import claim, write_value
from api.cli.options import argument, flag, option
from api.cli.sizes import sizes
from api.cli.terminal import Terminal


def command(terminal: Terminal) -> Callable[..., None]:
    """The command, speaking the language of ``terminal``."""

    def import_(
        file: Annotated[Path, argument(terminal, "workbook", "FILE")],
        output: Annotated[Path, option(terminal, "season_output", "--output", "-o", metavar="FILE")] = Path(
            "season.json"
        ),
        timetable: Annotated[
            Path | None, option(terminal, "timetable", "--timetable", "-t", metavar="GTFS.zip")
        ] = None,
        flights: Annotated[Path | None, option(terminal, "flights", "--flights", metavar="FILE")] = None,
        force: Annotated[bool, flag(terminal, "force")] = False,
    ) -> None:
        from api.cli.importing import imported

        claim(output, force=force)
        season = imported(terminal, file, timetable, flights)
        write_value(output, season)
        terminal.note(terminal.say("terminal.import.done", path=output, **sizes(season)))

    return import_
