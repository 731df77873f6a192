"""The command line ``zhaoshang``: one file a command, all of them thin."""

import os
import sys
from collections.abc import Sequence

from api.cli.guard import guarded
from api.cli.language import chosen
from api.cli.program import COMMANDS, program
from api.cli.terminal import Terminal

__all__ = ["COMMANDS", "main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with ``arguments`` (those of the process if None) and return its exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    spoken = Terminal.standard("zh")

    def run() -> object:
        nonlocal spoken
        language, rest = chosen(given, os.environ)
        spoken = Terminal.standard(language)
        return guarded(spoken, lambda: program(spoken)(rest, prog_name="zhaoshang", standalone_mode=False))

    return guarded(spoken, run)
