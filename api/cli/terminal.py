"""The terminal: results on standard output, everything said beside them on standard error."""

import json
import os
import sys
from dataclasses import dataclass
from typing import Any, TextIO

from rich.console import Console, RenderableType

from api.texts import Language, say

# What is not a terminal (a pipe, a file) has no width; Chinese tables need room.
PIPE_WIDTH = 120


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where a command speaks, and in which language."""

    language: Language
    out: Console
    err: Console

    @classmethod
    def standard(cls, language: Language) -> "Terminal":
        """On standard output and standard error; colours only where a person looks."""
        return cls(language, _console(sys.stdout), _console(sys.stderr))

    def say(self, key: str, **words: object) -> str:
        """A sentence of ``api/texts`` in the terminal's language."""
        return say(key, self.language, **words)

    def show(self, *parts: RenderableType) -> None:
        """The result, for the person or program that asked."""
        for part in parts:
            self.out.print(part, markup=False, highlight=False)

    def note(self, line: RenderableType, style: str = "") -> None:
        """Said beside the result: progress, warnings, where something was written."""
        self.err.print(line, markup=False, highlight=False, style=style or None)

    def show_json(self, value: Any) -> None:
        """The result as JSON, for a program."""
        self.out.file.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _console(stream: TextIO) -> Console:
    width = None if stream.isatty() else int(os.environ.get("COLUMNS", PIPE_WIDTH))
    return Console(file=stream, width=width, soft_wrap=not stream.isatty(), emoji=False)
