"""A mail server on this machine that delivers into a maildir, and can be told to misbehave."""

import mailbox
from asyncio import Server
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Sink:
    """What arrived, as (recipient, octets). ``refusals`` maps a recipient or ``DATA`` to the reply given."""

    def __init__(self, folder: Path | None = None) -> None:
        self.mails: list[tuple[str, bytes]] = []
        self.refusals: dict[str, str] = {}
        self._box = None if folder is None else mailbox.Maildir(str(folder), create=True)

    async def handle_RCPT(  # noqa: N802  (aiosmtpd's name)
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if "DATA" in self.refusals:
            return self.refusals["DATA"]
        content = envelope.original_content or b""
        for recipient in envelope.rcpt_tos:
            self.mails.append((recipient, content))
            if self._box is not None:
                self._box.add(content)
        return "250 taken"


class _AnyPort(Controller):
    """Listens at a port that the system chooses; aiosmtpd would look for itself at port 0."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd's


@contextmanager
def listening(sink: Sink) -> Iterator[str]:
    """The address of a server that hands mails to ``sink``, as a setting."""
    controller = _AnyPort(sink, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{controller.port}"
    finally:
        controller.stop()
