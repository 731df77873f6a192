"""Who takes which place at the table, batch by batch.

A host's signer who stays on stage keeps his place, projects of one 甲方 unit sit side by side, heavier ones
nearer the centre: in this order of importance. CP-SAT with one worker, so equal batches make equal tables.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ortools.sat.python import cp_model

from events.batches.signing_project import SigningProject
from events.batches.weight import host_of, ranks_of

WORK = 5.0


class Seated(NamedTuple):
    """The place of each project, and whether no better order is possible."""

    places: Mapping[str, int]
    proven: bool


def take_places(
    batch: Sequence[SigningProject], seats: int, before: Mapping[str, int], work: float = WORK
) -> Seated:
    """The places of one batch (at least one project) at a table with ``seats`` places.

    A smaller batch takes the places in the middle. ``before`` is where each host's signer (id) sat in the
    batch before. Earlier batches are not rearranged for later ones.
    """
    first = (seats - len(batch)) // 2 + 1
    numbers = range(first, first + len(batch))
    model = cp_model.CpModel()
    sits = {(p.id, n): model.new_bool_var(f"{p.id}@{n}") for p in batch for n in numbers}
    for project in batch:
        model.add_exactly_one(sits[project.id, n] for n in numbers)
    for number in numbers:
        model.add_exactly_one(sits[project.id, number] for project in batch)
    off_centre = _off_centre(batch, numbers, sits)
    blocks = _blocks(model, batch, numbers, sits)
    kept = [
        sits[project.id, before[host_of(project)]]
        for project in batch
        if before.get(host_of(project), 0) in numbers
    ]
    # Each aim outweighs all that the ones after it can amount to.
    most_off = len(batch) ** 3
    aims = [(-(len(batch) + 1) * most_off, kept), (most_off, blocks)]
    model.minimize(sum([weight * var for weight, some in aims for var in some], off_centre))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.linearization_level = 2  # an assignment problem, all but the units
    solver.parameters.max_deterministic_time = work
    status = solver.solve(model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        # Any order of a batch is possible: without an answer in time they sit as they were given.
        return Seated({p.id: n for p, n in zip(batch, numbers, strict=True)}, proven=False)
    taken = {name: number for (name, number), var in sits.items() if solver.boolean_value(var)}
    return Seated(taken, status == cp_model.OPTIMAL)


def unit_of(project: SigningProject) -> str:
    """What 甲方 is known by: the unit's id, else its name."""
    return project.unit or project.host_unit


def _off_centre(
    batch: Sequence[SigningProject], numbers: range, sits: Mapping[tuple[str, int], cp_model.IntVar]
) -> cp_model.LinearExprT:
    """Each project's rank in the batch times half-places from the middle: least with the heaviest there."""
    ranks, middle = ranks_of(batch), numbers[0] + numbers[-1]
    return sum(ranks[name] * abs(2 * number - middle) * var for (name, number), var in sits.items())


def _blocks(
    model: cp_model.CpModel,
    batch: Sequence[SigningProject],
    numbers: range,
    sits: Mapping[tuple[str, int], cp_model.IntVar],
) -> list[cp_model.IntVar]:
    """The starts of runs of neighbours of one unit, of units with several projects alone."""
    units: dict[str, list[str]] = defaultdict(list)
    for project in batch:
        units[unit_of(project)].append(project.id)
    starts: list[cp_model.IntVar] = []
    for unit, names in sorted(units.items()) if len(units) > 1 else ():
        before: list[cp_model.IntVar] = []
        for number in numbers if len(names) > 1 else ():
            now = [sits[name, number] for name in names]
            start = model.new_bool_var(f"{unit} from {number}")
            model.add(start + sum(before) >= sum(now))
            starts.append(start)
            before = now
    return starts
