"""What a ride costs."""

import numpy as np

from planner.rules import TravelCosts
from planner.travel.assumptions import Road
from planner.travel.fares import fares_of
from planner.travel.road import pace_of


def test_each_mode_is_charged_by_its_own_kilometres() -> None:
    # One degree of latitude: 111,195 m. Road: 28,000 + 80,000 * 1.28 + 11,195 * 1.2 = 143,834 m, so 144 km:
    # 57.6 yuan. Rail: 111.195 * 1.2 * 0.46 = 61.38. Flight: 111.195 * 0.6 + 120 = 186.72.
    costs = TravelCosts(
        rail_milli_cny_per_km=460, flight_milli_cny_per_km=600, flight_fee_cny=120, road_milli_cny_per_km=400
    )
    fares = fares_of(np.array([30.0, 31.0]), np.array([110.0, 110.0]), costs, pace_of(Road()), 1_200)
    assert fares[0, 1].tolist() == fares[1, 0].tolist() == [58, 61, 187]


def test_nothing_is_charged_by_road_or_rail_for_no_way() -> None:
    fares = fares_of(np.array([30.0]), np.array([110.0]), TravelCosts(), pace_of(Road()), 1_200)
    assert fares[0, 0, :2].tolist() == [0, 0]
