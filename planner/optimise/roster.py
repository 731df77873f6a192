"""The integer master: which trips, who comes along, and when the events are; an exact model in CP-SAT.

Each family of rules is one method, named by the rule. All coefficients are integers, so the value of a
solution is exact and equals what the audit recomputes.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import floor

from ortools.sat.python import cp_model

from planner.attendance import span_of
from planner.event import Event
from planner.optimise.adjustments import Adjustments
from planner.optimise.columns import Column, visit_points
from planner.optimise.instance import Instance
from planner.optimise.limits import Limits
from planner.optimise.market import Market
from planner.optimise.staffing import Berths

Bool = cp_model.IntVar
PersonDay = tuple[int, int]


@dataclass(frozen=True)
class Staffed:
    """A chosen column with its staff (person indices)."""

    column: Column
    staff: tuple[int, ...]


@dataclass(frozen=True)
class Rostered:
    """The master's answer: trips, event days (id -> day index), value and bound beyond what is fixed."""

    trips: tuple[Staffed, ...]
    events: dict[str, int]
    value: int
    bound: int
    optimal: bool


@dataclass
class Roster:
    """The model over some columns.

    ``dates`` fixes the days of events, ``forced`` is a company that has to be met. With ``must_meet`` pinned
    visits are rules, otherwise they are worth ``pin_points``.
    """

    market: Market
    columns: Sequence[Column]
    must_meet: bool = True
    dates: Mapping[str, int] | None = None
    forced: int | None = None
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)

    def __post_init__(self) -> None:
        self.instance: Instance = self.market.instance
        self.limits: Limits = self.market.limits
        self.adjust: Adjustments = self.market.adjust
        self.berths = [Berths(self.instance, column) for column in self.columns]
        possible = [
            k for k, berth in enumerate(self.berths) if berth.possible and self._keeps_pins(self.columns[k])
        ]
        self.x: dict[int, Bool] = {k: self.model.new_bool_var(f"x{k}") for k in possible}
        self.z: dict[tuple[int, int], Bool] = {
            (k, p): self.model.new_bool_var(f"z{k},{p}") for k in possible for p in self.berths[k].eligible
        }
        self.e: dict[tuple[str, int], Bool] = {}
        self.proven_infeasible = False
        self.terms: list[cp_model.LinearExprT] = []
        self.away: dict[PersonDay, list[Bool]] = defaultdict(list)
        self._build()

    def _keeps_pins(self, column: Column) -> bool:
        """Whether every pinned company on the trip is met under the leader it is pinned to, if any."""
        pinned = self.adjust.pinned
        return all(pinned.get(company) in (None, column.team.leader) for company in column.companies)

    def _build(self) -> None:
        self._gather_days()
        self._seats()
        self._met_once()
        self._one_place_at_a_time()
        self._days_allowed_and_load()
        self._away_limits()
        self._coverage_and_kinds()
        self._budgets()
        self._event_dates()
        self._attendance()
        self._published_days()
        self._visits_and_costs()
        self.model.maximize(sum(self.terms))

    def _gather_days(self) -> None:
        for k, x in self.x.items():
            for day in self.columns[k].span:
                for person in self.columns[k].team.aboard:
                    self.away[person, day].append(x)
        for (k, person), z in self.z.items():
            for day in self.columns[k].span:
                self.away[person, day].append(z)

    def _seats(self) -> None:
        """1+1+2, the most delegates, and every need somebody must come along for."""
        for k, x in self.x.items():
            berth = self.berths[k]
            seats = {p: self.z[k, p] for p in berth.eligible}
            self.model.add(sum(seats.values()) >= berth.least * x)
            self.model.add(sum(seats.values()) <= berth.most * x)
            for group in berth.asked:
                self.model.add(sum(seats[p] for p in group) >= x)
            for seat in seats.values():
                self.model.add_implication(seat, x)

    def _met_once(self) -> None:
        meeting: dict[int, list[Bool]] = defaultdict(list)
        for k, x in self.x.items():
            for company in self.columns[k].companies:
                meeting[company].append(x)
        for company, visits in meeting.items():
            if company not in self.adjust.pinned:
                self.model.add_at_most_one(visits)
        if self.forced is not None:
            self.model.add_bool_or(meeting[self.forced])
        for company in self.adjust.pinned:
            visits = meeting[company]
            if self.must_meet:
                self.model.add_exactly_one(visits)
            else:
                self.model.add_at_most_one(visits)

    def _one_place_at_a_time(self) -> None:
        """Nobody is on two trips on a day, and rests between trips."""
        rest = self.instance.rules.rest_days_between_trips
        days = self.instance.days
        blocked: dict[PersonDay, list[Bool]] = defaultdict(list)
        crews = [(k, p, x) for k, x in self.x.items() for p in self.columns[k].team.aboard]
        crews += [(k, p, z) for (k, p), z in self.z.items()]
        for k, person, aboard in crews:
            span = self.columns[k].span
            blocked_to = span.stop
            while blocked_to < len(days) and (days[blocked_to] - days[span.stop - 1]).days <= rest:
                blocked_to += 1
            for day in range(span.start, blocked_to):
                blocked[person, day].append(aboard)
        for trips in blocked.values():
            if len(trips) > 1:
                self.model.add_at_most_one(trips)

    def _days_allowed_and_load(self) -> None:
        steps = self.instance.weights.load_steps
        used: dict[int, list[Bool]] = defaultdict(list)
        for (person, _), trips in self.away.items():
            used[person] += trips
        for person, days in used.items():
            before = int(self.instance.pinned_days[person])
            most = int(self.instance.most_days[person]) - before
            if most <= 0:
                self.model.add(sum(days) == 0)
                continue
            counts = [self.model.new_bool_var(f"u{person},{n}") for n in range(min(most, len(days)))]
            self.model.add(sum(counts) >= sum(days))
            for n, count in enumerate(counts):
                step = steps[min(before + n, len(steps) - 1)] if steps else 0
                if step:
                    self.terms.append(-step * count)

    def _away_limits(self) -> None:
        for row, limit in enumerate(self.limits.away):
            people = [self.instance.person_index[name] for name in limit.people]
            for day in range(len(self.instance.days)):
                trips = [trip for p in people for trip in self.away.get((p, day), ())]
                room = int(self.limits.away_room[row, day])
                if room < len(trips):
                    self.model.add(sum(trips) <= room)

    def _coverage_and_kinds(self) -> None:
        for g, group in enumerate(self.limits.coverage):
            met = [len(self.columns[k].companies & group.companies) * x for k, x in self.x.items()]
            counts = [
                self.model.new_bool_var(f"n{g},{n}")
                for n in range(min(len(group.steps), len(group.companies)))
            ]
            self.model.add(sum(counts) <= sum(met))
            self.terms += [step * count for step, count in zip(group.steps, counts, strict=False) if step]
        for cap in self.limits.kinds:
            met = [len(self.columns[k].companies & cap.companies) * x for k, x in self.x.items()]
            self.model.add(sum(met) <= cap.most)

    def _budgets(self) -> None:
        for budget in self.limits.budgets:
            inside = [k for k in self.x if budget.region in (None, self.columns[k].region)]
            heads = sum(self.berths[k].heads_money * self.x[k] for k in inside)
            seats = sum(
                self.berths[k].seat_cost(p) * self.z[k, p] for k in inside for p in self.berths[k].eligible
            )
            self.model.add(heads + seats <= budget.most_cny)

    def _event_dates(self) -> None:
        """One candidate day each; required people at home; what comes after lies later."""
        for event in self.adjust.events:
            for day in event.candidate_days:
                number = self.instance.day_index[day]
                if self.dates is not None and self.dates.get(event.id, number) != number:
                    continue
                held = self.e[event.id, number] = self.model.new_bool_var(f"e{event.id},{number}")
                for name in event.required:
                    for trip in self.away.get((self.instance.person_index[name], number), ()):
                        self.model.add_at_most_one(held, trip)
                moved = self.adjust.published_event_days().get(event.id, number) != number
                cost = self.instance.weights.change_event_moved if moved else 0
                self.terms.append((event.held_points - cost) * held)
        for event in self.adjust.events:
            dates = list(self._dates(event.id).values())
            if not self.adjust.mandatory(event):
                self.model.add_at_most_one(dates)
                if event.id in self.adjust.published_event_days():
                    self.terms.append(self.instance.weights.change_event_moved * (sum(dates) - 1))
            else:
                self.model.add_exactly_one(dates)
        self._events_apart()

    def _dates(self, event: str) -> dict[int, Bool]:
        return {day: held for (name, day), held in self.e.items() if name == event}

    def _events_apart(self) -> None:
        """Events that need the same person do not overlap; what must come first does."""
        for event in self.adjust.events:
            for before in event.after:
                for day, held in self._dates(event.id).items():
                    late = [other for d, other in self._dates(before).items() if d >= day]
                    self.model.add_at_most_one(held, *late)
        for one, two in self._overlapping_pairs():
            if set(one.required) & set(two.required):
                for day, held in self._dates(one.id).items():
                    if day in self._dates(two.id):
                        self.model.add_at_most_one(held, self._dates(two.id)[day])

    def _overlapping_pairs(self) -> list[tuple[Event, Event]]:
        """Pairs of events that would overlap if held on one day."""
        events, some = self.adjust.events, self.instance.season.first
        return [
            (one, two)
            for k, one in enumerate(events)
            for two in events[k + 1 :]
            if span_of(one, some).overlaps(span_of(two, some))
        ]

    def _attendance(self) -> None:
        """Wished people attend who are at home, free, and not at an overlapping event."""
        present: dict[tuple[str, int, int], Bool] = {}
        for event in self.adjust.events:
            for day, held in self._dates(event.id).items():
                for person in self.adjust.wishes(event, day):
                    there = present[event.id, day, person] = self.model.new_bool_var("a")
                    self.model.add_implication(there, held)
                    for trip in self.away.get((person, day), ()):
                        self.model.add_at_most_one(there, trip)
                    self.terms.append(self.adjust.attendance(person) * there)
        for one, two in self._overlapping_pairs():
            for (name, day, person), there in present.items():
                if name not in (one.id, two.id):
                    continue
                other = two if name == one.id else one
                if (other.id, day, person) in present and name == one.id:
                    self.model.add_at_most_one(there, present[other.id, day, person])
                elif self.instance.season.people[person].id in other.required and (other.id, day) in self.e:
                    self.model.add_at_most_one(there, self.e[other.id, day])

    def _published_days(self) -> None:
        """What a day costs that changes between home and away."""
        if self.instance.published is None:
            return
        points = self.instance.weights.change_person_day
        for (person, day), trips in self.away.items():
            sign = 1 if self.adjust.published_away[person, day] else -1
            self.terms += [sign * points * trip for trip in trips]

    def _visits_and_costs(self) -> None:
        weights = self.instance.weights
        for k, x in self.x.items():
            column = self.columns[k]
            points = visit_points(self.adjust, self.market, column.team, column.first, column.days)
            points -= self.berths[k].heads_money + weights.points_per_trip
            points -= column.minutes * weights.points_per_travel_minute
            if self.must_meet:
                points -= int(self.adjust.pin_points) * len(column.companies & self.adjust.pinned.keys())
            self.terms.append(points * x)
        self.terms += [-self.berths[k].seat_cost(p) * z for (k, p), z in self.z.items()]
        if not self.must_meet:
            self.terms.append(-int(self.adjust.pin_points) * len(self.adjust.pinned))

    def hint(self, chosen: Sequence[Column]) -> None:
        """Suggest these columns."""
        keys = {column.key for column in chosen}
        for k, x in self.x.items():
            self.model.add_hint(x, self.columns[k].key in keys)

    def settle(self, crews: Mapping[int, frozenset[int]], dates: Mapping[str, int]) -> bool:
        """Take each column with exactly these staff, and hold these events alone, on these days.

        False if the model has no room for that: a trip nobody could staff so, an event on no such day.
        """
        known = all(k in self.x and crew <= set(self.berths[k].eligible) for k, crew in crews.items())
        movable = {event.id for event in self.adjust.events}
        if not known or any((name, day) not in self.e for name, day in dates.items() if name in movable):
            return False
        for k, x in self.x.items():
            self.model.add(x == (k in crews))
        for (k, person), z in self.z.items():
            self.model.add(z == (person in crews.get(k, frozenset())))
        for (name, day), held in self.e.items():
            self.model.add(held == (dates.get(name) == day))
        return True

    def solve(self, seed: int, work: float, workers: int = 1) -> Rostered | None:
        """The best roster within ``work`` deterministic seconds; None if there is none, or none was found."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = workers
        solver.parameters.random_seed = seed
        solver.parameters.max_deterministic_time = work
        # CP-SAT would leave Ctrl-C to the system's default, which ends the process, the plan in hand lost.
        solver.parameters.catch_sigint_signal = False
        solver.parameters.linearization_level = (
            2  # the model is close to its linear relaxation: 0.5 s against hours
        )
        # Most of the time went into a presolve that found nothing more after its first pass.
        solver.parameters.max_presolve_iterations = 1
        solver.parameters.cp_model_probing_level = solver.parameters.symmetry_level = 0
        status = solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self.proven_infeasible = status == cp_model.INFEASIBLE
            return None
        trips = tuple(
            Staffed(self.columns[k], tuple(p for p in self.berths[k].eligible if solver.value(self.z[k, p])))
            for k, x in self.x.items()
            if solver.value(x)
        )
        events = {name: day for (name, day), held in self.e.items() if solver.value(held)}
        value, bound = round(solver.objective_value), floor(solver.best_objective_bound + 1e-3)
        return Rostered(trips, events, value, bound, status == cp_model.OPTIMAL)
