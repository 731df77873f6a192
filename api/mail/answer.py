"""What comes into the mailbox: an answer, a bounce, our own copy, a machine's word, or a person's."""

from enum import StrEnum

from pydantic import AwareDatetime

from planner.value import Value


class Reply(StrEnum):
    """What a guest's calendar program answers (PARTSTAT, RFC 5545 §3.2.12; COUNTER, RFC 5546 §3.2.7)."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"
    DELEGATED = "delegated"
    COUNTER = "counter"


class Doubt(StrEnum):
    """Why a mail needs a person."""

    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    BROKEN_CALENDAR = "broken_calendar"
    SEVERAL_ENTRIES = "several_entries"
    SEVERAL_GUESTS = "several_guests"
    OTHER_METHOD = "other_method"
    NO_ANSWER = "no_answer"
    WRITTEN_BY_HAND = "written_by_hand"


class Incoming(Value):
    """What every mail tells: its own id, from whom, about what, and what might be guests' tokens in it.

    ``sender`` proves nothing: anybody can write it. ``tokens`` were found in the address it was sent to, in
    the ids it answers, in its calendar part and its text.
    """

    message_id: str = ""
    sender: str = ""
    subject: str = ""
    excerpt: str = ""
    tokens: tuple[str, ...] = ()


class CalendarAnswer(Incoming):
    """An iMIP REPLY or COUNTER about the entry ``uid`` as it was at ``sequence``.

    ``made_at`` is its DTSTAMP: of two answers the later counts (RFC 5546 §2.1.5). ``attendee`` is the address
    that answers, ``delegate`` the one it hands over to. A COUNTER proposes ``start`` and ``end``.
    """

    uid: str
    sequence: int
    reply: Reply
    made_at: AwareDatetime | None = None
    attendee: str = ""
    delegate: str = ""
    comment: str = ""
    start: AwareDatetime | None = None
    end: AwareDatetime | None = None


class Bounce(Incoming):
    """A mail of ours that could not be delivered to ``recipient`` (RFC 3464).

    ``original`` is its Message-ID, empty if the server did not say; ``status`` the enhanced code, such as
    5.1.1; ``is_final`` whether no further try will be made.
    """

    original: str = ""
    recipient: str = ""
    status: str = ""
    is_final: bool = True


class OwnCopy(Incoming):
    """A copy of a mail that we sent: it has left for certain."""


class Automatic(Incoming):
    """What a machine says: out of office, a receipt (RFC 3834). Kept, and nothing follows from it."""


class ForAPerson(Incoming):
    """A mail that only a person can judge, and why; ``detail`` is the parser's word, if it had one."""

    doubt: Doubt
    detail: str = ""


Letter = CalendarAnswer | Bounce | OwnCopy | Automatic | ForAPerson
