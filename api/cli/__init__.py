"""The command line ``zhaoshang``: one file a command, all of them thin."""

import os
import sys
from collections.abc import Sequence

from api.cli.aside import end
from api.cli.guard import guarded, show_faults
from api.cli.language import chosen
from api.cli.program import COMMANDS, program
from api.cli.refusal import Refused
from api.cli.terminal import Terminal

__all__ = ["COMMANDS", "main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with ``arguments`` (those of the process if None) and return its exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        language, rest = chosen(given, os.environ)
    except Refused as refused:
        return show_faults(Terminal.standard("zh"), refused)
    terminal = Terminal.standard(language)
    return end(
        guarded(terminal, lambda: program(terminal)(rest, prog_name="zhaoshang", standalone_mode=False))
    )
