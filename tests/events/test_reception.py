"""The rules of frugality, each kept and broken."""

from datetime import date
from typing import Any

import pytest

from events.reception import (
    REGULATION,
    Reception,
    ReceptionRule,
    ReceptionRules,
    WelcomeAt,
    reception_warnings,
)

RULES = ReceptionRules()


def _plan(**fields: Any) -> Reception:
    defaults: dict[str, Any] = {
        "day": date(2026, 3, 30),
        "guests": 9,
        "letter": True,
        "list_kept": True,
        "menu": ("回锅肉", "绿茶"),
        "hosts_at_meal": 3,
        "escorts": 9,
    }
    return Reception(**defaults | fields)


def _found(**fields: Any) -> list[tuple[ReceptionRule, dict[str, str]]]:
    return [(item.rule, item.detail) for item in reception_warnings(_plan(**fields), RULES)]


def test_a_frugal_reception_is_not_warned_of() -> None:
    assert _found() == []


@pytest.mark.parametrize(
    ("fields", "rule", "detail"),
    [
        ({"letter": False}, ReceptionRule.LETTER, {}),
        ({"list_kept": False}, ReceptionRule.LIST, {}),
        ({"menu": ("清蒸龙虾", "米饭")}, ReceptionRule.DISHES, {"items": "清蒸龙虾"}),
        ({"menu": ("香烟",)}, ReceptionRule.TOBACCO, {"items": "香烟"}),
        ({"menu": ("香槟", "红酒")}, ReceptionRule.ALCOHOL, {"items": "香槟、红酒"}),
        ({"welcomes": (WelcomeAt.AIRPORT,)}, ReceptionRule.WELCOME, {"places": "airport"}),
        ({"escorts": 10}, ReceptionRule.ESCORTS, {"planned": "10", "most": "9", "guests": "9"}),
        ({"hosts_at_meal": 4}, ReceptionRule.MEAL_COMPANY, {"planned": "4", "most": "3", "guests": "9"}),
    ],
)
def test_a_broken_rule_is_a_warning(
    fields: dict[str, Any], rule: ReceptionRule, detail: dict[str, str]
) -> None:
    assert _found(**fields) == [(rule, detail)]


@pytest.mark.parametrize(("guests", "most"), [(10, 3), (11, 3), (12, 4), (30, 10)])
def test_company_at_table_is_three_up_to_ten_guests_and_a_third_above(guests: int, most: int) -> None:
    assert _found(guests=guests, hosts_at_meal=most, escorts=0) == []
    assert [rule for rule, _ in _found(guests=guests, hosts_at_meal=most + 1, escorts=0)] == [
        ReceptionRule.MEAL_COMPANY
    ]


def test_a_district_sets_its_own_number_of_escorts() -> None:
    own = ReceptionRules(most_escorts=2)
    assert [item.detail["most"] for item in reception_warnings(_plan(escorts=3), own)] == ["2"]


def test_a_rule_binds_from_the_day_it_is_in_force_and_names_its_source() -> None:
    (warning,) = reception_warnings(_plan(letter=False, day=date(2025, 5, 18)), RULES)
    assert (warning.source, warning.in_force_from) == (REGULATION, date(2025, 5, 18))
    assert reception_warnings(_plan(letter=False, day=date(2025, 5, 17)), RULES) == ()
    unchecked = {item.rule for item in RULES.in_force if "未核" in item.source}
    assert unchecked == {ReceptionRule.DISHES, ReceptionRule.ESCORTS, ReceptionRule.MEAL_COMPANY}
