"""The optimiser's answer in the planner's own values: trips, event dates, reasons, value and bound."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.attendance import PersonDay, span_of, wished_attendance
from planner.objective import away_days
from planner.optimise.adjustments import Adjustments
from planner.optimise.instance import Instance
from planner.optimise.reasons import Reasons
from planner.optimise.roster import Rostered, Staffed
from planner.optimise.search import Outcome, Search
from planner.optimise.writing import written
from planner.options import Options
from planner.plan import EventDate, LeftOut, Plan, Reason, Revision, Trip
from planner.progress import Listener, Phase, Progress
from planner.season import Season
from planner.stop import Stop
from planner.travel.network import Network


@dataclass(frozen=True)
class Answer:
    """What was found. If not ``feasible``, ``left_out`` says what cannot be kept; there is nothing else."""

    feasible: bool
    trips: tuple[Trip, ...]
    events: tuple[EventDate, ...]
    left_out: tuple[LeftOut, ...]
    value: int | None
    bound: int | None


def answer(
    season: Season,
    network: Network,
    options: Options,
    stop: Stop,
    listener: Listener,
    published: Plan | None,
    keep: Callable[[Answer], None] | None = None,
    *,
    standing: Sequence[Plan] = (),
    start: Plan | None = None,
) -> Answer:
    """Search, then put the result into words of the plan.

    ``standing`` and ``start`` are what the search begins with (:class:`planner.optimise.search.Search`).
    ``keep`` gets every better answer on the way, its reasons only those that are quick to find.
    """
    search = Search(season, network, options, stop, listener, published, standing, start)
    words = Words(season, search)
    if keep is not None:
        search.keep = lambda outcome: words.on_the_way(outcome, keep)
    outcome = search.run()
    listener(Progress(phase=Phase.WRITE, best=search.best, bound=outcome.bound))
    return words.of(outcome, lambda: not stop.stopped())


class Words:
    """Puts outcomes of one search into words.

    The trips last written are at hand still when the search ends with the roster it kept last.
    """

    def __init__(self, season: Season, search: Search) -> None:
        self._season, self._search = season, search
        self._last: tuple[Rostered, tuple[Trip, ...]] | None = None

    def on_the_way(self, outcome: Outcome, keep: Callable[[Answer], None]) -> None:
        """Hand an outcome that is not the last to ``keep``, if it is a plan."""
        found = self.of(outcome, lambda: False)
        if found.feasible:
            keep(found)

    def of(self, outcome: Outcome, going: Callable[[], bool]) -> Answer:
        """The answer; prices of companies left out are looked for as long as ``going`` says yes."""
        season, rostered = self._season, outcome.rostered
        unmet = _impossible(outcome)
        if unmet or rostered is None:
            return Answer(False, (), (), unmet or _all_contradict(season), None, None)
        trips = self._trips(outcome, rostered)
        events = dated_events(season, rostered, trips)
        left = Reasons(outcome.market, rostered, outcome.forced, going).all()
        left += _unheld(outcome.market.adjust, rostered)
        return Answer(True, trips, events, left, rostered.value + self._search.fixed, outcome.bound)

    def _trips(self, outcome: Outcome, rostered: Rostered) -> tuple[Trip, ...]:
        if self._last is None or self._last[0] is not rostered:
            # The mark lets a pinned trip keep its id and UID when the plan gets its history.
            pinned = (trip.model_copy(update={"pinned": True}) for trip in self._season.pins.trips)
            self._last = (rostered, (*pinned, *_trips(outcome, rostered, self._season)))
        return self._last[1]


def _trips(outcome: Outcome, rostered: Rostered, season: Season) -> list[Trip]:
    lands = [stock.land for stock in outcome.market.stocks]
    return [
        written(lands[staffed.column.stock], staffed, f"new-{number}", season.as_of)
        for number, staffed in enumerate(sorted(rostered.trips, key=_by_date), start=1)
    ]


def _by_date(staffed: Staffed) -> tuple[int, int, int]:
    return (staffed.column.first, staffed.column.team.leader, staffed.column.length)


def dated_events(season: Season, rostered: Rostered, trips: tuple[Trip, ...]) -> tuple[EventDate, ...]:
    """The events of a roster on their days, with whom ``trips`` leave at home to attend them."""
    days = season.workdays().days
    held = {name: days[day] for name, day in rostered.events.items()}
    away = {PersonDay(*item) for item in away_days(trips)}
    wished = wished_attendance(season, held, away)
    revision = Revision(uid="", created_at=season.as_of, changed_at=season.as_of)
    found = []
    for event in season.events:
        if event.id not in held:
            continue
        span, there = span_of(event, held[event.id]), (*event.required, *wished[event.id])
        found.append(
            EventDate(
                revision=revision,
                event=event.id,
                kind=event.kind,
                title=event.title,
                start=span.start,
                end=span.end,
                venue=event.venue,
                attending=there,
                missing=tuple(name for name in event.wished if name not in there),
                pinned=event.id in season.pins.events,
            )
        )
    return tuple(found)


def _unheld(adjust: Adjustments, rostered: Rostered) -> tuple[LeftOut, ...]:
    """Optional events that are not held."""
    return tuple(
        LeftOut(
            id=event.id, reason=Reason.NOT_WORTH_THE_TRIP if event.candidate_days else Reason.NO_CANDIDATE_DAY
        )
        for event in adjust.events
        if event.id not in rostered.events and not adjust.mandatory(event)
    )


def _impossible(outcome: Outcome) -> tuple[LeftOut, ...]:
    """Mandatory events without a possible day, and pinned visits nobody can make."""
    market, instance = outcome.market, outcome.market.instance
    events = tuple(
        LeftOut(id=event.id, reason=Reason.NO_CANDIDATE_DAY)
        for event in market.adjust.events
        if not event.candidate_days and market.adjust.mandatory(event)
    )
    met = frozenset[int]()
    if outcome.rostered is not None:
        met = met.union(*(staffed.column.companies for staffed in outcome.rostered.trips))
    pins = tuple(
        LeftOut(id=instance.season.companies[company].id, reason=Reason.PINS_CONTRADICT)
        for company in market.adjust.pinned
        if outcome.rostered is not None and company not in met
    )
    return events + pins + _against_pinned_trips(instance)


def _against_pinned_trips(instance: Instance) -> tuple[LeftOut, ...]:
    """Visits pinned to a day or leader that the pinned trip they lie on does not have."""
    season = instance.season
    met = {v.company: (d.day, trip.leader) for trip in season.pins.trips for d in trip.days for v in d.visits}
    return tuple(
        LeftOut(id=pin.company, reason=Reason.PINS_CONTRADICT)
        for pin in season.pins.visits
        if pin.company in met
        and (pin.day not in {None, met[pin.company][0]} or pin.leader not in {None, met[pin.company][1]})
    )


def _all_contradict(season: Season) -> tuple[LeftOut, ...]:
    """No roster at all, though each rule can be kept alone: what must be kept does not fit together."""
    pins = [pin.company for pin in season.pins.visits] + sorted(season.pins.events)
    events = [event.id for event in season.events if not event.optional]
    return tuple(LeftOut(id=name, reason=Reason.PINS_CONTRADICT) for name in dict.fromkeys([*pins, *events]))
