from typing import Any

import pytest

from api.imports.columns import Column, Sheet
from api.imports.grid import Grid
from api.imports.headings import find_headings
from api.imports.sheets import SHEETS, sheet_of
from api.imports.sheets.companies import COMPANIES
from api.imports.sheets.people import PEOPLE


def grid(*rows: list[Any]) -> Grid:
    made = Grid("表")
    for number, cells in enumerate(rows, start=1):
        made.add(number, dict(enumerate(cells)))
    return made


def fields(made: Grid, sheet: Sheet = COMPANIES) -> dict[int, str]:
    return {index: column.field for index, column in find_headings(made, sheet).columns.items()}


def test_columns_stand_in_any_order_under_any_of_their_names() -> None:
    head = ["所在城市", "公司名称 *", "Chain", "expected_investment_cny", "进展"]
    assert fields(grid(head)) == {
        0: "city", 1: "name", 2: "chain", 3: "expected_investment_cny", 4: "stage",
    }  # fmt: skip


def test_spaces_and_widths_do_not_matter() -> None:
    assert fields(grid(["企业\n名称", "城 市", "预计投资（万元）"])) == {
        0: "name", 1: "city", 2: "expected_investment_cny",
    }  # fmt: skip


def test_a_unit_in_the_heading_is_kept() -> None:
    headings = find_headings(grid(["企业名称", "城市", "预计投资(万元)", "拜访时长【小时】"]), COMPANIES)
    assert headings.units == {"expected_investment_cny": "万元", "visit_minutes": "小时"}


def test_a_title_above_the_headings_is_passed_over() -> None:
    headings = find_headings(
        grid(["2027年春季企业"], [], ["编号", "企业名称", "城市"], ["C1", "甲", "苏州"]), COMPANIES
    )
    assert (headings.last_row, len(headings.columns)) == (3, 3)


def test_two_rows_of_merged_headings_are_read_together() -> None:
    # 企业联系人 spans three columns, the others span two rows.
    made = grid(
        ["编号", "企业名称", "城市", "联系人", None, None],
        [None, None, None, "姓名", "职务", "电话"],
        ["C1", "甲", "苏州", "乙", "经理", "000"],
    )
    headings = find_headings(made, COMPANIES)
    assert headings.last_row == 2
    assert fields(made) == {
        0: "id", 1: "name", 2: "city", 3: "contact_name", 4: "contact_title", 5: "contact_phone",
    }  # fmt: skip


def test_a_row_below_the_headings_is_not_taken_for_a_second_one() -> None:
    made = grid(["编号", "姓名", "单位", "职级"], ["说明：唯一", "姓名", "单位", "级别"])
    assert find_headings(made, PEOPLE).last_row == 1


def test_a_heading_twice_and_one_nobody_knows() -> None:
    headings = find_headings(grid(["企业名称", "城市", "公司名称", "股票代码"]), COMPANIES)
    assert ({k: c.field for k, c in headings.repeated.items()}, headings.extra) == (
        {2: "name"},
        {3: "股票代码"},
    )


def test_what_is_missing_is_known() -> None:
    assert [column.field for column in find_headings(grid(["编号", "姓名"]), PEOPLE).missing(PEOPLE)] == [
        "unit", "rank",
    ]  # fmt: skip


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.key)
def test_every_heading_leads_to_its_own_column(sheet: Sheet) -> None:
    for language in ("zh", "en"):
        made = grid([sheet.heading(column, language) for column in sheet.columns])
        assert list(fields(made, sheet).values()) == [column.field for column in sheet.columns]


def test_a_column_says_where_it_lands() -> None:
    assert Column("city", path="site.city").lands_in == "site.city"
    assert sheet_of("people").column("name").lands_in == "name"
    with pytest.raises(KeyError):
        sheet_of("people").column("nmae")
    with pytest.raises(KeyError):
        sheet_of("nobody")
