"""An import at the terminal: a season, or its faults; what is doubtful is said either way."""

from pathlib import Path

from api.cli.faults import worded
from api.cli.terminal import Terminal
from api.imports.check import check
from planner.errors import InvalidSeason
from planner.season import Season


def imported(
    terminal: Terminal, workbook: Path, timetable: Path | None = None, flights: Path | None = None
) -> Season:
    """The season in ``workbook``; raises InvalidSeason with every fault."""
    found = check(workbook, gtfs=timetable, flights=flights)
    for note in found.notes:
        message = worded(note, terminal.language).message
        terminal.note(terminal.say("terminal.import.note", place=note.place, message=message), style="yellow")
    if found.season is None:
        raise InvalidSeason(found.faults)
    return found.season
