"""What a ride costs per head, by mode, from the great circle and the season's ``TravelCosts``.

Railways fix fares by kilometre of line, airlines as they please; both are estimated here from distance,
and a planner replaces the figures in the rules. Amounts are yuan, rounded half up.
"""

import numpy as np
import numpy.typing as npt

from planner.rules import TravelCosts
from planner.travel.compiled import compiled
from planner.travel.distance import great_circle_metres
from planner.travel.road import Pace, road_metres

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@compiled
def _measure(lat: Floats, lon: Floats, pace: Pace, lengths: Ints) -> None:
    """Fill ``lengths`` (n, n, 2) with metres straight and by road."""
    for i in range(lat.size):
        for j in range(lat.size):
            lengths[i, j, 0] = great_circle_metres(lat[i], lon[i], lat[j], lon[j])
            lengths[i, j, 1] = road_metres(lengths[i, j, 0], pace)


def fares_of(
    lat: Floats,
    lon: Floats,
    costs: TravelCosts,
    pace: Pace,
    rail_circuity_permille: int,
) -> Ints:
    """Fares in yuan by road, rail and flight among n places in degrees: int64 (n, n, 3)."""
    lengths = np.empty((lat.size, lat.size, 2), np.int64)
    _measure(lat, lon, pace, lengths)
    straight, road = lengths[:, :, 0], lengths[:, :, 1]
    rail = straight * rail_circuity_permille // 1_000
    amounts = (
        road * costs.road_milli_cny_per_km,
        rail * costs.rail_milli_cny_per_km,
        straight * costs.flight_milli_cny_per_km + costs.flight_fee_cny * 1_000_000,
    )
    return (np.stack(amounts, axis=2) + 500_000) // 1_000_000
