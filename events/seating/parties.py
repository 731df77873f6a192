"""Parties: people who must share a table, and so are seated as one."""

from collections.abc import Iterable, Sequence

from events.seating.banquet import Banquet, Pair


def parties(names: Sequence[str], together: Iterable[Pair]) -> tuple[tuple[str, ...], ...]:
    """``names`` joined by the pairs of ``together``; parties and their people in the order of ``names``."""
    leader = {name: name for name in names}

    def find(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for one, other in together:
        leader[find(one)] = find(other)
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(find(name), []).append(name)
    return tuple(tuple(party) for party in found.values())


def parties_of(banquet: Banquet) -> tuple[tuple[str, ...], ...]:
    """The parties of a banquet, in the order of its list of attendees."""
    return parties([attendee.id for attendee in banquet.attendees], banquet.together)
