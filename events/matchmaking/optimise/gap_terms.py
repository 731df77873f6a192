"""Gaps in the model: for each participant from when on he has begun, and where a group of idle slots ends.

Whoever has no gap is busy in one unbroken run, of which only the start is open: this is said outright as
well, and halves the hardest proofs (docs/matchmaking.md).
"""

from collections.abc import Sequence

from ortools.sat.python import cp_model

from events.matchmaking.optimise.idle import least_gaps
from events.matchmaking.optimise.model import Literal, Part, TimetableModel

Known = Literal | bool


class GapTerms:
    """The gaps of every participant that ``timetable`` touches, in ``gaps``, and their fairness as a rule."""

    def __init__(self, timetable: TimetableModel | Part) -> None:
        self.timetable, self.instance, self.model = timetable, timetable.instance, timetable.model
        self.gaps: list[cp_model.IntVar] = [self._gaps_of(participant) for participant in timetable.touched]
        self._fairness()

    def total(self) -> cp_model.LinearExprT:
        """The gaps of those touched, summed."""
        return cp_model.LinearExpr.sum(self.gaps)

    def _gaps_of(self, participant: int) -> cp_model.IntVar:
        busy, fixed = self.timetable.busy[participant], self.timetable.fixed[participant]
        number = len(fixed) + sum(m in self.timetable.starts for m in self.instance.meetings_of[participant])
        begun: Known = False
        ends: list[cp_model.IntVar] = []
        for slot in range(self.instance.slots):
            taken: Known = busy.get(slot, slot in fixed)
            after: Known = busy.get(slot + 1, slot + 1 in fixed)
            if after is not False and taken is not True and begun is not False:
                ends.append(self._all_of([begun, after], taken))
            begun = self._either(begun, taken)
        held = all(self.instance.required[m] for m in self.instance.meetings_of[participant])
        most = min(number - 1, self.instance.slots - number if held else self.instance.slots)
        gaps = self.model.new_int_var(0, max(0, most), "")
        self.model.add(gaps == cp_model.LinearExpr.sum(ends))
        if held:
            self._unbroken(participant, number, gaps)
        return gaps

    def _all_of(self, wanted: Sequence[Known], unless: Known) -> cp_model.IntVar:
        """A literal that holds exactly when all of ``wanted`` do and ``unless`` does not."""
        parts: list[cp_model.LiteralT] = [part for part in wanted if not isinstance(part, bool)]
        if not isinstance(unless, bool):
            parts.append(unless.negated())
        literal = self.model.new_bool_var("")
        self.model.add_bool_or([literal, *(~part for part in parts)])
        for part in parts:
            self.model.add_implication(literal, part)
        return literal

    def _either(self, begun: Known, taken: Known) -> Known:
        if begun is True or taken is True:
            return True
        if begun is False or taken is False:
            return taken if begun is False else begun
        literal = self.model.new_bool_var("")
        self.model.add_bool_or([literal.negated(), begun, taken])
        self.model.add_implication(begun, literal)
        self.model.add_implication(taken, literal)
        return literal

    def _unbroken(self, participant: int, number: int, gaps: cp_model.IntVar) -> None:
        """Without a gap one run of ``number`` slots: only its start is open. And no fewer gaps than least."""
        least = least_gaps(self.instance, participant) or 0
        if least:
            self.model.add(gaps >= least)
        if least or number < 2:
            return
        busy, fixed = self.timetable.busy[participant], self.timetable.fixed[participant]
        usable = busy.keys() | fixed
        runs = {
            start: self.model.new_bool_var("")
            for start in range(self.instance.slots - number + 1)
            if usable.issuperset(range(start, start + number)) and fixed <= set(range(start, start + number))
        }
        whole = self.model.new_bool_var("")
        self.model.add(gaps == 0).only_enforce_if(whole)
        self.model.add(gaps >= 1).only_enforce_if(whole.negated())
        self.model.add_exactly_one([*runs.values(), whole.negated()])
        for slot, literal in busy.items():
            covering = [run for start, run in runs.items() if start <= slot < start + number]
            for run in covering:
                self.model.add_implication(run, literal)
            self.model.add_bool_or([*covering, literal.negated(), whole.negated()])

    def _fairness(self) -> None:
        difference = self.instance.difference
        if difference is None:
            return
        untouched = set(range(len(self.instance.most))) - set(self.timetable.touched)
        gaps = self.instance.gaps(self.timetable.given)
        standing = [gaps[p] for p in untouched]
        low, high = min(standing, default=self.instance.slots), max(standing, default=0)
        if low == 0:
            for variable in self.gaps:
                self.model.add(variable <= difference)
            return
        least = self.model.new_int_var(max(0, high - difference), low, "")
        for variable in self.gaps:
            self.model.add(variable >= least)
            self.model.add(variable <= least + difference)
