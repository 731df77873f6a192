"""The state machine as data: every state with every act, either a move or a refusal, none left open."""

from collections.abc import Mapping
from dataclasses import dataclass

from events.invitation.state import State


@dataclass(frozen=True)
class Move:
    """To the state ``to``; where that needs a place that is not there, to ``otherwise``.

    ``otherwise`` None: then the act is refused (``no_place_left``).
    """

    to: State
    otherwise: State | None = None


@dataclass(frozen=True)
class Refusal:
    """The act is refused with the fault ``code``; what it said is kept in the history."""

    code: str


Rule = Move | Refusal
_S = State
_STAY = {state: Move(state) for state in State}
_CLAIM = Move(_S.ACCEPTED, otherwise=_S.WAITING)
_ANSWERED, _OUT = Refusal("invitation_answered"), Refusal("invitation_already_sent")
_NOT_SENT, _TAKEN_BACK = Refusal("invitation_not_sent"), Refusal("invitation_withdrawn")
_NOT_TAKEN_BACK, _HANDED_ON = Refusal("invitation_not_withdrawn"), Refusal("place_delegated")
_LISTED = Refusal("colleague_already_invited")
_NO_ANSWER_OWED, _NOT_COMING = Refusal("no_answer_owed"), Refusal("guest_not_coming")
_NOT_WAITING, _YES_OR_NO = Refusal("invitation_not_waiting"), Refusal("answer_yes_or_no")


def _pending(state: State) -> dict[str, Rule]:
    return {
        "send": _OUT,
        "open": Move(_S.OPENED if state is _S.SENT else state),
        "accept": Move(_S.ACCEPTED),
        "decline": Move(_S.DECLINED),
        "hesitate": Move(_S.TENTATIVE),
        "delegate": Move(_S.DELEGATED),
        "withdraw": Move(_S.WITHDRAWN),
        "restore": _NOT_TAKEN_BACK,
        "expire": Move(_S.NO_ANSWER),
        "promote": _NOT_WAITING,
        "take_over": _LISTED,
        "extend": Move(state),
        "remind": Move(state),
        "grant": _NOT_COMING,
    }


def _settled(state: State, accept: Rule, hesitate: Rule) -> dict[str, Rule]:
    """Answered one way or the other: another answer is possible, a second invitation is not."""
    return {
        "send": _ANSWERED,
        "open": _STAY[state],
        "accept": accept,
        "decline": Move(_S.DECLINED),
        "hesitate": hesitate,
        "delegate": Move(_S.DELEGATED),
        "withdraw": Move(_S.WITHDRAWN),
        "restore": _NOT_TAKEN_BACK,
        "expire": _STAY[state],
        "promote": _NOT_WAITING,
        "take_over": _LISTED,
        "extend": _ANSWERED,
        "remind": _NO_ANSWER_OWED,
        "grant": _NOT_COMING,
    }


# A move into a holding state claims a place unless one is held already; decide() says how.
TRANSITIONS: Mapping[State, Mapping[str, Rule]] = {
    _S.DRAFTED: {
        "send": Move(_S.SENT),
        "open": _NOT_SENT,
        "accept": _NOT_SENT,
        "decline": Move(_S.DECLINED),
        "hesitate": _NOT_SENT,
        "delegate": _NOT_SENT,
        "withdraw": Move(_S.WITHDRAWN),
        "restore": _NOT_TAKEN_BACK,
        "expire": _STAY[_S.DRAFTED],
        "promote": _NOT_WAITING,
        "take_over": _CLAIM,
        "extend": _NOT_SENT,
        "remind": _NOT_SENT,
        "grant": _NOT_SENT,
    },
    _S.SENT: _pending(_S.SENT),
    _S.OPENED: _pending(_S.OPENED),
    _S.TENTATIVE: _pending(_S.TENTATIVE),
    _S.ACCEPTED: _settled(_S.ACCEPTED, _STAY[_S.ACCEPTED], Move(_S.TENTATIVE))
    | {"grant": _STAY[_S.ACCEPTED]},
    _S.WAITING: _settled(_S.WAITING, _STAY[_S.WAITING], _YES_OR_NO) | {"promote": Move(_S.ACCEPTED)},
    _S.DECLINED: _settled(_S.DECLINED, _CLAIM, _YES_OR_NO),
    # An answer is owed again, on a place that must still be there.
    _S.NO_ANSWER: _settled(_S.NO_ANSWER, _CLAIM, _YES_OR_NO) | {"extend": Move(_S.SENT)},
    # While the colleague has the place, only he can answer; afterwards as after a no.
    _S.DELEGATED: _settled(_S.DELEGATED, _CLAIM, _YES_OR_NO),
    _S.WITHDRAWN: {
        "send": _TAKEN_BACK,
        "open": _STAY[_S.WITHDRAWN],
        "accept": _TAKEN_BACK,
        "decline": _TAKEN_BACK,
        "hesitate": _TAKEN_BACK,
        "delegate": _TAKEN_BACK,
        "withdraw": _STAY[_S.WITHDRAWN],
        "restore": Move(_S.DRAFTED),
        "expire": _STAY[_S.WITHDRAWN],
        "promote": _TAKEN_BACK,
        "take_over": _TAKEN_BACK,
        "extend": _TAKEN_BACK,
        "remind": _TAKEN_BACK,
        "grant": _TAKEN_BACK,
    },
}
# What one whose place a colleague has cannot do.
WHILE_DELEGATED: Mapping[str, Refusal] = dict.fromkeys(
    ("accept", "decline", "hesitate", "delegate"), _HANDED_ON
)
