"""The file that ``zhaoshang event invitations`` reads: who is invited to what, and what happened since."""

from datetime import date, timedelta
from functools import cached_property
from typing import Self

from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from api.store.invitation_rows import GuestLetter
from events.guest import Guest
from events.guests.demand import GuestDemand
from events.guests.proposal import ListStatus, Proposal
from events.invitation.answer_rule import AnswerRule
from events.invitation.invitation_list import InvitationList
from events.invitation.opening import asking_order, opened_in_order
from events.invitation.play import Happening
from planner.event import Event
from planner.value import Value
from planner.workdays import DayOverride, Workdays

_LEAD_DAYS, _ANSWER_LEAD_DAYS = 7, 5  # as the service opens lists


class InvitationTask(Value):
    """The ``event`` on ``day`` (its only candidate day if left out), whom to ask, and the ``acts`` since.

    Either ``guests``, asked in this order, or a ``proposal`` with its ``demand``. ``places`` are heads. Days
    that differ from the calendar stand in ``day_overrides``. ``sender`` and ``public_url`` are what the mails
    name.
    """

    event: Event
    day: date | None = None
    guests: tuple[Guest, ...] = Field(default=(), max_length=5_000)
    proposal: Proposal | None = None
    demand: GuestDemand | None = None
    rule: AnswerRule | None = None
    places: int | None = Field(default=None, ge=1, le=5_000)
    most_plus_ones: int = Field(default=1, ge=0, le=50)
    day_overrides: tuple[DayOverride, ...] = ()
    letter: GuestLetter = GuestLetter()
    sender: str = Field(default="招商投资局 <zhaoshang@localhost>", max_length=320)
    public_url: str = Field(default="http://127.0.0.1:8000", max_length=500)
    acts: tuple[Happening, ...] = Field(default=(), max_length=50_000)

    @model_validator(mode="after")
    def _says_whom_and_when(self) -> Self:
        if bool(self.guests) is (self.proposal is not None):
            raise PydanticCustomError("guests_or_proposal", "either guests or a proposal")
        if self.proposal is not None and self.demand is None:
            raise PydanticCustomError("proposal_without_demand", "a proposal comes with its demand")
        if self.proposal is not None and self.proposal.status is ListStatus.INFEASIBLE:
            raise PydanticCustomError("proposal_of_nobody", "no list was possible")
        if self.day is None and len(self.event.candidate_days) != 1:
            raise PydanticCustomError("event_day_open", "several days are possible: say which")
        return self

    @cached_property
    def held_on(self) -> date:
        """The day of the event."""
        return self.day or self.event.candidate_days[0]

    @cached_property
    def workdays(self) -> Workdays:
        """The working days; they are known beyond the event's year as well."""
        year = self.held_on.year
        return Workdays(date(year, 1, 1), date(year, 12, 31), self.day_overrides)

    def drafts(self) -> InvitationList:
        """The list as it was opened; raises ValidationError if days, quotas and guests do not go together."""
        rule = self.rule or AnswerRule(
            last_invitation=self.held_on - timedelta(days=_LEAD_DAYS),
            last_answer=self.held_on - timedelta(days=_ANSWER_LEAD_DAYS),
        )
        if self.proposal is not None and self.demand is not None:
            demand, order = self.demand, asking_order(self.proposal, self.demand)
        else:
            demand = self.demand or GuestDemand(most_guests=len(self.guests), most_per_organisation=None)
            order = self.guests
        return opened_in_order(
            self.event,
            self.held_on,
            order,
            demand,
            rule,
            self.workdays,
            places=self.places,
            most_plus_ones=self.most_plus_ones,
        )


class Standing(Value):
    """The list as it stands ``at`` an instant, and what leaves next.

    ``next_wave`` are the drafts (ids) whom the next wave invites, ``next_wave_at`` an instant of office
    hours, with answers due by ``answer_by``; None if none will. ``by_itself_at`` is when the list next writes
    to somebody by itself, None if it does not run by itself or has nothing to say.
    """

    at: AwareDatetime
    invitations: InvitationList
    next_wave: tuple[str, ...] = ()
    next_wave_at: AwareDatetime | None = None
    answer_by: AwareDatetime | None = None
    by_itself_at: AwareDatetime | None = None
