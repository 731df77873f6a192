"""Many names in one breath: 示例·甲、示例·乙、示例·丙等8家企业."""

from api.documents.legible import one_line
from api.documents.register import Register
from api.texts import Language, say
from planner.plan import Trip

MOST_NAMES = 3


def companies_words(register: Register, trip: Trip, language: Language) -> str:
    """The first few companies of a trip by name, and how many there are."""
    names = [one_line(register.company(visit.company).name) for visit in trip.visits]
    joined = say("document.list.separator", language).join(names[:MOST_NAMES])
    if len(names) == 1:
        return joined
    key = "and_others" if len(names) > MOST_NAMES else "all_of_them"
    return say(f"document.list.{key}", language, names=joined, count=len(names))
