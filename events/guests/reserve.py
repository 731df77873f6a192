"""Who comes next: for each segment the candidates not chosen, in the order of what they add."""

from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heapreplace

from events.guest import Guest, Segment
from events.guests.demand import GuestDemand
from events.guests.lists import Suspect
from events.guests.proposal import Reserve
from events.guests.worth import Margin


def reserve_of(
    chosen: Sequence[Guest], guests: Sequence[Guest], demand: GuestDemand, suspects: Iterable[Suspect] = ()
) -> tuple[Reserve, ...]:
    """The reserve of each segment that has one; ``guests`` are the eligible ones.

    Each name is the one that adds most to the list with those before it in reserve; the smaller id breaks a
    tie. Organisations and quotas that are full do not keep a name out: he may replace one of them, and the
    waves of invitations see to the limits. Who may be the same person as one chosen, or one before, is out.
    """
    taken = {guest.id for guest in chosen}
    partners = _partners(suspects)
    waiting = [guest for guest in guests if guest.id not in taken]
    found = []
    for segment in Segment:
        names = _in_order(segment, chosen, waiting, demand, partners)
        if names:
            found.append(Reserve(segment=segment, guests=tuple(names)))
    return tuple(found)


def _in_order(
    segment: Segment,
    chosen: Sequence[Guest],
    waiting: Sequence[Guest],
    demand: GuestDemand,
    partners: dict[str, set[str]],
) -> list[Guest]:
    """Greedily by what each adds.

    Returns fall, so that an old figure is never too low and only the top is looked at anew (Minoux,
    Accelerated greedy algorithms for maximizing submodular set functions, 1978).
    """
    margin = Margin(chosen, demand)
    out = set(_partners_of((guest.id for guest in chosen), partners))
    heap = [(-margin.of(guest), guest.id, guest) for guest in waiting if guest.segment is segment]
    heapify(heap)
    order: list[Guest] = []
    while heap and len(order) < demand.reserve_per_segment:
        _, name, guest = heap[0]
        if name in out:
            heappop(heap)
            continue
        now = (-margin.of(guest), name, guest)
        if now > heapreplace(heap, now):
            continue
        heappop(heap)
        order.append(guest)
        margin.add(guest)
        out.update(_partners_of((name,), partners))
    return order


def _partners(suspects: Iterable[Suspect]) -> dict[str, set[str]]:
    partners: dict[str, set[str]] = {}
    for one, two in (suspect.guests for suspect in suspects):
        partners.setdefault(one, set()).add(two)
        partners.setdefault(two, set()).add(one)
    return partners


def _partners_of(names: Iterable[str], partners: dict[str, set[str]]) -> Iterator[str]:
    for name in names:
        yield from partners.get(name, ())
