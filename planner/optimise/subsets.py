"""Subset rows: of three companies, the trips that meet at least two can be chosen at most once.

Two such trips would meet one of the three twice. A relaxation may take half of each of three trips that meet
a and b, b and c, a and c; the row forbids that (Jepsen, Petersen, Spoorendonk and Pisinger 2008: subset-row
inequalities). Its price is charged to every trip that meets at least two of the three.
"""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from planner.optimise.columns import Column
from planner.optimise.prices import Floats, Subset
from planner.travel.compiled import compiled

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
USED = 1e-6
VIOLATED = 0.02
OF_ONE_COMPANY = 6  # rows found in a round: more of one company say nearly the same


def enters(column: Column, subset: Subset) -> bool:
    """Whether the trip meets at least two of the three."""
    return sum(company in column.companies for company in subset) >= 2


def violated(columns: Sequence[Column], values: Floats, known: Collection[Subset], most: int) -> list[Subset]:
    """Up to ``most`` rows that the shares ``values`` of ``columns`` break, the most broken first."""
    used = np.flatnonzero(values > USED)
    companies = sorted({company for number in used.tolist() for company in columns[number].companies})
    if not companies:
        return []
    place = {company: k for k, company in enumerate(companies)}
    meets = np.zeros((len(used), len(companies)), np.bool_)
    for row, number in enumerate(used.tolist()):
        meets[row, [place[company] for company in columns[number].companies]] = True
    share = values[used]
    together = (meets * share[:, None]).T @ meets.astype(np.float64)
    found, excess = _broken(meets, share, together, VIOLATED)
    counts, chosen = dict.fromkeys(companies, 0), list[Subset]()
    for number in np.argsort(-excess, kind="stable").tolist():
        a, b, c = (companies[k] for k in found[number].tolist())
        if (a, b, c) not in known and max(counts[a], counts[b], counts[c]) < OF_ONE_COMPANY:
            chosen.append((a, b, c))
            for company in (a, b, c):
                counts[company] += 1
        if len(chosen) == most:
            break
    return chosen


@compiled
def _broken(meets: Flags, share: Floats, together: Floats, least: float) -> tuple[Ints, Floats]:
    """All triples whose trips with two or three of them have shares above ``1 + least``; by how much."""
    trips, count = meets.shape
    found, excess, size = np.empty((64, 3), np.int64), np.empty(64), 0
    for a in range(count):
        for b in range(a + 1, count):
            ab = together[a, b]
            for c in range(b + 1, count):
                total = ab + together[a, c] + together[b, c]
                if total <= 1.0 + least:
                    continue
                thrice = 0.0
                for j in range(trips):
                    if meets[j, a] and meets[j, b] and meets[j, c]:
                        thrice += share[j]
                over = total - 2.0 * thrice - 1.0
                if over > least:
                    if size == len(excess):
                        found = np.concatenate((found, np.empty_like(found)))
                        excess = np.concatenate((excess, np.empty_like(excess)))
                    found[size, 0], found[size, 1], found[size, 2] = a, b, c
                    excess[size] = over
                    size += 1
    return found[:size], excess[:size]
