"""One act on one invitation: judged by the table of transitions and by the places left, then carried out."""

from events.guest import Guest
from events.guests.marks import is_same_person, may_be_same_person, plain
from events.invitation.act import (
    Accept,
    Act,
    Delegate,
    Expire,
    Extend,
    Grant,
    Hesitate,
    Promote,
    Remind,
    Send,
    TakeOver,
)
from events.invitation.answer_rule import told
from events.invitation.decision import Decision
from events.invitation.effect import Effect, EffectKind
from events.invitation.invitation import Entry, Invitation
from events.invitation.invitation_list import InvitationList
from events.invitation.plus_ones import grantable, granted
from events.invitation.reply import ReplyForm, reply_cautions
from events.invitation.state import HOLDING, PENDING, State
from events.invitation.transitions import TRANSITIONS, WHILE_DELEGATED, Move, Refusal
from planner.clock import day_of
from planner.errors import Fault

_TOLD = {"extend": EffectKind.EXTEND, "remind": EffectKind.REMIND, "grant": EffectKind.GRANT}


class Step:
    """``act`` on ``invitation``, which stands on ``invitations``."""

    def __init__(self, invitations: InvitationList, invitation: Invitation, act: Act) -> None:
        self.list, self.before, self.act = invitations, invitation, act
        by = invitation.answer_by
        self.late = act.is_reply and by is not None and act.at > by
        self.notes: list[Fault] = []
        self.effects: list[Effect] = []

    def taken(self) -> Decision:
        """What comes of it."""
        if self._is_delegated_already():
            return Decision(invitations=self.list)
        rule = TRANSITIONS[self.before.state][self.act.kind]
        code = self._objection()
        if code or isinstance(rule, Refusal):
            return self._refused(code or rule.code if isinstance(rule, Refusal) else code)
        target = self._target(rule)
        return self._refused("no_place_left") if target is None else self._moved(target)

    def _objection(self) -> str:
        """The code of what stands against the act, whatever the table says; empty if nothing does."""
        act, state = self.act, self.before.state
        places = act.is_reply or isinstance(act, Send | Promote | TakeOver)
        if places and act.at > self.list.span.end:
            return "event_over"
        if state is State.DELEGATED and act.kind in WHILE_DELEGATED and self._colleague_holds():
            return WHILE_DELEGATED[act.kind].code
        if isinstance(act, Hesitate) and self.late and state is State.ACCEPTED:
            return "deadline_passed"
        if isinstance(act, Expire) and state in PENDING and not self._is_due():
            return "deadline_not_reached"
        if isinstance(act, Send) and state is State.DRAFTED and act.at > self.list.invites_until:
            return "invitations_closed"
        wished = self._slip()
        if wished is not None and wished.plus_ones > self.list.most_plus_ones:
            return "too_many_plus_ones"
        if isinstance(act, Delegate) and self._stands_on_list(act.colleague):
            return "colleague_already_invited"
        return self._extension_objection()

    def _extension_objection(self) -> str:
        """What stands against the new deadline: it gives no time, or none before the event."""
        act, before = self.act, self.before
        if not isinstance(act, Extend) or before.answer_by is None:
            return ""
        if before.state not in PENDING | {State.NO_ANSWER}:
            return ""
        if act.answer_by <= act.at or act.answer_by < before.answer_by:
            return "deadline_not_later"
        return "deadline_after_event" if act.answer_by > self.list.span.start else ""

    def _slip(self) -> ReplyForm | None:
        """The reply slip that comes with the act."""
        return self.act.reply if isinstance(self.act, Accept | Delegate | TakeOver) else None

    def _is_delegated_already(self) -> bool:
        """Whether the act, tapped twice, names the colleague who has the place."""
        if self.before.state is not State.DELEGATED or not isinstance(self.act, Delegate):
            return False
        has_it = self.list.find(self.before.delegate or "")
        named = has_it is not None and is_same_person(has_it.guest, self.act.colleague)
        return named and self._colleague_holds()

    def _colleague_holds(self) -> bool:
        """Whether whom the place went to, or whom he gave it to, still has it or waits for it."""
        item = self.list.find(self.before.delegate or "")
        while item is not None and item.state is State.DELEGATED:
            item = self.list.find(item.delegate or "")
        return item is not None and (item.holds_place or item.state is State.WAITING)

    def _stands_on_list(self, colleague: Guest) -> bool:
        """Whether ``colleague`` is, or may be, somebody who was invited; a draft of his own is none."""
        if is_same_person(self.before.guest, colleague):
            return True
        others = (item for item in self.list.invitations if item.guest.id != self.before.guest.id)
        alike = [item for item in others if may_be_same_person(item.guest, colleague)]
        return any(not _is_draft_of(item, colleague) for item in alike)

    def _is_due(self) -> bool:
        return self.before.answer_by is not None and self.act.at >= self.before.answer_by

    def _target(self, move: Move) -> State | None:
        """Where the move leads: a place that is not held already must be there."""
        needs_place = move.to in HOLDING and not self.before.holds_place
        if needs_place and self.list.room(self.before.quotas) < 1:
            return move.otherwise
        return move.to

    def _refused(self, code: str) -> Decision:
        guest, act, slip = self.before.guest, self.act, self._slip()
        detail = {
            "state": self.before.state.value,
            "event": self.list.title,
            "deadline": told(self.before.answer_by),
            "until": told(act.answer_by if isinstance(act, Extend) else None),
            "start": told(self.list.span.start),
            "closed": told(self.list.invites_until),
            "wanted": str(slip.plus_ones if slip else 0),
            "most": str(self.list.most_plus_ones),
            "colleague": act.colleague.name if isinstance(act, Delegate) else "",
        }
        fault = Fault(code=code, place=guest.id, value=guest.name, detail=detail)
        entry = self._entry(self.before.state, code)
        if not act.is_reply or (self.before.history and _is_repeated(self.before.history[-1], entry)):
            return Decision(invitations=self.list, faults=(fault,))
        kept = self.before.model_copy(update={"history": (*self.before.history, entry)})
        review = Effect(kind=EffectKind.REVIEW, guest=guest.id, why=fault)
        return Decision(invitations=self.list.changed(kept), effects=(review,), faults=(fault,))

    def _entry(self, after: State, refused: str = "") -> Entry:
        return Entry(act=self.act, before=self.before.state, after=after, late=self.late, refused=refused)

    def _moved(self, target: State) -> Decision:
        before, act = self.before, self.act
        if target is before.state and self._says_nothing_new():
            return Decision(invitations=self.list)
        update: dict[str, object] = {
            "state": target,
            "history": (*before.history, self._entry(target)),
            "plus_ones": self._plus_ones(target),
        }
        if isinstance(act, Send):
            update |= {"wave": act.wave, "answer_by": act.answer_by}
        elif isinstance(act, Extend):
            update |= {"answer_by": act.answer_by}
        elif isinstance(act, Accept):
            update["reply"] = act.reply
        elif isinstance(act, TakeOver):
            update |= {"reply": act.reply, "in_place_of": act.in_place_of}
        after = before.model_copy(update=update)
        self._tell(after)
        changed = self.list.changed(after)
        if isinstance(act, Delegate):
            changed = self._with_colleague(changed, after, act)
        return Decision(invitations=changed, effects=tuple(self.effects), notes=tuple(self.notes))

    def _says_nothing_new(self) -> bool:
        """Whether the act, which leaves the state as it is, leaves everything as it is."""
        act, before = self.act, self.before
        if isinstance(act, Accept):
            return act.reply == before.reply
        if isinstance(act, Extend):
            return act.answer_by == before.answer_by
        if isinstance(act, Remind):
            return before.reminded_at is not None and day_of(before.reminded_at) == day_of(act.at)
        if isinstance(act, Grant):
            return self._plus_ones(before.state) == before.plus_ones
        return not isinstance(act, Delegate)

    def _plus_ones(self, target: State) -> int:
        """How many of those wished for have a place: none for who has none himself."""
        before = self.before
        if target is not State.ACCEPTED:
            return before.plus_ones if target in HOLDING else 0
        if isinstance(self.act, Grant):
            return max(before.plus_ones, min(self.act.plus_ones, grantable(self.list, before)))
        wished = self._slip() or before.reply
        if wished is None:
            return before.plus_ones
        found = granted(self.list, before, wished.plus_ones)
        if found < wished.plus_ones:
            self._note("plus_ones_cut", wanted=str(wished.plus_ones), granted=str(found))
        return found

    def _tell(self, after: Invitation) -> None:
        """The effects and notes of a move to ``after``."""
        act, state = self.act, after.state
        if isinstance(act, Send):
            by_letter = not after.guest.can_be_reached
            kind = EffectKind.INVITE_BY_LETTER if by_letter else EffectKind.INVITE
            self._effect(kind, answer_by=act.answer_by)
        elif isinstance(act, Extend | Remind | Grant):
            self._effect(_TOLD[act.kind], answer_by=after.answer_by)
        elif state is State.ACCEPTED:
            self._effect(EffectKind.CONFIRM)
        elif state is State.WAITING:
            self._effect(EffectKind.WAIT)
            self._note("waits_for_a_place")
        elif state is State.WITHDRAWN and self.before.state is not State.DRAFTED:
            self._effect(EffectKind.TAKE_BACK)
        elif state in (State.DECLINED, State.TENTATIVE, State.DELEGATED):
            self._effect(EffectKind.ACKNOWLEDGE)
        if self.late:
            self._note("reply_after_deadline")
        if isinstance(act, Extend) and act.answer_by > self.list.answers_until:
            last = {"until": told(act.answer_by), "last": told(self.list.answers_until)}
            self._note("deadline_past_last_answer", **last)
        if isinstance(act, Accept | TakeOver):
            self.notes += reply_cautions(act.reply, self.list.span, after.guest.id)
        self.effects += [
            Effect(kind=EffectKind.REVIEW, guest=after.guest.id, why=note) for note in self.notes
        ]
        if after.heads < self.before.heads and state is not State.DELEGATED:
            self._effect(EffectKind.FREED)

    def _effect(self, kind: EffectKind, **more: object) -> None:
        effect = {"kind": kind, "guest": self.before.guest.id} | more
        self.effects.append(Effect.model_validate(effect))

    def _note(self, code: str, **words: str) -> None:
        guest = self.before.guest
        detail = {"event": self.list.title, "deadline": told(self.before.answer_by)} | words
        self.notes.append(Fault(code=code, place=guest.id, value=guest.name, detail=detail))

    def _with_colleague(self, changed: InvitationList, after: Invitation, act: Delegate) -> InvitationList:
        """The list with the colleague on the place just left, or on a free one, or waiting."""
        before = self.before
        draft = next((item for item in changed.invitations if _is_draft_of(item, act.colleague)), None)
        guest = act.colleague.model_copy(update={"segment": before.guest.segment})
        invitation = (draft or Invitation(guest=guest, quotas=before.quotas)).model_copy(
            update={
                "quotas": before.quotas,
                "order": before.order,
                "wave": before.wave,
                "answer_by": before.answer_by,
            }
        )
        name = invitation.guest.id
        changed = changed.changed(invitation, after.model_copy(update={"delegate": name}))
        said = {"at": act.at, "by": act.by or before.guest.name, "channel": act.channel, "reply": act.reply}
        taken = Step(
            changed,
            invitation,
            TakeOver.model_validate({"guest": name, "in_place_of": before.guest.id} | said),
        ).taken()
        self.notes += taken.notes
        self.effects += taken.effects
        colleague = taken.invitations.find(name)
        if colleague is None or colleague.heads < before.heads:
            self._effect(EffectKind.FREED)
        return taken.invitations


def _is_draft_of(item: Invitation, person: Guest) -> bool:
    """Whether ``item`` is a draft for surely this person, under this name."""
    same = is_same_person(item.guest, person) and plain(item.guest.name) == plain(person.name)
    return item.state is State.DRAFTED and same


def _is_repeated(last: Entry, entry: Entry) -> bool:
    """Whether a refused act repeats the one before it but for its instant."""
    return last.refused == entry.refused and last.act == entry.act.model_copy(update={"at": last.act.at})
