"""Which batch each project signs in: one aim after another, each kept while the next is sought.

Fewest batches, fewest returns to the stage, batches of like size, least disorder. CP-SAT with one worker and
deterministic time: the same projects make the same batches on every machine.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ortools.sat.python import cp_model

from events.batches.arrangement import BatchRules, Drama
from events.batches.signing_project import SigningProject
from events.batches.weight import at_least, host_of, leading_project, ranks_of, sittings, times_signing

# Of CP-SAT's deterministic time, which counts work and not seconds; 80 projects need far less.
WORK = 2.0


class Division(NamedTuple):
    """The number of each project's batch from 1 and how many batches there are.

    ``proven``: no division has as few batches and fewer returns, or as few of both and less disorder.
    """

    batch_of: Mapping[str, int]
    batches: int
    proven: bool


def divide(projects: Sequence[SigningProject], rules: BatchRules, work: float = WORK) -> Division:
    """Divide ``projects`` (at least one, each with both signers) into batches."""
    sizes = [_fewest(sitting, rules, work) for sitting in sittings(projects, rules)]
    # Mostly nobody has to leave the stage, and a model that knows it is far smaller.
    model = _Model(projects, rules, sizes, staying=True)
    proven = True
    if not model.minimise(0, work):
        impossible = model.impossible
        model = _Model(projects, rules, sizes)
        if impossible:
            model.somebody_returns()
        proven = model.minimise(model.returns(), work)
        model.keep(model.returns())
    for aim in (model.spread(), model.disorder()):
        proven &= model.minimise(aim, work)
        model.keep(aim)
    return Division(model.batch_of(), sum(sizes), proven)


def _fewest(sitting: Sequence[SigningProject], rules: BatchRules, work: float) -> int:
    """The fewest batches ``sitting`` can be divided into.

    The lower bound is met unless somebody signs for 甲方 here and for 乙方 there; with as many batches as
    projects nobody is in anybody's way.
    """
    alone = rules.model_copy(update={"online_apart": False})
    hosts = {host_of(item) for item in sitting}
    guests = {item.company_signer.id for item in sitting if item.company_signer is not None}
    fewest = at_least(sitting, rules.seats)
    while hosts & guests and not _Model(sitting, alone, [fewest]).minimise(0, work):
        fewest += 1
    return fewest


class _Model:
    """``chosen[project][batch]``, and when each host's signer comes on stage; batches count from 0.

    With ``staying`` no host's signer leaves the stage before all his projects are signed.
    """

    def __init__(
        self,
        projects: Sequence[SigningProject],
        rules: BatchRules,
        sizes: Sequence[int],
        *,
        staying: bool = False,
    ) -> None:
        self.projects, self.rules, self.batches, self.staying = projects, rules, sum(sizes), staying
        self.late = rules.drama is Drama.LARGEST_LAST
        self.model = cp_model.CpModel()
        self.chosen: dict[str, dict[int, cp_model.IntVar]] = {}
        self.starts: list[cp_model.IntVar] = []
        self.spreads: list[cp_model.LinearExprT] = []
        self._values: dict[str, int] = {}
        self._best = 0
        self.impossible = False
        first = 0
        for sitting, size in zip(sittings(projects, rules), sizes, strict=True):
            self._divide_sitting(sitting, range(first, first + size))
            first += size
        self._nobody_twice()
        often = Counter(host_of(item) for item in projects)
        returning = sorted(host for host, times in often.items() if times > 1)
        for host in returning:
            self._comes_on_stage([item for item in projects if host_of(item) == host], host)
        self._returning = len(returning)
        if staying:
            self.model.add(self.returns() == self._returning)
        end = self.batches - 1 if self.late else 0
        self.model.add(self.chosen[leading_project(projects, rules)][end] == 1)

    def _divide_sitting(self, sitting: Sequence[SigningProject], batches: range) -> None:
        for project in sitting:
            self.chosen[project.id] = {b: self.model.new_bool_var(f"{project.id}@{b}") for b in batches}
            self.model.add_exactly_one(self.chosen[project.id].values())
        least = self.model.new_int_var(1, len(sitting) // len(batches), "least")
        most = self.model.new_int_var(-(-len(sitting) // len(batches)), self.rules.seats, "most")
        for batch in batches:
            size = sum(self.chosen[project.id][batch] for project in sitting)
            self.model.add(size >= least)
            self.model.add(size <= most)
        self.spreads.append(most - least)
        self._host_by_weight(sitting, batches)

    def _host_by_weight(self, sitting: Sequence[SigningProject], batches: range) -> None:
        """A host's projects come in order of weight: exchanging two that do not only lessens the disorder.

        Not so those whose company's signer signs more than once in the sitting: they may be in the way.
        """
        ranks, often = ranks_of(self.projects), times_signing(sitting)
        for host in sorted({host_of(item) for item in sitting}):
            mine = sorted(
                (item for item in sitting if host_of(item) == host),
                key=lambda item: ranks[item.id],
                reverse=not self.late,
            )
            if any(often[item.company_signer.id] > 1 for item in mine if item.company_signer is not None):
                continue
            for earlier, later in pairwise(mine):
                for batch in batches:
                    self._comes_later(earlier.id, later.id, batch)

    def _comes_later(self, earlier: str, later: str, batch: int) -> None:
        """``later`` signs in ``batch`` or before only if ``earlier`` has signed: right before if staying."""
        one, other = self.chosen[earlier], self.chosen[later]
        if self.staying:
            self.model.add(other[batch] == one.get(batch - 1, 0))
        else:
            self.model.add(
                sum(x for b, x in other.items() if b <= batch) <= sum(x for b, x in one.items() if b < batch)
            )

    def _nobody_twice(self) -> None:
        signs: dict[str, dict[int, list[cp_model.IntVar]]] = defaultdict(lambda: defaultdict(list))
        for project in self.projects:
            for signer in project.signers:
                for batch, chosen in self.chosen[project.id].items():
                    signs[signer.id][batch].append(chosen)
        for batches in signs.values():
            for chosen_in in batches.values():
                self.model.add_at_most_one(chosen_in)

    def _comes_on_stage(self, mine: Sequence[SigningProject], host: str) -> None:
        """A start is a batch in which the host's signer signs and before which he does not."""
        before: list[cp_model.IntVar] = []
        for batch in range(self.batches):
            now = [self.chosen[p.id][batch] for p in mine if batch in self.chosen[p.id]]
            start = self.model.new_bool_var(f"{host} comes at {batch}")
            self.model.add(start + sum(before) >= sum(now))
            self.starts.append(start)
            before = now

    def returns(self) -> cp_model.LinearExprT:
        """Times a host's signer with several projects comes on stage; each one's first is no return."""
        return sum(self.starts)

    def somebody_returns(self) -> None:
        """What a model in which all stay has proven: it need not be proven again."""
        self.model.add(self.returns() > self._returning)

    def spread(self) -> cp_model.LinearExprT:
        """The largest batch less the smallest, over the sittings."""
        return sum(self.spreads)

    def disorder(self) -> cp_model.LinearExprT:
        """As :func:`events.batches.weight.disorder_of` counts it."""
        ranks, last = ranks_of(self.projects), self.batches - 1
        return sum(
            ranks[name] * (last - batch if self.late else batch) * chosen
            for name, batches in self.chosen.items()
            for batch, chosen in batches.items()
        )

    def minimise(self, objective: cp_model.LinearExprT, work: float) -> bool:
        """Solve, starting from what was found before; whether the result is proven best.

        For an objective of 0 this says whether there is any solution.
        """
        self.model.minimize(objective)
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for name, batches in self.chosen.items():
            for batch, chosen in batches.items():
                if name in self._values:
                    self.model.add_hint(chosen, self._values[name] == batch)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        # Most of the model is a transport problem, which the full relaxation solves outright.
        solver.parameters.linearization_level = 2
        solver.parameters.max_deterministic_time = work
        status = solver.solve(self.model)
        if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            self._values = {
                name: next(batch for batch, chosen in batches.items() if solver.boolean_value(chosen))
                for name, batches in self.chosen.items()
            }
            self._best = round(solver.objective_value)
        self.impossible = status == cp_model.INFEASIBLE
        return status == cp_model.OPTIMAL

    def keep(self, objective: cp_model.LinearExprT) -> None:
        """Ask of every further solution that it be as good in ``objective`` as the last one."""
        self.model.add(objective <= self._best)

    def batch_of(self) -> dict[str, int]:
        """What the last solution says, counted from 1."""
        return {name: batch + 1 for name, batch in self._values.items()}
