"""Everybody to a table: a start, annealing, and CP-SAT where a start is lacking or a proof is in reach."""

from dataclasses import dataclass

from events.seating.banquet import Banquet
from events.seating.optimise.annealing import annealed
from events.seating.optimise.conflict import impossible_core
from events.seating.optimise.instance import Instance, Ints, instance_of
from events.seating.optimise.model import Outcome, TableModel
from events.seating.optimise.start import count_at_odds, first_assignment
from events.seating.seated import Obstacle, SeatingReason
from events.seating.table_bound import bound_points
from events.seating.table_terms import table_terms
from planner.options import Options

STEPS_A_ROUND = 50_000
# CP-SAT's deterministic seconds, some of ours: for a first way where annealing finds none, and for a proof.
WAY_EFFORT_SECONDS, PROOF_EFFORT_SECONDS = 20.0, 2.0
# Parties times tables up to which the exact model is worth its time.
MOST_EXACT = 400


@dataclass(frozen=True)
class Assigned:
    """``table_of`` (attendee id -> table number) and bound, or reasons; ``proven``: best, or impossible."""

    table_of: dict[str, int] | None
    bound_points: int | None = None
    reasons: tuple[SeatingReason, ...] = ()
    proven: bool = False


def assign(banquet: Banquet, options: Options) -> Assigned:
    """The best assignment found to the tables of a banquet without plain obstacles."""
    instance, bound = instance_of(banquet), bound_points(banquet)
    table_of = first_assignment(instance)
    if table_of is not None:
        table_of = _improved(instance, table_of, options, bound)
    if table_of is None or count_at_odds(instance, table_of):
        model = TableModel(instance)
        model.apart(instance.odd_pairs())
        answer = model.solve(WAY_EFFORT_SECONDS)
        if answer.table_of is None:
            return _no_way(instance, answer.outcome)
        table_of = _improved(instance, answer.table_of, options, bound)
    if _points(instance, table_of) < bound and len(instance.parties) * len(instance.seats) <= MOST_EXACT:
        model = TableModel(instance)
        model.apart(instance.odd_pairs())
        model.value()
        exact = model.solve(PROOF_EFFORT_SECONDS, hint=table_of)
        if exact.table_of is not None and _points(instance, exact.table_of) > _points(instance, table_of):
            table_of = exact.table_of
        if exact.bound_points is not None:
            bound = min(bound, exact.bound_points)
    return Assigned(_named(instance, table_of), bound, proven=_points(instance, table_of) == bound)


def _improved(instance: Instance, table_of: Ints, options: Options, bound: int) -> Ints:
    """Annealed quickly, and slowly if that does not meet the bound."""
    rounds = options.default_rounds if options.effort is None else options.effort
    for steps in (rounds * STEPS_A_ROUND // 8, rounds * STEPS_A_ROUND):
        if count_at_odds(instance, table_of) or _points(instance, table_of) < bound:
            table_of = annealed(instance, table_of, steps, options.seed, bound)
    return table_of


def _named(instance: Instance, table_of: Ints) -> dict[str, int]:
    tables = instance.banquet.tables
    return {
        name: tables[int(table)].number
        for party, table in zip(instance.parties, table_of, strict=True)
        for name in party
    }


def _points(instance: Instance, table_of: Ints) -> int:
    return table_terms(instance.banquet, _named(instance, table_of)).points


def _no_way(instance: Instance, outcome: Outcome) -> Assigned:
    """Why there is no assignment; the pairs that together leave none, if that can be proven."""
    if outcome is not Outcome.IMPOSSIBLE:
        return Assigned(None, reasons=(SeatingReason(obstacle=Obstacle.NOT_FOUND),))
    core = impossible_core(instance, PROOF_EFFORT_SECONDS) or []
    members = dict.fromkeys(party for pair in core for party in pair)
    people = tuple(name for party in members for name in instance.parties[party])
    reason = SeatingReason(
        obstacle=Obstacle.PROVEN_TOGETHER, people=people, count=len(core), most=len(instance.seats)
    )
    return Assigned(None, reasons=(reason,), proven=True)
