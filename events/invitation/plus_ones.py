"""Those whom guests bring: how many of them have a place, and who is owed some when places come free."""

from datetime import UTC, datetime

from events.invitation.act import Accept, TakeOver
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList
from events.invitation.state import State

_NEVER = datetime.min.replace(tzinfo=UTC)


def granted(invitations: InvitationList, invitation: Invitation, wished: int) -> int:
    """How many of ``wished`` have a place beside the guest, who may have none yet himself."""
    own = 0 if invitation.holds_place else 1
    room = invitations.room(invitation.quotas, for_guest=False) - own + invitation.plus_ones
    return max(0, min(wished, room))


def owed(invitations: InvitationList) -> tuple[Invitation, ...]:
    """Who comes with fewer than he wished for, because no place was left: who has waited longest first."""
    cut = [item for item in invitations.invitations if _wished(invitations, item) > item.plus_ones]
    return tuple(sorted(cut, key=lambda item: (_since(item), item.order, item.guest.id)))


def grantable(invitations: InvitationList, invitation: Invitation) -> int:
    """How many he may bring in all as places stand now; never fewer than he has."""
    wished = _wished(invitations, invitation)
    return max(invitation.plus_ones, granted(invitations, invitation, wished))


def _wished(invitations: InvitationList, item: Invitation) -> int:
    if item.state is not State.ACCEPTED or item.reply is None:
        return 0
    return min(item.reply.plus_ones, invitations.most_plus_ones)


def _since(item: Invitation) -> datetime:
    """Since when he has wished for so many without a break; a slip that asks for no more keeps its turn."""
    wished, since = 0, _NEVER
    for entry in item.history:
        if entry.refused:
            continue
        if entry.after not in {State.ACCEPTED, State.WAITING, State.TENTATIVE}:
            wished = 0
        if isinstance(entry.act, Accept | TakeOver):
            since = entry.act.at if entry.act.reply.plus_ones > wished else since
            wished = entry.act.reply.plus_ones
    return since
