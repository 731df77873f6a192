"""An import at the terminal: a season, or its faults; what is doubtful is said either way."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

from api.cli.faults import worded
from api.cli.terminal import Terminal
from api.imports.check import check
from api.imports.reading import Listener, Reading, nobody
from planner.errors import InvalidSeason
from planner.season import Season


def imported(
    terminal: Terminal, workbook: Path, timetable: Path | None = None, flights: Path | None = None
) -> Season:
    """The season in ``workbook``; raises InvalidSeason with every fault."""
    with _followed(terminal) as listener:
        found = check(workbook, gtfs=timetable, flights=flights, listener=listener)
    for note in found.notes:
        message = worded(note, terminal.language).message
        terminal.note(terminal.say("terminal.import.note", place=note.place, message=message), style="yellow")
    if found.season is None:
        raise InvalidSeason(found.faults)
    return found.season


@contextmanager
def _followed(terminal: Terminal) -> Iterator[Listener]:
    """A line that moves with the rows where a person looks; a pipe is told nothing."""
    if not terminal.err.is_terminal:
        yield nobody
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Bar(*columns, console=terminal.err, transient=True) as bar:
        task = bar.add_task("", total=None)

        def listen(reading: Reading) -> None:
            words = terminal.say("terminal.import.reading", sheet=reading.sheet, rows=f"{reading.rows:,}")
            bar.update(task, description=words)

        yield listen
