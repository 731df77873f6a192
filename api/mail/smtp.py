"""Handing mails to a server by SMTP (RFC 5321), one after another over one connection."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import unquote, urlsplit

from aiosmtplib import SMTP
from aiosmtplib.errors import SMTPException, SMTPRecipientRefused, SMTPResponseException

from planner.errors import Fault, ZhaoshangError

TIMEOUT_SECONDS = 30


class MailRefused(ZhaoshangError):
    """The server will not take this mail, now or ever (5yz)."""


class MailPutOff(ZhaoshangError):
    """The server does not take this mail now (4yz), and said so: it has not got it. Try again later."""


class MailServerAway(ZhaoshangError):
    """The server cannot be reached, or fell silent."""


class Transport(Protocol):
    """What mails are handed to."""

    def send(
        self, sender: str, recipients: tuple[str, ...], mail: bytes, leaving: Callable[[], None]
    ) -> None:
        """Hand over one mail.

        ``leaving`` is called when the next octets may make the server take it: whoever is killed before that
        may send it again, whoever is killed after it cannot know. Raises :class:`MailRefused`,
        :class:`MailPutOff`, :class:`MailServerAway`; after ``leaving`` the last means that nobody knows.
        """
        ...


@dataclass(frozen=True)
class Server:
    """A server's address; ``implicit_tls`` as RFC 8314 has it, else STARTTLS where it is offered."""

    host: str
    port: int
    user: str | None = None
    password: str | None = None
    implicit_tls: bool = False

    @classmethod
    def from_url(cls, url: str) -> Self:
        """From ``smtp://user:password@host:587`` or ``smtps://…:465``; ValueError for anything else."""
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ValueError("must read smtp://user:password@host:587 or smtps://user:password@host:465")
        secure = parts.scheme == "smtps"
        user = None if parts.username is None else unquote(parts.username)
        password = None if parts.password is None else unquote(parts.password)
        return cls(parts.hostname, parts.port or (465 if secure else 587), user, password, secure)


class SmtpTransport:
    """One connection to one server, made when it is first needed and again after it broke.

    A loop of its own: whoever sends is a thread that waits for each mail. Use it in a ``with``.
    """

    def __init__(self, server: Server, local_name: str = "zhaoshang") -> None:
        self._server = server
        self._local_name = local_name
        self._loop = asyncio.new_event_loop()
        self._client: SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def send(
        self, sender: str, recipients: tuple[str, ...], mail: bytes, leaving: Callable[[], None]
    ) -> None:
        """See :class:`Transport`."""
        try:
            self._loop.run_until_complete(self._sent(sender, recipients, mail, leaving))
        except SMTPResponseException as error:
            self._drop()
            refused = error.recipient if isinstance(error, SMTPRecipientRefused) else recipients[0]
            raise _told(error.code, error.message, refused) from error
        except (SMTPException, OSError, TimeoutError) as error:
            self._drop()
            raise self._away(error) from error

    def close(self) -> None:
        """Say goodbye, if anybody is there."""
        if self._client is not None:
            with suppress(SMTPException, OSError, TimeoutError):
                self._loop.run_until_complete(self._client.quit())
        self._drop()
        self._loop.close()

    async def _sent(
        self, sender: str, recipients: tuple[str, ...], mail: bytes, leaving: Callable[[], None]
    ) -> None:
        client = await self._connected()
        await client.mail(sender)
        for recipient in recipients:
            await client.rcpt(recipient)
        leaving()
        await client.data(mail)

    async def _connected(self) -> SMTP:
        if self._client is not None and self._client.is_connected:
            return self._client
        server = self._server
        client = SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.implicit_tls,
            start_tls=False if server.implicit_tls else None,
            timeout=TIMEOUT_SECONDS,
            local_hostname=self._local_name,
        )
        await client.connect()
        self._client = client
        return client

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def _away(self, error: Exception) -> MailServerAway:
        place = f"{self._server.host}:{self._server.port}"
        return MailServerAway(Fault(code="mail_server_away", place=place, value=type(error).__name__))


def _told(code: int, message: str, recipient: str) -> ZhaoshangError:
    """A reply of the server: 5yz is final, 4yz is not (RFC 5321 §4.2.1)."""
    said = " ".join(f"{code} {message}".split())[:200]
    if code >= 500:
        return MailRefused(Fault(code="mail_server_refused", place=recipient, value=said))
    return MailPutOff(Fault(code="mail_server_busy", place=recipient, value=said))
