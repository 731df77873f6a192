"""What everything costs at one moment of the search: the multipliers of the master's rows, in points."""

from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.optimise.instance import Instance
from planner.optimise.limits import Limits

Floats = NDArray[np.float64]
Subset = tuple[int, int, int]  # companies (season numbers), ascending


@dataclass
class Prices:
    """Multipliers, all non-negative: one array a family of rows.

    ``company[i]``: meeting ``i`` at most once. ``coverage[g]``: the next company of group ``g``.
    ``kind[k]``: caps of kinds. ``away[l, d]``: away limit ``l`` on a day. ``budget[b]``: budgets.
    ``staff[base, d]``: staff of a base; ``staff_days[base]``: their days away in all. ``lent[p, d]``: a day
    of person ``p`` as somebody's second. ``day[p, d]`` and ``stay[p]``: a day of a head, a day of his
    allowance; the two price new columns only and never enter the bound. ``subsets[a, b, c]``: a trip that
    meets at least two of the three (:mod:`planner.optimise.subsets`).
    """

    company: Floats
    coverage: Floats
    kind: Floats
    away: Floats
    budget: Floats
    staff: Floats
    staff_days: Floats
    lent: Floats
    day: Floats
    stay: Floats
    subsets: dict[Subset, float] = field(default_factory=dict)

    @classmethod
    def zero(cls, instance: Instance, limits: Limits) -> "Prices":
        """All multipliers 0."""
        people, days = len(instance.season.people), len(instance.days)
        return cls(
            company=np.zeros(len(instance.season.companies)),
            coverage=np.zeros(len(limits.coverage)),
            kind=np.zeros(len(limits.kinds)),
            away=np.zeros((len(limits.away), days)),
            budget=np.zeros(len(limits.budgets)),
            staff=np.zeros((len(instance.season.bases), days)),
            staff_days=np.zeros(len(instance.season.bases)),
            lent=np.zeros((people, days)),
            day=np.zeros((people, days)),
            stay=np.zeros(people),
        )

    def mixed(self, other: "Prices", share: float) -> "Prices":
        """``share`` of ``other``, the rest of this: Wentges smoothing."""
        arrays: dict[str, Any] = {
            name: (1 - share) * mine + share * theirs
            for (name, mine), (_, theirs) in zip(self.arrays(), other.arrays(), strict=True)
        }
        mixed = Prices(**arrays)
        for subset in self.subsets.keys() | other.subsets.keys():
            mine, theirs = self.subsets.get(subset, 0.0), other.subsets.get(subset, 0.0)
            mixed.subsets[subset] = (1 - share) * mine + share * theirs
        return mixed

    def arrays(self) -> list[tuple[str, Floats]]:
        """Every family that is an array, by name."""
        return [(item.name, getattr(self, item.name)) for item in fields(self) if item.name != "subsets"]
