from tests.builders import MONDAY, company
from tests.planner.audit.scene import TIMES, TUESDAY, broken_by_season, plan_of, rules_broken, scene
from tests.plans import make_plan, make_trip

CREW = ("deputy", "ann", "bob")


def test_no_company_is_met_twice() -> None:
    planned = scene(companies=(company("a", MONDAY, TUESDAY), company("b", TUESDAY)), events=())
    for tuesday, expected in ((("b",), set[str]()), (("a",), {"met_once"})):
        trip = make_trip(planned, TIMES, "t", CREW, [(MONDAY, ("a",), "320500"), (TUESDAY, tuesday, None)])
        assert rules_broken(planned, make_plan(planned, TIMES, [trip])) == expected


def test_no_more_companies_of_a_kind_than_allowed() -> None:
    # a and d are of the 500.
    assert broken_by_season("rules", "most_of_kind", to={"500强": 2}) == set()
    assert broken_by_season("rules", "most_of_kind", to={"500强": 1}) == {"kind_cap"}


def test_fares_and_lodging_stay_within_the_budgets() -> None:
    # Fares 32 + 13 + 0 and 4 + 16 yuan for three, and 32 + 32 for three: (65 + 64) x 3 = 387.
    # One night of deputy at 480, ann and bob at 350: 1,180. In all 1,567.
    objective = plan_of(scene()).objective
    assert (objective.fares, objective.lodging) == (387, 1_180)
    assert broken_by_season("rules", "budget_cny", to=1_567) == set()
    assert broken_by_season("rules", "budget_cny", to=1_566) == {"budget"}
    assert broken_by_season("rules", "region_budgets_cny", to={"csj": 1_567}) == set()
    assert broken_by_season("rules", "region_budgets_cny", to={"csj": 1_566}) == {"budget"}
