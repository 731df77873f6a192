"""Wishes, gains and losses as a planner reads them: 周明远多外出1天，增加2,340分."""

from collections.abc import Iterable, Iterator

from api.documents.amounts import yuan
from api.documents.dates import short_dated
from api.documents.legible import one_line
from api.documents.register import Register
from api.texts import Language, say
from planner.helps.assessment import Assessment, Basis, Forced, Loss, Subject
from planner.wish import (
    AnyWish,
    DayFreed,
    DaysAdded,
    MoneyAdded,
    PersonAdded,
    VisitsAdded,
    WeekdayOpened,
)


def subject_words(subject: Subject, register: Register, language: Language) -> str:
    """What is being solved: a wish, a company forced in, or the season as it is."""
    if subject is None:
        return say("helps.wish.season", language)
    if isinstance(subject, Forced):
        return say("helps.wish.forced", language, company=_company(register, subject.company))
    return wish_words(subject, register, language)


def wish_words(wish: AnyWish, register: Register, language: Language) -> str:
    """The wish as a clause. Raises :class:`planner.errors.InvalidPlan` for an id the season lacks."""
    key, words = wish.kind, dict[str, object]()
    match wish:
        case DayFreed():
            words = {"person": _person(register, wish.person), "day": short_dated(wish.day, language)}
        case DaysAdded():
            words = {"person": _person(register, wish.person), "days": wish.days}
        case PersonAdded():
            rank = register.season.rules.rank_names[register.person(wish.person).rank - 1]
            words = {"person": _person(register, wish.person), "rank": rank}
        case VisitsAdded():
            words = {"label": one_line(wish.label), "visits": wish.visits}
        case MoneyAdded():
            words = {"amount": yuan(wish.amount_cny, language)}
            if wish.region is not None:
                words |= {"region": one_line(register.region(wish.region).name)}
                return say("helps.wish.region_money_added", language, **words)
        case WeekdayOpened():
            weekday = say(f"helps.weekday.d{wish.weekday}", language)
            words = {"company": _company(register, wish.company), "weekday": weekday}
        case _:
            words = {"company": _company(register, wish.company)}
    return say(f"helps.wish.{key}", language, **words)


def gain_words(item: Assessment, language: Language) -> str:
    """What it gains, and between which bounds if that is not the same."""
    points = f"{item.gain:,}"
    if not item.basis.is_shown:
        return say("helps.gain.estimated", language, points=points)
    words = (
        say("helps.gain.shown", language, points=points) if item.gain else say("helps.gain.none", language)
    )
    if item.at_most is None or item.at_least == item.at_most:
        return words
    return f"{words}\n" + _between("gain", item.at_least, item.at_most, language)


def effect_lines(item: Assessment, register: Register, language: Language) -> Iterator[str]:
    """Companies met now, and no longer; how many trips change."""
    if item.brings:
        yield say("helps.gain.brings", language, names=_companies(register, item.brings, language))
    if item.drops:
        yield say("helps.gain.drops", language, names=_companies(register, item.drops, language))
    if item.trips:
        yield say("helps.gain.trips", language, count=len(item.trips))


def basis_words(basis: Basis, language: Language) -> str:
    """How points were found."""
    return say(f"helps.basis.{basis.value}", language)


def loss_words(item: Loss, language: Language) -> str:
    """What meeting the company costs; where nobody looked for a plan that meets it, why it is left out."""
    if item.points is None:
        key = "helps.loss.unknown" if item.basis else f"reason.{item.reason.value}"
        return say(key, language)
    points = f"{item.points:,}"
    if item.basis is Basis.INSERTION:
        return say("helps.loss.estimated", language, points=points)
    words = (
        say("helps.loss.shown", language, points=points) if item.points else say("helps.loss.none", language)
    )
    if item.at_most is None or item.at_least == item.at_most:
        return words
    return f"{words}\n" + _between("loss", item.at_least, item.at_most, language)


def easiest_words(item: Loss, register: Register, language: Language) -> str:
    """The easiest wish that brings the company in, if one is known."""
    if item.wish is None:
        return say("helps.loss.no_wish", language)
    return say("helps.loss.wish", language, wish=wish_words(item.wish, register, language))


def _between(table: str, least: int, most: int, language: Language) -> str:
    return say(f"helps.{table}.between", language, least=f"{least:,}", most=f"{most:,}")


def _companies(register: Register, ids: Iterable[str], language: Language) -> str:
    separator = say("document.list.separator", language)
    return separator.join(_company(register, name) for name in ids)


def _company(register: Register, name: str) -> str:
    return one_line(register.company(name).name)


def _person(register: Register, name: str) -> str:
    return one_line(register.person(name).name)
