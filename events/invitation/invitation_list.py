"""The invitations to one event with its quotas: one value, locked, changed and stored as a whole."""

from collections.abc import Iterable
from typing import Self

from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from events.invitation.answer_rule import AnswerRule
from events.invitation.invitation import Invitation
from planner.value import Value
from planner.window import Span

UNLIMITED = 1_000_000


class PlaceQuota(Value):
    """So many ``places`` for those who name this quota; plus-ones count unless ``guests_only``."""

    id: str
    places: int = Field(ge=0)
    guests_only: bool = False


class InvitationList(Value):
    """Everybody who is, was or may be invited to ``event`` (id).

    ``invites_until`` and ``answers_until`` are the ``rule``'s last instants on the calendar of working days.
    ``version`` counts changes: whoever stores a new value compares it first. A quota may have been lowered
    below what is held: then nobody new gets a place until enough have left.
    """

    event: str
    title: str = Field(min_length=1)
    span: Span
    rule: AnswerRule
    invites_until: AwareDatetime
    answers_until: AwareDatetime
    quotas: tuple[PlaceQuota, ...]
    invitations: tuple[Invitation, ...] = ()
    most_plus_ones: int = Field(default=1, ge=0, le=50)
    version: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        names = [item.guest.id for item in self.invitations]
        known = [quota.id for quota in self.quotas]
        used = {name for item in self.invitations for name in item.quotas}
        if len(set(names)) < len(names) or len(set(known)) < len(known):
            raise PydanticCustomError("listed_twice", "a guest or a quota stands twice on the list")
        if lost := used - set(known):
            raise PydanticCustomError("quota_unknown", "no quota {quota}", {"quota": min(lost)})
        if any(not item.quotas for item in self.invitations):
            raise PydanticCustomError("guest_without_quota", "a guest fills a place of no quota")
        if not self.invites_until <= self.answers_until <= self.span.start:
            raise PydanticCustomError("answers_after_event", "answers are due before the event")
        return self

    def find(self, guest: str) -> Invitation | None:
        """The invitation of a guest (id); None if he is not on the list."""
        return next((item for item in self.invitations if item.guest.id == guest), None)

    def held(self, quota: str) -> int:
        """Places of a quota (id) that are kept or taken."""
        guests_only = next(item.guests_only for item in self.quotas if item.id == quota)
        return sum(
            (1 if guests_only else item.heads)
            for item in self.invitations
            if item.holds_place and quota in item.quotas
        )

    def room(self, quotas: Iterable[str], *, for_guest: bool = True) -> int:
        """How many more heads fit into all of ``quotas`` (ids); never below 0, ``UNLIMITED`` if none binds.

        With ``for_guest`` False only those quotas are looked at that count plus-ones.
        """
        named = set(quotas)
        return min(
            (
                max(0, item.places - self.held(item.id))
                for item in self.quotas
                if item.id in named and (for_guest or not item.guests_only)
            ),
            default=UNLIMITED,
        )

    def changed(self, *invitations: Invitation) -> "InvitationList":
        """The next version: these stand in place of those of the same guests, new ones at the end."""
        changed = {item.guest.id: item for item in invitations}
        kept = tuple(changed.pop(item.guest.id, item) for item in self.invitations)
        update = {"invitations": (*kept, *changed.values()), "version": self.version + 1}
        return self.model_copy(update=update)
