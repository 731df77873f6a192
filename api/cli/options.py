"""The arguments and options that several commands share, described in the terminal's language."""

import re
from typing import Any

import typer

from api.cli.terminal import Terminal


def argument(terminal: Terminal, name: str, metavar: str, topic: str = "terminal") -> Any:
    """A positional argument, described by ``<topic>.argument.<name>``."""
    return typer.Argument(
        metavar=metavar,
        help=_breakable(terminal.say(f"{topic}.argument.{name}")),
        show_default=False,
        rich_help_panel=terminal.say("terminal.help.arguments"),
    )


def option(
    terminal: Terminal,
    name: str,
    *flags: str,
    metavar: str | None = None,
    topic: str = "terminal",
    **limits: Any,
) -> Any:
    """An option, described by ``<topic>.option.<name>``; ``limits`` are typer's (min, max)."""
    return typer.Option(
        *flags,
        metavar=metavar,
        help=_breakable(terminal.say(f"{topic}.option.{name}")),
        rich_help_panel=terminal.say("terminal.help.options"),
        **limits,
    )


def flag(terminal: Terminal, name: str) -> Any:
    """A switch ``--<name>``, described by ``terminal.option.<name>``."""
    return option(terminal, name, f"--{name}", metavar="")


def seconds_option(terminal: Terminal) -> Any:
    """``--seconds``: how long to search."""
    return option(terminal, "seconds", "--seconds", "-s", metavar="N", min=0.1)


def effort_option(terminal: Terminal) -> Any:
    """``--effort``: how much work to do, alike on every machine."""
    return option(terminal, "effort", "--effort", "-e", metavar="N", min=0)


def seed_option(terminal: Terminal) -> Any:
    """``--seed``: of the solver's dice."""
    return option(terminal, "seed", "--seed", metavar="N", min=0)


def _breakable(text: str) -> str:
    """``text`` with a space after each clause: rich breaks lines at spaces alone and crops what has none."""
    return re.sub("([，；：。])(?=.)", r"\1 ", text)


def host_option(terminal: Terminal) -> Any:
    """``--host``: the address to listen at."""
    return option(terminal, "host", "--host", metavar="ADDRESS", topic="service")


def port_option(terminal: Terminal) -> Any:
    """``--port``: the port to listen at; 0 takes any that is free."""
    return option(terminal, "port", "--port", "-p", metavar="N", topic="service", min=0, max=65_535)
