"""``zhaoshang migrate``: bring the database to the tables that this version works with."""

from collections.abc import Callable

from api.cli.terminal import Terminal


def command(terminal: Terminal) -> Callable[..., None]:
    """The command, speaking the language of ``terminal``."""

    def migrate() -> None:
        from api.cli.service import database_of, settings_with
        from api.store import migration

        with database_of(settings_with(), current=False) as database:
            before, after = migration.migrate(database)
        key = "unchanged" if before == after else "made" if before is None else "changed"
        terminal.note(terminal.say(f"service.migrate.{key}", before=before or "-", after=after))

    return migrate
