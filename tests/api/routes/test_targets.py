"""What was signed at all ceremonies against the year's targets, over HTTP."""

from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from api.accounts.role import Role
from tests.api.routes.answered_forum import codes, match, staff
from tests.api.routes.asking import Asking
from tests.api.routes.test_ceremonies import kept, plan, project, signed

YI = 100_000_000


def year(number: int, *targets: tuple[str, int], **fields: Any) -> dict[str, Any]:
    known = {"year": number, "source": "区工作要点", "in_force_from": f"{number}-01-01"}
    return {
        "year": number,
        "targets": [{"measure": measure, "amount": amount} | known for measure, amount in targets],
    } | fields


def test_signed_projects_count_in_their_quarter_and_year(service: Asking) -> None:
    client = staff(service)
    # The record of 2026 is the example's.
    answer = client.put(
        "/year-targets/2026",
        json=year(2026, ("signed_cny", 10 * YI), ("large_projects", 1), large_cny=3 * YI),
        headers=match(1),
    )
    assert answer.status_code == 200, answer.text
    kept(client, plan(project(1), project(2), project(3)))
    signed(client, "p1", "p3")
    found = client.get("/targets", params={"year": 2026, "quarter": 1}).json()
    assert [
        (s["measure"], s["in_quarter"], s["in_year"], s["due"], s["target"]) for s in found["standings"]
    ] == [
        ("signed_cny", 4 * YI, 4 * YI, 250_000_000, 10 * YI),
        ("large_projects", 1, 1, 1, 1),
    ]
    assert [item["project"] for item in found["signed"]] == ["p1", "p3"]
    assert found["notes"] == []
    later = client.get("/targets", params={"year": 2026, "quarter": 2}).json()
    assert [(s["in_quarter"], s["in_year"]) for s in later["standings"]] == [(0, 4 * YI), (0, 1)]
    assert client.get("/targets", params={"year": 2025}).json()["signed"] == []


def test_money_that_arrived_counts_from_milestones(service: Asking) -> None:
    client = staff(service)
    client.put("/year-targets/2026", json=year(2026, ("paid_cny", 4 * YI)), headers=match(1))
    milestone = client.get("/milestones/project-example").json()["value"]
    paid = [{"day": "2026-03-31", "amount_cny": YI}, {"day": "2026-05-01", "amount_cny": 2 * YI}]
    changed = milestone | {"paid": paid, "agreed_cny": 5 * YI}
    assert client.put("/milestones/project-example", json=changed, headers=match(1)).status_code == 200
    found = client.get("/targets", params={"year": 2026, "quarter": 2}).json()
    assert [(s["in_quarter"], s["in_year"]) for s in found["standings"]] == [(2 * YI, 3 * YI)]
    rates = {(r["rate"], r["quarter"]["number"]): (r["part"], r["whole"]) for r in found["rates"]}
    assert (rates["paid", 1], rates["paid", 2]) == ((YI, 5 * YI), (3 * YI, 5 * YI))


def test_a_year_without_targets_says_so_and_published_ones_stand_until_replaced(service: Asking) -> None:
    client = staff(service)
    none = client.get("/targets", params={"year": 2030, "quarter": 1}).json()
    assert (none["standings"], [note["code"] for note in none["notes"]]) == ([], ["no_targets"])
    published = client.get("/targets", params={"year": 2022, "quarter": 4}).json()["standings"]
    assert [item["target"] for item in published][:2] == [1_000 * YI, 1]
    own = year(2022, ("signed_cny", YI))
    assert client.post("/year-targets", json=own).status_code == 201
    replaced = client.get("/targets", params={"year": 2022, "quarter": 4}).json()["standings"]
    assert [item["target"] for item in replaced] == [YI]


def test_targets_of_a_year_are_of_that_year_and_one_a_measure(service: Asking) -> None:
    client = staff(service)
    twice = year(2027, ("signed_cny", 1), ("signed_cny", 2))
    assert codes(client.post("/year-targets", json=twice)) == (422, ["target_twice"])
    other = year(2027, ("signed_cny", 1)) | {"year": 2028}
    assert codes(client.post("/year-targets", json=other)) == (422, ["target_of_another_year"])
    assert codes(client.get("/targets", params={"year": 2026, "quarter": 5})) == (422, ["less_than_equal"])


def test_the_workbook_holds_targets_projects_and_rates(service: Asking) -> None:
    client = staff(service)
    kept(client, plan(project(1)))
    signed(client, "p1")
    first, second = (client.get("/targets.xlsx", params={"year": 2026, "quarter": 1}) for _ in range(2))
    assert first.content == second.content
    book = load_workbook(BytesIO(first.content))
    assert book.sheetnames == ["目标完成", "签约项目", "四率"]
    assert [cell.value for cell in book["签约项目"][2]][:2] == ["项目1", "示例·企业1"]


def test_a_reader_sees_targets_and_does_not_set_them(service: Asking) -> None:
    staff(service)
    reader = service.client(Role.READER)
    assert reader.get("/targets", params={"year": 2026}).status_code == 200
    assert reader.get("/targets.xlsx", params={"year": 2026}).status_code == 403
    assert reader.post("/year-targets", json=year(2027, ("signed_cny", 1))).status_code == 403
