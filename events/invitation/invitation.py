"""One guest's invitation to one event: its state, its history, its reply."""

from pydantic import AwareDatetime, Field

from events.guest import Guest
from events.invitation.act import Act
from events.invitation.reply import ReplyForm
from events.invitation.state import HOLDING, PENDING, State
from planner.value import Value


class Entry(Value):
    """One line of the history: what was said or done, and what it changed.

    ``refused`` is the code of the fault if nothing changed; ``late``: after the deadline.
    """

    act: Act
    before: State
    after: State
    late: bool = False
    refused: str = ""


class Invitation(Value):
    """A guest's invitation; its id is the guest's, so that nobody has two.

    ``quotas`` names the quotas of the list in which he fills a place, the first being his category. Of those
    drafted the lowest ``order`` is invited first. ``plus_ones`` are those granted, not those wished for
    (``reply``). ``in_place_of`` is the guest (id) who handed his place on, ``delegate`` the one it went to.
    """

    guest: Guest
    quotas: tuple[str, ...]
    order: int = 0
    state: State = State.DRAFTED
    wave: int | None = None
    answer_by: AwareDatetime | None = None
    reply: ReplyForm | None = None
    plus_ones: int = Field(default=0, ge=0)
    in_place_of: str | None = None
    delegate: str | None = None
    history: tuple[Entry, ...] = ()

    @property
    def holds_place(self) -> bool:
        """Whether a place is kept for him."""
        return self.state in HOLDING

    @property
    def heads(self) -> int:
        """The places he fills in quotas that count heads."""
        return 1 + self.plus_ones if self.holds_place else 0

    @property
    def category(self) -> str:
        """The quota he is told under."""
        return self.quotas[0]

    @property
    def waiting_since(self) -> AwareDatetime | None:
        """Since when he waits; None if he does not."""
        if self.state is not State.WAITING:
            return None
        began = [
            entry.act.at
            for entry in self.history
            if entry.after is State.WAITING and entry.before is not State.WAITING
        ]
        return began[-1] if began else None

    @property
    def reminded_at(self) -> AwareDatetime | None:
        """When he was last reminded; None if he never was."""
        reminders = [entry.act.at for entry in self.history if entry.act.kind == "remind"]
        return reminders[-1] if reminders else None

    def is_overdue(self, now: AwareDatetime) -> bool:
        """Whether an answer is still owed though its deadline has passed; the deadline itself is in time."""
        return self.state in PENDING and self.answer_by is not None and now > self.answer_by
