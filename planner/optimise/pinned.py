"""What trips that are pinned bring, whatever else is chosen."""

from planner.objective import objective_of
from planner.plan import Plan
from planner.season import Season
from planner.travel.network import Network


def fixed_points(season: Season, network: Network, published: Plan | None) -> int:
    """What pinned trips bring on their own; no event held yet, and events not yet counted as moved."""
    objective = objective_of(season, season.pins.trips, (), network, published)
    known = {event.id for event in season.events}
    moved = sum(item.event in known for item in published.events) if published else 0
    return objective.total + moved * season.rules.weights.change_event_moved
