import pytest

from planner.person import Rank
from planner.rules import LodgingLimit, TravelCosts
from planner.spending import fares_cny, lodging_cny, lodging_limit_cny, travel_minutes
from tests.builders import SUZHOU, WUXI
from tests.planner.audit.scene import TIMES, plan_of, scene
from tests.plans import replaced

SUZHOU_ROW = LodgingLimit(city=SUZHOU.adcode, limits_cny=(800, 600, 500, 400, 300))
ANY = LodgingLimit(city="*", limits_cny=(480, 480, 350, 350, 350))


def test_a_city_has_its_own_lodging_limit_or_that_of_all_others() -> None:
    costs = TravelCosts(lodging=(ANY, SUZHOU_ROW))
    assert lodging_limit_cny(costs, SUZHOU.adcode, Rank.PRINCIPAL) == 800
    assert lodging_limit_cny(costs, SUZHOU.adcode, Rank.STAFF) == 300
    assert lodging_limit_cny(costs, WUXI.adcode, Rank.DEPUTY) == 480


def test_a_city_without_any_limit_is_an_error() -> None:
    with pytest.raises(KeyError):
        lodging_limit_cny(TravelCosts(lodging=(SUZHOU_ROW,)), WUXI.adcode, Rank.STAFF)


def test_fares_are_paid_a_head_and_minutes_once() -> None:
    # 常州 - a 81 km, a - b 33.2, b - hotel 0, hotel - c 11.1, c - 常州 40.4: minutes rounded up; fares 0.4
    # yuan a km, to the nearest yuan.
    first = plan_of(scene()).trips[0]
    assert travel_minutes(first, scene(), TIMES) == 81 + 34 + 0 + 12 + 41
    assert fares_cny(first, scene(), TIMES) == (32 + 13 + 0 + 4 + 16) * 3


def test_every_night_is_paid_by_rank() -> None:
    first = plan_of(scene()).trips[0]
    assert lodging_cny(first, scene()) == 480 + 350 + 350
    ranked = replaced(scene(), ("rules", "costs", "lodging"), (replaced(SUZHOU_ROW, ("city",), WUXI.adcode),))
    assert lodging_cny(first, ranked) == 600 + 300 + 300
    assert lodging_cny(plan_of(scene()).trips[1], scene()) == 0
