"""How long a train takes where no timetable is at hand: a line through the great circle.

``rail_minutes`` is fitted on the direct trains of a real timetable; docs/travel.md gives the error, and
``python -m tests.benchmarks.rail_estimate`` makes the figures again.
"""

from planner.travel.compiled import compiled

FIXED_MINUTES = 3
METRES_PER_MINUTE = 2_320


@compiled
def rail_minutes(straight_metres: int) -> int:
    """Minutes aboard a train between stations ``straight_metres`` apart, rounded up."""
    return FIXED_MINUTES + (straight_metres + METRES_PER_MINUTE - 1) // METRES_PER_MINUTE
