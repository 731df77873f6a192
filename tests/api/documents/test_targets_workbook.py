from io import BytesIO

import pytest
from openpyxl import load_workbook

from api.documents.targets_workbook import targets_workbook
from api.texts import Language, say
from events.four_rates import Base, Rate
from events.targets import Measure
from tests.api.documents.ceremony import MADE_AT, MEETING, QUARTER, RATES, SIGNED, STANDINGS


def _file() -> bytes:
    return targets_workbook(QUARTER, STANDINGS, SIGNED, RATES, MEETING.names, MADE_AT)


def test_standings_projects_and_rates_each_have_a_sheet() -> None:
    book = load_workbook(BytesIO(_file()))
    assert book.sheetnames == ["目标完成", "签约项目", "四率"]
    standing = list(book["目标完成"].iter_rows(values_only=True))
    assert standing[1][:7] == ("协议引资额", "103亿元", "103亿元", "500亿元", "397亿元", "1,000亿元", 0.103)
    assert standing[2][:7] == ("50亿元以上项目", 1, 1, 1, 0, 1, 1)
    projects = list(book["签约项目"].iter_rows(values_only=True))
    assert (len(projects), projects[1][0], projects[1][3]) == (7, "新能源电池基地", 6_000_000_000)
    rates = list(book["四率"].iter_rows(values_only=True))
    assert rates[5] == ("2022年第2季度", "履约率", 1, 2, 0.5, "占签约")


def test_equal_figures_make_equal_bytes() -> None:
    assert _file() == _file()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_measure_and_rate_has_its_words(language: Language) -> None:
    told = [say(f"targets.measure.{item.value}", language) for item in Measure]
    told += [say(f"joint_meeting.rate.{item.value}", language) for item in Rate]
    told += [say(f"joint_meeting.rate.over_{item.value}", language) for item in Base]
    assert all(told)


def test_a_year_without_targets_says_so_where_they_would_stand() -> None:
    book = load_workbook(BytesIO(targets_workbook(QUARTER, (), SIGNED, RATES, MEETING.names, MADE_AT)))
    [_, row] = book["目标完成"].iter_rows(values_only=True)
    assert "2022" in str(row[0])
    assert set(row[1:]) == {None}
