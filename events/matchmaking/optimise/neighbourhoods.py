"""The timetable from above: a first one, then better ones by large neighbourhood search (Shaw 1998).

Each round frees the meetings of some participants, or of some slots, and solves for them to the end; what
costs the same is taken too, so that the search does not stand still on a plateau.
"""

from random import Random

from ortools.sat.python import cp_model

from events.matchmaking.optimise.goal import Goal
from events.matchmaking.optimise.incumbent import Incumbent
from events.matchmaking.optimise.instance import Slots
from events.matchmaking.optimise.proof import ProofSearch, solver_of

ROUND_EFFORT = 0.3  # deterministic seconds of one round
LEAST_FREE, FIRST_FREE = 12, 40  # meetings freed a round; so many at first
PATIENCE = 2.0  # deterministic seconds for a first timetable before its seed is changed
STANDSTILL = 40  # rounds without a better timetable before a proof from another seed takes a turn
FIRST_TURN = 10.0  # deterministic seconds of that turn, the next one twice as long


class NeighbourhoodSearch:
    """Finds and improves timetables for ``goal``; with ``rounds`` it ends after so many."""

    def __init__(self, goal: Goal, incumbent: Incumbent, seed: int, rounds: int | None) -> None:
        self.goal, self.incumbent, self.rounds = goal, incumbent, rounds
        self.random = Random(seed)  # noqa: S311  (a search needs no cryptography)
        self.solver = solver_of(seed, ROUND_EFFORT)
        self.turn: ProofSearch | None = None
        self.free = FIRST_FREE

    def run(self) -> None:
        """Search until the bound is met, the rounds are over, or somebody stops it."""
        if self.incumbent.slots is None:
            self._first()
        slots, done, improved, turn = self.incumbent.slots, 0, 0, FIRST_TURN
        while slots is not None and not self.incumbent.closed and (self.rounds is None or done < self.rounds):
            best = self.incumbent.cost
            slots = self._round(slots)
            done += 1
            improved = done if self.incumbent.cost != best else improved
            if self.rounds is None and done - improved >= STANDSTILL:
                self._prove(turn)
                improved, turn = done, 2 * turn

    def stop(self) -> None:
        """End the search as soon as may be."""
        self.solver.stop_search()
        if self.turn is not None:
            self.turn.stop()

    def _prove(self, effort: float) -> None:
        self.turn = ProofSearch(self.goal, self.incumbent, self._seed(), effort)
        self.turn.run()
        self.turn = None

    def _seed(self) -> int:
        return self.random.randrange(2**31 - 1)

    def _first(self) -> None:
        """Any timetable: the same model without its cost, from one seed after another."""
        posed = self.goal.posed()
        effort, tried = PATIENCE, 0
        while not self.incumbent.closed and self.incumbent.slots is None:
            self.solver = solver_of(self._seed(), effort)
            status = self.solver.solve(posed.timetable.model)
            if status == cp_model.INFEASIBLE:
                self.incumbent.refuse()
            if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
                slots = posed.timetable.read(self.solver)
                self.incumbent.offer(slots, self.goal.cost(slots))
            effort, tried = 2 * effort, tried + 1
            if self.rounds is not None and tried > 3:
                return

    def _round(self, slots: Slots) -> Slots:
        by_people = self.random.random() < 0.7
        free = self._of_participants(slots) if by_people else self._of_slots(slots)
        cost = self.goal.cost(slots)
        posed = self.goal.posed(free, slots)
        model = posed.timetable.model
        model.add(posed.cost <= cost - posed.standing)
        model.minimize(posed.cost)
        posed.timetable.hint(slots)
        self.solver = solver_of(self._seed(), ROUND_EFFORT)
        self.solver.parameters.random_polarity_ratio = 0.01
        status = self.solver.solve(model)
        proven = status == cp_model.OPTIMAL
        self.free = min(len(slots), self.free + 1) if proven else max(LEAST_FREE, self.free - 2)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return slots
        found = posed.timetable.read(self.solver)
        self.incumbent.offer(found, self.goal.cost(found))
        return found

    def _of_participants(self, slots: Slots) -> list[int]:
        """All meetings of an uneasy participant, of whom he may meet, and of whom they may, till enough."""
        meetings_of, pairs = self.goal.instance.meetings_of, self.goal.instance.pairs
        cost = self.goal.uneasy(slots)
        uneasy = [p for p, number in enumerate(cost) if number] or list(range(len(cost)))
        queue = [self.random.choice(uneasy)]
        free: dict[int, None] = {}
        seen = set(queue)
        while queue and len(free) < self.free:
            participant = queue.pop(0)
            free |= dict.fromkeys(meetings_of[participant])
            met = {p for m in meetings_of[participant] for p in pairs[m]} - seen
            others = sorted(met)
            self.random.shuffle(others)
            others.sort(key=lambda p: -cost[p])
            queue += others
            seen |= met
        return sorted(free)

    def _of_slots(self, slots: Slots) -> list[int]:
        """All meetings of some slots, neighbours or not, till enough; and those of no slot that fit there."""
        order = list(range(self.goal.instance.slots))
        if self.random.random() < 0.5:
            self.random.shuffle(order)
        else:
            first = self.random.randrange(len(order))
            order = order[first:] + order[:first]
        free: list[int] = []
        for slot in order:
            if len(free) >= self.free:
                break
            free += [m for m, taken in enumerate(slots) if taken == slot]
        idle = [m for m, taken in enumerate(slots) if taken is None]
        return sorted({*free, *self.random.sample(idle, min(len(idle), self.free))})
