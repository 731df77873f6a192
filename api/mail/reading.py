"""A raw mail as it lies in the box -> what it says; what cannot be read goes to a person."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.parser import BytesHeaderParser
from email.policy import default
from email.utils import getaddresses, parseaddr

from api.mail.address import tag_of
from api.mail.answer import Automatic, Doubt, ForAPerson, Incoming, Letter, OwnCopy
from api.mail.bounce import bounce_of
from api.mail.calendar_answer import BadAnswer, calendar_answer
from api.mail.guest_token import TOKEN, tokens_in

MOST_BYTES = 5 * 1_048_576  # an answer has some kilobytes; more is somebody's attachment
MOST_HEADER_BYTES = 65_536
MOST_CALENDAR_BYTES = 262_144
_MOST_TEXT = 100_000
_EXCERPT = 500
_CALENDARS = {"text/calendar", "application/ics", "text/x-vcalendar"}
_RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
_THREAD = ("In-Reply-To", "References")


def read_mail(raw: bytes, own_domain: str) -> Letter:
    """What the mail says; ``own_domain`` is what our own Message-IDs end in. Never raises."""
    try:
        if len(raw) > MOST_BYTES:
            headers = BytesHeaderParser(policy=default).parsebytes(raw[:MOST_HEADER_BYTES])
            return ForAPerson(**dict(_told(headers)), doubt=Doubt.TOO_LARGE, detail=str(len(raw)))
        return _letter(message_from_bytes(raw, policy=default), own_domain)
    except Exception as error:  # noqa: BLE001  (the library's parsers raise whatever they stumble over)
        detail = f"{type(error).__name__}: {error}"
        return ForAPerson(doubt=Doubt.UNREADABLE, detail=detail[:_EXCERPT])


def _letter(message: EmailMessage, own_domain: str) -> Letter:
    told = _told(message)
    if told.message_id.endswith(f"@{own_domain}>"):
        return OwnCopy(**dict(told))
    bounced = bounce_of(message, told, own_domain)
    if bounced is not None:
        return bounced
    calendars = [part for part in message.walk() if part.get_content_type() in _CALENDARS]
    if calendars:
        return _answered(_octets(calendars[0]), told)
    if _is_automatic(message):
        return Automatic(**dict(told))
    return ForAPerson(**dict(told), doubt=Doubt.WRITTEN_BY_HAND)


def _answered(data: bytes, told: Incoming) -> Letter:
    if len(data) > MOST_CALENDAR_BYTES:
        return ForAPerson(**dict(told), doubt=Doubt.TOO_LARGE, detail=str(len(data)))
    tokens = dict.fromkeys((*told.tokens, *tokens_in(_unfolded(data))))
    told = told.model_copy(update={"tokens": tuple(tokens)})
    try:
        return calendar_answer(data, told)
    except BadAnswer as bad:
        return ForAPerson(**dict(told), doubt=bad.doubt, detail=bad.detail[:_EXCERPT])


def _told(message: EmailMessage) -> Incoming:
    text = _text(message)
    written = " ".join((*_values(message, _THREAD), text))
    tokens = dict.fromkeys((*_tags(message), *tokens_in(written)))
    return Incoming(
        message_id=str(message.get("Message-ID", "")).strip()[:_EXCERPT],
        sender=parseaddr(str(message.get("From", "")))[1][:_EXCERPT],
        subject=" ".join(str(message.get("Subject", "")).split())[:_EXCERPT],
        excerpt=" ".join(text.split())[:_EXCERPT],
        tokens=tuple(tokens),
    )


def _tags(message: EmailMessage) -> Iterator[str]:
    """The tags of the addresses it was sent to, where a token has its surest place."""
    for _, address in getaddresses(list(_values(message, _RECIPIENTS))):
        tag = tag_of(address)
        if tag is not None and TOKEN.fullmatch(tag):
            yield tag


def _values(message: EmailMessage, names: tuple[str, ...]) -> Iterator[str]:
    return (str(value) for name in names for value in message.get_all(name, []))


def _text(message: EmailMessage) -> str:
    """The text of a mail, its HTML if it has no other; empty where it has neither."""
    body = message.get_body(preferencelist=("plain", "html"))
    return "" if body is None else _octets(body).decode(_charset(body), "replace")[:_MOST_TEXT]


def _charset(part: MIMEPart) -> str:
    """The character set a part names, if Python knows it: 163 and QQ write GB18030, some write nothing."""
    named = str(part.get_content_charset() or "utf-8")
    try:
        "".encode(named)
    except LookupError:
        return "utf-8"
    return "gb18030" if named.lower() in {"gb2312", "gbk"} else named


def _octets(part: MIMEPart) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _unfolded(data: bytes) -> str:
    """The calendar's text with folded lines joined (RFC 5545 §3.1): a token may lie across a fold."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    return text.replace("\n ", "").replace("\n\t", "")


def _is_automatic(message: EmailMessage) -> bool:
    """RFC 3834 §5, and what answers by other names."""
    submitted = str(message.get("Auto-Submitted", "no")).lower()
    named = any(name in message for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress"))
    return not submitted.startswith("no") or named or str(message.get("Precedence", "")) == "auto_reply"
