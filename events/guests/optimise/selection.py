"""Which guests: an exact model in CP-SAT, one variable a guest, and why no list can be if none can.

All coefficients are integers, so the value of a list is exact and equals what the check recomputes.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import floor

from ortools.sat.python import cp_model

from events.guest import Guest
from events.guests.demand import Attendance, GuestDemand
from events.guests.limits import Limit, LimitKind
from events.guests.worth import organisation_of
from planner.rules import Points


@dataclass(frozen=True)
class Selected:
    """The ids chosen, their value and a proven bound in points; ``optimal``: no list is worth more."""

    ids: frozenset[str]
    value: int
    bound: int
    optimal: bool


@dataclass(frozen=True)
class Rule:
    """A rule that can be left out when a contradiction is looked for: a kind and what it is called."""

    kind: str
    name: str = ""


class Selection:
    """The model over eligible guests; ``without`` are rules left out."""

    def __init__(
        self,
        guests: Sequence[Guest],
        demand: GuestDemand,
        limits: Sequence[Limit],
        without: Collection[Rule] = (),
    ) -> None:
        self.demand = demand
        self.guests = guests
        self.model = cp_model.CpModel()
        self.x = {guest.id: self.model.new_bool_var(guest.id) for guest in guests}
        for limit in limits:
            if rule_of(limit) not in without:
                self._bounded(limit)
        for name in demand.named(Attendance.MUST):
            if Rule("must", name) not in without:
                self.model.add(self.x[name] == 1)

    def _bounded(self, limit: Limit) -> None:
        chosen = [self.x[name] for name in sorted(limit.members)]
        if limit.least:
            self.model.add(sum(chosen) >= limit.least)
        if limit.most == 1:
            self.model.add_at_most_one(chosen)
        elif limit.most is not None and limit.most < len(chosen):
            self.model.add(sum(chosen) <= limit.most)

    def _spread(self, name_of: Callable[[Guest], str | None], steps: Points) -> list[cp_model.LinearExprT]:
        """Falling returns: as many steps are earned as guests bear the name; the dearest come first."""
        groups: dict[str, list[cp_model.IntVar]] = defaultdict(list)
        for guest in self.guests:
            if name := name_of(guest):
                groups[name].append(self.x[guest.id])
        terms: list[cp_model.LinearExprT] = []
        for name, members in groups.items():
            if len(members) == 1:
                terms += [step * members[0] for step in steps[:1]]
                continue
            earned = [self.model.new_bool_var(f"{name},{n}") for n in range(min(len(steps), len(members)))]
            self.model.add(sum(earned) <= sum(members))
            terms += [step * one for step, one in zip(steps, earned, strict=False) if step]
        return terms

    def best(self, work: float) -> Selected | None:
        """The list of most value within ``work`` deterministic seconds; None if none was found."""
        weights = self.demand.weights
        wished = self.demand.named(Attendance.MAY)
        terms: list[cp_model.LinearExprT] = [
            (guest.points + (weights.wished_points if guest.id in wished else 0)) * self.x[guest.id]
            for guest in self.guests
        ]
        terms += self._spread(lambda guest: guest.region, weights.region_steps)
        terms += self._spread(organisation_of, weights.organisation_steps)
        terms += self._spread(lambda guest: guest.segment, weights.segment_steps)
        self.model.maximize(sum(terms))
        solver, status = _solved(self.model, work)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        ids = frozenset(name for name, x in self.x.items() if solver.value(x))
        value, bound = round(solver.objective_value), floor(solver.best_objective_bound + 1e-3)
        return Selected(ids, value, bound, status == cp_model.OPTIMAL)

    def is_impossible(self, work: float) -> bool:
        """Whether it is proven that no list keeps the rules."""
        _, status = _solved(self.model, work)
        return bool(status == cp_model.INFEASIBLE)


def _solved(model: cp_model.CpModel, work: float) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = work
    # CP-SAT would leave Ctrl-C to the system's default, which ends the process.
    solver.parameters.catch_sigint_signal = False
    # The model is close to its linear relaxation.
    solver.parameters.linearization_level = 2
    return solver, solver.solve(model)


def rule_of(limit: Limit) -> Rule:
    """The rule a bound belongs to: each quota is one, all organisations are one, so is the list's size."""
    return Rule(limit.kind, limit.name if limit.kind is LimitKind.QUOTA else "")


def contradiction(
    guests: Sequence[Guest], demand: GuestDemand, limits: Sequence[Limit], work: float
) -> tuple[Rule, ...]:
    """Rules that cannot all be kept, none of which can be spared: without any one of them the rest can.

    By deletion: each rule in turn is left out for good if the others still contradict one another
    (Chinneck, Feasibility and Infeasibility in Optimization, 2008, §6). Empty if nothing is proven.
    """
    rules = dict.fromkeys(rule_of(limit) for limit in limits)
    rules |= dict.fromkeys(Rule("must", name) for name in demand.named(Attendance.MUST))
    core = _core(guests, demand, limits, tuple(rules), work)
    spared = rules.keys() - core
    for rule in core:
        if Selection(guests, demand, limits, spared | {rule}).is_impossible(work):
            spared.add(rule)
    return tuple(rule for rule in core if rule not in spared)


def _core(
    guests: Sequence[Guest], demand: GuestDemand, limits: Sequence[Limit], rules: Sequence[Rule], work: float
) -> tuple[Rule, ...]:
    """Some of ``rules`` that contradict one another, few but not the fewest; empty if nothing is proven.

    Each rule hangs on a literal that is assumed; the solver names assumptions that cannot all hold.
    """
    model = cp_model.CpModel()
    x = {guest.id: model.new_bool_var(guest.id) for guest in guests}
    kept = {rule: model.new_bool_var(f"{rule.kind} {rule.name}") for rule in rules}
    for limit in limits:
        count, holds = sum(x[name] for name in sorted(limit.members)), kept[rule_of(limit)]
        most = len(limit.members) if limit.most is None else limit.most
        if limit.least > 0 or most < len(limit.members):
            model.add_linear_constraint(count, limit.least, most).only_enforce_if(holds)
    for name in demand.named(Attendance.MUST):
        model.add_implication(kept[Rule("must", name)], x[name])
    model.add_assumptions(list(kept.values()))
    solver, status = _solved(model, work)
    if status != cp_model.INFEASIBLE:
        return ()
    named = set(solver.sufficient_assumptions_for_infeasibility())
    found = tuple(rule for rule, holds in kept.items() if holds.index in named)
    without = set(rules) - set(found)
    return found if Selection(guests, demand, limits, without).is_impossible(work) else tuple(rules)
