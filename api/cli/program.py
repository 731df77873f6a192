"""The program ``zhaoshang``: its commands, in the language asked for."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from api.cli import (
    accounts,
    audit_plan,
    backup,
    check_workbook,
    compare_seasons,
    demonstrate,
    event,
    explain_plan,
    export_plan,
    help_plan,
    import_workbook,
    make_plan,
    migrate,
    other_trips,
    replan_season,
    restore,
    serve,
    web,
    worker,
    write_template,
)
from api.cli.terminal import Terminal
from api.cli.usage import command_class, group_class

# The order in which a planner needs them.
COMMANDS: dict[str, Callable[[Terminal], Any]] = {
    "template": write_template.command,
    "check": check_workbook.command,
    "import": import_workbook.command,
    "plan": make_plan.command,
    "audit": audit_plan.command,
    "explain": explain_plan.command,
    "helps": help_plan.command,
    "alternatives": other_trips.command,
    "replan": replan_season.command,
    "compare": compare_seasons.command,
    "export": export_plan.command,
    "event": event.command,
    "demo": demonstrate.command,
    "serve": serve.command,
    "web": web.command,
    "worker": worker.command,
    "migrate": migrate.command,
    "backup": backup.command,
    "restore": restore.command,
    "account": accounts.command,
}
# Those of the service have their words in texts/service.toml, the others in texts/terminal.toml.
SERVICE = frozenset({"serve", "web", "worker", "migrate", "backup", "restore"})


def program(terminal: Terminal) -> typer.Typer:
    """The program, speaking the language of ``terminal``."""
    app = typer.Typer(
        name="zhaoshang",
        cls=group_class(terminal.language),
        help=terminal.say("terminal.program.help"),
        epilog=terminal.say("terminal.program.epilog"),
        add_completion=False,
        no_args_is_help=True,
        subcommand_metavar=terminal.say("terminal.program.metavar"),
        options_metavar=terminal.say("terminal.help.options_metavar"),
    )
    panel = terminal.say("terminal.help.options")

    @app.callback()
    def _program(
        lang: Annotated[  # taken out of the arguments before typer sees them; here for the help
            str,
            typer.Option(
                metavar="zh|en",
                envvar="ZHAOSHANG_LANG",
                help=terminal.say("terminal.program.lang"),
                rich_help_panel=panel,
            ),
        ] = terminal.language,
    ) -> None:
        pass

    for name, command in COMMANDS.items():
        _add(app, terminal, name, command(terminal))
    return app


def _add(app: typer.Typer, terminal: Terminal, name: str, made: Any) -> None:
    topic = _topic(name)
    described: dict[str, Any] = {
        "name": name,
        "help": terminal.say(f"{topic}.{name}.help"),
        "short_help": terminal.say(f"{topic}.{name}.short"),
        "options_metavar": terminal.say("terminal.help.options_metavar"),
        "rich_help_panel": terminal.say(f"{topic}.help.commands"),
    }
    if isinstance(made, typer.Typer):  # a family of commands
        app.add_typer(made, cls=group_class(terminal.language), **described)
    else:
        app.command(cls=command_class(terminal.language), **described)(made)


def _topic(name: str) -> str:
    return "service" if name in SERVICE else "account" if name == "account" else "terminal"
