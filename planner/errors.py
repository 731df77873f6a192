"""What this program refuses, and how it says so.

ZhaoshangError                  anything refused: carries one or more faults
├── InvalidSeason               a season's values contradict each other or the rules of the format
├── InvalidPlan                 a plan file does not fit its season
├── InvalidTimetable            a timetable cannot be used
├── UnknownPlace                a place that neither the gazetteer nor the season knows
├── RejectedPlan                the audit found a broken rule in a plan that solve() was about to return
├── InvalidChange               a change handed to replan() that names nothing in the season
├── InvalidWish                 a wish that names nothing in the season, or leaves nothing to grant
├── InvalidGuests               lists of guests that contradict each other
├── RejectedGuestList           the check found a broken rule in a guest list about to be proposed
├── InvalidMeetingDay           a day of meetings contradicts itself, or a change on it names nothing
├── UnsolvedInTime              neither an answer nor a proof that there is none was found in the time given
└── RejectedTimetable           the audit found a broken rule in a timetable about to be returned

Every error is a tuple of :class:`Fault`. A fault names the place, the value, what was expected and the
remedy through its ``code``; the sentences for each code, Chinese first, live in ``api/texts``.
"""

from collections.abc import Iterable

from planner.value import Value


class Fault(Value):
    """One thing wrong, as data; ``api.texts`` turns it into a sentence.

    ``code`` is stable and documented; ``place`` says where (a sheet, row and column, or a path inside a
    file such as ``companies[3].windows[0]``); ``value`` is what stood there; ``detail`` holds further
    words for the sentence, by name.
    """

    code: str
    place: str = ""
    value: str = ""
    detail: dict[str, str] = {}

    def __str__(self) -> str:
        words = ", ".join(f"{name}={word}" for name, word in sorted(self.detail.items()))
        return f"{self.code} at {self.place or '-'}: {self.value!r}" + (f" ({words})" if words else "")


class ZhaoshangError(Exception):
    """Anything this program refuses; ``faults`` says what, in the order found."""

    def __init__(self, faults: Fault | Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("; ".join(str(fault) for fault in self.faults))


class InvalidSeason(ZhaoshangError):
    """A season's values contradict each other or the rules of the format."""


class InvalidPlan(ZhaoshangError):
    """A plan does not fit the season it claims to plan, or its file is damaged."""


class InvalidTimetable(ZhaoshangError):
    """A timetable (GTFS or a table of flights) cannot be used."""


class UnknownPlace(ZhaoshangError):
    """A place that neither the gazetteer nor the season knows."""


class RejectedPlan(ZhaoshangError):
    """The audit found a broken rule in a plan that solve() was about to return: a defect of ours."""


class InvalidChange(ZhaoshangError):
    """A change handed to replan() names nothing in the season, or contradicts what is pinned."""


class InvalidWish(ZhaoshangError):
    """A wish names nothing in the season, or what it asks for is there already."""


class InvalidGuests(ZhaoshangError):
    """Lists of guests contradict each other: one id stands for two people."""


class RejectedGuestList(ZhaoshangError):
    """The check found a broken rule in a guest list about to be proposed: a defect of ours."""


class InvalidMeetingDay(ZhaoshangError):
    """A day of one-to-one meetings contradicts itself, or a change on it names nothing in it."""


class UnsolvedInTime(ZhaoshangError):
    """Neither an answer was found in the time given, nor a proof that there is none."""


class RejectedTimetable(ZhaoshangError):
    """The audit found a broken rule in a timetable of meetings about to be returned: a defect of ours."""
