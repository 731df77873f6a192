"""What every paper for guests says of the event itself."""

from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime

from api.documents.dates import clock_time, dated
from api.documents.legible import Legible
from api.texts import Language, say
from planner.clock import ZONE, day_of
from planner.value import Value


class EventFacts(Value):
    """背景、时间、地点、议程、费用承担、联系人: what an invitation tells; what is empty is left out.

    ``host`` signs. ``language`` is that in which guests and units are written to.
    """

    title: Legible
    start: AwareDatetime
    end: AwareDatetime
    host: Legible = ""
    background: Legible = ""
    venue: Legible = ""
    agenda: Legible = ""
    costs: Legible = ""
    contact: Legible = ""
    language: Literal["zh", "en"] = "zh"

    @property
    def time(self) -> str:
        """From when to when: 2026年5月18日（星期一）9:00—12:00."""
        first = day_of(self.start)
        end = clock_time(self.end, first, self.language)
        if day_of(self.end) > first:
            end = moment(self.end, self.language)
        return say("letter.time", self.language, start=moment(self.start, self.language), end=end)

    def led_in(self, sentence: str) -> tuple[str, ...]:
        """``sentence`` with the background before it; one of several paragraphs stands by itself."""
        background = self.background.strip()
        if not background:
            return (sentence,)
        if "\n" in background:
            return (background, sentence)
        return (background + ("" if self.language == "zh" else " ") + sentence,)


MINUTE = "yyyy-mm-dd hh:mm"  # as workbooks show it


def cell_moment(instant: datetime) -> datetime:
    """China's time without its zone: workbooks know none."""
    return instant.astimezone(ZONE).replace(tzinfo=None, second=0, microsecond=0)


def moment(instant: datetime, language: Language) -> str:
    """2026年4月5日（星期日）18:00."""
    day = day_of(instant)
    words = {"day": dated(day, language), "time": clock_time(instant, day, language)}
    return say("letter.moment", language, **words)
