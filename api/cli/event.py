"""``zhaoshang event``: guests, invitations, seats, batches, meetings, days from JSON, without the service."""

import typer

from api.cli import (
    event_batches,
    event_days,
    event_guests,
    event_invitations,
    event_meetings,
    event_run_sheet,
    event_seat,
)
from api.cli.terminal import Terminal
from api.cli.usage import command_class, group_class

MADE = {
    "guests": event_guests.command,
    "invitations": event_invitations.command,
    "seat": event_seat.command,
    "batches": event_batches.command,
    "run-sheet": event_run_sheet.command,
    "meetings": event_meetings.command,
    "days": event_days.command,
}


def command(terminal: Terminal) -> typer.Typer:
    """The commands, speaking the language of ``terminal``."""
    app = typer.Typer(
        cls=group_class(terminal.language),
        no_args_is_help=True,
        subcommand_metavar=terminal.say("terminal.program.metavar"),
        options_metavar=terminal.say("terminal.help.options_metavar"),
    )
    for name, make in MADE.items():
        app.command(
            name=name,
            cls=command_class(terminal.language),
            help=terminal.say(f"event.command.{name}"),
            options_metavar=terminal.say("terminal.help.options_metavar"),
            rich_help_panel=terminal.say("terminal.help.commands"),
        )(make(terminal))
    return app
