"""Left out before, brought in now: what a re-timed day has room for without moving anybody for it.

Least movement comes first: the price of re-timing stays the least there is. Among all re-timings of that
price the one is sought that lets in the most, then the most meetings, then leaves the fewest gaps.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from events.matchmaking.optimise.gap_terms import GapTerms
from events.matchmaking.optimise.instance import Instance, Slots
from events.matchmaking.optimise.model import TimetableModel
from events.matchmaking.optimise.retiming import Before, Retimed, price_of, retiming_solver
from planner.stop import Stop


@dataclass(frozen=True)
class Room:
    """A re-timed day that may let meetings in.

    ``whole`` has the meetings of ``kept`` first, then those that were left out, none of them required.
    ``worth`` is what each of ``whole`` is worth if it is let in, in points.
    """

    whole: Instance
    kept: Instance
    before: Before
    found: Retimed
    worth: Sequence[int]

    @property
    def newcomers(self) -> range:
        """The meetings that were left out."""
        return range(len(self.kept.pairs), len(self.whole.pairs))

    @property
    def standing(self) -> Slots:
        """The slots found, nobody let in yet."""
        return (*(self.found.slots or ()), *(None for _ in self.newcomers))


@dataclass(frozen=True)
class Brought:
    """The slots of every meeting, and whether no other choice of the same price is better."""

    slots: Slots
    proven: bool


def brought_in(room: Room, seed: int, stop: Stop) -> Brought:
    """``room`` filled. Whatever the time, nothing is left out that fits where everybody already is."""
    best = Brought(filled(room, room.standing), proven=False)
    for is_open in (False, True) if room.found.slots != room.before.slots else (False,):
        seconds = stop.remaining_seconds()
        if seconds == 0:
            return Brought(best.slots, proven=False)
        share = seconds if seconds is None or is_open else seconds / 2
        better = _chosen(room, best.slots, seed, share, is_open=is_open)
        best = Brought(filled(room, better.slots), better.proven)
    return best


def _chosen(room: Room, known: Slots, seed: int, seconds: float | None, *, is_open: bool) -> Brought:
    """Newcomers chosen to best effect, the others where they are or, ``is_open``, wherever costs the same."""
    if is_open:
        timetable = TimetableModel(room.whole)
        kept = timetable.part(room.kept)
        price = price_of(room.kept, kept.starts, GapTerms(kept), room.before)
        timetable.model.add(price <= room.found.price)
    else:
        timetable = TimetableModel(room.whole, room.newcomers, room.standing)
    timetable.model.maximize(_merit(room, timetable))
    timetable.hint(known)
    solver = retiming_solver(seed, seconds)
    status = solver.solve(timetable.model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Brought(known, proven=False)
    return Brought(timetable.read(solver), proven=status == cp_model.OPTIMAL)


def _merit(room: Room, timetable: TimetableModel) -> cp_model.LinearExprT:
    """Worth less what is missing of least numbers, then meetings, then gaps, as one number."""
    whole, newcomers = room.whole, room.newcomers
    a_meeting = 1 + len(whole.most) * whole.slots  # more than all gaps there can be
    a_point = a_meeting * (1 + len(newcomers))
    gaps = GapTerms(timetable).total()
    merit: list[cp_model.LinearExprT] = [-1 * gaps]
    for meeting in newcomers:
        literals = list(timetable.starts[meeting].values())
        merit.append((room.worth[meeting] * a_point + a_meeting) * cp_model.LinearExpr.sum(literals))
    for participant in timetable.touched:
        least = whole.least[participant] - len(timetable.fixed[participant])
        if least > 0 and whole.missing_points:
            busy = list(timetable.busy[participant].values())
            missing = timetable.model.new_int_var(0, least, "")
            timetable.model.add(missing + cp_model.LinearExpr.sum(busy) >= least)
            merit.append(-whole.missing_points * a_point * missing)
    return cp_model.LinearExpr.sum(merit)


def filled(room: Room, slots: Slots) -> Slots:
    """``slots`` with every newcomer that still fits, those worth most first, each where it tears least."""
    whole, found = room.whole, list(slots)
    used = Counter(slots)
    for meeting in sorted(room.newcomers, key=lambda m: (-room.worth[m], m)):
        if found[meeting] is not None:
            continue
        fits = [
            (_gaps_with(whole, found, meeting, slot), slot)
            for slot in sorted(whole.domains[meeting])
            if used[slot] < whole.tables[slot] and _fits(whole, found, meeting, slot)
        ]
        if fits:
            found[meeting] = min(fits)[1]
            used[found[meeting]] += 1
    return tuple(found)


def _fits(whole: Instance, slots: Sequence[int | None], meeting: int, slot: int) -> bool:
    """Whether both are free in ``slot`` and bear one more, and what comes before and after it still does."""
    for participant in whole.pairs[meeting]:
        taken = [slots[other] for other in whole.meetings_of[participant] if slots[other] is not None]
        if slot in taken or len(taken) >= whole.most[participant]:
            return False
    return all(
        (earlier != meeting or (after := slots[later]) is None or slot < after)
        and (later != meeting or (first := slots[earlier]) is None or first < slot)
        for earlier, later in whole.precedences
    )


def _gaps_with(whole: Instance, slots: list[int | None], meeting: int, slot: int) -> int:
    """The gaps of both, were it held there."""
    before, slots[meeting] = slots[meeting], slot
    gaps = sum(whole.gaps_of(participant, slots) for participant in whole.pairs[meeting])
    slots[meeting] = before
    return gaps
