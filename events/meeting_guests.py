"""The guests of an event as participants of its one-to-one meetings."""

from collections.abc import Sequence

from events.invitation.invitation_list import InvitationList
from events.invitation.state import State
from events.matchmaking.participant import Participant


def meeting_guests(invitations: InvitationList, given: Sequence[Participant]) -> tuple[Participant, ...]:
    """Everybody who accepted, in the order of the list, then whoever else is ``given``.

    A participant given under a guest's id stands in place of what the list knows: his halves of the day, the
    slots he cannot meet in, how many meetings he bears. Those a guest brings meet nobody.
    """
    told = {person.id: person for person in given}
    guests = [item.guest for item in invitations.invitations if item.state is State.ACCEPTED]
    known = {guest.id: f"{guest.organisation} {guest.name}".strip() for guest in guests}
    people = [told.get(name, Participant(id=name, name=words)) for name, words in known.items()]
    return (*people, *(person for person in given if person.id not in known))
