"""One person invited to two events at one hour."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from events.guests.marks import is_same_person, plain
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList
from events.invitation.state import HOLDING, State
from planner.errors import Fault

Place = tuple[InvitationList, Invitation]
# A draft may go out any day, and who waits may move up: both are told of before it happens.
_CONCERNED = HOLDING | {State.WAITING, State.DRAFTED}


def clashes(lists: Sequence[InvitationList]) -> tuple[Fault, ...]:
    """A fault ``guest_at_two_events`` for each pair of overlapping events of which one person is a guest.

    People are recognised as on two lists of guests. Said of who holds a place or may still get one; it is for
    the office to decide which event he goes to, nothing is withdrawn.
    """
    found = []
    for people in _by_name(lists).values():
        for (one, first), (two, second) in combinations(people, 2):
            apart = one.event == two.event or not one.span.overlaps(two.span)
            if not apart and is_same_person(first.guest, second.guest):
                detail = {
                    "event": one.title,
                    "state": first.state.value,
                    "other": two.title,
                    "other_state": second.state.value,
                }
                place = f"{one.event}/{first.guest.id},{two.event}/{second.guest.id}"
                found.append(
                    Fault(code="guest_at_two_events", place=place, value=first.guest.name, detail=detail)
                )
    return tuple(found)


def engaged(invitations: InvitationList, others: Sequence[InvitationList]) -> frozenset[str]:
    """Guests (ids) of ``invitations`` who hold a place at one of ``others`` that overlaps: for the waves."""
    overlapping = [item for item in others if item.span.overlaps(invitations.span)]
    taken = _by_name(overlapping)
    return frozenset(
        item.guest.id
        for item in invitations.invitations
        for other, place in taken.get(plain(item.guest.name), ())
        if other.event != invitations.event and place.holds_place and is_same_person(item.guest, place.guest)
    )


def _by_name(lists: Sequence[InvitationList]) -> Mapping[str, list[Place]]:
    people: dict[str, list[Place]] = defaultdict(list)
    for group in lists:
        for item in group.invitations:
            if item.state in _CONCERNED:
                people[plain(item.guest.name)].append((group, item))
    return people
