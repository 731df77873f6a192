"""The audit of tours: every rule of an orienteering problem and the profit, replayed in plain Python."""

from collections import Counter
from collections.abc import Iterator

from planner.audit.violation import Violation
from planner.orienteering import Orienteering, Tour, Tours


def audit_tours(problem: Orienteering, found: Tours) -> tuple[Violation, ...]:
    """What is wrong with tours.

    Rules are ``one_tour_a_route``, ``known_stops``, ``met_once``, ``depots``, ``window``, ``route_hours``,
    ``resource``, ``profit`` and ``bound``.
    """
    if len(found.tours) != len(problem.routes):
        detail = {"tours": str(len(found.tours)), "routes": str(len(problem.routes))}
        return (Violation(rule="one_tour_a_route", place="tours", detail=detail),)
    unknown = tuple(_unknown(problem, found))
    if unknown:
        return unknown
    return (
        *_repeated(found),
        *_joined(problem, found),
        *(
            item
            for number in range(len(found.tours))
            for item in _replayed(problem, number, found.tours[number])
        ),
        *_spent(problem, found),
        *_counted(problem, found),
    )


def _unknown(problem: Orienteering, found: Tours) -> Iterator[Violation]:
    for number, tour in enumerate(found.tours):
        depots = (tour.start, tour.end)
        if any(not 0 <= stop < len(problem.stops) for stop in tour.stops) or any(
            not 0 <= depot < problem.depots for depot in depots
        ):
            yield Violation(rule="known_stops", place=f"tours[{number}]")


def _repeated(found: Tours) -> Iterator[Violation]:
    served = Counter(stop for tour in found.tours for stop in tour.stops)
    for stop, times in sorted(served.items()):
        if times > 1:
            yield Violation(rule="met_once", place=f"stops[{stop}]", detail={"times": str(times)})


def _joined(problem: Orienteering, found: Tours) -> Iterator[Violation]:
    """Each tour runs between its route's depots; with hotels each starts where the one before ended."""
    last = len(found.tours) - 1
    for number, (tour, route) in enumerate(zip(found.tours, problem.routes, strict=True)):
        if problem.hotels:
            started = route.start if number == 0 else found.tours[number - 1].end
            ended = tour.end == route.end if number == last else tour.end in problem.hotels
            if tour.start != started or not ended:
                yield Violation(rule="depots", place=f"tours[{number}]")
        elif (tour.start, tour.end) != (route.start, route.end):
            yield Violation(rule="depots", place=f"tours[{number}]")


def _replayed(problem: Orienteering, number: int, tour: Tour) -> Iterator[Violation]:
    """Walk one tour by the clock, each service as early as its windows let it start."""
    route, n = problem.routes[number], len(problem.stops)
    here, now, place = n + tour.start, route.opens, f"tours[{number}]"
    for stop in tour.stops:
        arrival = now + problem.ways[here][stop]
        usable = [w for w in problem.stops[stop].windows[route.calendar] if arrival <= w[1] and w[0] <= w[1]]
        if not usable:
            yield Violation(rule="window", place=place, detail={"stop": str(stop), "arrival": str(arrival)})
            return
        now = max(arrival, min(first for first, _ in usable)) + problem.stops[stop].service
        here = stop
    now += problem.ways[here][n + tour.end]
    if now > route.closes:
        yield Violation(
            rule="route_hours", place=place, detail={"end": str(now), "closes": str(route.closes)}
        )


def _spent(problem: Orienteering, found: Tours) -> Iterator[Violation]:
    for k, room in enumerate(problem.room):
        spent = sum(problem.stops[stop].takes[k] for tour in found.tours for stop in tour.stops)
        if spent > room:
            yield Violation(
                rule="resource", place=f"room[{k}]", detail={"spent": str(spent), "room": str(room)}
            )


def _counted(problem: Orienteering, found: Tours) -> Iterator[Violation]:
    profit = sum(problem.stops[stop].profit for tour in found.tours for stop in tour.stops)
    if profit != found.profit:
        detail = {"stated": str(found.profit), "computed": str(profit)}
        yield Violation(rule="profit", place="profit", detail=detail)
    if found.bound is not None and profit > found.bound:
        detail = {"bound": str(found.bound), "profit": str(profit)}
        yield Violation(rule="bound", place="bound", detail=detail)
