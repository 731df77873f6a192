"""The most a day tour can bring that meets a company whose tours are not listed: a relaxation, compiled.

Time is rounded down to steps. Between two listed companies the true leg is ridden, at the departure that
suits best; to and from one that is not listed a leg takes no time but the buffer and costs nothing. Lunch is
left out, and a company may be met again, though none that is listed twice running.
"""

from typing import NamedTuple

import numpy as np

from planner.optimise.boards import NEVER, Floats
from planner.optimise.doors import FAR, Array, Shorts
from planner.travel.compiled import compiled, inner

STEP = 15
STEPS = 1_440 // STEP


class Ways(NamedTuple):
    """Of companies: first arrivals from each base and the own city's hotel, latest departures to places.

    ``from_base[company, base]``, ``from_hotel[company]`` (FAR: never), ``latest[company, place]`` (-1: never)
    in minutes.
    """

    from_base: Array
    from_hotel: Array
    latest: Array


class Open(NamedTuple):
    """Companies open on a day: numbers in their :class:`Ways`, starts ``[company, window]``, stays."""

    number: Array
    first: Array
    last: Array
    stay: Array


@compiled
def ways(
    arrive: Shorts, companies: Array, hotels: Array, bases: Array, places: Array, grid: int, leave_base: int,
    leave_hotel: int, back_at_base: int, at_hotel: int, most_leg: int,
) -> tuple[Array, Array, Array]:  # fmt: skip
    """The :class:`Ways` of points; ``hotels`` are the companies' own, ``places`` bases first."""
    n, slots = companies.shape[0], arrive.shape[2]
    from_base = np.full((n, bases.shape[0]), FAR)
    from_hotel = np.full(n, FAR)
    latest = np.full((n, places.shape[0]), -1)
    for i in range(n):
        for b in range(bases.shape[0]):
            from_base[i, b] = min(FAR, arrive[bases[b], companies[i], -(-leave_base // grid)])
        for slot in range(-(-leave_hotel // grid), slots):
            came = arrive[hotels[i], companies[i], slot]
            if came - slot * grid <= most_leg:
                from_hotel[i] = min(from_hotel[i], came)
        for e in range(places.shape[0]):
            for slot in range(slots):
                came = arrive[companies[i], places[e], slot]
                if e < bases.shape[0]:
                    fits = came <= back_at_base
                else:
                    fits = came <= at_hotel and came - slot * grid <= most_leg
                if fits:
                    latest[i, e] = slot * grid
    return from_base, from_hotel, latest


@compiled
def soonest(arrive: Shorts, companies: int, grid: int, most_leg: int) -> Shorts:
    """``[from, to, step]``: the first arrival of a leg of allowed length, left then or later; FAR if none."""
    found = np.full((companies, companies, STEPS), np.int16(FAR))
    for a in range(companies):
        for b in range(companies):
            best, slot = FAR, arrive.shape[2] - 1
            for step in range(STEPS - 1, -1, -1):
                while slot >= 0 and slot * grid >= step * STEP:
                    came = arrive[a, b, slot]
                    if came - slot * grid <= most_leg:
                        best = min(best, came)
                    slot -= 1
                found[a, b, step] = best
    return found


@inner
def _end(first: Array, last: Array, k: int, ready: int, stay: int, grid: int) -> int:
    """The step in which a visit ends that starts as soon as it may from minute ``ready`` on; -1 if none."""
    start, earliest = FAR, -(-ready // grid) * grid
    for w in range(first.shape[1]):
        if earliest <= last[k, w]:
            start = min(start, max(first[k, w], earliest))
    return (start + stay) // STEP if start < FAR else -1


@inner
def _unlisted_from(
    there: Open, reward: Floats, latest: Array, end_cost: Floats, buffer: int, grid: int
) -> tuple[Floats, Floats]:
    """For one who is ready in a step: the most of an unlisted visit by its end, and by the place after it."""
    number, first, last, stay = there.number, there.first, there.last, there.stay
    by_end, by_place = np.full((STEPS, STEPS), NEVER), np.full((STEPS, latest.shape[1]), NEVER)
    for k in range(number.shape[0]):
        o = number[k]
        for step in range(STEPS):
            end = _end(first, last, k, step * STEP + buffer, stay[k], grid)
            if end < 0:
                break
            by_end[step, end] = max(by_end[step, end], reward[o])
            for e in range(latest.shape[1]):
                if end * STEP <= latest[o, e]:
                    by_place[step, e] = max(by_place[step, e], reward[o] - end_cost[o, e])
    return by_end, by_place


class Terms(NamedTuple):
    """What companies bring and cost a team on a day, by their numbers: points, and minutes of arrival.

    ``reward[company]``; ``came`` and ``came_cost`` of first legs (FAR: never); ``latest`` and ``end_cost``
    ``[company, place]`` of last legs.
    """

    reward: Floats
    came: Array
    came_cost: Floats
    latest: Array
    end_cost: Floats


class After(NamedTuple):
    """Tours that end with a company not listed, by the step of its end.

    ``best``, the listed company last met before it (``who``; below 0: none, or not known), and ``second``:
    the best after any other.
    """

    best: Floats
    who: Array
    second: Floats


@inner
def _nobody() -> After:
    return After(np.full(STEPS, NEVER), np.full(STEPS, -1), np.full(STEPS, NEVER))


@inner
def _first_visits(
    value: Floats, open_: Open, reward: Floats, came: Array, came_cost: Floats, buffer: int, grid: int
) -> None:
    """Enter tours of one listed company, each in a row of its own."""
    for k in range(open_.number.shape[0]):
        i = open_.number[k]
        if came[i] < FAR:
            end = _end(open_.first, open_.last, k, came[i] + buffer, open_.stay[k], grid)
            if end >= 0:
                value[k, end] = reward[i] - came_cost[i]


@inner
def _keep(after: After, end: int, value: float, listed: int) -> None:
    """Enter a tour that ends with one not listed, ``listed`` being the listed one met before it."""
    best, who, second = after.best, after.who, after.second
    if value > best[end]:
        if who[end] != listed:
            second[end] = best[end]
        best[end], who[end] = value, listed
    elif who[end] != listed and value > second[end]:
        second[end] = value


@inner
def _first_unlisted(after: After, found: Floats, there: Open, terms: Terms, buffer: int, grid: int) -> None:
    """Enter tours of one company that is not listed, and those that end with it."""
    latest, end_cost = terms.latest, terms.end_cost
    for k in range(there.number.shape[0]):
        o = there.number[k]
        if terms.came[o] >= FAR:
            continue
        end = _end(there.first, there.last, k, terms.came[o] + buffer, there.stay[k], grid)
        if end < 0:
            continue
        gain = terms.reward[o] - terms.came_cost[o]
        _keep(after, end, gain, -1)
        for e in range(found.shape[0]):
            if end * STEP <= latest[o, e]:
                found[e] = max(found[e], gain - end_cost[o, e])


@inner
def _home(found: Floats, value: Floats, number: Array, latest: Array, end_cost: Floats) -> None:
    """The tours, all with one not listed, that end with a listed company."""
    for k in range(number.shape[0]):
        for step in range(STEPS):
            if value[k, step] > NEVER:
                for e in range(found.shape[0]):
                    if step * STEP <= latest[number[k], e]:
                        found[e] = max(found[e], value[k, step] - end_cost[number[k], e])


@inner
def _next_visits(
    value: Floats, after: Floats, here: Open, reward: Floats, soon: Shorts, leg_cost: Floats, buffer: int,
    grid: int,
) -> None:  # fmt: skip
    """Lengthen tours that end with a listed company by another."""
    number, first, last, stay, n = here.number, here.first, here.last, here.stay, here.number.shape[0]
    for k in range(n):
        for step in range(STEPS):
            if value[k, step] <= NEVER:
                continue
            for j in range(n):
                ready = int(soon[number[k], number[j], step])
                if j != k and ready < FAR:
                    end = _end(first, last, j, ready + buffer, stay[j], grid)
                    gain = value[k, step] + reward[number[j]] - leg_cost[number[k], number[j]]
                    if end >= 0 and gain > after[j, end]:
                        after[j, end] = gain


@inner
def _back_to_listed(before: After, after: Floats, here: Open, reward: Floats, buffer: int, grid: int) -> None:
    """Lengthen tours that end with one not listed by a listed company, not by the one met before it."""
    best, who, second = before.best, before.who, before.second
    for step in range(STEPS):
        for j in range(here.number.shape[0]) if best[step] > NEVER else range(0):
            now = best[step] if who[step] != j else second[step]
            end = _end(here.first, here.last, j, step * STEP + buffer, here.stay[j], grid)
            if end >= 0 and now > NEVER:
                after[j, end] = max(after[j, end], now + reward[here.number[j]])


@inner
def _to_unlisted(
    plain: Floats, mixed: Floats, before: After, after: After, found: Floats, by_end: Floats, by_place: Floats
) -> None:
    """Lengthen tours by a company that is not listed, and end with it."""
    ready = _nobody()
    for step in range(STEPS):
        for k in range(plain.shape[0]):
            now = max(plain[k, step], mixed[k, step])
            if now > NEVER:
                _keep(ready, step, now, k)
        if before.best[step] > NEVER:
            _keep(ready, step, before.best[step], before.who[step])
        if before.second[step] > NEVER:
            _keep(ready, step, before.second[step], -2)
        if ready.best[step] <= NEVER:
            continue
        for end in range(STEPS):
            if by_end[step, end] > NEVER:
                _keep(after, end, ready.best[step] + by_end[step, end], ready.who[step])
                if ready.second[step] > NEVER:
                    _keep(after, end, ready.second[step] + by_end[step, end], -2)
        for e in range(found.shape[0]):
            if by_place[step, e] > NEVER:
                found[e] = max(found[e], ready.best[step] + by_place[step, e])


@compiled
def outside_day(
    here: Open, terms: Terms, soon: Shorts, leg_cost: Floats, there: Open, others: Terms, most_visits: int,
    buffer: int, grid: int,
) -> Floats:  # fmt: skip
    """``[place]``: the most of a tour that ends there and meets a company of ``there``; NEVER if none.

    ``here`` are listed companies with their ``terms``, ``there`` others with theirs; ``leg_cost`` are the
    points of legs between listed ones.
    """
    n, found = here.number.shape[0], np.full(terms.latest.shape[1], NEVER)
    reward, latest, end_cost = terms.reward, terms.latest, terms.end_cost
    by_end, by_place = _unlisted_from(there, others.reward, others.latest, others.end_cost, buffer, grid)
    # Tours without and with one not listed, [last company, step of its end], and those that end with one.
    plain, mixed, outer = np.full((n, STEPS), NEVER), np.full((n, STEPS), NEVER), _nobody()
    _first_visits(plain, here, reward, terms.came, terms.came_cost, buffer, grid)
    _first_unlisted(outer, found, there, others, buffer, grid)
    for _ in range(most_visits - 1):
        plain_after, mixed_after = np.full((n, STEPS), NEVER), np.full((n, STEPS), NEVER)
        outer_after = _nobody()
        _next_visits(plain, plain_after, here, reward, soon, leg_cost, buffer, grid)
        _next_visits(mixed, mixed_after, here, reward, soon, leg_cost, buffer, grid)
        _back_to_listed(outer, mixed_after, here, reward, buffer, grid)
        _home(found, mixed, here.number, latest, end_cost)
        _to_unlisted(plain, mixed, outer, outer_after, found, by_end, by_place)
        plain, mixed, outer = plain_after, mixed_after, outer_after
    _home(found, mixed, here.number, latest, end_cost)
    return found


@compiled
def outside_trips(
    boards: Floats, first_days: Floats, days: Floats, out: Floats, home: Floats, lodging: Floats, base: int,
    run_end: Array, most_days: int,
) -> Floats:  # fmt: skip
    """``[first day, days - 1]``: the most of a trip of which at least one day meets a company not listed.

    ``boards`` are those of listed tours; ``first_days[day, place]`` and ``days[day, place]`` the most of
    other tours from the base, and from any hotel.
    """
    count, bases, places = boards.shape[0], out.shape[1], boards.shape[1]
    found = np.full((count, most_days), NEVER)
    for a in range(count):
        found[a, 0] = first_days[a, base]
        plain, mixed = np.full(places, NEVER), np.full(places, NEVER)
        for e in range(bases, places):
            plain[e] = max(boards[a, base, e], out[a, base, e - bases])
            mixed[e] = first_days[a, e]
        for length in range(2, most_days + 1):
            d = a + length - 1
            if d > run_end[a]:
                break
            best, whole = NEVER, NEVER
            plain_after, mixed_after = np.full(places, NEVER), np.full(places, NEVER)
            for s in range(bases, places):
                either = max(plain[s], mixed[s])
                if either <= NEVER / 2:
                    continue
                whole = max(whole, either - lodging[s - bases])
                there = mixed[s] - lodging[s - bases]
                best = max(best, there + max(boards[d, s, base], home[d, base, s - bases]))
                for e in range(bases, places):
                    plain_after[e] = max(plain_after[e], plain[s] - lodging[s - bases] + boards[d, s, e])
                    mixed_after[e] = max(mixed_after[e], there + boards[d, s, e])
            for e in range(bases, places):
                mixed_after[e] = max(mixed_after[e], whole + days[d, e])
            found[a, length - 1] = max(best, whole + days[d, base])
            plain, mixed = plain_after, mixed_after
        for length in range(most_days):
            if found[a, length] < NEVER / 2:
                found[a, length] = NEVER
    return found
