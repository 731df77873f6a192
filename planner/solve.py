"""Solve: a season in, a plan out, judged by the audit before anybody sees it.

``solve`` never hands out a plan that breaks a rule, and never an empty plan for an impossible season: that is a
plan of status INFEASIBLE whose ``left_out`` says what stands against it.
"""

from planner.audit import audit
from planner.cautions import cautions
from planner.errors import Fault, RejectedPlan
from planner.history import with_history
from planner.objective import gap_permille, objective_of
from planner.options import Options
from planner.plan import Caution, EventDate, LeftOut, Plan, Reason, Status, Trip
from planner.progress import Listener, Phase, Progress
from planner.season import Season
from planner.stop import Never, Stop
from planner.travel.network import Network


def solve(
    season: Season,
    options: Options | None = None,
    *,
    stop: Stop | None = None,
    progress: Listener | None = None,
    published: Plan | None = None,
) -> Plan:
    """Plan ``season``: trips and event dates, with a proven bound and a reason for everything left out.

    ``published`` is the plan people hold: changing it costs what the weights say, and its items keep their
    UIDs. ``stop`` ends the work early with the best plan so far; ``progress`` is told of every step.

    Raises :class:`RejectedPlan` if the audit refuses the result (a defect of this program, never of the data).
    """
    from planner.optimise.answer import answer  # noqa: PLC0415  (only here does the solver get imported)

    tell = progress or (lambda _: None)
    network = Network(season)
    found = answer(season, network, options or Options(), stop or Never(), tell, published)
    tell(Progress(phase=Phase.WRITE, best=found.value, bound=found.bound))
    plan = with_history(
        _plan(season, network, found.trips, found.events, found.left_out, found.bound, options or Options(), published),
        published,
        season.as_of,
    )
    if plan.status is not Status.INFEASIBLE:
        _refuse_broken(season, plan, network, published)
    return plan


def _plan(
    season: Season, network: Network, trips: tuple[Trip, ...], events: tuple[EventDate, ...],
    left_out: tuple[LeftOut, ...], bound: int | None, options: Options, published: Plan | None,
) -> Plan:  # fmt: skip
    warned = (*cautions(season), *network.cautions)
    if any(item.reason in (Reason.PINS_CONTRADICT, Reason.NO_CANDIDATE_DAY) for item in left_out):
        return Plan(
            season=season.id, made_at=season.as_of, status=Status.INFEASIBLE, left_out=left_out,
            cautions=warned, seed=options.seed,
        )  # fmt: skip
    objective = objective_of(season, trips, events, network, published)
    proven = max(bound, objective.total) if bound is not None else None
    return Plan(
        season=season.id,
        made_at=season.as_of,
        status=Status.OPTIMAL if proven == objective.total else Status.FEASIBLE,
        trips=trips,
        events=events,
        left_out=left_out,
        objective=objective,
        bound=proven,
        gap_permille=None if proven is None else gap_permille(proven, objective.total),
        seed=options.seed,
        cautions=_unique(warned),
    )


def _unique(warned: tuple[Caution, ...]) -> tuple[Caution, ...]:
    found: list[Caution] = []
    for item in warned:
        if item not in found:
            found.append(item)
    return tuple(found)


def _refuse_broken(season: Season, plan: Plan, network: Network, published: Plan | None) -> None:
    found = audit(season, plan, network, published)
    if found.violations:
        raise RejectedPlan(
            Fault(code="plan_breaks_rule", place=item.place, value=item.rule, detail=dict(item.detail))
            for item in found.violations
        )
