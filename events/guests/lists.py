"""Several lists of guests made one: who stands on two of them is recognised, and nothing is lost."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from events.guest import Guest
from events.guests.marks import Mark, MarkKind, marks_of, personal_marks_of, plain
from planner.errors import Fault, InvalidGuests
from planner.value import Value

_FILLED = ("organisation", "company", "post", "chain", "region", "unit", "mail", "phone")


class GuestList(Value):
    """The guests one source names: a unit, an association, the companies of a season; ``name`` says which."""

    name: str
    guests: tuple[Guest, ...] = ()


class Duplicate(Value):
    """Entries that were one person.

    ``kept`` is the id that stays, ``dropped`` are the entries joined to it, as they stood, ``lists`` the
    lists they stood on. ``by`` says what they have in common beside the name. ``differing`` names the fields
    in which two entries said different things; the earlier list has been believed.
    """

    kept: str
    dropped: tuple[Guest, ...]
    lists: tuple[str, ...]
    by: tuple[MarkKind, ...]
    differing: tuple[str, ...] = ()


class Suspect(Value):
    """Two names (``guests``, ids) under one mail address or mobile number: perhaps one person.

    Both stay; a proposal takes at most one of them until somebody tells them apart.
    """

    guests: tuple[str, str]
    by: MarkKind
    value: str


class Merged(Value):
    """All lists as one, in order of lists, each person once."""

    guests: tuple[Guest, ...]
    duplicates: tuple[Duplicate, ...] = ()
    suspects: tuple[Suspect, ...] = ()

    @property
    def notes(self) -> tuple[Fault, ...]:
        """What to tell: who was on two lists, who may be, and who can only be invited by letter."""
        names = {guest.id: guest.name for guest in self.guests}
        return (
            *(_told_duplicate(item, names[item.kept]) for item in self.duplicates),
            *(_told_suspect(item, names) for item in self.suspects),
            *(
                Fault(code="guest_without_address", place=guest.id, value=guest.name)
                for guest in self.guests
                if not guest.can_be_reached
            ),
        )


def merged(lists: Sequence[GuestList], told_apart: Iterable[tuple[str, str]] = ()) -> Merged:
    """The guests of all ``lists``, each person once.

    Entries with one name and a mail address, telephone number or organisation in common are one person: the
    entry of the earlier list keeps its id, and what it leaves empty is filled in from the others; it is worth
    the most any of them is. ``told_apart`` are pairs of ids that somebody has said are two people.

    Raises InvalidGuests (``guest_id_taken``) if one id stands for two people.
    """
    entries = [(group.name, guest) for group in lists for guest in group.guests]
    apart = {frozenset(pair) for pair in told_apart}
    _refuse_shared_ids(entries)
    groups = _grouped([guest for _, guest in entries], apart)
    guests, duplicates = [], []
    for group in groups:
        people = [entries[k][1] for k in group]
        guests.append(_joined(people))
        if len(people) > 1:
            duplicates.append(_duplicate(people, [entries[k][0] for k in group]))
    return Merged(
        guests=tuple(guests), duplicates=tuple(duplicates), suspects=tuple(_suspects(guests, apart))
    )


def _refuse_shared_ids(entries: Sequence[tuple[str, Guest]]) -> None:
    first: dict[str, tuple[str, Guest]] = {}
    faults = []
    for name, guest in entries:
        before, other = first.setdefault(guest.id, (name, guest))
        if plain(other.name) != plain(guest.name):
            detail = {"name": guest.name, "other": other.name, "list": name, "before": before}
            faults.append(Fault(code="guest_id_taken", place=name, value=guest.id, detail=detail))
    if faults:
        raise InvalidGuests(faults)


def _grouped(guests: Sequence[Guest], apart: set[frozenset[str]]) -> list[list[int]]:
    """Indices of entries of one person, the earliest first: joined by every mark under one name.

    Two groups that hold a pair told apart are never joined.
    """
    group_of = {k: [k] for k in range(len(guests))}
    holders: Mapping[tuple[str, Mark], list[int]] = defaultdict(list)
    for k, guest in enumerate(guests):
        name = plain(guest.name)
        for mark in (*marks_of(guest), Mark(MarkKind.ID, guest.id)):
            holders[name, mark].append(k)
    for members in holders.values():
        for one, two in combinations(members, 2):
            left, right = group_of[one], group_of[two]
            pairs = (frozenset((guests[a].id, guests[b].id)) for a in left for b in right)
            if left is not right and apart.isdisjoint(pairs):
                left.extend(right)
                group_of |= dict.fromkeys(right, left)
    groups = {id(group): sorted(group) for group in group_of.values()}
    return sorted(groups.values())


def _joined(people: Sequence[Guest]) -> Guest:
    first = people[0]
    if len(people) == 1:
        return first
    update: dict[str, object] = {
        field: next((value for guest in people if (value := getattr(guest, field))), getattr(first, field))
        for field in _FILLED
    }
    return first.model_copy(update=update | {"points": max(guest.points for guest in people)})


def _duplicate(people: Sequence[Guest], lists: Sequence[str]) -> Duplicate:
    shared = {
        mark.kind
        for one, two in combinations(people, 2)
        for mark in marks_of(one) & marks_of(two) | {Mark(MarkKind.ID, one.id)} & {Mark(MarkKind.ID, two.id)}
    }
    fields = ("segment", *_FILLED)
    differing = (name for name in fields if len({getattr(guest, name) for guest in people} - {"", None}) > 1)
    return Duplicate(
        kept=people[0].id,
        dropped=tuple(people[1:]),
        lists=tuple(dict.fromkeys(lists)),
        by=tuple(kind for kind in MarkKind if kind in shared),
        differing=tuple(differing),
    )


def _suspects(guests: Sequence[Guest], apart: set[frozenset[str]]) -> Iterator[Suspect]:
    holders: Mapping[Mark, list[Guest]] = defaultdict(list)
    for guest in guests:
        for mark in personal_marks_of(guest):
            holders[mark].append(guest)
    for mark in sorted(holders):
        for one, two in combinations(holders[mark], 2):
            if frozenset((one.id, two.id)) not in apart:
                yield Suspect(guests=(one.id, two.id), by=mark.kind, value=mark.value)


def _told_duplicate(item: Duplicate, name: str) -> Fault:
    detail = {
        "lists": "、".join(item.lists),
        "by": ",".join(item.by),
        "differing": ",".join(item.differing),
    }
    return Fault(code="guest_on_two_lists", place=item.kept, value=name, detail=detail)


def _told_suspect(item: Suspect, names: Mapping[str, str]) -> Fault:
    one, two = item.guests
    detail = {"other": names[two], "shared": item.value}
    return Fault(code="guest_perhaps_same", place=f"{one},{two}", value=names[one], detail=detail)
