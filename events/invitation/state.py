"""The states of an invitation, and which of them hold a place."""

from enum import StrEnum


class State(StrEnum):
    """Where an invitation stands.

    WAITING: said yes when no place was left, moves up as soon as there is one. DELEGATED: a colleague has the
    place, with an invitation of his own. WITHDRAWN: taken back by the host.
    """

    DRAFTED = "drafted"
    SENT = "sent"
    OPENED = "opened"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"
    DELEGATED = "delegated"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    NO_ANSWER = "no_answer"


# Out, and no last word yet: they lapse when their deadline passes.
PENDING = frozenset({State.SENT, State.OPENED, State.TENTATIVE})
# A place is kept for who may still say yes, and for who has.
HOLDING = PENDING | {State.ACCEPTED}
