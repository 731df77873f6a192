"""What each company left out would cost, from a plan's own prices, from a search, or forced in."""

from collections.abc import Iterable, Mapping

from planner.helps.assessment import Assessment, Basis, Loss, Standing
from planner.plan import LeftOut, Plan, Status
from planner.season import Season, VisitPin
from planner.wish import burden


def with_forced(season: Season, company: str) -> Season:
    """``season`` with the company (an id) pinned to be met, on whatever day and by whomever."""
    pins = season.pins.model_copy(update={"visits": (*season.pins.visits, VisitPin(company=company))})
    return season.model_copy(update={"pins": pins})


def losses_left(season: Season, plan: Plan, anew: Plan) -> dict[str, Loss]:
    """By id, every company that ``plan`` leaves out; ``anew`` is the best plan known of the same season.

    One that ``anew`` meets costs nothing: that plan is worth no less.
    """
    left, said = {item.id: item for item in plan.left_out}, {item.id: item for item in anew.left_out}
    is_best = anew.status is Status.OPTIMAL
    found = {}
    for company in season.companies:
        if company.id in left and company.id not in said:
            basis = Basis.EXACT if is_best else Basis.RESOLVED
            reason = left[company.id].reason
            found[company.id] = Loss(company=company.id, reason=reason, points=0, basis=basis, at_most=0)
        elif company.id in left:
            found[company.id] = _priced(said[company.id], is_best=is_best)
    return found


def _priced(item: LeftOut, *, is_best: bool) -> Loss:
    price = item.price
    if price is None:
        return Loss(company=item.id, reason=item.reason)
    if price.exact and is_best:
        return Loss(
            company=item.id, reason=item.reason, points=price.points, basis=Basis.EXACT,
            at_least=price.points, at_most=price.points,
        )  # fmt: skip
    return Loss(company=item.id, reason=item.reason, points=price.points, basis=Basis.INSERTION)


def loss_forced(before: Loss, anew: Standing, forced: Plan) -> Loss:
    """The loss of the company with the season solved anew around it; ``forced`` may be INFEASIBLE."""
    if forced.status is Status.INFEASIBLE:
        return before.model_copy(update={"points": None, "basis": Basis.RESOLVED, "at_most": None})
    total, bound = forced.objective.total, forced.bound
    both = anew.status is Status.OPTIMAL and bound == total
    update = {
        "points": max(0, anew.total - total),
        "basis": Basis.EXACT if both else Basis.RESOLVED,
        "at_least": 0 if bound is None else max(0, anew.total - bound),
        "at_most": None if anew.bound is None else max(0, anew.bound - total),
    }
    return before.model_copy(update=update)


def with_easiest_wishes(losses: Mapping[str, Loss], shown: Iterable[Assessment]) -> tuple[Loss, ...]:
    """Each loss with the easiest wish of ``shown`` whose plan meets the company; of equals the first."""
    by_burden = sorted(shown, key=lambda item: burden(item.wish))
    found = []
    for loss in losses.values():
        wish = next((item.wish for item in by_burden if loss.company in item.brings), None)
        found.append(loss.model_copy(update={"wish": wish}))
    return tuple(found)
