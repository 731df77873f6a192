"""When an answer is due: so many days on, moved to a working day, at the hour the office closes."""

from datetime import date, datetime, timedelta
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from events.invitation.reminder_rule import ReminderRule
from planner.clock import ZONE, at, day_of, minute_of
from planner.value import Value
from planner.workdays import Workdays


class AnswerRule(Value):
    """The days and hours of a list of invitations.

    An answer is due ``answer_days`` calendar days after sending, on that working day or the next one, at
    ``closing_minute``. Nobody is invited after ``last_invitation`` and no answer is due after
    ``last_answer``: both move back to the working day before. Invitations go out in office hours of working
    days only. ``by_itself``: workers let deadlines pass, send the next wave and the ``reminders`` without
    being asked; a list that does not say so waits for a person.
    """

    answer_days: int = Field(default=5, ge=0, le=90)
    opening_minute: int = Field(default=540, ge=0, lt=1_440)
    closing_minute: int = Field(default=1_080, gt=0, le=1_440)
    last_invitation: date
    last_answer: date
    by_itself: bool = False
    reminders: ReminderRule = ReminderRule()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last_answer < self.last_invitation:
            raise PydanticCustomError(
                "answers_end_first",
                "the last answer is due {answer}, before the last invitation {invitation}",
                {"answer": self.last_answer.isoformat(), "invitation": self.last_invitation.isoformat()},
            )
        if self.closing_minute <= self.opening_minute:
            raise PydanticCustomError("office_never_open", "the office closes before it opens")
        if self.reminders.minute >= self.closing_minute:
            raise PydanticCustomError("reminder_after_closing", "reminders leave after the office has closed")
        return self

    def invites_until(self, workdays: Workdays) -> datetime:
        """The last instant at which somebody is invited."""
        return at(workdays.on_or_before(self.last_invitation), self.closing_minute)

    def answers_until(self, workdays: Workdays) -> datetime:
        """The last instant at which an answer can be due."""
        return at(workdays.on_or_before(self.last_answer), self.closing_minute)

    def answer_by(self, sent_at: datetime, workdays: Workdays) -> datetime:
        """When the answer to an invitation sent at ``sent_at`` is due."""
        due = workdays.on_or_after(day_of(sent_at) + timedelta(days=self.answer_days))
        return min(at(due, self.closing_minute), self.answers_until(workdays))

    def reminds_at(self, answer_by: datetime, workdays: Workdays) -> tuple[datetime, ...]:
        """When a guest whose answer is due at ``answer_by`` is reminded, if he still owes it then."""
        last = workdays.on_or_before(day_of(answer_by))
        found = {self._reminder(last, count, workdays) for count in self.reminders.working_days_before}
        return tuple(sorted(instant for instant in found if instant < answer_by))

    def _reminder(self, last: date, count: int, workdays: Workdays) -> datetime:
        for _ in range(count):
            last = workdays.on_or_before(last - timedelta(days=1))
        return at(last, max(self.reminders.minute, self.opening_minute))

    def next_office_hour(self, now: datetime, workdays: Workdays) -> datetime:
        """``now`` if the office is open, else the minute it opens next."""
        today = day_of(now)
        minute = minute_of(now, today)
        if workdays.is_workday(today):
            if minute < self.opening_minute:
                return at(today, self.opening_minute)
            if minute < self.closing_minute:
                return now
        return at(workdays.on_or_after(today + timedelta(days=1)), self.opening_minute)


def told(instant: datetime | None) -> str:
    """An instant as people read it, in China's time; a dash for none."""
    return "—" if instant is None else instant.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")
