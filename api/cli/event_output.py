"""The one file a command of ``zhaoshang event`` writes: what it holds is said by its extension."""

from pathlib import Path
from typing import Any

from api.cli.files import claim, write_bytes
from api.cli.options import option
from api.cli.refusal import Refused
from api.cli.terminal import Terminal
from planner.errors import Fault

TOPIC = "event"


def output_option(terminal: Terminal) -> Any:
    """``--output``: the file to write."""
    return option(terminal, "output", "--output", "-o", metavar="FILE", topic=TOPIC)


def claim_output(path: Path, extensions: tuple[str, ...], *, force: bool) -> str:
    """The extension of ``path``; Refused if it is none of these, or the file must not be written."""
    if path.suffix.lower() not in extensions:
        detail = {"known": " ".join(extensions)}
        raise Refused(
            Fault(code="unfit_output", place=str(path), value=path.suffix or path.name, detail=detail)
        )
    claim(path, force=force)
    return path.suffix.lower()


def write_output(terminal: Terminal, path: Path, content: bytes) -> None:
    """Write the file whole and say so."""
    write_bytes(path, content)
    terminal.note(terminal.say("event.done.written", path=path))
