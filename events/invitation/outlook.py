"""How many of a list will come, as its invitations stand now, and how many more to invite."""

from collections.abc import Mapping

from events.guests.acceptance import AcceptanceRates, Record
from events.guests.turnout import Turnout, more_to_invite, turnout
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList
from events.invitation.state import PENDING, State
from planner.value import Value


class Outlook(Value):
    """The turnout of those who hold a place, plus-ones left aside; drafts in their order would help.

    ``more``: how many further drafts must go out so that the chance to fall short is small enough; None if
    even all are not enough. Quotas may stand in the way of some: the waves say whom.
    """

    turnout: Turnout
    drafts: int
    more: int | None


def outlook(
    invitations: InvitationList,
    rates: AcceptanceRates,
    least: int,
    most_chance: float,
    records: Mapping[str, Record] | None = None,
) -> Outlook:
    """The outlook for at least ``least`` guests, short of it with a chance of ``most_chance`` at most.

    Who accepted comes with ``rates.shown_permille``, who owes an answer with the chance of his segment and
    ``records`` (by guest id); the tentative are taken like those. Everybody decides independently.
    """
    known = records or {}
    holding = [_chance(item, rates, known) for item in invitations.invitations if item.holds_place]
    drafted = sorted(
        (item for item in invitations.invitations if item.state is State.DRAFTED),
        key=lambda item: (item.order, item.guest.id),
    )
    further = [rates.chance(item.guest, known.get(item.guest.id)) for item in drafted]
    return Outlook(
        turnout=turnout(holding, least),
        drafts=len(further),
        more=more_to_invite(holding, further, least, most_chance),
    )


def _chance(item: Invitation, rates: AcceptanceRates, records: Mapping[str, Record]) -> float:
    if item.state in PENDING:
        return rates.chance(item.guest, records.get(item.guest.id))
    return rates.shown_permille / 1_000
