"""The timetable as a CP-SAT model: meeting by slot, and for each participant which slots are taken.

Beside what defines a timetable stand constraints it implies, without which the search is lost (measured in
docs/matchmaking.md; the first two after Bofill et al., JAIR 74, 2022): as many slots taken as there are
meetings; tables counted over participants, twice; the meetings of each half of the day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from events.matchmaking.optimise.instance import Instance, Slots

Literal = cp_model.IntVar


@dataclass(frozen=True)
class Part:
    """Some meetings of a ``model`` as if there were no others: ``instance`` has them alone, numbered alike.

    The other fields are those of :class:`TimetableModel`.
    """

    instance: Instance
    model: cp_model.CpModel
    touched: Sequence[int]
    starts: Mapping[int, Mapping[int, Literal]]
    busy: Mapping[int, Mapping[int, Literal]]
    fixed: Mapping[int, set[int]]
    given: Slots


class TimetableModel:
    """Every rule but those on gaps, with the meetings in ``free`` open, all others as ``given``.

    ``starts[m]`` maps a slot to the literal that meeting ``m`` lies in it. Of the participants ``touched``
    by what is free, ``fixed[p]`` are the slots taken by what stands, ``busy[p]`` the literals of the other
    slots.
    """

    def __init__(
        self,
        instance: Instance,
        free: Iterable[int] | None = None,
        given: Slots = (),
        *,
        over_people: bool = True,
    ) -> None:
        self.instance, self.over_people = instance, over_people
        everything = range(len(instance.pairs))
        self.free = list(everything if free is None else free)
        self.given = given or (None,) * len(instance.pairs)
        open_meetings = set(self.free)
        self.stands = {m: s for m, s in enumerate(self.given) if s is not None and m not in open_meetings}
        self.touched = sorted({p for m in self.free for p in instance.pairs[m]})
        self.model = cp_model.CpModel()
        self.starts: dict[int, dict[int, Literal]] = {}
        self.fixed = {
            p: {self.stands[m] for m in instance.meetings_of[p] if m in self.stands} for p in self.touched
        }
        self.busy: dict[int, dict[int, Literal]] = {}
        self._meetings()
        for participant in self.touched:
            self._one_at_a_time(participant)
        self._tables()
        self._precedences()

    def read(self, solver: cp_model.CpSolver) -> Slots:
        """The timetable of the solution that ``solver`` found."""
        slots = list(self.given)
        for meeting, literals in self.starts.items():
            slots[meeting] = next((s for s, lit in literals.items() if solver.boolean_value(lit)), None)
        return tuple(slots)

    def hint(self, slots: Slots) -> None:
        """Start the search at ``slots``."""
        for meeting, literals in self.starts.items():
            for slot, literal in literals.items():
                self.model.add_hint(literal, slots[meeting] == slot)

    def part(self, instance: Instance) -> Part:
        """The meetings of ``instance``, which are the first of this model, seen alone; all are open here."""
        own = range(len(instance.pairs))
        starts = {m: self.starts[m] for m in own}
        touched = sorted({p for m in own for p in instance.pairs[m]})
        busy: dict[int, dict[int, Literal]] = {}
        for participant in touched:
            at: dict[int, list[Literal]] = {}
            for meeting in instance.meetings_of[participant]:
                for slot, literal in starts[meeting].items():
                    at.setdefault(slot, []).append(literal)
            busy[participant] = {slot: self._any_of(at[slot]) for slot in sorted(at)}
        fixed: dict[int, set[int]] = {participant: set() for participant in touched}
        return Part(instance, self.model, touched, starts, busy, fixed, (None,) * len(own))

    def _any_of(self, literals: Sequence[Literal]) -> Literal:
        """A literal that holds exactly when one of ``literals`` does; no two of them ever do."""
        if len(literals) == 1:
            return literals[0]
        literal = self.model.new_bool_var("")
        self.model.add_exactly_one([*literals, literal.negated()])
        return literal

    def _meetings(self) -> None:
        for meeting in self.free:
            blocked = frozenset().union(*(self.fixed[p] for p in self.instance.pairs[meeting]))
            slots = sorted(self.instance.domains[meeting] - blocked)
            self.starts[meeting] = {slot: self.model.new_bool_var("") for slot in slots}
            literals = list(self.starts[meeting].values())
            if self.instance.required[meeting]:
                self.model.add_exactly_one(literals)
            else:
                self.model.add_at_most_one(literals)

    def _one_at_a_time(self, participant: int) -> None:
        meetings = [m for m in self.instance.meetings_of[participant] if m in self.starts]
        busy: dict[int, Literal] = {}
        for slot in range(self.instance.slots):
            here = [self.starts[m][slot] for m in meetings if slot in self.starts[m]]
            if len(meetings) == 1 and here:
                busy[slot] = here[0]
            elif here:
                busy[slot] = self.model.new_bool_var("")
                self.model.add_exactly_one([*here, busy[slot].negated()])
        self.busy[participant] = busy
        standing = len(self.fixed[participant])
        if all(self.instance.required[m] for m in meetings):
            self.model.add(sum(busy.values()) == len(meetings))
            self._halves(participant, meetings)
        elif self.instance.most[participant] - standing < len(busy):
            self.model.add(sum(busy.values()) <= self.instance.most[participant] - standing)

    def _halves(self, participant: int, meetings: Sequence[int]) -> None:
        """So many of the slots taken lie before noon, so many after: a Hall set that no clause sees."""
        noon = self.instance.morning
        domains = [self.starts[m].keys() for m in meetings]
        if any(not domain for domain in domains):
            return
        before = sum(max(domain) < noon for domain in domains)
        after = sum(min(domain) >= noon for domain in domains)
        early = [literal for slot, literal in self.busy[participant].items() if slot < noon]
        if (before or after) and 0 < len(early) < len(self.busy[participant]):
            self.model.add_linear_constraint(sum(early), before, len(meetings) - after)

    def _tables(self) -> None:
        for slot in range(self.instance.slots):
            here = [literals[slot] for literals in self.starts.values() if slot in literals]
            left = self.instance.tables[slot] - sum(taken == slot for taken in self.stands.values())
            if len(here) > left:
                busy = [literals[slot] for literals in self.busy.values() if slot in literals]
                self.model.add(sum(busy) <= 2 * left if self.over_people else sum(here) <= left)

    def _precedences(self) -> None:
        for earlier, later in self.instance.precedences:
            before, after = self._where(earlier), self._where(later)
            both = self.instance.required[earlier] and self.instance.required[later]
            if not ({earlier, later} & self.starts.keys()) or not before or not after:
                continue
            for slot in range(self.instance.slots):
                # The later one by this slot: the earlier one before it, or not at all.
                by_now = [literal for s, literal in after.items() if s <= slot]
                too_late = [literal for s, literal in before.items() if s >= slot]
                if both:
                    sooner = [literal for s, literal in before.items() if s < slot]
                    if by_now:
                        self.model.add(sum(by_now) <= sum(sooner))
                elif slot in after and too_late:
                    self.model.add(after[slot] + sum(too_late) <= 1)

    def _where(self, meeting: int) -> dict[int, Literal | int]:
        if meeting in self.starts:
            return dict(self.starts[meeting])
        return {self.stands[meeting]: 1} if meeting in self.stands else {}
