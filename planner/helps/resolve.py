"""A season solved again from a plan of it: the better of what is found and the plan as it stands."""

from dataclasses import dataclass
from datetime import date

from planner.audit import Audit
from planner.difference import trip_differences
from planner.errors import Fault, RejectedPlan
from planner.helps.assessment import Assessment, Basis, Standing
from planner.history import with_history
from planner.objective import gap_permille
from planner.options import Options
from planner.plan import Plan, Status
from planner.progress import Listener
from planner.replan import with_past_pinned
from planner.restatement import restated
from planner.season import Season
from planner.solve import solve
from planner.stop import Stop
from planner.travel.network import Network
from planner.wish import AnyWish


@dataclass(frozen=True)
class Resolver:
    """Solves variants of a season, all from ``plan`` and with the same ``options``.

    ``published`` is the plan that changes are counted against; with ``today`` what has begun by then stays.
    """

    plan: Plan
    options: Options
    published: Plan | None = None
    today: date | None = None

    def ahead(self, season: Season) -> Season:
        """``season`` as it can still be planned."""
        if self.published is None:
            return season
        return with_past_pinned(season, self.published, self.today)

    def as_it_stands(self, season: Season) -> tuple[Plan, Audit]:
        """The plan as one of ``season``, audited. Raises :class:`InvalidPlan` where it cannot be read."""
        return restated(season, self.plan, Network(season), self.published)

    def best(self, season: Season, stop: Stop, listener: Listener, also: Plan | None = None) -> Plan:
        """The best plan of ``season`` known after a search, be it the plan it started from or ``also``.

        INFEASIBLE only if neither of these is a plan of ``season``.

        Every plan handed over has passed the audit. Raises :class:`RejectedPlan` if the bound proven of the
        season lies below the plan.
        """
        season = self.ahead(season)
        found = solve(
            season, self.options, stop=stop, progress=listener, published=self.published, start=self.plan
        )
        for other in (self.plan, also):
            found = found if other is None else self._better(season, found, other)
        return found

    def _better(self, season: Season, found: Plan, other: Plan) -> Plan:
        stands, judged = restated(season, other, Network(season), self.published)
        total = stands.objective.total
        if judged.violations or judged.differences:
            return found
        if found.bound is not None and found.bound < total:
            detail = {"found": str(total)}
            raise RejectedPlan(Fault(code="plan_misstates_figure", value=str(found.bound), detail=detail))
        if found.status is not Status.INFEASIBLE and found.objective.total >= total:
            return found
        gap = None if found.bound is None else gap_permille(found.bound, total)
        return stands.model_copy(update={"bound": found.bound, "gap_permille": gap})


def standing_of(plan: Plan) -> Standing:
    """The figures of a plan."""
    status = Status.OPTIMAL if plan.bound == plan.objective.total else plan.status
    return Standing(total=plan.objective.total, bound=plan.bound, status=status)


def assessed(wish: AnyWish, before: Plan, anew: Standing, after: Plan) -> Assessment:
    """The gain of ``after``, a plan of the granted season, over ``anew``; differences are from ``before``."""
    now = standing_of(after)
    met, meets = ({v.company for trip in plan.trips for v in trip.visits} for plan in (before, after))
    both = anew.status is Status.OPTIMAL and now.status is Status.OPTIMAL
    return Assessment(
        wish=wish,
        basis=Basis.EXACT if both else Basis.RESOLVED,
        gain=max(0, now.total - anew.total),
        at_least=0 if anew.bound is None else max(0, now.total - anew.bound),
        at_most=None if now.bound is None else max(0, now.bound - anew.total),
        standing=now,
        brings=tuple(sorted(meets - met)),
        drops=tuple(sorted(met - meets)),
        trips=trip_differences(before, with_history(after, before, after.made_at)),
    )
