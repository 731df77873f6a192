"""What everything costs at one moment of the search: the multipliers of the master's rows, in points."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.optimise.instance import Instance
from planner.optimise.limits import Limits

Floats = NDArray[np.float64]


@dataclass
class Prices:
    """Multipliers, all non-negative: one array a family of rows.

    ``company[i]``: meeting ``i`` at most once. ``coverage[g]``: the next company of group ``g``.
    ``kind[k]``: caps of kinds. ``away[l, d]``: away limit ``l`` on a day. ``budget[b]``: budgets.
    ``staff[base, d]``: staff of a base; ``staff_days[base]``: their days away in all. ``lent[p, d]``: a day
    of person ``p`` as somebody's second. ``day[p, d]`` and ``stay[p]``: a day of a head, a day of his
    allowance; the two price new columns only and never enter the bound.
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
        return Prices(
            **{
                name: (1 - share) * getattr(self, name) + share * getattr(other, name)
                for name in self.__dataclass_fields__
            }
        )
