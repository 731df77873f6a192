from datetime import date, datetime

import pytest

from api.imports import vocabulary
from api.imports.parse.refusal import Refused
from api.imports.rule_book import RULES, dated, file_name, moment, permille
from planner.clock import at
from planner.rules import DayHours, Rules, TravelCosts, Weights
from tests.api.imports.parse.frames import SPRING


def test_every_field_of_the_rules_can_be_reached() -> None:
    reachable = {
        section: {key for key, rule in RULES.items() if rule.section == section}
        for section in ("hours", "costs", "weights", "rules")
    }
    assert reachable["hours"] == set(DayHours.model_fields)
    assert reachable["costs"] == set(TravelCosts.model_fields)
    assert reachable["weights"] == set(Weights.model_fields)
    assert reachable["rules"] == set(Rules.model_fields) - {"hours", "costs", "weights"}


def test_every_rule_has_its_name_and_every_name_its_rule() -> None:
    assert set(RULES) == set(vocabulary.rule_keys())
    titles = [vocabulary.rule_title(key) for key in RULES]
    assert len(set(titles)) == len(titles)


def test_a_season_s_own_dates_need_their_year() -> None:
    assert dated("2027年3月1日", SPRING) == date(2027, 3, 1)
    with pytest.raises(Refused) as refused:
        dated("3月1日", SPRING)
    assert refused.value.code == "year_needed"


@pytest.mark.parametrize(
    "cell", ["2027-2-22 9:00", "2027/2/22 9：00", "2027年2月22日 9:00", datetime(2027, 2, 22, 9)]
)
def test_a_moment_is_read_in_china(cell: str | datetime) -> None:
    assert moment(cell, SPRING) == at(date(2027, 2, 22), 540)


def test_a_moment_without_a_time_is_midnight() -> None:
    assert moment("2027-2-22", SPRING) == moment(date(2027, 2, 22), SPRING) == at(date(2027, 2, 22), 0)


def test_chances_in_any_unit() -> None:
    assert [permille(cell, SPRING) for cell in ("70%", "700‰", 0.7, 700, "5")] == [700, 700, 700, 700, 5]


@pytest.mark.parametrize("name", ["../a.zip", "/etc/a.zip", "b\\a.zip", ".hidden"])
def test_only_a_file_beside_the_workbook_may_be_named(name: str) -> None:
    assert file_name("a.zip", SPRING) == "a.zip"
    with pytest.raises(Refused):
        file_name(name, SPRING)
