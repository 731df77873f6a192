"""邀请函: the invitation as a letter, for people not under our authority who have no mail.

Parts by custom: 背景、时间、地点、议程、费用承担、回执、联系人 (docs/documents.md names the source).
Both renderers print this value and nothing else, so Word and PDF cannot differ.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Literal, NamedTuple

from pydantic import AwareDatetime

from api.documents.content import Form
from api.documents.dates import long_date
from api.documents.guests.event_facts import EventFacts, moment
from api.documents.guests.letter_size import LetterSize, letter_size
from api.documents.guests.reply_slip import slip_form
from api.documents.legible import Legible, one_line
from api.documents.numerals import heading_number
from api.texts import say
from api.texts.person_name import addressed
from events.guest import Guest
from planner.clock import day_of
from planner.value import Value


class Recipient(NamedTuple):
    """Who gets a letter: the guest, his link, when his answer is due, the day that dates the letter."""

    guest: Guest
    link: str
    answer_by: datetime | None
    day: date


class Part(Value):
    """A numbered part: 一、时间： and what it says, the rest of several lines below it."""

    label: Legible
    text: Legible


class Letter(Value):
    """One guest's letter, worded. ``link`` is what its QR code opens, ``slip`` a slip to fill in by hand."""

    title: Legible
    greeting: Legible
    opening: tuple[Legible, ...]
    parts: tuple[Part, ...]
    closing: Legible
    host: Legible
    dated: Legible
    link: str
    code_note: Legible
    slip_title: Legible = ""
    slip: Form | None = None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Everything above the signature."""
        return (
            self.greeting,
            *self.opening,
            *(part.label + part.text for part in self.parts),
            self.closing,
        )


class Letters(Value):
    """The letters of one file, in order; ``made_at`` dates it, so that equal letters make equal bytes."""

    title: Legible
    made_at: AwareDatetime
    language: Literal["zh", "en"] = "zh"
    letters: tuple[Letter, ...]

    @property
    def size(self) -> LetterSize:
        """How large they are set."""
        return letter_size(letter.paragraphs for letter in self.letters)


def invitation_letters(
    facts: EventFacts, recipients: Iterable[Recipient], made_at: datetime, *, with_slip: bool = False
) -> Letters:
    """A letter for each of ``recipients``; ``with_slip`` adds a page to be sent back by post or fax."""
    return Letters(
        title=say("letter.invitation.file", facts.language, event=one_line(facts.title)),
        made_at=made_at,
        language=facts.language,
        letters=tuple(_letter(facts, who, with_slip=with_slip) for who in recipients),
    )


def _letter(facts: EventFacts, who: Recipient, *, with_slip: bool) -> Letter:
    language = facts.language
    slip = slip_form(who.guest, language) if with_slip else None
    return Letter(
        title=say("letter.invitation.title", language),
        greeting=_greeting(facts, who.guest),
        opening=_opening(facts),
        parts=tuple(_numbered(facts, who)),
        closing=say("letter.invitation.closing", language),
        host=one_line(facts.host),
        dated=long_date(who.day, language),
        link=who.link,
        code_note=say("letter.invitation.code", language),
        slip_title=say("letter.slip.title", language, event=one_line(facts.title)) if slip else "",
        slip=slip,
    )


def _greeting(facts: EventFacts, guest: Guest) -> str:
    named = addressed(one_line(guest.name), one_line(guest.post), facts.language)
    return say("mail.greeting.named", facts.language, guest=named)


def _opening(facts: EventFacts) -> tuple[str, ...]:
    language = facts.language
    words = {
        "host": one_line(facts.host),
        "event": one_line(facts.title),
        "day": long_date(day_of(facts.start), language),
    }
    key = "opening" if facts.host else "opening_unsigned"
    return facts.led_in(say(f"letter.invitation.{key}", language, **words))


def _numbered(facts: EventFacts, who: Recipient) -> Iterator[Part]:
    language = facts.language
    reply = say("letter.invitation.reply_open", language)
    if who.answer_by is not None:
        reply = say("letter.invitation.reply", language, deadline=moment(who.answer_by, language))
    told = {
        "time": facts.time,
        "venue": facts.venue,
        "agenda": facts.agenda,
        "costs": facts.costs,
        "reply": reply,
        "contact": facts.contact,
    }
    colon = say("mail.wording.colon", language)
    for number, (key, text) in enumerate(((key, text) for key, text in told.items() if text), start=1):
        label = heading_number(number, 1, language) + say(f"letter.part.{key}", language) + colon
        # An agenda of several lines stands below its heading, line by line.
        yield Part(label=label, text=f"\n{text}" if "\n" in text else text)
