"""A password for an account: asked for twice at the terminal, or read from standard input."""

import getpass
import sys

from pydantic import SecretStr

from api.cli.refusal import Refused
from api.cli.terminal import Terminal
from planner.errors import Fault


def asked_for(terminal: Terminal, login: str, *, from_stdin: bool) -> SecretStr:
    """The password. Raises Refused where nobody can be asked, or who is asked types two different ones."""
    if from_stdin:
        return SecretStr(sys.stdin.readline().rstrip("\r\n"))
    if not sys.stdin.isatty():
        raise Refused(Fault(code="no_terminal", place="--password-stdin"))
    first, second = (
        getpass.getpass(terminal.say(f"account.prompt.{time}", login=login)) for time in ("first", "second")
    )
    if first != second:
        raise Refused(Fault(code="password_differs"))
    return SecretStr(first)
