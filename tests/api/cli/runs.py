"""The command line as a test runs it: arguments in; status, output and errors out."""

from typing import NamedTuple

import pytest

from api.cli import main


class Run(NamedTuple):
    """What a command did."""

    status: int
    out: str
    err: str


class Shell:
    """Runs commands in this process and captures what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object) -> Run:
        self._capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        out, err = self._capsys.readouterr()
        return Run(status, out, err)
