"""A published B2B instance (MiniZinc data) as a day of meetings; the format is described beside the
instances."""

import re
from pathlib import Path

from events.matchmaking.meeting_day import MeetingDay
from events.matchmaking.participant import Participant, Session
from events.matchmaking.request import Request, Wish

SESSIONS = {1: Session.MORNING, 2: Session.AFTERNOON, 3: None}


def meeting_day(text: str, fairness: int | None) -> MeetingDay:
    """The day that ``text`` describes, every meeting to be held; ids are the file's numbers.

    Raises ValueError if a part is missing or of another length than the file says.
    """
    people, meetings = _number(text, "nBusiness"), _number(text, "nMeetings")
    rows = [int(word) for word in re.findall(r"\d+", _block(text, "requested") or "")]
    forbidden = _sets(text, "forbidden") or [()] * people
    earlier = _sets(text, "precedences") or [()] * meetings
    fixed = [int(word) for word in re.findall(r"\d+", _block(text, "fixed") or "")] or [0] * meetings
    if (len(rows), len(forbidden), len(earlier), len(fixed)) != (3 * meetings, people, meetings, meetings):
        raise ValueError("a list of the instance is not as long as it says")
    return MeetingDay(
        participants=tuple(
            # Slot 0 stands for "none".
            Participant(id=str(number), forbidden=tuple(slot for slot in slots if slot))
            for number, slots in enumerate(forbidden, 1)
        ),
        requests=tuple(
            Request(
                id=str(number + 1),
                first=str(rows[3 * number]),
                second=str(rows[3 * number + 1]),
                wish=Wish.MUST,
                session=SESSIONS[rows[3 * number + 2]],
                fixed_slot=fixed[number] or None,
                after=tuple(str(other) for other in earlier[number]),
            )
            for number in range(meetings)
        ),
        slots=_number(text, "nTotalSlots"),
        morning_slots=_number(text, "nMorningSlots"),
        tables=_number(text, "nTables"),
        hold_all=True,
        most_gap_difference=fairness,
    )


def read(path: Path, fairness: int | None) -> MeetingDay:
    """The day in the file at ``path``."""
    return meeting_day(path.read_text(encoding="utf-8"), fairness)


def _number(text: str, name: str) -> int:
    found = re.search(rf"\b{name}\s*=\s*(\d+)", text)
    if found is None:
        raise ValueError(f"the instance has no {name}")
    return int(found.group(1))


def _block(text: str, name: str) -> str | None:
    found = re.search(rf"\b{name}\s*=\s*(\[.*?\])\s*;", text, re.DOTALL)
    return None if found is None else found.group(1)


def _sets(text: str, name: str) -> list[tuple[int, ...]]:
    """A list of sets, each written ``{1, 2}`` or ``1..2``."""
    found: list[tuple[int, ...]] = []
    for inside, low, high in re.findall(r"\{([^}]*)\}|(\d+)\.\.(\d+)", _block(text, name) or ""):
        ends = [int(word) for word in re.findall(r"\d+", inside)]
        found.append(tuple(range(int(low), int(high) + 1)) if low else tuple(ends))
    return found
