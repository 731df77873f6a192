"""Mails of ours that came back: a report as RFC 3464 has it, or what servers write that keep to nothing."""

import re
from email.message import EmailMessage, Message

from api.mail.answer import Bounce, Incoming
from api.mail.guest_token import tokens_in

_DAEMONS = ("mailer-daemon", "postmaster")
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")


def bounce_of(message: EmailMessage, told: Incoming, own_domain: str) -> Bounce | None:
    """The bounce that ``message`` is, None if it is none. ``own_domain`` is what our Message-IDs end in."""
    is_report = message.get_content_type() == "multipart/report"
    if not is_report and not told.sender.lower().startswith(_DAEMONS):
        return None
    fields = _fields(message)
    action = fields.get("action", "failed").lower()
    if is_report and "action" not in fields:
        return None  # a receipt of reading (RFC 8098) is a report as well
    status = fields.get("status") or _first(_STATUS, told.excerpt)
    original = _original(message, own_domain)
    # A report comes to the plain address: whose mail it is about, only that mail's own id tells.
    tokens = dict.fromkeys((*told.tokens, *tokens_in(original)))
    return Bounce(
        **dict(told) | {"tokens": tuple(tokens)},
        original=original,
        recipient=fields.get("final-recipient", "").rpartition(";")[2].strip().strip("<>"),
        status=status.split()[0] if status else "",
        is_final=action == "failed",
    )


def _fields(message: EmailMessage) -> dict[str, str]:
    """The fields of the first recipient that was not reached, and of the report, by lower-case name."""
    found: dict[str, str] = {}
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            for block in blocks if isinstance(blocks, list) else []:
                if isinstance(block, Message):
                    found |= {
                        name.lower(): str(value) for name, value in block.items() if name.lower() not in found
                    }
    return found


def _original(message: EmailMessage, own_domain: str) -> str:
    """The Message-ID of ours that the report encloses or quotes."""
    ours = re.compile(rf"<[a-z0-9.-]+@{re.escape(own_domain)}>")
    texts = (
        part.get_payload(decode=True) for part in message.walk() if part.get_content_maintype() == "text"
    )
    quoted = " ".join(text.decode("utf-8", "replace") for text in texts if isinstance(text, bytes))
    enclosed = (str(part.get("Message-ID", "")) for part in message.walk())
    return _first(ours, " ".join((*enclosed, quoted)), group=0)


def _first(pattern: re.Pattern[str], text: str, group: int = 1) -> str:
    found = pattern.search(text)
    return found.group(group) if found else ""
