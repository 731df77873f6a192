"""``zhaoshang serve``: the whole service in one terminal, on one machine: web process and workers."""

import signal
from collections.abc import Callable
from threading import Event
from typing import Annotated

from api.cli.family import Child, Family
from api.cli.options import host_option, option, port_option
from api.cli.terminal import Terminal


def command(terminal: Terminal) -> Callable[..., int]:
    """The command, speaking the language of ``terminal``."""

    def serve(
        host: Annotated[str | None, host_option(terminal)] = None,
        port: Annotated[int | None, port_option(terminal)] = None,
        workers: Annotated[
            int, option(terminal, "workers", "--workers", "-w", metavar="N", topic="service", min=0, max=64)
        ] = 1,
    ) -> int:
        from api.cli.service import database_of, settings_with
        from api.store import accounts, migration

        with database_of(settings_with(host=host, port=port), current=False) as database:
            migration.migrate(database)
            with database.reading() as session:
                is_empty = accounts.count(session) == 0
        if is_empty:
            terminal.note(terminal.say("service.serve.no_account"))
        stop = Event()
        for wish in (signal.SIGINT, signal.SIGTERM):
            signal.signal(wish, lambda _signal, _frame: stop.set())
        children = _children(terminal, host, port, workers)
        status = Family(children, terminal.language, _teller(terminal)).live(stop)
        terminal.note(terminal.say("service.serve.stopped"))
        return status

    return serve


def _children(terminal: Terminal, host: str | None, port: int | None, workers: int) -> list[Child]:
    web = ["web"]
    web += ["--host", host] if host else []
    web += ["--port", str(port)] if port is not None else []
    return [
        Child(terminal.say("service.serve.web"), web),
        *(
            Child(terminal.say("service.serve.worker", number=number), ["worker"])
            for number in range(1, workers + 1)
        ),
    ]


def _teller(terminal: Terminal) -> Callable[..., None]:
    """Says ``service.serve.<what>``."""

    def tell(what: str, **words: object) -> None:
        terminal.note(terminal.say(f"service.serve.{what}", **words))

    return tell
