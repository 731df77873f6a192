"""A mail to one guest: plain text, HTML, the calendar part, and the same entry as a file (RFC 6047 §2.4).

``multipart/mixed`` of a ``multipart/alternative`` (text, HTML, ``text/calendar; method=``) and
``invite.ics``: Outlook, Gmail, Apple and what knows no calendar each find something in it. Equal data make
equal bytes: the boundaries come from the Message-ID, the date is given.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum

from api.calendars.item import Item
from api.calendars.plain import line
from api.mail.address import Mailbox
from api.mail.scheduling import ASKED, COMES, Method, scheduling_object
from api.mail.wording import Wording, html, plain
from api.texts import Language, say


class Occasion(StrEnum):
    """Why a guest is written to."""

    INVITATION = "invitation"
    UPDATE = "update"
    REMINDER = "reminder"
    EXTENSION = "extension"
    CONFIRMATION = "confirmation"
    PLUS_ONES = "plus_ones"
    ACKNOWLEDGEMENT = "acknowledgement"
    CANCELLATION = "cancellation"
    WITHDRAWAL = "withdrawal"

    @property
    def method(self) -> Method | None:
        """What the calendar part asks for; None where there is none: who declined wants no entry."""
        if self is Occasion.ACKNOWLEDGEMENT:
            return None
        gone = self in {Occasion.CANCELLATION, Occasion.WITHDRAWAL}
        return Method.CANCEL if gone else Method.REQUEST


@dataclass(frozen=True, kw_only=True)
class GuestMail:
    """What a mail to a guest is made of.

    ``item`` is the entry as the guest's calendar shall show it, with the UID and SEQUENCE that are his.
    ``sender`` writes, ``organizer`` is where calendar programs send their answers: the sender's box, tagged
    with the guest's token where the server delivers tagged addresses. ``link`` is the guest's own page.
    ``changes`` say what differs from the last mail; ``answer`` what the guest replied, for a confirmation.
    ``post`` is the guest's post or form of address, printed behind the name.
    """

    occasion: Occasion
    message_id: str
    made_at: datetime
    sender: Mailbox
    organizer: Mailbox
    guest: Mailbox
    post: str = ""
    item: Item
    link: str
    reply_by: datetime | None = None
    changes: tuple[str, ...] = ()
    answer: str = ""
    contact: str = ""
    language: Language = "zh"


def composed(mail: GuestMail) -> EmailMessage:
    """The message, ready for a server; ``bytes(message)`` has CRLF line ends and ASCII headers."""
    words = Wording(
        occasion=mail.occasion.value,
        name=mail.guest.name,
        post=mail.post,
        title=mail.item.summary,
        start=mail.item.start,
        end=mail.item.end,
        venue=mail.item.location,
        link="" if mail.occasion.method is Method.CANCEL else mail.link,
        reply_by=mail.reply_by,
        changes=mail.changes,
        answer=mail.answer,
        contact=mail.contact,
        signature=mail.sender.name,
        language=mail.language,
    )
    message = _headed(mail, words)
    message.set_content(plain(words), cte="base64")
    message.add_alternative(html(words), subtype="html", cte="base64")
    if mail.occasion.method is not None:
        _add_calendar(message, mail, mail.occasion.method)
    _bound(message, mail.message_id)
    return message


def _add_calendar(message: EmailMessage, mail: GuestMail, method: Method) -> None:
    comes = mail.occasion in {Occasion.CONFIRMATION, Occasion.PLUS_ONES}
    attendance = COMES if comes else ASKED
    entry = scheduling_object(
        mail.item, mail.organizer, mail.guest, method, mail.made_at, mail.link, attendance
    )
    message.add_alternative(entry.decode(), subtype="calendar", cte="base64")
    part = list(message.iter_parts())[-1]
    part.set_param("method", method.value)
    message.add_attachment(entry, maintype="application", subtype="ics", filename="invite.ics")


def _headed(mail: GuestMail, words: Wording) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = mail.sender.header()
    message["To"] = mail.guest.header()
    if mail.organizer.address != mail.sender.address:
        message["Reply-To"] = mail.organizer.header()
    subject = say(
        f"mail.subject.{mail.occasion}",
        mail.language,
        event=line(mail.item.summary),
        day=words.day,
    )
    message["Subject"] = subject
    message["Date"] = format_datetime(mail.made_at)
    message["Message-ID"] = mail.message_id
    # RFC 3834: no machine shall answer this, and none shall think it a newsletter.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    message["Content-Language"] = "zh-CN" if mail.language == "zh" else "en"
    return message


def _bound(message: EmailMessage, seed: str) -> None:
    """Boundaries that depend on the message alone; the library's are drawn at random."""
    digest = hashlib.sha256(seed.encode()).hexdigest()[:32]
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"zs-{number}-{digest}")
