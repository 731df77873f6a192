"""How good a seating is, and why there is none, in sentences."""

from api.documents.legible import one_line
from api.texts import Language, say
from events.seating.banquet import Banquet
from events.seating.seated import Seated, SeatingReason, Standing


def reason_words(banquet: Banquet, reason: SeatingReason, language: Language = "zh") -> str:
    """Why people cannot be seated, with their names."""
    names = _names(banquet, reason.people, language)
    of = {attendee.id: one_line(attendee.name) for attendee in banquet.attendees}
    first, second = ([of[name] for name in reason.people] + ["", ""])[:2]
    words = {
        "people": names or say("seating.obstacle.nobody", language),
        "first": first,
        "second": second,
        "table": reason.table,
        "count": reason.count,
        "most": reason.most,
    }
    return say(f"seating.obstacle.{reason.obstacle}", language, **words)


def answer_words(banquet: Banquet, seated: Seated, language: Language = "zh") -> tuple[str, ...]:
    """How good a seating is proven to be and whom the head table lacks, or why there is none."""
    words = {"points": seated.terms.points, "bound": seated.bound_points}
    found = [say(f"seating.answer.{seated.standing}", language, **words)]
    if seated.standing in {Standing.INFEASIBLE, Standing.UNDECIDED}:
        return (*found, *(reason_words(banquet, reason, language) for reason in seated.reasons))
    if seated.passed_over:
        names = _names(banquet, seated.passed_over, language)
        found.append(say("seating.answer.passed_over", language, names=names))
    return tuple(found)


def _names(banquet: Banquet, people: tuple[str, ...], language: Language) -> str:
    names = {attendee.id: one_line(attendee.name) for attendee in banquet.attendees}
    return say("document.list.separator", language).join(names[name] for name in people)
