"""The best trip that meets no company twice: branch and bound over the days a repeated company may keep.

Best first. A node forbids some companies on some days; its value is the best path over the boards of what
is left, an upper bound of every elementary trip below it. The first elementary path to come up is the best.
"""

import numpy as np

from planner.optimise.boards import NEVER, Floats, Small, best_records, fill_board
from planner.optimise.doors import Array, Masks
from planner.optimise.paths import trace_days
from planner.travel.compiled import compiled, inner

NODES = 60
SPREAD = 6 * NODES
DEPTH = 24
Tables = tuple[Small, Small, Small, Array, Array, Array, Array, Masks, Array, Masks, Array, Array]
Terms = tuple[int, np.uint64, float, float]
Best = tuple[Floats, Array]


@inner
def _best_without(
    members: Small, fare: Small, minutes: Small, begin: Array, first: int, end: int, reward: Floats,
    fare_points: float, minute_points: float, free: Best, companies: Array, masks: Array, count: int, k: int,
    value: Floats, record: Array,
) -> None:  # fmt: skip
    """:func:`best_records` of a day with companies forbidden; ``free`` is what it says without.

    Only segments whose best record meets a forbidden company are gone through again.
    """
    free_value, free_record = free
    for s in range(first, end):
        value[s], record[s] = free_value[s], free_record[s]
        touched = False
        for f in range(count):
            if (masks[f] >> k) & 1 and record[s] >= 0:
                for m in range(4):
                    touched |= members[free_record[s], m] == companies[f]
        if touched:
            best_records(
                members, fare, minutes, begin, s, s + 1, reward, fare_points, minute_points, value, record
            )


@inner
def _day_again(
    stock: Tables,
    team: Terms,
    reward: Floats,
    free: Best,
    companies: Array,
    masks: Array,
    count: int,
    k: int,
    day: int,
    board: Floats,
    chosen: Array,
    value: Floats,
    record: Array,
) -> bool:
    """The board of one day of the trip without the companies forbidden on it; whether any is."""
    touched = False
    for f in range(count):
        touched |= (masks[f] >> k) & 1 == 1
    if not touched:
        return False
    without = reward.copy()
    for f in range(count):
        if (masks[f] >> k) & 1:
            without[companies[f]] = NEVER
    members, fare, minutes, begin, day_begin, start, last, ends, rank, heads, place_fare, place_minutes = (
        stock
    )
    team_rank, team_heads, fare_points, minute_points = team
    first, end = day_begin[day], day_begin[day + 1]
    _best_without(members, fare, minutes, begin, first, end, without, fare_points, minute_points, free,
                  companies, masks, count, k, value, record)  # fmt: skip
    fill_board(first, end, start, last, ends, rank, heads, value, record, place_fare, place_minutes,
               team_rank, team_heads, fare_points, minute_points, board, chosen)  # fmt: skip
    return True


@inner
def _repeated(members: Small, records: Array, reward: Floats, padding: int) -> tuple[int, int]:
    """The repeated company worth most and the mask of days it is met on; -1 if none is repeated."""
    best, days, worth = -1, 0, NEVER
    for k in range(records.shape[0]):
        if records[k] < 0:
            continue
        for m in range(4):
            company = members[records[k], m]
            if company == padding:
                continue
            mask = 0
            for other in range(records.shape[0]):
                if records[other] >= 0:
                    for n in range(4):
                        if members[records[other], n] == company:
                            mask |= 1 << other
            if mask & (mask - 1) and reward[company] > worth:
                best, days, worth = company, mask, reward[company]
    return best, days


@inner
def _forbid(
    companies: Array, masks: Array, count: Array, node: int, child: int, company: int, days: int
) -> None:
    """Give ``child`` what ``node`` forbids, and ``company`` on the days of the mask ``days``."""
    last = count[node]
    companies[child, :last] = companies[node, :last]
    masks[child, :last] = masks[node, :last]
    companies[child, last] = company
    masks[child, last] = days
    count[child] = last + 1


@compiled
def best_elementary(
    stock: Tables, team: Terms, rewards: Floats, free: Best, most_nodes: int, day: int, boards: Floats,
    chosen: Array, out: Floats, home: Floats, lodging: Floats, base: int, padding: int,
) -> tuple[float, Array, Array, bool]:  # fmt: skip
    """Value, nights, records of the best elementary trip over the given days, and whether it is proven.

    ``stock``, ``team`` and ``free`` are tuples of arrays and numbers (see
    :meth:`planner.optimise.market.Quote.exact`), ``free`` the best records of all segments at these rewards;
    ``most_nodes`` is at most NODES; ``boards``, ``chosen``, ``out`` and ``home`` are those of
    the trip's days. Not proven: the nodes ran out, and the value is the best open node's.
    """
    length, places = boards.shape[0], boards.shape[1]
    value = np.full(SPREAD, NEVER)
    nights = np.empty((SPREAD, max(length - 1, 1)), np.int64)
    records = np.empty((SPREAD, length), np.int64)
    companies = np.empty((SPREAD, DEPTH), np.int64)
    masks = np.empty((SPREAD, DEPTH), np.int64)
    count = np.zeros(SPREAD, np.int64)
    value[0], nights[0], records[0] = trace_days(boards, chosen, out, home, lodging, base)
    here, here_chosen = np.empty((length, places, places)), np.empty((length, places, places), np.int64)
    spare = stock[4][day + length]
    of_segment, record = np.empty(spare), np.empty(spare, np.int64)
    used, every = 1, (1 << length) - 1
    for step in range(most_nodes):
        node = int(value[:used].argmax())
        if value[node] <= NEVER / 2:
            return NEVER, nights[0], records[0], True
        company, days = _repeated(stock[0], records[node], rewards[day], padding)
        if company < 0:
            return value[node], nights[node], records[node], True
        if step == most_nodes - 1 or count[node] == DEPTH or used + length + 1 > SPREAD:
            return value[node], nights[node], records[node], False
        for child in range(length + 1):
            kept = (1 << child) if child < length else every & ~days
            if child < length and not (days >> child) & 1:
                continue
            _forbid(companies, masks, count, node, used, company, every & ~kept)
            for k in range(length):
                if not _day_again(stock, team, rewards[day + k], free, companies[used], masks[used],
                                  count[used], k, day + k, here[k], here_chosen[k], of_segment,
                                  record):  # fmt: skip
                    here[k], here_chosen[k] = boards[k], chosen[k]
            value[used], nights[used], records[used] = trace_days(here, here_chosen, out, home, lodging, base)
            used += 1
        value[node] = NEVER
    return NEVER, nights[0], records[0], True
