"""Dates for events that could be on several days, chosen at the relaxation's prices before trips are fixed.

The price of a head's day is what his absence from the road costs; a date costs the days it takes from
required people and the attendance it forgoes. The integer master may still move an event once trips stand.
"""

from planner.event import Event
from planner.optimise.market import Market
from planner.optimise.prices import Prices


def choose_dates(market: Market, prices: Prices) -> dict[str, int]:
    """A day index for every event with several candidate days, what must come first before what follows."""
    chosen = {event.id: day for event, day in market.adjust.fixed}
    pending = [event for event in market.adjust.events if event.id not in chosen and event.candidate_days]
    for event in sorted(pending, key=lambda e: (_depth(market, e, ()), len(e.candidate_days), e.id)):
        days = [market.instance.day_index[day] for day in event.candidate_days]
        later = [day for day in days if all(chosen.get(name, -1) < day for name in event.after)]
        options = [day for day in later if not _clashes(market, event, day, chosen)] or later
        if options:
            day = min(options, key=lambda day: (_cost(market, prices, event, day), day))
            # An optional event that costs more than it brings is left to the roster.
            if market.adjust.mandatory(event) or _cost(market, prices, event, day) < event.held_points:
                chosen[event.id] = day
    return chosen


def _depth(market: Market, event: Event, seen: tuple[str, ...]) -> int:
    before = [e for e in market.adjust.events if e.id in event.after and e.id not in seen]
    return 1 + max((_depth(market, e, (*seen, event.id)) for e in before), default=0)


def _clashes(market: Market, event: Event, day: int, chosen: dict[str, int]) -> bool:
    same_day = [e for e in market.adjust.events if chosen.get(e.id) == day and e.id != event.id]
    return any(set(event.required) & set(other.required) for other in same_day)


def _cost(market: Market, prices: Prices, event: Event, day: int) -> float:
    index = market.instance.person_index
    taken = sum(float(prices.day[index[name], day]) for name in event.required)
    wished = market.adjust.wishes(event, day)
    published = market.adjust.published_event_days().get(event.id, day)
    taken += market.instance.weights.change_event_moved * (published != day)
    present = sum(max(0.0, market.adjust.attendance(p) - float(prices.day[p, day])) for p in wished)
    return taken - present
