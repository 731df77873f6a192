"""``zhaoshang worker``: makes plans in the background; as many as wanted, on as many machines."""

import os
import signal
from collections.abc import Callable
from threading import Event
from typing import Annotated

from api.cli.family import Child, Family
from api.cli.options import option
from api.cli.terminal import Terminal


def command(terminal: Terminal) -> Callable[..., int]:
    """The command, speaking the language of ``terminal``."""

    def worker(
        workers: Annotated[
            int, option(terminal, "workers", "--workers", "-w", metavar="N", topic="service", min=1, max=64)
        ] = 1,
        database: Annotated[
            str | None, option(terminal, "database", "--database", metavar="URL", topic="job")
        ] = None,
    ) -> int:
        from api.cli.service import database_of, settings_with
        from api.observe import logs

        settings = settings_with(database_url=database)
        with database_of(settings):
            logs.configure(settings.log_format, settings.log_level)
        terminal.note(terminal.say("job.worker.ready", count=workers))
        if workers == 1:
            from api.jobs.process import be_a_worker

            be_a_worker(settings, at_end=lambda: terminal.note(terminal.say("job.worker.left")))
        # By the environment: a password on the command line could be read by everybody on the machine.
        os.environ["ZHAOSHANG_DATABASE_URL"] = settings.database_url
        return _several(terminal, workers)

    return worker


def _several(terminal: Terminal, workers: int) -> int:
    """So many workers in processes of their own, each started again if it dies."""
    stop = Event()
    for wish in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wish, lambda _signal, _frame: stop.set())
    names = (terminal.say("job.worker.name", number=number) for number in range(1, workers + 1))

    def tell(what: str, **words: object) -> None:
        terminal.note(terminal.say(f"job.worker.{what}", **words))

    return Family([Child(name, ["worker"]) for name in names], terminal.language, tell).live(stop)
