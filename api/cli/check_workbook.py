"""``zhaoshang check``: what an import would find wrong with a workbook, as a table; nothing is written."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from api.cli.options import argument, flag, option
from api.cli.sizes import sizes
from api.cli.terminal import Terminal

FAULTY = 1


def command(terminal: Terminal) -> Callable[..., int]:
    """The command, speaking the language of ``terminal``."""

    def check(
        file: Annotated[Path, argument(terminal, "workbook", "FILE")],
        timetable: Annotated[
            Path | None, option(terminal, "timetable", "--timetable", "-t", metavar="GTFS.zip")
        ] = None,
        flights: Annotated[Path | None, option(terminal, "flights", "--flights", metavar="FILE")] = None,
        json: Annotated[bool, flag(terminal, "json")] = False,
    ) -> int:
        from api.cli.faults import as_data, table_of
        from api.imports.check import check as checked

        report = checked(file, gtfs=timetable, flights=flights)
        if json:
            kinds = {"faults": report.faults, "notes": report.notes}
            terminal.show_json(
                {kind: [as_data(item, terminal.language) for item in items] for kind, items in kinds.items()}
            )
            return FAULTY if report.faults else 0
        for key, items in (("faults", report.faults), ("warnings", report.notes)):
            if items:
                terminal.show(table_of(items, terminal.language))
                terminal.note(terminal.say(f"terminal.check.{key}", count=len(items)))
        if report.season is not None:
            terminal.show(terminal.say("terminal.check.clean", **sizes(report.season)))
        return FAULTY if report.faults else 0

    return check
