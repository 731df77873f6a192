"""``zhaoshang restore``: a backup, back into a database."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from api.cli.options import argument, option
from api.cli.refusal import Refused
from api.cli.terminal import Terminal
from planner.errors import Fault


def command(terminal: Terminal) -> Callable[..., None]:
    """The command, speaking the language of ``terminal``."""

    def restore(
        file: Annotated[Path, argument(terminal, "backup_from", "FILE", topic="service")],
        check: Annotated[bool, option(terminal, "check", "--check", metavar="", topic="service")] = False,
        force: Annotated[
            bool, option(terminal, "restore_force", "--force", metavar="", topic="service")
        ] = False,
    ) -> None:
        from api.cli.service import database_of, settings_with
        from api.store import restore as store
        from api.store.health import answering

        if not file.is_file():
            raise Refused(Fault(code="file_missing", place=str(file)))
        found = store.check(file)
        with database_of(settings_with(), current=False) as database, answering():
            words = {"made_at": f"{found.made_at.astimezone():%Y-%m-%d %H:%M:%S}", "revision": found.revision}
            counts = {"tables": len(found.tables), "rows": found.rows, "present": store.rows_in(database)}
            terminal.note(terminal.say("service.restore.summary", **words, **counts))
            if check:
                terminal.note(terminal.say("service.restore.checked"))
                return
            store.restore(database, file, force=force)
        terminal.note(terminal.say("service.restore.done", rows=found.rows))

    return restore
