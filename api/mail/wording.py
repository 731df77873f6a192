"""What a guest reads in a mail: text, and HTML that every reader shows (tables, no script, no picture)."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from api.texts import Language, say
from api.texts.person_name import addressed
from planner.clock import ZONE


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The words of a mail; see :class:`api.mail.message.GuestMail`. Empty ones are left out."""

    occasion: str
    name: str
    post: str
    title: str
    start: datetime | date
    end: datetime | date
    venue: str
    link: str
    reply_by: datetime | None
    changes: tuple[str, ...]
    answer: str
    contact: str
    signature: str
    language: Language

    @property
    def day(self) -> str:
        """The day as the subject names it."""
        start = _instant(self.start)
        return say("mail.wording.day", self.language, month=start.month, day=start.day)

    @property
    def greeting(self) -> str:
        """How the guest is addressed: with the post behind the name, as in a letter."""
        guest = addressed(self.name, self.post, self.language)
        return say("mail.greeting.named", self.language, guest=guest)

    @property
    def opening(self) -> str:
        """The first sentence."""
        words = {"event": self.title, "answer": self.answer, "deadline": self._deadline}
        return say(f"mail.opening.{self.occasion}", self.language, **words)

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """Headings with what stands beside them."""
        rows = [("time", span(self.start, self.end, self.language)), ("venue", self.venue)]
        rows += [("changed", change) for change in self.changes]
        if self.link:
            rows.append(("reply_by", self._deadline))
        rows.append(("contact", self.contact))
        return tuple((say(f"mail.fact.{key}", self.language), text) for key, text in rows if text)

    @property
    def _deadline(self) -> str:
        return "" if self.reply_by is None else moment(self.reply_by, self.language)

    def said(self, key: str) -> str:
        """A sentence of the mail."""
        return say(f"mail.ask.{key}", self.language)


def plain(words: Wording) -> str:
    """The mail as text."""
    colon = say("mail.wording.colon", words.language)
    lines = [words.greeting, "", words.opening, ""]
    lines += [f"{heading}{colon}{text}" for heading, text in words.facts]
    if words.link:
        lines += ["", words.said("reply"), words.link, words.said("change"), words.said("personal")]
        lines += [words.said("calendar")]
    lines += ["", words.signature, ""]
    return "\n".join(lines)


def html(words: Wording) -> str:
    """The mail as HTML, everything a person entered escaped."""
    return _template().render(words=words)


def span(start: datetime | date, end: datetime | date, language: Language) -> str:
    """From when to when, with the weekday."""
    first, last = _instant(start), _instant(end)
    key = "time" if first.date() == last.date() else "time_over_midnight"
    return say(
        f"mail.wording.{key}",
        language,
        **_parts(first, language),
        end=f"{last:%H:%M}",
        end_month=last.month,
        end_day=last.day,
    )


def moment(instant: datetime, language: Language) -> str:
    """An instant, with the weekday."""
    return say("mail.wording.moment", language, **_parts(_instant(instant), language))


def _parts(instant: datetime, language: Language) -> dict[str, object]:
    return {
        "year": instant.year,
        "month": instant.month,
        "day": instant.day,
        "weekday": say(f"calendar.weekday.{instant.isoweekday()}", language),
        "start": f"{instant:%H:%M}",
    }


def _instant(moment_: datetime | date) -> datetime:
    return (
        moment_.astimezone(ZONE) if isinstance(moment_, datetime) else datetime.combine(moment_, time(), ZONE)
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("api.mail", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("guest_mail.html")
