"""What a decision makes others do, as values: the state changes in a transaction, letters go out after it."""

from enum import StrEnum

from pydantic import AwareDatetime

from planner.errors import Fault
from planner.value import Value


class EffectKind(StrEnum):
    """What is to be done for, or told to, a guest.

    INVITE: send the invitation (INVITE_BY_LETTER: there is neither mail nor telephone). CONFIRM: his place is
    sure. ACKNOWLEDGE: his answer has arrived, other than a yes. WAIT: no place is left, he will be told.
    TAKE_BACK: the invitation no longer holds. EXTEND: he has longer to answer. REMIND: he owes an answer.
    GRANT: he may bring more people than he was told. FREED: a place is free, look for who comes next. REVIEW:
    somebody of the staff should look.
    """

    INVITE = "invite"
    INVITE_BY_LETTER = "invite_by_letter"
    CONFIRM = "confirm"
    ACKNOWLEDGE = "acknowledge"
    WAIT = "wait"
    TAKE_BACK = "take_back"
    EXTEND = "extend"
    REMIND = "remind"
    GRANT = "grant"
    FREED = "freed"
    REVIEW = "review"


class Effect(Value):
    """One thing to do for a guest (id); ``answer_by`` with an invitation, ``why`` with a review."""

    kind: EffectKind
    guest: str
    answer_by: AwareDatetime | None = None
    why: Fault | None = None
