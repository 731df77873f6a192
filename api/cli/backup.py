"""``zhaoshang backup``: everything in the database, in one file."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from api.cli.files import claim, replacing
from api.cli.options import argument, flag
from api.cli.terminal import Terminal
from api.clock import wall_clock

PRIVATE = 0o600  # it holds names, and the hashes of passwords and tokens


def command(terminal: Terminal) -> Callable[..., None]:
    """The command, speaking the language of ``terminal``."""

    def backup(
        file: Annotated[Path, argument(terminal, "backup_to", "FILE", topic="service")],
        force: Annotated[bool, flag(terminal, "force")] = False,
    ) -> None:
        from api.cli.service import database_of, settings_with
        from api.store.backup import back_up
        from api.store.health import answering

        claim(file, force=force)
        with database_of(settings_with()) as database, replacing(file, PRIVATE) as draft, answering():
            made = back_up(database, draft, wall_clock())
        words = {"tables": len(made.tables), "rows": made.rows, "revision": made.revision}
        terminal.note(terminal.say("service.backup.done", path=file, **words))

    return backup
