"""Solve: a season in, a plan out, judged by the audit before anybody sees it.

``solve`` never hands out a plan that breaks a rule, and never an empty plan for an impossible season: that
is a plan of status INFEASIBLE whose ``left_out`` says what stands against it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, overload

from planner.audit import audit
from planner.audit.tours import audit_tours
from planner.cautions import cautions
from planner.errors import Fault, RejectedPlan
from planner.history import with_history
from planner.objective import gap_permille, objective_of
from planner.options import Options
from planner.orienteering import Orienteering, Tours
from planner.plan import Caution, Plan, Status
from planner.progress import Listener
from planner.season import Season
from planner.standing import standing
from planner.stop import Never, Stop
from planner.travel.network import Network

if TYPE_CHECKING:
    from planner.optimise.answer import Answer

# Gets the season that was solved and a plan for it.
Keeper = Callable[[Season, Plan], None]


@overload
def solve(
    season: Season,
    options: Options | None = None,
    *,
    stop: Stop | None = None,
    progress: Listener | None = None,
    published: Plan | None = None,
    start: Plan | None = None,
    keep: Keeper | None = None,
) -> Plan: ...


@overload
def solve(
    season: Orienteering,
    options: Options | None = None,
    *,
    stop: Stop | None = None,
    progress: Listener | None = None,
) -> Tours: ...


def solve(
    season: Season | Orienteering,
    options: Options | None = None,
    *,
    stop: Stop | None = None,
    progress: Listener | None = None,
    published: Plan | None = None,
    start: Plan | None = None,
    keep: Keeper | None = None,
) -> Plan | Tours:
    """Plan ``season``: trips and event dates, with a proven bound and a reason for everything left out.

    Of a season's routing part alone (:class:`Orienteering`) good :class:`Tours` are found; ``progress`` is
    told from the threads that search, one at a time.

    ``published`` is the plan people hold: changing it costs what the weights say, and its items keep their
    UIDs. ``start`` is a plan to begin with, be it of another season: it costs nothing to leave. Where one of
    them keeps every rule of the season, the plan found is worth no less than it (what ``published`` is worth
    without a change), and is that very one unless it is worth more.

    ``stop`` ends the work early with the best plan so far; ``progress`` is told of every step.

    ``keep`` gets a complete, audited plan each time ``progress`` is about to be told a better value, and
    worth no less: whoever holds the last of them may end this process at any moment and has what was told.
    Companies left out have there only the reasons that are quick to find, else STOPPED_EARLY. The plan that
    is handed over at last does not depend on ``keep``.

    Raises :class:`RejectedPlan` if the audit refuses the result (a defect of this program, never of the
    data), be it one on the way.
    """
    if isinstance(season, Orienteering):
        return _tours(season, options or Options(), stop or Never(), progress or (lambda _: None))
    from planner.optimise.answer import answer  # noqa: PLC0415  (only here does the solver get imported)

    tell = progress or (lambda _: None)
    network = Network(season)
    options = options or Options()
    warned = _unique((*cautions(season), *network.cautions))

    def judged(found: "Answer") -> Plan:
        made = _plan(season, network, found, options, published, warned)
        plan = with_history(made, published, season.as_of)
        if plan.status is not Status.INFEASIBLE:
            _refuse_broken(season, plan, network, published)
        return plan

    def on_the_way(found: "Answer") -> None:
        if keep is not None:
            keep(season, judged(found))

    way = None if keep is None else on_the_way
    in_hand = [standing(season, plan, network, published) for plan in (published, start) if plan is not None]
    found = answer(
        season, network, options, stop or Never(), tell, published, way,
        standing=[plan for plan in in_hand if plan is not None], start=start,
    )  # fmt: skip
    return judged(found)


def _tours(problem: Orienteering, options: Options, stop: Stop, tell: Listener) -> Tours:
    from planner.optimise.routing.answer import toured  # noqa: PLC0415  (as above)

    found = toured(problem, options, stop, tell)
    broken = audit_tours(problem, found)
    if broken:
        raise RejectedPlan(
            Fault(code="plan_breaks_rule", place=item.place, value=item.rule, detail=dict(item.detail))
            for item in broken
        )
    return found


def _plan(
    season: Season,
    network: Network,
    found: "Answer",
    options: Options,
    published: Plan | None,
    warned: tuple[Caution, ...],
) -> Plan:
    if not found.feasible:
        return Plan(
            season=season.id, made_at=season.as_of, status=Status.INFEASIBLE, left_out=found.left_out,
            cautions=warned, seed=options.seed,
        )  # fmt: skip
    objective = objective_of(season, found.trips, found.events, network, published)
    # The optimiser keeps its own books: a trip written down may cost less than its column, never more.
    if found.value is not None and found.value > objective.total:
        detail = {"found": str(objective.total)}
        raise RejectedPlan(
            Fault(code="plan_misstates_figure", place="objective", value=str(found.value), detail=detail)
        )
    return Plan(
        season=season.id,
        made_at=season.as_of,
        status=Status.OPTIMAL if found.bound == objective.total else Status.FEASIBLE,
        trips=found.trips,
        events=found.events,
        left_out=found.left_out,
        objective=objective,
        bound=found.bound,
        gap_permille=None if found.bound is None else gap_permille(found.bound, objective.total),
        seed=options.seed,
        cautions=warned,
    )


def _unique(warned: tuple[Caution, ...]) -> tuple[Caution, ...]:
    found: list[Caution] = []
    for item in warned:
        if item not in found:
            found.append(item)
    return tuple(found)


def _refuse_broken(season: Season, plan: Plan, network: Network, published: Plan | None) -> None:
    found = audit(season, plan, network, published)
    faults = [
        Fault(code="plan_breaks_rule", place=item.place, value=item.rule, detail=dict(item.detail))
        for item in found.violations
    ]
    faults += [
        Fault(
            code="plan_misstates_figure",
            place=item.place,
            value=str(item.stated),
            detail={"found": str(item.computed)},
        )
        for item in found.differences
    ]
    if faults:
        raise RejectedPlan(faults)
