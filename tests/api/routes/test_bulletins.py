from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from api.routes.bulletins import Period, span_of
from api.store.database import Database
from api.store.publishing import publish
from api.store.work import COMMAND_LINE
from tests.api.routes.desk import READER, Desk
from tests.api.spring import FIRST, NOW, SEASON, drafted, kept_season


@pytest.fixture
def desk(database: Database) -> Desk:
    evil = SEASON.people[0].model_copy(update={"name": "=HYPERLINK(1)"})
    season = SEASON.model_copy(update={"people": (evil, *SEASON.people[1:])})
    with database.work(COMMAND_LINE, NOW) as work:
        kept_season(work, season)
        publish(work, drafted(work, FIRST), 1, None)
    return Desk(database, READER)


def test_a_month_is_summed_up(desk: Desk) -> None:
    found = desk("GET", "/bulletins/month?year=2027&part=3", accept_language="zh").json()
    assert (found["title"], found["report"]["planned"]["visits"]) == ("2027年3月招商月总结", 2)
    only = desk("GET", "/bulletins/year?year=2027&grouping=chain").json()["report"]["rows"]
    assert [row["name"] for row in only] == ["装备制造"]


def test_its_workbook_has_a_sheet_for_each_grouping_and_no_formula(desk: Desk) -> None:
    answer = desk("GET", "/bulletins/quarter.xlsx?year=2027&part=1", accept_language="zh")
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["总体", "按人员", "按单位", "按招商组", "按区域", "按产业链", "四率"]
    [cell] = [row[1] for row in book["按人员"].iter_rows() if "HYPER" in str(row[1].value)]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert [item.value for item in book["按单位"][2]][:3] == [1, "招商投资局", 0]


@pytest.mark.parametrize(
    ("period", "part", "span"),
    [
        (Period.MONTH, 2, (date(2028, 2, 1), date(2028, 2, 29))),
        (Period.QUARTER, 4, (date(2028, 10, 1), date(2028, 12, 31))),
        (Period.YEAR, 1, (date(2028, 1, 1), date(2028, 12, 31))),
    ],
)
def test_periods_span_their_days(period: Period, part: int, span: tuple[date, date]) -> None:
    assert span_of(period, 2028, part) == span


def test_a_fifth_quarter_is_refused(desk: Desk) -> None:
    assert desk.codes("GET", "/bulletins/quarter?year=2027&part=5") == (422, ["no_such_part_of_year"])
    assert desk("GET", "/bulletins/week?year=2027").status_code == 422
