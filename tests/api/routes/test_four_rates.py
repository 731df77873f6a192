"""The four rates over HTTP, and in the quarterly bulletin."""

from io import BytesIO
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook

from api.accounts.role import Role
from tests.api.routes.asking import Asking
from tests.api.spring import NOW, PLANNER, kept_season

FIRST = {
    "project": "p1",
    "signed_on": "2027-01-11",
    "due": "2027-04-12",
    "reminder": "2027-03-11",
    "leader": "head",
    "performed_on": "2027-02-01",
    "started_on": "2027-04-02",
    "agreed_cny": 1_000_000,
    "paid": [
        {"day": "2027-03-31", "amount_cny": 250_000},
        {"day": "2027-04-01", "amount_cny": 500_000},
    ],
}
SECOND = {
    "project": "p2",
    "signed_on": "2027-03-30",
    "due": "2027-06-30",
    "reminder": "2027-05-28",
    "leader": "deputy",
}


@pytest.fixture
def reader(service: Asking) -> httpx.Client:
    with service.database.work(PLANNER, NOW) as work:
        kept_season(work)
    planner = service.client(Role.PLANNER)
    for milestone in (FIRST, SECOND):
        assert planner.post("/milestones", json=milestone).status_code == 201
    return service.client(Role.READER)


def told(found: list[dict[str, Any]]) -> list[tuple[str, int, int, int, int | None]]:
    return [
        (rate["name"], rate["quarter"]["number"], rate["part"], rate["whole"], rate["permille"])
        for rate in found
    ]


def test_the_rates_stand_at_the_end_of_the_quarter(reader: httpx.Client) -> None:
    found = reader.get("/four-rates", params={"year": 2027, "quarter": 1}).json()["rates"]
    assert told(found) == [
        ("履约率", 1, 1, 2, 500),
        ("开工率", 1, 0, 2, 0),
        ("投产率", 1, 0, 2, 0),
        ("资金到位率", 1, 250_000, 1_000_000, 250),
    ]
    assert {rate["over_name"] for rate in found} == {"占签约"}
    assert "各地口径不一" in found[0]["source"]


def test_without_a_quarter_each_is_told(reader: httpx.Client) -> None:
    found = reader.get("/four-rates", params={"year": 2027}).json()["rates"]
    started = [rate for rate in told(found) if rate[0] == "开工率"]
    assert started == [("开工率", 1, 0, 2, 0)] + [("开工率", number, 1, 2, 500) for number in (2, 3, 4)]


def test_nothing_signed_is_no_rate_of_nought(reader: httpx.Client) -> None:
    found = reader.get("/four-rates", params={"year": 2026, "quarter": 4}).json()["rates"]
    assert [rate[2:] for rate in told(found)] == [(0, 0, None)] * 4


def test_another_base_may_be_asked_for(reader: httpx.Client) -> None:
    found = reader.get("/four-rates", params={"year": 2027, "quarter": 2, "over": "due"}).json()["rates"]
    assert [(rate["part"], rate["whole"], rate["over"]) for rate in found[:2]] == [
        (1, 2, "due"),
        (1, 2, "due"),
    ]


def test_a_deleted_milestone_counts_no_more(reader: httpx.Client, service: Asking) -> None:
    service.client(Role.PLANNER).delete("/milestones/p2", headers={"If-Match": '"1"'})
    found = reader.get("/four-rates", params={"year": 2027, "quarter": 1}).json()["rates"]
    assert told(found)[0] == ("履约率", 1, 1, 1, 1_000)


def test_the_quarterly_bulletin_tells_them_and_no_other(reader: httpx.Client) -> None:
    quarter = reader.get("/bulletins/quarter", params={"year": 2027, "part": 1}).json()
    assert (
        quarter["four_rates"]
        == reader.get("/four-rates", params={"year": 2027, "quarter": 1}).json()["rates"]
    )
    assert reader.get("/bulletins/month", params={"year": 2027, "part": 1}).json()["four_rates"] == []
    book = load_workbook(BytesIO(reader.get("/bulletins/quarter.xlsx?year=2027&part=1").content))
    assert [cell.value for cell in book["四率"][2]][:5] == ["2027年第1季度", "履约率", 1, 2, 0.5]


@pytest.mark.parametrize("asked", [{}, {"year": 2027, "quarter": 5}, {"year": 2027, "over": "nothing"}])
def test_what_is_no_quarter_is_refused(reader: httpx.Client, asked: dict[str, Any]) -> None:
    assert reader.get("/four-rates", params=asked).status_code == 422


def test_a_unit_may_not_read_them(reader: httpx.Client, service: Asking) -> None:
    assert service.client(Role.UNIT, "park").get("/four-rates?year=2027").status_code == 403
