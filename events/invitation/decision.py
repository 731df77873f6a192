"""What comes of an act: the new list, what to do, what was refused, what somebody should know."""

from dataclasses import dataclass

from events.invitation.effect import Effect
from events.invitation.invitation_list import InvitationList
from planner.errors import Fault


@dataclass(frozen=True)
class Decision:
    """The list after an act, and what follows from it.

    ``faults``: why the act was refused; empty if it was done. ``notes``: it was done, but somebody should
    know something. Of an act that changes nothing (a second tap) nothing follows.
    """

    invitations: InvitationList
    effects: tuple[Effect, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()

    @property
    def done(self) -> bool:
        """Whether the act was carried out."""
        return not self.faults

    def then(self, later: "Decision") -> "Decision":
        """Both in turn: the later list, the effects, faults and notes of both."""
        return Decision(
            invitations=later.invitations,
            effects=(*self.effects, *later.effects),
            faults=(*self.faults, *later.faults),
            notes=(*self.notes, *later.notes),
        )
