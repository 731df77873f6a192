"""Why no timetable holds every meeting: a least set of meetings and rules that contradict each other.

QuickXplain (Junker, AAAI 2004) over meetings, precedences, the number of tables and the fairness of gaps. A
set is called contradictory if narrowing shows it, or, where narrowing cannot show it of the whole, if
CP-SAT proves it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from events.matchmaking.optimise.gap_terms import GapTerms
from events.matchmaking.optimise.instance import Instance
from events.matchmaking.optimise.model import TimetableModel
from events.matchmaking.optimise.narrowing import narrowed
from events.matchmaking.optimise.proof import solver_of
from events.matchmaking.timetable import Obstacle, Reason
from planner.stop import Stop

PROOF_EFFORT = 2.0  # deterministic seconds to prove one subset contradictory
MOST_PROOFS = 200


@dataclass(frozen=True)
class Part:
    """A meeting or a precedence (its number), or the rule on tables or on gaps."""

    kind: str
    number: int = 0


Contradictory = Callable[[Sequence[Part]], bool]


def contradiction(instance: Instance, stop: Stop) -> Obstacle:
    """A set of parts of ``instance``, known to be impossible, none of which can be spared."""
    parts = [
        *(Part("request", m) for m in range(len(instance.pairs)) if instance.required[m]),
        *(Part("precedence", number) for number in range(len(instance.precedences))),
        Part("tables"),
        *([Part("fairness")] if instance.difference is not None else []),
    ]
    shown = Trial(instance, stop, prove=narrowed(instance) is not None)
    kept = _shortest(shown, [], parts, changed=False)
    return _obstacle(instance, kept, minimal=not shown.given_up)


class Trial:
    """Whether some parts contradict each other; False too where that could not be shown in time."""

    def __init__(self, instance: Instance, stop: Stop, *, prove: bool) -> None:
        self.instance, self.stop, self.prove = instance, stop, prove
        self.proofs, self.given_up = 0, False

    def __call__(self, parts: Sequence[Part]) -> bool:
        """Try ``parts`` together, all others left out."""
        reduced = _reduced(self.instance, parts)
        smaller = narrowed(reduced)
        if smaller is None:
            return True
        if not self.prove or not smaller.pairs:
            return False
        if self.proofs >= MOST_PROOFS or self.stop.stopped():
            self.given_up = True
            return False
        self.proofs += 1
        timetable = TimetableModel(smaller)
        GapTerms(timetable)
        status = solver_of(1, PROOF_EFFORT).solve(timetable.model)
        self.given_up |= status == cp_model.UNKNOWN
        return bool(status == cp_model.INFEASIBLE)


def _shortest(shown: Contradictory, ground: list[Part], parts: list[Part], *, changed: bool) -> list[Part]:
    """The least of ``parts`` that, with ``ground``, are contradictory (QuickXplain)."""
    if changed and shown(ground):
        return []
    if len(parts) == 1:
        return parts
    middle = len(parts) // 2
    left, right = parts[:middle], parts[middle:]
    second = _shortest(shown, [*ground, *left], right, changed=bool(left))
    first = _shortest(shown, [*ground, *second], left, changed=bool(second))
    return [*first, *second]


def _reduced(instance: Instance, parts: Sequence[Part]) -> Instance:
    held = [part.number for part in parts if part.kind == "request"]
    kept = {instance.precedences[part.number] for part in parts if part.kind == "precedence"}
    kinds = {part.kind for part in parts}
    whole = replace(instance, precedences=tuple(pair for pair in instance.precedences if pair in kept))
    return replace(
        whole.holding(held),
        tables=instance.tables if "tables" in kinds else (len(instance.pairs),) * instance.slots,
        difference=instance.difference if "fairness" in kinds else None,
    )


def _obstacle(instance: Instance, kept: Sequence[Part], *, minimal: bool) -> Obstacle:
    requests = [part.number for part in kept if part.kind == "request"]
    people = dict.fromkeys(p for m in requests for p in instance.pairs[m])
    orders = [instance.precedences[part.number] for part in kept if part.kind == "precedence"]
    words = [f"{instance.ids[earlier]} < {instance.ids[later]}" for earlier, later in orders]
    kinds = {part.kind for part in kept}
    words += sorted(kinds & {"tables", "fairness"})
    reason = Reason.TOGETHER_IMPOSSIBLE
    if "fairness" in kinds:
        reason = Reason.GAPS_UNFAIR
    elif "tables" in kinds:
        reason = Reason.TOO_FEW_TABLES
    elif orders:
        reason = Reason.CONTRADICTORY_PRECEDENCES
    return Obstacle(
        reason=reason,
        participants=tuple(instance.people[p] for p in people),
        requests=tuple(instance.ids[m] for m in requests),
        parts=tuple(words),
        minimal=minimal,
    )
