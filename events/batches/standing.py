"""Who stands behind a batch: by rank and by the chains of its projects, the highest in the middle."""

from collections.abc import Iterable, Sequence

from events.batches.arrangement import Hand, Layout, Witness
from events.batches.signing_project import SigningProject
from events.protocol_row import from_the_middle
from planner.person import Rank


def witnesses_of(batch: Sequence[SigningProject], witnesses: Iterable[Witness], most: int) -> tuple[str, ...]:
    """The witnesses (ids) of ``batch`` in order of protocol, at most ``most``.

    The principals (双组长) come first, then chiefs of the chains of its projects, then the others by rank.
    Whoever signs in the batch sits and does not stand.
    """
    signing = {signer.id for project in batch for signer in project.signers}
    chains = {project.chain for project in batch if project.chain is not None}
    able = [witness for witness in witnesses if witness.id not in signing]
    chosen = sorted(able, key=lambda item: (_claim(item, chains), *_protocol(item)))[:most]
    return tuple(witness.id for witness in sorted(chosen, key=_protocol))


def rows_of(people: Sequence[str], layout: Layout) -> tuple[tuple[str, ...], ...]:
    """``people`` (in order of protocol) in rows, the first in the front; each from the audience's left."""
    rows = [people[k : k + layout.most_in_row] for k in range(0, len(people), layout.most_in_row)]
    return tuple(outward(row, layout.second_at) for row in rows)


def outward(people: Sequence[str], second_at: Hand) -> tuple[str, ...]:
    """The first in the middle, the second at his hand ``second_at``, so on outward; from the audience's left.

    Facing the audience, somebody's left hand is on the audience's right. ``7 5 3 1 2 4 6`` is the order of
    seven with the second at the left, ``6 4 2 1 3 5 7`` with the second at the right.
    """
    return from_the_middle(people, second_right=second_at is Hand.LEFT)


def _claim(witness: Witness, chains: set[str]) -> int:
    if witness.rank is Rank.PRINCIPAL:
        return 0
    return 1 if chains & {*witness.chains} else 2


def _protocol(witness: Witness) -> tuple[Rank, int, str]:
    return (witness.rank, witness.order, witness.id)
