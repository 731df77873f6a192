"""``zhaoshang web``: the service's web process. It runs no jobs; ``zhaoshang worker`` does."""

import socket
from collections.abc import Callable
from typing import Annotated

from api.cli.options import host_option, port_option
from api.cli.refusal import Refused
from api.cli.terminal import Terminal
from planner.errors import Fault

GRACE_SECONDS = 3  # how long answers under way, event streams among them, may take to end
_WAITING = 2048  # connections that the system holds until they are accepted


def command(terminal: Terminal) -> Callable[..., None]:
    """The command, speaking the language of ``terminal``."""

    def web(
        host: Annotated[str | None, host_option(terminal)] = None,
        port: Annotated[int | None, port_option(terminal)] = None,
    ) -> None:
        from api.app import create_app
        from api.cli.service import database_of, settings_with
        from api.cli.web_server import WebServer
        from api.observe import logs

        settings = settings_with(host=host, port=port)
        with database_of(settings) as database, listening(settings.host, settings.port) as listener:
            bound = settings_with(host=host, port=listener.getsockname()[1])
            logs.configure(bound.log_format, bound.log_level)
            server = WebServer(create_app(bound, database), bound, GRACE_SECONDS)
            server.heed_signals()
            terminal.note(terminal.say("service.web.listening", address=_address(listener), docs="/docs"))
            server.run(sockets=[listener])
        terminal.note(terminal.say("service.web.stopped"))

    return web


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there (port 0: a free one); Refused if it cannot be had."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=_WAITING)
    except OSError as error:
        detail = {"why": error.strerror or str(error)}
        raise Refused(Fault(code="cannot_listen", value=f"{host}:{port}", detail=detail)) from None


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
