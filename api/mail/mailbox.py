"""The box that answers come to: a maildir on this machine, or a folder of an IMAP server (RFC 9051)."""

import imaplib
import mailbox
import os
import ssl
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import unquote, urlsplit

from planner.errors import Fault, ZhaoshangError

TIMEOUT_SECONDS = 60
_MOST_BYTES = 32 * 1_048_576  # of one mail; more is cut off, and told to be too large by its reader


class MailBoxAway(ZhaoshangError):
    """The box cannot be opened or read now."""


class Lying(NamedTuple):
    """A mail that lies in the box: the name the box knows it by for ever, and its octets."""

    key: str
    raw: bytes


class Box(Protocol):
    """Where mails lie. Reading one changes nothing; what was read is told apart by its key."""

    def lying(self, known: frozenset[str]) -> Iterator[Lying]:
        """The mails whose keys are not ``known``, the oldest first. Raises :class:`MailBoxAway`."""
        ...


class Maildir:
    """A maildir (``cur``, ``new``, ``tmp``); the key is the file's name without its flags."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def lying(self, known: frozenset[str]) -> Iterator[Lying]:
        """See :class:`Box`."""
        if not self._folder.is_dir():
            raise MailBoxAway(Fault(code="mail_box_away", place=str(self._folder), value="FileNotFoundError"))
        box = mailbox.Maildir(str(self._folder), create=False)
        for key in sorted(set(box.keys()) - known):
            # Somebody may tidy up meanwhile.
            with suppress(KeyError, FileNotFoundError), box.get_file(key) as file:
                yield Lying(key, file.read(_MOST_BYTES))


class ImapBox:
    """A folder of an IMAP server, by TLS unless ``imap://``; the key is UIDVALIDITY and UID."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host = parts.hostname or ""
        self._is_secure = parts.scheme == "imaps"
        self._port = parts.port or (993 if self._is_secure else 143)
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._folder = unquote(parts.path.strip("/")) or "INBOX"

    def lying(self, known: frozenset[str]) -> Iterator[Lying]:
        """See :class:`Box`."""
        try:
            with self._opened() as server:
                yield from self._unknown(server, known)
        except (imaplib.IMAP4.error, OSError, ssl.SSLError) as error:
            place = f"{self._host}:{self._port}/{self._folder}"
            raise MailBoxAway(Fault(code="mail_box_away", place=place, value=type(error).__name__)) from error

    def _opened(self) -> imaplib.IMAP4:
        if self._is_secure:
            context = ssl.create_default_context()
            return imaplib.IMAP4_SSL(self._host, self._port, ssl_context=context, timeout=TIMEOUT_SECONDS)
        return imaplib.IMAP4(self._host, self._port, timeout=TIMEOUT_SECONDS)

    def _unknown(self, server: imaplib.IMAP4, known: frozenset[str]) -> Iterator[Lying]:
        server.login(self._user, self._password)
        status, answer = server.select(f'"{self._folder}"', readonly=True)
        if status != "OK":
            raise imaplib.IMAP4.error(answer)
        # Ids hold only as long as the folder's UIDVALIDITY (RFC 9051 §2.3.1.1).
        validity = _text(server.response("UIDVALIDITY")[1])
        _, found = server.uid("SEARCH", "ALL")
        for identity in _text(found).split():
            key = f"{validity}.{identity}"
            if key not in known:
                raw = _body(server.uid("FETCH", identity, f"(BODY.PEEK[]<0.{_MOST_BYTES}>)")[1])
                if raw is not None:
                    yield Lying(key, raw)


def box_of(url: str) -> Box:
    """The box at ``maildir:///folder``, ``imaps://user:password@host/INBOX`` or ``imap://…``.

    Raises ValueError for anything else.
    """
    parts = urlsplit(url)
    if parts.scheme == "maildir" and parts.path:
        return Maildir(Path(os.fspath(unquote(parts.path))))
    if parts.scheme in {"imap", "imaps"} and parts.hostname:
        return ImapBox(url)
    raise ValueError("must read maildir:///folder or imaps://user:password@host/INBOX")


def _text(answer: object) -> str:
    first = answer[0] if isinstance(answer, list | tuple) and answer else b""
    return first.decode("ascii", "replace") if isinstance(first, bytes) else ""


def _body(answer: object) -> bytes | None:
    for part in answer if isinstance(answer, list | tuple) else ():
        if isinstance(part, tuple) and len(part) > 1 and isinstance(part[1], bytes):
            return part[1]
    return None
