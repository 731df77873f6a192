"""Mend a published plan after a change: what the change does not break stays, the rest is chosen again.

The whole season would take minutes to solve anew. Here the trips that still keep every rule are pinned, those
that do not are freed with their people and companies, and a small season around them is solved by counted
work (:mod:`planner.optimise.mending`). Nothing is proven of what comes of it, and no bound is claimed.
"""

from collections.abc import Collection, Iterable, Sequence

from planner.attendance import span_of
from planner.audit.standing_trips import standing_trips, unfit_events
from planner.clock import day_of
from planner.company import Company
from planner.history import with_history
from planner.objective import objective_of
from planner.plan import EventDate, LeftOut, Plan, Reason, Status, Trip
from planner.references import known_ids, references_of_trip
from planner.restatement import attended, restated
from planner.season import Season
from planner.stops import legs_between, region_by_city
from planner.travel.network import Network
from planner.travel.remembered import Remembered
from planner.worth import worth

MOST_COMPANIES = 40  # unmet ones that the small season has
MOST_NEAR = 2  # trips that a company with a new window may join


def mended(
    season: Season, published: Plan, network: Network, concerned: Collection[str] = (), seed: int = 1
) -> Plan | None:
    """``published`` as a plan of ``season``, changed where the season asks for it; None if none is found.

    Trips that keep every rule of ``season`` stay as they are, as do events on their days. ``concerned`` are
    companies (ids) with new windows: one may join a trip of its region, if that pays. The plan passes the
    audit, is worth no less than what is left without the broken trips, and claims no bound; its cautions are
    those of ``published``. Its work is counted, not timed, and not to be stopped.
    """
    if published.status is Status.INFEASIBLE or published.season != season.id:
        return None
    return _Mending(season, published, network, concerned, seed).plan()


class _Mending:
    """One published plan under the season as it is now."""

    def __init__(
        self, season: Season, published: Plan, network: Network, concerned: Collection[str], seed: int
    ) -> None:
        self.season, self.published, self.network, self.seed = season, published, network, seed
        self.times = Remembered(network)
        self.concerned = frozenset(concerned)
        self.pins = tuple(trip.model_copy(update={"pinned": True}) for trip in season.pins.trips)
        known = {trip.id for trip in self.pins}
        self.others = [trip for trip in published.trips if trip.id not in known]

    def plan(self) -> Plan | None:
        """The best that is found, audited."""
        events = self._events()
        unfit = unfit_events(self.season, self.published, self.pins, events, self.times)
        fixed = tuple(item for item in events if item.event not in unfit)
        readable = self._readable()
        self.network.learn(legs_between((*self.pins, *readable), self.season))
        stand = standing_trips(self.season, self.published, self.pins, readable, fixed, self.times)
        broken = [trip for trip in self.others if trip not in stand]
        trips, held = (*self.pins, *stand), events
        if broken or self._unheld(fixed) or self._lacking(trips):
            most = MOST_COMPANIES if broken else 0
            found = self._chosen((*self.pins, *stand), broken, fixed, most)
            trips, held = found or (trips, fixed)
        trips, held = self._joined(trips, held)
        plan = self._finished(trips, held)
        least = self._total((*self.pins, *stand), fixed)
        if plan is None or plan.objective.total < least:
            return self._finished((*self.pins, *stand), fixed) or plan
        return plan

    def _readable(self) -> list[Trip]:
        """The trips that name nothing the season lacks."""
        known = known_ids(self.season)
        return [
            trip
            for trip in self.others
            if all(reference.id in known[reference.kind] for reference in references_of_trip(trip, "trip"))
        ]

    def _events(self) -> tuple[EventDate, ...]:
        """The published events the season still has, on the days they are pinned to or were published on."""
        known, days = {event.id: event for event in self.season.events}, self.season.pins.events
        found = []
        for item in self.published.events:
            if item.event not in known:
                continue
            span = span_of(known[item.event], days.get(item.event, day_of(item.start)))
            found.append(item.model_copy(update={"start": span.start, "end": span.end}))
        return tuple(found)

    def _unheld(self, fixed: Sequence[EventDate]) -> bool:
        """Whether an event has yet to be given a day."""
        held = {item.event for item in fixed}
        must = {
            event.id for event in self.season.events if not event.optional
        } | self.season.pins.events.keys()
        return bool(must - held) or len(fixed) < len(self.published.events)

    def _unmet(self, trips: Iterable[Trip]) -> dict[str, Company]:
        met = {visit.company for trip in trips for visit in trip.visits}
        return {c.id: c for c in self.season.companies if c.id not in met and c.windows}

    def _lacking(self, trips: Iterable[Trip]) -> set[str]:
        """Companies (ids) not met that must be."""
        return {pin.company for pin in self.season.pins.visits} & self._unmet(trips).keys()

    def _wanted(self, trips: Iterable[Trip]) -> list[Company]:
        """Companies not met that must be, or have a new window."""
        names = self.concerned | self._lacking(trips)
        return [company for name, company in self._unmet(trips).items() if name in names]

    def _chosen(
        self,
        stand: Sequence[Trip],
        broken: Sequence[Trip],
        fixed: Sequence[EventDate],
        most: int,
    ) -> tuple[tuple[Trip, ...], tuple[EventDate, ...]] | None:
        """``stand`` and what is chosen beside it in place of ``broken``; None if nothing fits."""
        from planner.optimise.mending import chosen_again  # noqa: PLC0415  (only here is the solver imported)

        around = self._around(stand, self._candidates(stand, broken, most), fixed)
        start = self.published.model_copy(update={"trips": tuple(broken)})
        found = chosen_again(around, self.network, self.published, start, self.seed)
        if found is None:
            return None
        trips, events = found
        return (*stand, *trips[len(around.pins.trips) :]), self._as_published(events)

    def _around(
        self, stand: Sequence[Trip], candidates: Collection[str], fixed: Sequence[EventDate]
    ) -> Season:
        """The season with ``stand`` and ``fixed`` pinned, and of companies not met ``candidates`` alone."""
        met = {visit.company for trip in stand for visit in trip.visits}
        names = met | set(candidates)
        days = {item.event: day_of(item.start) for item in fixed}
        held = {item.event for item in self.published.events} | self.season.pins.events.keys()
        pins = self.season.pins.model_copy(
            update={"trips": tuple(stand), "events": days | self.season.pins.events}
        )
        update = {
            "pins": pins,
            "companies": tuple(c for c in self.season.companies if c.id in names),
            "events": tuple(e for e in self.season.events if e.id in held or not e.optional),
        }
        return self.season.model_copy(update=update)

    def _candidates(self, stand: Sequence[Trip], broken: Sequence[Trip], most: int) -> set[str]:
        """Companies of broken trips, wanted ones, and of the same regions those worth most."""
        unmet, regions = self._unmet(stand), region_by_city(self.season)
        own = {visit.company for trip in broken for visit in trip.visits}
        own = {*(own & unmet.keys()), *(company.id for company in self._wanted(stand))}
        areas = {trip.region for trip in broken} | {regions.get(unmet[name].site.city) for name in own}
        days = {day for trip in broken for day in trip.dates}

        def promise(company: Company) -> tuple[bool, int, str]:
            timely = any(day_of(window.start) in days for window in company.windows)
            return (not timely, -worth(company, self.season), company.id)

        others = sorted(
            (c for c in unmet.values() if c.id not in own and regions.get(c.site.city) in areas), key=promise
        )
        return own | {company.id for company in others[: max(0, most - len(own))]}

    def _joined(
        self, trips: tuple[Trip, ...], events: tuple[EventDate, ...]
    ) -> tuple[tuple[Trip, ...], tuple[EventDate, ...]]:
        """Let a company with a new window have a trip, or join one to its region that day, if that pays."""
        for company in self._wanted(trips):
            near = self._near(company, trips)
            others = tuple(trip for trip in trips if trip not in near)
            found = self._chosen(others, near, events, most=0)
            if found is not None and self._total(*found) > self._total(trips, events):
                trips, events = found
        return trips, events

    def _near(self, company: Company, trips: Iterable[Trip]) -> list[Trip]:
        """Of the trips to its region on its days those with most room for one more that day."""
        region, pinned = region_by_city(self.season).get(company.site.city), {trip.id for trip in self.pins}
        open_ = {day_of(window.start) for window in company.windows}
        ranked = [
            (min(len(day.visits) for day in trip.days if day.day in open_), trip.id, trip)
            for trip in trips
            if trip.region == region and trip.id not in pinned and open_ & set(trip.dates)
        ]
        return [trip for *_, trip in sorted(ranked, key=lambda row: row[:2])[:MOST_NEAR]]

    def _total(self, trips: Sequence[Trip], events: Sequence[EventDate]) -> int:
        return objective_of(self.season, trips, events, self.times, self.published).total

    def _as_published(self, events: Iterable[EventDate]) -> tuple[EventDate, ...]:
        """Events with the revisions they were published with."""
        known = {item.event: item.revision for item in self.published.events}
        return tuple(
            item.model_copy(update={"revision": known.get(item.event, item.revision)}) for item in events
        )

    def _finished(self, trips: Iterable[Trip], events: Sequence[EventDate]) -> Plan | None:
        """A plan of these trips and events with its history; None if the audit finds anything."""
        trips = tuple(trips)
        update = {
            "trips": trips,
            "events": attended(self.season, tuple(events), trips),
            "left_out": tuple(self._said()),
        }
        named = with_history(self.published.model_copy(update=update), self.published, self.season.as_of)
        found, judged = restated(self.season, named, self.times, self.published)
        return None if judged.violations or judged.differences else found

    def _said(self) -> Iterable[LeftOut]:
        """The published reasons, without the prices they had there; of companies concerned, what is known."""
        windows = {company.id: company.windows for company in self.season.companies}
        told = {item.id for item in self.published.left_out}
        for item in self.published.left_out:
            if item.id not in self.concerned:
                yield item.model_copy(update={"price": None})
        for name in self.concerned:
            if name in windows and (name in told or not windows[name]):
                reason = Reason.STOPPED_EARLY if windows[name] else Reason.NO_WORKDAY_WINDOW
                yield LeftOut(id=name, reason=reason)
