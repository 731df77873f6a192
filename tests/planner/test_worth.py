from typing import Any

from planner.company import Stage
from planner.person import Chain
from planner.rules import Rules, Weights
from planner.worth import value_under, worth
from tests.builders import company, season


def _worth(rules: Rules | None = None, **fields: Any) -> int:
    return worth(company("a", **fields), season(rules=rules or Rules()))


def test_worth_is_investment_times_chance_in_points() -> None:
    # 300 million at 200 permille are 60 million expected; 100 points a million.
    assert _worth(expected_investment_cny=300_000_000, stage=Stage.INTERESTED) == 6_000
    # Rounded down: 12,345,678 x 200 x 100 / 10^9 = 246.9..., with no least worth.
    none = Rules(weights=Weights(least_company_points=0))
    assert _worth(none, expected_investment_cny=12_345_678, stage=Stage.INTERESTED) == 246


def test_worth_is_at_least_the_least() -> None:
    assert _worth() == 500
    assert _worth(expected_investment_cny=25_000_000, stage=Stage.INTERESTED) == 500
    assert _worth(expected_investment_cny=25_050_000, stage=Stage.INTERESTED) == 501


def test_kinds_add_to_the_least_as_well() -> None:
    rules = Rules(kind_points={"500强": 2_000, "链主": 1_000})
    assert _worth(rules, kinds=("500强", "链主", "其他")) == 3_500


def test_a_company_counts_more_under_the_chief_of_its_chain() -> None:
    chains = (Chain(id="food", name="食品", chief="deputy"), Chain(id="new", name="新材料"))
    planned = season(chains=chains, rules=Rules(weights=Weights(least_company_points=504)))
    food = company("a", chain="food")
    # 504 x 120 % = 604.8
    assert value_under(food, "deputy", planned) == 604
    assert value_under(food, "head", planned) == 504
    assert value_under(company("b", chain="new"), "head", planned) == 504
    assert value_under(company("c"), "deputy", planned) == 504
