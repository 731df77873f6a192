"""Why a company was left out, as a planner reads it: 可以安排，但要放弃甲、乙，少得37分."""

from api.documents.legible import one_line
from api.documents.register import Register
from api.texts import Language, say
from planner.plan import LeftOut, Price, Reason
from planner.season import Season

# The words of ``LeftOut.detail`` with which a reason is told more exactly.
DETAIL_WORDS: dict[Reason, frozenset[str]] = {
    Reason.COOLING_DOWN: frozenset({"until"}),
    Reason.NOBODY_QUALIFIED: frozenset({"need"}),
    Reason.QUALIFIED_NEVER_FREE: frozenset({"people"}),
    Reason.KIND_CAP: frozenset({"kind", "limit"}),
    Reason.BUDGET: frozenset({"budget"}),
    Reason.PINS_CONTRADICT: frozenset({"pin"}),
}
MOST_INSTEAD = 4


def reason_sentence(left_out: LeftOut, season: Season, language: Language = "zh") -> str:
    """One sentence: the reason, exactly where the plan tells more, and the price where it names one."""
    register = Register(season)
    return priced_sentence(register, left_out, language)


def priced_sentence(register: Register, left_out: LeftOut, language: Language) -> str:
    """:func:`reason_sentence` for many companies of one season: the register is built once."""
    sentence = _plain(register, left_out, language)
    price = left_out.price
    if price is None:
        return sentence
    sureness = "exact" if price.exact else "estimated"
    words = {
        "sentence": sentence,
        "points": f"{price.points:,}",
        "instead_of": _instead(register, price, language),
    }
    instead = left_out.reason is Reason.DISPLACED and bool(price.instead_of)
    return say(
        f"reason.price.{sureness}_instead" if instead else f"reason.price.{sureness}", language, **words
    )


def _plain(register: Register, left_out: LeftOut, language: Language) -> str:
    needed = DETAIL_WORDS.get(left_out.reason)
    if needed is None or not needed <= left_out.detail.keys():
        return say(f"reason.{left_out.reason.value}", language)
    return say(f"reason.detailed.{left_out.reason.value}", language, **register.words(left_out.detail))


def _instead(register: Register, price: Price, language: Language) -> str:
    """The names of who would give way, the first few of many."""
    names = [one_line(register.name_of(key)) for key in price.instead_of]
    joined = say("document.list.separator", language).join(names[:MOST_INSTEAD])
    if len(names) <= MOST_INSTEAD:
        return joined
    return say("document.list.and_others", language, names=joined, count=len(names))
