"""Alternatives for a trip: clearly different itineraries that the rest of the plan stands beside.

Two trips are as unlike as their *meetings* are: triples of company, day and leader. Their unlikeness is
Jaccard's distance, one less the meetings in common by the meetings in either; they are clearly different
where at most half of all meetings are in common. Another hour, lunch or member of the staff is no other trip.
"""

from collections.abc import Iterable
from enum import StrEnum

from planner.audit import Audit
from planner.clock import day_of
from planner.company import Company
from planner.errors import Fault, InvalidPlan
from planner.history import with_history
from planner.plan import Plan, Trip
from planner.restatement import restated
from planner.season import Season
from planner.stop import Never, Stop
from planner.stops import region_by_city
from planner.travel.network import Network
from planner.value import Value

MOST = 3
WITHIN_PERCENT = 2  # of what the trip brings
HALF_PERMILLE = 500


class Other(StrEnum):
    """What an alternative has other than the trip; ORDER: companies of both on another of its days."""

    DAYS = "days"
    LEADER = "leader"
    COMPANIES = "companies"
    ORDER = "order"


class Alternative(Value):
    """A trip that could stand in place of another.

    ``total`` is the plan's points with it, ``lost`` what the plan loses by it (below 0 where it gains).
    ``unlike_permille`` is its unlikeness to the trip, ``other`` in what it differs; ``adds`` and ``drops``
    are companies (ids) that only it, or only the trip, meets.
    """

    trip: Trip
    total: int
    lost: int
    unlike_permille: int
    other: tuple[Other, ...]
    adds: tuple[str, ...]
    drops: tuple[str, ...]


class Alternatives(Value):
    """What could stand in place of ``trip`` (an id), which brings ``worth`` to a plan worth ``total``.

    ``finished`` is False where the search was stopped before its end, ``narrowed`` True where the region has
    so many companies that only the most promising were looked at: what is not listed may yet exist.
    """

    trip: str
    total: int
    worth: int
    finished: bool
    narrowed: bool = False
    alternatives: tuple[Alternative, ...]


def alternatives(
    season: Season,
    plan: Plan,
    trip: str,
    *,
    most: int = MOST,
    published: Plan | None = None,
    stop: Stop | None = None,
) -> Alternatives:
    """Up to ``most`` itineraries in place of ``trip`` (an id), clearly different from it and each other.

    Every other trip and the day of every event stand. What is compared is the whole plan's points: with the
    alternative it loses at most 2 % of what the trip brings, which is the plan's points less those of the
    plan without it. Each such plan passes the audit. They serve the trip's region, from any base that does.
    The best of each way to differ comes first, of equals the shorter, then what is best of the others;
    ``stop`` ends the search with those found. Changes are counted against ``published``.

    Raises :class:`InvalidPlan`: ``plan_has_no_such_trip``, ``trip_is_pinned``, ``plan_breaks_season``, and
    what :func:`planner.restatement.restated` raises.
    """
    return _Exchange(season, plan, trip, published).found(most, stop or Never())


def unlike_permille(one: Trip, two: Trip) -> int:
    """How unlike two trips are, in thousandths rounded down: 0 the same meetings, 1,000 none in common."""
    first, second = _meetings(one), _meetings(two)
    return 1_000 - -(-1_000 * len(first & second) // len(first | second))


def clearly_different(one: Trip, two: Trip) -> bool:
    """Whether at most half of all their meetings are in common."""
    return unlike_permille(one, two) >= HALF_PERMILLE


def _meetings(trip: Trip) -> frozenset[tuple[str, object, str]]:
    return frozenset((visit.company, day.day, trip.leader) for day in trip.days for visit in day.visits)


def differing(trip: Trip, other: Trip) -> tuple[Other, ...]:
    """In what ``other`` differs from ``trip``; the order counts of companies that both meet."""
    days, others = ({v.company: n for n, day in enumerate(t.days) for v in day.visits} for t in (trip, other))
    said = {
        Other.DAYS: trip.dates != other.dates,
        Other.LEADER: trip.leader != other.leader,
        Other.COMPANIES: days.keys() != others.keys(),
        Other.ORDER: any(others.get(name, day) != day for name, day in days.items()),
    }
    return tuple(kind for kind, differs in said.items() if differs)


class _Asked:
    """A stop, and whether it ever cut the search short."""

    def __init__(self, stop: Stop) -> None:
        self._stop, self.cut = stop, False

    def going(self) -> bool:
        """Whether the search may go on."""
        self.cut = self.cut or self._stop.stopped()
        return not self.cut


class _Exchange:
    """One trip of a plan, and the plan with another in its place."""

    def __init__(self, season: Season, plan: Plan, name: str, published: Plan | None) -> None:
        self.season, self.published, self.network = season, published, Network(season)
        self.plan = _sound(*restated(season, plan, self.network, published))
        trip = next((item for item in self.plan.trips if item.id == name), None)
        if trip is None:
            raise InvalidPlan(Fault(code="plan_has_no_such_trip", value=name))
        if trip.pinned:
            raise InvalidPlan(Fault(code="trip_is_pinned", value=name))
        self.trip = trip
        self.others = tuple(item for item in self.plan.trips if item.id != name)

    @property
    def total(self) -> int:
        """The plan's points."""
        return self.plan.objective.total

    def found(self, most: int, stop: Stop) -> Alternatives:
        """Search, choose, and have every plan judged."""
        from planner.optimise.other_trips import OtherTrips  # noqa: PLC0415  (only here is the solver imported)

        without, _ = restated(self.season, self.plan, self.network, self.published, self.others)
        worth = self.total - without.objective.total
        search = OtherTrips(self._around(), self.network, self.trip, self.published)
        least = worth - WITHIN_PERCENT * abs(worth) / 100
        asked = _Asked(stop)
        offers = search.offers(least, lambda other: clearly_different(self.trip, other), asked.going)
        near = [offer for offer in offers if 100 * (self.total - offer.total) <= WITHIN_PERCENT * abs(worth)]
        ways = [(offer, differing(self.trip, offer.trip)) for offer in near]
        ways.sort(key=lambda item: (-item[0].total, len(item[0].trip.days), len(item[1])))
        ranked = _one_of_each_first([(other, offer.trip) for offer, other in ways])
        chosen = list[Alternative]()
        for other in ranked:
            if len(chosen) == most:
                break
            if all(clearly_different(other, kept.trip) for kept in chosen):
                chosen += self._judged(other, worth)
        return Alternatives(
            trip=self.trip.id,
            total=self.total,
            worth=worth,
            finished=not asked.cut,
            narrowed=search.narrowed,
            alternatives=tuple(chosen),
        )

    def _around(self) -> Season:
        """The season with all else pinned, and of companies nobody meets those of the trip's region alone."""
        met = {visit.company for trip in self.others for visit in trip.visits}
        regions = region_by_city(self.season)

        def stays(company: Company) -> bool:
            return company.id in met or regions.get(company.site.city) == self.trip.region

        events = {item.event: day_of(item.start) for item in self.plan.events}
        pins = self.season.pins.model_copy(update={"trips": self.others, "events": events})
        companies = tuple(company for company in self.season.companies if stays(company))
        return self.season.model_copy(update={"pins": pins, "companies": companies})

    def _judged(self, other: Trip, worth: int) -> list[Alternative]:
        """``other`` with its figures; none if the audit finds anything in the plan that has it."""
        exchanged = self.plan.model_copy(update={"trips": (*self.others, other)})
        named = with_history(exchanged, self.plan, self.season.as_of)
        found, judged = restated(self.season, named, self.network, self.published)
        lost = self.total - found.objective.total
        if judged.violations or judged.differences or 100 * lost > WITHIN_PERCENT * abs(worth):
            return []
        kept = {item.revision.uid for item in self.others}
        trip = next(item for item in found.trips if item.revision.uid not in kept)
        was, now = ({visit.company for visit in item.visits} for item in (self.trip, trip))
        return [
            Alternative(
                trip=trip,
                total=found.objective.total,
                lost=lost,
                unlike_permille=unlike_permille(self.trip, trip),
                other=differing(self.trip, trip),
                adds=tuple(sorted(now - was)),
                drops=tuple(sorted(was - now)),
            )
        ]


def _sound(plan: Plan, judged: Audit) -> Plan:
    if judged.violations:
        raise InvalidPlan(
            Fault(code="plan_breaks_season", place=item.place, value=item.rule) for item in judged.violations
        )
    return plan


def _one_of_each_first(offers: Iterable[tuple[tuple[Other, ...], Trip]]) -> list[Trip]:
    """The first of each way to differ, then the others, each in the order given."""
    first: dict[tuple[Other, ...], Trip] = {}
    rest = list[Trip]()
    for ways, trip in offers:
        if ways in first:
            rest.append(trip)
        else:
            first[ways] = trip
    return [*first.values(), *rest]
