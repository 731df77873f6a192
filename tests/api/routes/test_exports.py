import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook

from api.accounts.role import Action
from api.store.database import Database
from api.store.work import COMMAND_LINE
from planner.plan import Plan
from planner.season import Season
from tests.api.routes.desk import PLANNER, READER, Desk
from tests.api.spring import FIRST, NOW, drafted, kept_season


@pytest.fixture
def plan_id(database: Database) -> str:
    with database.work(COMMAND_LINE, NOW) as work:
        kept_season(work)
        return drafted(work, FIRST)


@pytest.fixture
def desk(database: Database, plan_id: str) -> Desk:
    return Desk(database)


def test_everything_comes_in_one_archive(desk: Desk, plan_id: str) -> None:
    answer = desk("GET", f"/plans/{plan_id}/export/everything.zip", accept_language="zh")
    with ZipFile(BytesIO(answer.content)) as archive:
        names = sorted(archive.namelist())
        assert Plan.model_validate_json(archive.read("plan.json")) == FIRST
        assert archive.read("audit.txt").decode().startswith("审核通过")
    calendars = [f"calendars/{name}.ics" for name in ("T01", "ann", "bob", "cat", "deputy", "head")]
    files = ["audit.txt", "plan.json", "season.json", "season.svg", "season.xlsx"]
    assert names == sorted([*calendars, *files, "trips/T01.docx", "trips/T01.pdf"])


def test_files_come_one_by_one(desk: Desk, plan_id: str) -> None:
    base = f"/plans/{plan_id}/export"
    assert load_workbook(BytesIO(desk("GET", f"{base}/season.xlsx").content)).sheetnames[0] == "总览"
    picture = desk("GET", f"{base}/season.svg")
    assert (picture.text[:4], picture.headers["content-type"]) == ("<svg", "image/svg+xml")
    assert picture.headers["content-disposition"] == "attachment; filename*=UTF-8''season.svg"
    assert ZipFile(BytesIO(desk("GET", f"{base}/calendars.zip").content)).testzip() is None
    assert desk("GET", f"{base}/audit.txt", accept_language="en").text.startswith("audit passed")
    assert json.loads(desk("GET", f"{base}/plan.json").content) == FIRST.model_dump(mode="json")
    assert "苏州云杉装备" in str([p.text for p in Document(BytesIO(_docx(desk, base))).paragraphs])
    assert desk("GET", f"{base}/trips/T01.pdf").content[:5] == b"%PDF-"


def _docx(desk: Desk, base: str) -> bytes:
    return desk("GET", f"{base}/trips/T01.docx").content


def test_a_trip_or_plan_that_is_not_there_is_not_found(desk: Desk, plan_id: str) -> None:
    assert desk.codes("GET", f"/plans/{plan_id}/export/trips/T99.pdf") == (404, ["no_such_record"])
    assert desk.codes("GET", "/plans/none/export/season.xlsx") == (404, ["no_such_record"])


def test_busy_times_stay_with_those_who_may_read_them(desk: Desk, plan_id: str) -> None:
    token = PLANNER.model_copy(update={"scopes": frozenset({Action.EXPORT})})
    busy = []
    for desk.who in (PLANNER, token):
        answer = desk("GET", f"/plans/{plan_id}/export/everything.zip")
        with ZipFile(BytesIO(answer.content)) as archive:
            season = Season.model_validate_json(archive.read("season.json"))
        busy.append(sum(len(person.busy) for person in season.people))
    assert busy == [1, 0]
    desk.who = READER
    assert desk.codes("GET", f"/plans/{plan_id}/export/everything.zip") == (403, ["not_allowed"])


def test_the_list_of_companies_is_a_workbook_filtered_like_the_list(desk: Desk) -> None:
    book = load_workbook(BytesIO(desk("GET", "/exports/companies.xlsx?unit=bureau").content))
    [heading, row] = book.worksheets[0].iter_rows(values_only=True)
    shown = dict(zip(heading, row, strict=True))
    assert {name: shown[name] for name in ("编号", "企业名称", "城市", "产业链", "首接单位")} == {
        "编号": "a",
        "企业名称": "苏州云杉装备",
        "城市": "苏州",
        "产业链": "装备制造",
        "首接单位": "招商投资局",
    }
    whole = load_workbook(BytesIO(desk("GET", "/exports/companies.xlsx").content))
    assert whole.worksheets[0].max_row == 4
