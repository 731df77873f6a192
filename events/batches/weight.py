"""What weighs more at a ceremony, how far batches are from that order, and how few batches can do."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from events.batches.arrangement import BatchRules, Drama
from events.batches.signing_project import Presence, SigningProject


def ranks_of(projects: Iterable[SigningProject]) -> dict[str, int]:
    """Each project's place in the order of weight, 0 the lightest: by amount, then ``order``, then id."""
    lightest_first = sorted(projects, key=lambda item: (-item.amount_cny, item.order, item.id), reverse=True)
    return {project.id: place for place, project in enumerate(lightest_first)}


def host_of(project: SigningProject) -> str:
    """The id of 甲方's signer; empty while nobody is named."""
    return project.host_signer.id if project.host_signer is not None else ""


def times_signing(projects: Iterable[SigningProject]) -> Counter[str]:
    """How many of ``projects`` each signer (id) signs."""
    return Counter(signer.id for project in projects for signer in project.signers)


def at_least(projects: Sequence[SigningProject], seats: int) -> int:
    """No fewer batches do: by the seats, and by the signer with most projects.

    So many also suffice if nobody signs for 甲方 here and for 乙方 there. Batches are then the colours of a
    proper edge colouring of a bipartite multigraph of signers, which needs no more than the largest degree
    (König 1916), and any colouring can be made equitable (McDiarmid 1972), so that its classes fit the seats.
    """
    busiest = max(times_signing(projects).values(), default=0)
    return max(-(-len(projects) // seats), busiest)


def sittings(projects: Sequence[SigningProject], rules: BatchRules) -> tuple[tuple[SigningProject, ...], ...]:
    """The groups that never share a batch, in the order they sign; empty ones left out."""
    if not rules.online_apart:
        return (tuple(projects),) if projects else ()
    groups = [
        tuple(item for item in projects if item.presence is presence)
        for presence in (Presence.ONLINE, Presence.ON_SITE)
    ]
    if rules.drama is Drama.LARGEST_FIRST:
        groups.reverse()
    return tuple(group for group in groups if group)


def leading_project(projects: Sequence[SigningProject], rules: BatchRules) -> str:
    """The id of the largest project of the sitting that opens or, by the drama, closes the ceremony."""
    groups = sittings(projects, rules)
    ranks = ranks_of(projects)
    sitting = groups[-1] if rules.drama is Drama.LARGEST_LAST else groups[0]
    return max(sitting, key=lambda item: ranks[item.id]).id


def returns_of(projects: Sequence[SigningProject], batch_of: Mapping[str, int]) -> int:
    """How often a host's signer leaves the stage for a batch or more and comes back."""
    stands: dict[str, set[int]] = {}
    for project in projects:
        stands.setdefault(host_of(project), set()).add(batch_of[project.id])
    return sum(sum(batch - 1 not in batches for batch in batches) - 1 for batches in stands.values())


def spread_of(projects: Sequence[SigningProject], batch_of: Mapping[str, int], rules: BatchRules) -> int:
    """The largest batch of a sitting less its smallest, summed over the sittings."""
    sizes = [Counter(batch_of[item.id] for item in group).values() for group in sittings(projects, rules)]
    return sum(max(counts) - min(counts) for counts in sizes)


def disorder_of(
    projects: Sequence[SigningProject], batch_of: Mapping[str, int], batches: int, drama: Drama
) -> int:
    """The sum of every project's rank times the batches between its own and the drama's end."""
    ranks = ranks_of(projects)
    end = batches if drama is Drama.LARGEST_LAST else 1
    return sum(ranks[project.id] * abs(end - batch_of[project.id]) for project in projects)
