"""``zhaoshang account``: accounts from the command line; the first administrator is made here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.accounts.role import Role
from api.cli.account_password import asked_for
from api.cli.options import argument, option
from api.cli.terminal import Terminal
from api.cli.usage import command_class, group_class

if TYPE_CHECKING:
    from api.store.database import Database

TOPIC = "account"


def command(terminal: Terminal) -> typer.Typer:
    """The commands, speaking the language of ``terminal``."""
    app = typer.Typer(
        cls=group_class(terminal.language),
        no_args_is_help=True,
        subcommand_metavar=terminal.say("terminal.program.metavar"),
        options_metavar=terminal.say("terminal.help.options_metavar"),
    )
    made = {"add": _add, "passwd": _passwd, "list": _list, "lock": _locking, "unlock": _unlocking}
    for name, make in made.items():
        app.command(
            name=name,
            cls=command_class(terminal.language),
            help=terminal.say(f"account.command.{name}"),
            options_metavar=terminal.say("terminal.help.options_metavar"),
            rich_help_panel=terminal.say("terminal.help.commands"),
        )(make(terminal))
    return app


@contextmanager
def _opened(url: str | None) -> Iterator["Database"]:
    """The database of ``--database`` or the settings; an empty one gets its tables first."""
    from api.cli.service import database_of, settings_with
    from api.store import migration

    settings = settings_with(database_url=url)
    with database_of(settings, current=False) as database:
        if migration.revision(database) is None:
            migration.migrate(database)
    with database_of(settings) as database:
        yield database


def _login(terminal: Terminal) -> Any:
    return argument(terminal, "login", "LOGIN", topic=TOPIC)


def _database(terminal: Terminal) -> Any:
    return option(terminal, "database", "--database", metavar="URL", topic=TOPIC)


def _from_stdin(terminal: Terminal) -> Any:
    return option(terminal, "password_stdin", "--password-stdin", metavar="", topic=TOPIC)


def _add(terminal: Terminal) -> Callable[..., None]:
    def add(
        login: Annotated[str, _login(terminal)],
        role: Annotated[Role, option(terminal, "role", "--role", "-r", topic=TOPIC)],
        name: Annotated[str, option(terminal, "name", "--name", "-n", metavar="NAME", topic=TOPIC)],
        unit: Annotated[str | None, option(terminal, "unit", "--unit", metavar="ID", topic=TOPIC)] = None,
        person: Annotated[
            str | None, option(terminal, "person", "--person", metavar="ID", topic=TOPIC)
        ] = None,
        password_stdin: Annotated[bool, _from_stdin(terminal)] = False,
        database: Annotated[str | None, _database(terminal)] = None,
    ) -> None:
        from api.cli.account_changes import create

        with _opened(database) as opened:
            password = asked_for(terminal, login, from_stdin=password_stdin)
            fields = {"login": login, "role": role, "name": name, "unit": unit, "person": person}
            account = create(opened, password, fields)
        role_name = terminal.say(f"account.role.{role.value}")
        terminal.note(terminal.say("account.added", login=account.value.login, role=role_name))

    return add


def _passwd(terminal: Terminal) -> Callable[..., None]:
    def passwd(
        login: Annotated[str, _login(terminal)],
        password_stdin: Annotated[bool, _from_stdin(terminal)] = False,
        database: Annotated[str | None, _database(terminal)] = None,
    ) -> None:
        from api.cli.account_changes import find, set_password

        with _opened(database) as opened:
            account = find(opened, login)
            set_password(opened, account, asked_for(terminal, login, from_stdin=password_stdin))
        terminal.note(terminal.say("account.password_set", login=account.value.login))

    return passwd


def _list(terminal: Terminal) -> Callable[..., None]:
    def list_accounts(database: Annotated[str | None, _database(terminal)] = None) -> None:
        from api.cli.account_changes import every, table_of

        with _opened(database) as opened:
            terminal.show(table_of(terminal, every(opened)))

    return list_accounts


def _locking(terminal: Terminal) -> Callable[..., None]:
    def lock(
        login: Annotated[str, _login(terminal)],
        database: Annotated[str | None, _database(terminal)] = None,
    ) -> None:
        _set_lock(terminal, login, database, locked=True)

    return lock


def _unlocking(terminal: Terminal) -> Callable[..., None]:
    def unlock(
        login: Annotated[str, _login(terminal)],
        database: Annotated[str | None, _database(terminal)] = None,
    ) -> None:
        _set_lock(terminal, login, database, locked=False)

    return unlock


def _set_lock(terminal: Terminal, login: str, url: str | None, *, locked: bool) -> None:
    from api.cli.account_changes import find, set_lock

    with _opened(url) as opened:
        account = find(opened, login)
        set_lock(opened, account, locked=locked)
    key = "account.locked" if locked else "account.unlocked"
    terminal.note(terminal.say(key, login=account.value.login))
