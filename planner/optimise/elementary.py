"""The best trip that meets no company twice: branch and bound over the days a repeated company may keep.

Best first. A node forbids some companies on some days; its value is the best path over the boards of what
is left, an upper bound of every elementary trip below it. The first elementary path to come up is the best.

A trip that meets at least two of the three companies of a subset row is charged the row's price. Paths know
nothing of charges, so their values are upper bounds still; where the best path owes one, a node has three
children: the trips that meet both companies, which all pay, those without the one, those without the other.
"""

from typing import NamedTuple

import numpy as np

from planner.optimise.boards import NEVER, Floats, Small, best_record
from planner.optimise.doors import Array, Masks
from planner.optimise.paths import trace_days
from planner.travel.compiled import borrowing, compiled, inner

NODES = 60  # of branching, unless more are asked for
CHILDREN = 6  # a node has; with rules that allow longer trips the room is used up sooner
DEPTH = 24
Tables = tuple[Small, Small, Small, Array, Array, Array, Array, Masks, Array, Masks, Array, Array]
Terms = tuple[int, np.uint64, float, float]
Best = tuple[Floats, Array]


@borrowing
def _meets(members: Small, record: int, companies: Array, masks: Array, count: int, k: int) -> bool:
    """Whether a record meets a company that is forbidden on day ``k`` of the trip."""
    for f in range(count):
        if (masks[f] >> k) & 1:
            for m in range(4):
                if members[record, m] == companies[f]:
                    return True
    return False


@borrowing
def _row_again(
    stock: Tables, team: Terms, without: Floats, free: Best, companies: Array, masks: Array, count: int,
    k: int, first: int, end: int, touched: np.uint64, board: Floats, chosen: Array,
) -> None:  # fmt: skip
    """The cells ``touched`` of a board's row again; segments ``first`` to ``end`` start there.

    ``free`` says what each segment brings with nothing forbidden: most need not be looked at.
    """
    members, fare, minutes, begin, _, _, last, ends, rank, heads, place_fare, place_minutes = stock
    team_rank, team_heads, fare_points, minute_points = team
    worths, records = free
    for s in range(first, end):
        inside = ends[s] & touched
        if inside == 0 or team_rank > rank[s] or (heads[s] & ~team_heads) != 0 or worths[s] <= NEVER / 2:
            continue
        worth, record, known = worths[s], records[s], False
        for e in range(board.shape[0]):
            if not (inside >> np.uint64(e)) & np.uint64(1):
                continue
            leg = fare_points * place_fare[last[s], e] + minute_points * place_minutes[last[s], e]
            if worth - leg <= board[e]:
                continue
            if not known:
                known = True
                if _meets(members, record, companies, masks, count, k):
                    worth, record = best_record(
                        members, fare, minutes, begin, s, without, fare_points, minute_points
                    )
                    if worth <= NEVER / 2:
                        break
            if worth - leg > board[e]:
                board[e], chosen[e] = worth - leg, record


@inner
def _day_again(
    stock: Tables, team: Terms, reward: Floats, free: Best, companies: Array, masks: Array, count: int,
    k: int, day: int, free_board: Floats, free_chosen: Array, board: Floats, chosen: Array,
) -> None:  # fmt: skip
    """The board of day ``k`` of the trip without what is forbidden on it, from the board with everything.

    Only cells whose best record meets a forbidden company are filled again.
    """
    board[:], chosen[:] = free_board, free_chosen
    without, ready = reward, False
    first, day_end, start = stock[4][day], stock[4][day + 1], stock[5]
    for a in range(board.shape[0]):
        touched = np.uint64(0)
        for e in range(board.shape[1]):
            if chosen[a, e] >= 0 and _meets(stock[0], chosen[a, e], companies, masks, count, k):
                touched |= np.uint64(1) << np.uint64(e)
                board[a, e], chosen[a, e] = NEVER, -1
        if touched == 0:
            continue
        if not ready:
            without, ready = reward.copy(), True
            for f in range(count):
                if (masks[f] >> k) & 1:
                    without[companies[f]] = NEVER
        begin = first + np.searchsorted(start[first:day_end], a)  # segments of a day are sorted by start
        end = first + np.searchsorted(start[first:day_end], a, side="right")
        _row_again(stock, team, without, free, companies, masks, count, k, begin, end, touched,
                   board[a], chosen[a])  # fmt: skip


@borrowing
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
def _owed(
    members: Small, records: Array, subsets: Array, charges: Floats, paid: Array
) -> tuple[int, int, int]:
    """The dearest charge that a path owes and has not paid, and two companies it is owed for; -1 if none."""
    best, one, two = -1, -1, -1
    for row in range(subsets.shape[0]):
        if best >= 0 and charges[row] <= charges[best]:
            continue
        first, second = -1, -1
        for place in range(3):
            company = subsets[row, place]
            if company < 0 or second >= 0:
                continue
            for k in range(records.shape[0]):
                if records[k] >= 0 and (members[records[k]] == company).any():
                    first, second = (company, -1) if first < 0 else (first, company)
        if second >= 0 and not (paid == row).any():
            best, one, two = row, first, second
    return best, one, two


class Nodes(NamedTuple):
    """The nodes of a search, by number: what each forbids and has paid, and its best path.

    ``companies`` and ``masks`` of days are forbidden, ``shut`` of them; ``paid`` are rows, ``owing`` of them,
    which cost ``toll``; ``value``, ``nights`` and ``records`` are the best path's, the toll counted.
    """

    companies: Array
    masks: Array
    shut: Array
    paid: Array
    owing: Array
    toll: Floats
    value: Floats
    nights: Array
    records: Array


@inner
def _nodes(room: int, length: int) -> Nodes:
    return Nodes(
        np.empty((room, DEPTH), np.int64), np.empty((room, DEPTH), np.int64), np.zeros(room, np.int64),
        np.empty((room, DEPTH), np.int64), np.zeros(room, np.int64), np.zeros(room),
        np.full(room, NEVER), np.empty((room, max(length - 1, 1)), np.int64),
        np.empty((room, length), np.int64),
    )  # fmt: skip


@inner
def _inherit(nodes: Nodes, node: int, child: int) -> None:
    """Give ``child`` all that ``node`` has."""
    for k in range(nodes.shut[node]):
        nodes.companies[child, k], nodes.masks[child, k] = nodes.companies[node, k], nodes.masks[node, k]
    for k in range(nodes.owing[node]):
        nodes.paid[child, k] = nodes.paid[node, k]
    nodes.shut[child], nodes.owing[child] = nodes.shut[node], nodes.owing[node]
    nodes.toll[child], nodes.value[child] = nodes.toll[node], nodes.value[node]
    nodes.nights[child], nodes.records[child] = nodes.nights[node], nodes.records[node]


@inner
def _forbid(nodes: Nodes, child: int, company: int, days: int) -> None:
    """Forbid ``child`` a company on the days of a mask."""
    last = nodes.shut[child]
    nodes.companies[child, last], nodes.masks[child, last] = company, days
    nodes.shut[child] = last + 1


@inner
def _pay(nodes: Nodes, child: int, row: int, charge: float) -> None:
    """Let ``child`` pay a row's charge for good: its best path does."""
    nodes.paid[child, nodes.owing[child]] = row
    nodes.owing[child] += 1
    nodes.toll[child] += charge
    nodes.value[child] -= charge


@inner
def _branches(
    members: Small, records: Array, reward: Floats, padding: int, subsets: Array, charges: Floats,
    paid: Array, who: Array, shut: Array,
) -> tuple[int, int]:  # fmt: skip
    """What to do about a path: the row it may pay (-1: none), and how many children forbid something.

    ``who`` and ``shut`` are filled with the company each child forbids, and the mask of days.
    """
    every, children = (1 << records.shape[0]) - 1, 0
    company, days = _repeated(members, records, reward, padding)
    if company >= 0:
        for k in range(records.shape[0]):
            if (days >> k) & 1:
                who[children], shut[children] = company, every & ~(1 << k)
                children += 1
        who[children], shut[children] = company, days
        return -1, children + 1
    row, who[0], who[1] = _owed(members, records, subsets, charges, paid)
    shut[:2] = every
    return row, 2 if row >= 0 else 0


@compiled
def best_elementary(
    stock: Tables, team: Terms, rewards: Floats, free: Best, most_nodes: int, day: int, boards: Floats,
    chosen: Array, out: Floats, home: Floats, lodging: Floats, base: int, padding: int, subsets: Array,
    charges: Floats,
) -> tuple[float, Array, Array, bool]:  # fmt: skip
    """Value, nights, records of the best elementary trip over the given days, and whether it is proven.

    ``stock``, ``team`` and ``free`` are tuples of arrays and numbers (see
    :meth:`planner.optimise.market.Quote.exact`), ``free`` the best records of all segments at these rewards;
    ``boards``, ``chosen``, ``out`` and ``home`` are those of the trip's days. ``subsets[row]`` are three
    companies of the land (-1 for one elsewhere), ``charges[row]`` what a trip that meets two of them pays,
    once. Not proven: the nodes ran out, and the value is the best open node's.
    """
    length, places, room = boards.shape[0], boards.shape[1], CHILDREN * max(most_nodes, 1)
    nodes = _nodes(room, length)
    nodes.value[0], nodes.nights[0], nodes.records[0] = trace_days(boards, chosen, out, home, lodging, base)
    here, here_chosen = np.empty((length, places, places)), np.empty((length, places, places), np.int64)
    who, shut = np.empty(length + 1, np.int64), np.empty(length + 1, np.int64)
    used = 1
    for step in range(most_nodes):
        node = int(nodes.value[:used].argmax())
        value, nights, records = nodes.value[node], nodes.nights[node], nodes.records[node]
        if value <= NEVER / 2:
            return NEVER, nights, records, True
        row, children = _branches(stock[0], records, rewards[day], padding, subsets, charges,
                                  nodes.paid[node, : nodes.owing[node]], who, shut)  # fmt: skip
        if children == 0:
            return value, nights, records, True
        full = DEPTH in (nodes.shut[node], nodes.owing[node]) or used + children + 1 > room
        if step == most_nodes - 1 or full:
            return value, nights, records, False
        if row >= 0:
            _inherit(nodes, node, used)
            _pay(nodes, used, row, charges[row])
            used += 1
        for child in range(children):
            _inherit(nodes, node, used)
            _forbid(nodes, used, who[child], shut[child])
            for k in range(length):
                _day_again(stock, team, rewards[day + k], free, nodes.companies[used], nodes.masks[used],
                           nodes.shut[used], k, day + k, boards[k], chosen[k], here[k],
                           here_chosen[k])  # fmt: skip
            found, nights, records = trace_days(here, here_chosen, out, home, lodging, base)
            nodes.nights[used], nodes.records[used] = nights, records
            nodes.value[used] = found - nodes.toll[used] if found > NEVER / 2 else NEVER
            used += 1
        nodes.value[node] = NEVER
    return NEVER, nodes.nights[0], nodes.records[0], True
