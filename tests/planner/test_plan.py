from planner.plan import Objective, Plan
from tests.builders import MONDAY
from tests.planner.audit.scene import TUESDAY, plan_of, scene


def test_the_total_is_gains_less_losses() -> None:
    # 1 + 2 + 4 + 8 - 16 - 32 - 64 - 128 - 256 - 512 = 15 - 1,008
    terms = {term: 2**k for k, term in enumerate(Objective.model_fields)}
    assert Objective(**terms).total == -993


def test_a_plan_travels_as_json_and_comes_back_equal() -> None:
    plan = plan_of(scene())
    assert Plan.model_validate_json(plan.model_dump_json()) == plan


def test_a_trip_knows_its_people_days_and_visits() -> None:
    trip = plan_of(scene()).trips[0]
    assert trip.delegation == ("deputy", "ann", "bob")
    assert trip.dates == (MONDAY, TUESDAY)
    assert [visit.company for visit in trip.visits] == ["a", "b", "c"]
