"""A change of the hotel in which one route ends and the next starts."""

from planner.optimise.routing.chance import State, below, drawn
from planner.optimise.routing.ground import Course, Ground, Ints, retimed, taken_out
from planner.travel.compiled import borrowing


@borrowing
def _shed(g: Ground, c: Course, rng: State, r: int, marked: Ints) -> None:
    """Take stops out of a route that is too long, those first that save most way for their profit."""
    while c.length[r] > 0 and not retimed(g, c, r):
        worst, stop, row = -1e300, -1, c.rows[r]
        for p in range(1, c.length[r] + 1):
            saved = g.way[row[p - 1], row[p]] + g.way[row[p], row[p + 1]] - g.way[row[p - 1], row[p + 1]]
            score = (saved + 1.0) / (g.profit[row[p]] + 1.0) * (0.5 + drawn(rng))
            if score > worst:
                worst, stop = score, row[p]
        marked[stop] = 1
        taken_out(g, c, r, marked)


@borrowing
def changed_hotel(g: Ground, c: Course, rng: State, marked: Ints, dirty: Ints) -> None:
    """Move one night, or two in a row, to other hotels; stops that no longer fit are marked and out.

    If even the empty routes between the new hotels are too long, the nights stay where they are.
    """
    m = c.length.shape[0]
    if m < 2:
        return
    first = below(rng, m - 1)
    nights = 2 if m > 2 and first < m - 2 and drawn(rng) < 0.25 else 1
    before0 = c.rows[first, c.length[first] + 1]
    before1 = c.rows[first + nights - 1, c.length[first + nights - 1] + 1]
    for k in range(nights):
        r = first + k
        hotel = g.hotels[below(rng, g.hotels.shape[0])]
        _sleep(g, c, r, hotel)
    possible = True
    for r in range(first, first + nights + 1):
        row = c.rows[r]
        possible = possible and g.begin[r] + g.way[row[0], row[c.length[r] + 1]] <= g.finish[r]
    if not possible:
        _sleep(g, c, first, before0)
        if nights == 2:
            _sleep(g, c, first + 1, before1)
    for r in range(first, first + nights + 1):
        dirty[r] = 1
        _shed(g, c, rng, r, marked)
        retimed(g, c, r)


@borrowing
def _sleep(g: Ground, c: Course, r: int, hotel: int) -> None:
    """End route r, and start the next, at a hotel."""
    n = c.length[r]
    here, after = c.rows[r], c.rows[r + 1]
    c.tally[1] += g.way[here[n], hotel] - g.way[here[n], here[n + 1]]
    c.tally[1] += g.way[hotel, after[1]] - g.way[after[0], after[1]]
    here[n + 1] = hotel
    after[0] = hotel
