"""A timetable of one-to-one meetings in words, and as a workbook: by time and table, and by participant."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from openpyxl import Workbook

from api.documents.legible import one_line
from api.documents.run_sheet_papers import clock
from api.documents.season_workbook import packed
from api.documents.sheet import Column, Content, write_list
from api.texts import Language, say
from events.matchmaking.meeting_day import MeetingDay
from events.matchmaking.request import Request
from events.matchmaking.retime import Moved
from events.matchmaking.settled import SettledMeetings, SlotTimes
from events.matchmaking.timetable import LeftOut, Meeting, Obstacle

BY_TIME = (("slot", 8), ("time", 16), ("table", 8), ("first", 36), ("second", 36))
BY_PARTICIPANT = (("participant", 36), ("slot", 8), ("time", 16), ("table", 8), ("partner", 36))


class MeetingWords:
    """The people and requests of a day, by the names that are read."""

    def __init__(self, day: MeetingDay, times: SlotTimes | None, language: Language) -> None:
        self._times, self._language = times, language
        self._names = {person.id: one_line(person.name) or person.id for person in day.participants}
        self._requests = {item.id: item for item in day.requests}

    def request(self, name: str) -> Request:
        """The request of that id."""
        return self._requests[name]

    def person(self, name: str) -> str:
        """A participant by name; by id while he has none."""
        return self._names[name]

    def pair(self, request: str) -> str:
        """Who meets whom."""
        item = self._requests[request]
        words = {"first": self.person(item.first), "second": self.person(item.second)}
        return say("meetings.pair", self._language, **words)

    def time(self, slot: int) -> str:
        """9:00—9:20, or nothing while slots have numbers only."""
        if self._times is None:
            return ""
        start = self._times.starts[slot - 1]
        times = (clock(minute, self._language) for minute in (start, start + self._times.minutes))
        return say("meetings.slot.times", self._language, **dict(zip(("start", "end"), times, strict=True)))

    def slot(self, slot: int) -> str:
        """When it is: the time, else the number."""
        return self.time(slot) or say("meetings.slot.number", self._language, slot=slot)

    def listed(self, names: Sequence[str]) -> str:
        """Several names in a row."""
        return say("document.list.separator", self._language).join(names)

    def left_out(self, item: LeftOut) -> str:
        """What stands against a request."""
        words = dict(item.detail)
        if "participant" in words:
            words["participant"] = self.person(words["participant"])
        rivals = words.get("rivals", "").split(", ")
        if all(name in self._requests for name in rivals):  # an id may hold a comma itself
            words["rivals"] = self.listed([self.pair(name) for name in rivals])
        return say(f"matchmaking.reason.{item.reason.value}", self._language, **words)

    def obstacle(self, item: Obstacle) -> str:
        """Why the day is impossible, and of whom that is said."""
        reason = say(f"matchmaking.reason.{item.reason.value}", self._language, **item.detail)
        about = [self.pair(name) for name in item.requests] or [
            self.person(name) for name in item.participants
        ]
        if len(item.participants) == 1:
            about = [self.person(item.participants[0])]
        key = "about" if about else "plain"
        sentence = say(f"meetings.obstacle.{key}", self._language, about=self.listed(about), reason=reason)
        if item.minimal:
            return sentence
        return say("meetings.obstacle.not_minimal", self._language, sentence=sentence)

    def moved(self, item: Moved) -> str:
        """From where to where."""
        words = {
            "pair": self.pair(item.request),
            "before_slot": self.slot(item.before.slot),
            "before_table": item.before.table,
        }
        if item.after is None:
            return say("meetings.moved.dropped", self._language, **words)
        words |= {"slot": self.slot(item.after.slot), "table": item.after.table}
        return say("meetings.moved.moved", self._language, **words)

    def brought_in(self, item: Meeting) -> str:
        """Who meets after all, when and where."""
        words = {"pair": self.pair(item.request), "slot": self.slot(item.slot), "table": item.table}
        return say("meetings.moved.brought_in", self._language, **words)


def timetable_workbook(meetings: SettledMeetings, made_at: datetime, language: Language = "zh") -> bytes:
    """timetable.xlsx: a row a meeting by time and table, and a row a meeting of each participant.

    Equal meetings and instants make equal bytes.
    """
    words = MeetingWords(meetings.day, meetings.times, language)
    held = sorted(meetings.timetable.meetings, key=lambda meeting: (meeting.slot, meeting.table))
    book = Workbook()
    by_time = book.worksheets[0]
    by_time.title = say("meetings.sheet.by_time", language)
    write_list(by_time, _columns(BY_TIME, language), _by_time(words, held))
    by_participant = book.create_sheet(say("meetings.sheet.by_participant", language))
    rows = _by_participant(words, meetings.day, held)
    write_list(by_participant, _columns(BY_PARTICIPANT, language), rows)
    return packed(book, made_at, say("meetings.sheet.title", language))


def _columns(columns: Sequence[tuple[str, int]], language: Language) -> list[Column]:
    return [Column(say(f"meetings.column.{name}", language), width) for name, width in columns]


def _by_time(words: MeetingWords, held: Sequence[Meeting]) -> Iterator[list[Content]]:
    for meeting in held:
        item = words.request(meeting.request)
        people = (words.person(item.first), words.person(item.second))
        yield [meeting.slot, words.time(meeting.slot), meeting.table, *people]


def _by_participant(words: MeetingWords, day: MeetingDay, held: Sequence[Meeting]) -> Iterator[list[Content]]:
    """In the order of participants, each with his meetings in order of time; who meets nobody has no row."""
    found: dict[str, list[list[Content]]] = {person.id: [] for person in day.participants}
    for meeting in held:
        item = words.request(meeting.request)
        for who, other in ((item.first, item.second), (item.second, item.first)):
            when: tuple[Content, ...] = (meeting.slot, words.time(meeting.slot), meeting.table)
            found[who].append([words.person(who), *when, words.person(other)])
    for rows in found.values():
        yield from rows
