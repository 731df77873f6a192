"""The people to be seated at an event: guests who said yes, those they bring, and hosts of the bureau."""

from collections.abc import Iterator

from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList
from events.invitation.state import State
from events.seating.attendee import Attendee, Side
from events.seating.banquet import Pair
from planner.person import Person
from planner.value import Value

_MOST = 100  # characters of a name or a post


class GuestParties(Value):
    """``attendees`` in the order of the list, each before those he brings, who sit ``together`` with him.

    Rank and order number of guests are unknown: the office gives them where they matter.
    """

    attendees: tuple[Attendee, ...]
    together: tuple[Pair, ...]


def guest_parties(invitations: InvitationList, *, companions: bool = True) -> GuestParties:
    """Everybody who accepted; with ``companions`` the plus-ones granted too, named as far as replies tell."""
    people: list[Attendee] = []
    together: list[Pair] = []
    for item in invitations.invitations:
        if item.state is State.ACCEPTED:
            brought = tuple(_companions(item)) if companions else ()
            people += (_guest(item), *brought)
            together += ((item.guest.id, companion.id) for companion in brought)
    return GuestParties(attendees=tuple(people), together=tuple(together))


def host(person: Person, unit: str) -> Attendee:
    """A person of the bureau as a host; ``unit`` is his unit's name. Words are cut to what a card holds."""
    return Attendee(
        id=person.id,
        name=person.name[:_MOST] or person.id,
        post=person.title[:_MOST],
        organisation=unit[: 2 * _MOST],
        side=Side.HOST,
        rank=person.rank,
        order=person.order,
    )


def companion_id(guest: str, number: int) -> str:
    """The id of the ``number``-th person whom a guest (id) brings, from 1."""
    return f"{guest}+{number}"


def _guest(item: Invitation) -> Attendee:
    guest = item.guest
    return Attendee(
        id=guest.id,
        name=guest.name,
        post=guest.post,
        organisation=guest.organisation,
        region=guest.region,
        chain=guest.chain,
        segment=guest.segment,
    )


def _companions(item: Invitation) -> Iterator[Attendee]:
    names = item.reply.companions if item.reply else ()
    for number in range(1, item.plus_ones + 1):
        named = names[number - 1].strip()[:_MOST] if number <= len(names) else ""
        yield Attendee(
            id=companion_id(item.guest.id, number),
            # Nobody's name, but the chair is kept and the card can be printed.
            name=named or f"{item.guest.name[: _MOST - 3]}+{number}",
            organisation=item.guest.organisation,
            region=item.guest.region,
        )
