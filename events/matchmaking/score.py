"""What a meeting is worth: how well two companies of a chain fit, and how much either wants the other."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from pydantic import Field

from events.matchmaking.request import Request, Wish
from planner.value import Value


class Profile(Value):
    """Who a participant (id) is on the map of chains.

    ``chain`` is its industrial chain, ``segment`` its place along it, counted from upstream; ``kinds`` are
    labels such as 500强 or 链主.
    """

    id: str
    chain: str | None = None
    segment: int | None = None
    kinds: tuple[str, ...] = ()


class Desire(Value):
    """What ``by`` says of meeting ``of`` (participant ids)."""

    by: str
    of: str
    wish: Wish = Wish.WISH


class FitWeights(Value):
    """Points of each thing that makes a meeting worth while.

    ``same_chain``; ``next_segment`` on top where one supplies the other, that is their segments are
    neighbours; ``same_segment`` where they are colleagues or rivals; ``must`` and ``wish`` for each side
    that says so; ``kinds`` for each label of either side.
    """

    same_chain: int = Field(default=20, ge=0)
    next_segment: int = Field(default=30, ge=0)
    same_segment: int = Field(default=10, ge=0)
    must: int = Field(default=40, ge=0)
    wish: int = Field(default=20, ge=0)
    kinds: dict[str, int] = {}


def fit(one: Profile, other: Profile, wishes: Iterable[Wish], weights: FitWeights) -> int:
    """The points of ``one`` and ``other`` meeting, of whom ``wishes`` were heard; in any order."""
    points = sum(
        weights.must if wish is Wish.MUST else weights.wish for wish in wishes if wish is not Wish.NO
    )
    points += sum(weights.kinds.get(kind, 0) for kind in (*one.kinds, *other.kinds))
    if one.chain is None or one.chain != other.chain:
        return points
    points += weights.same_chain
    if one.segment is None or other.segment is None:
        return points
    apart = abs(one.segment - other.segment)
    return points + {0: weights.same_segment, 1: weights.next_segment}.get(apart, 0)


def requested(
    profiles: Sequence[Profile],
    desires: Iterable[Desire],
    weights: FitWeights,
    *,
    both_must_answer: bool = False,
) -> tuple[Request, ...]:
    """A request for every pair of which somebody said something, in the order of ``profiles``.

    A refusal of either side outweighs all else, then a must of either. With ``both_must_answer`` a pair of
    which one side alone has spoken is pending.
    """
    said: Mapping[tuple[str, str], Wish] = {(item.by, item.of): item.wish for item in desires}
    found: list[Request] = []
    for one, other in combinations(profiles, 2):
        wishes = [said[pair] for pair in ((one.id, other.id), (other.id, one.id)) if pair in said]
        if not wishes:
            continue
        strongest = next(wish for wish in (Wish.NO, Wish.MUST, Wish.WISH) if wish in wishes)
        found.append(
            Request(
                id=f"{one.id}-{other.id}",
                first=one.id,
                second=other.id,
                wish=strongest,
                points=fit(one, other, wishes, weights),
                pending=both_must_answer and len(wishes) == 1 and strongest is not Wish.NO,
            )
        )
    return tuple(found)
