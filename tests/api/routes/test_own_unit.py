"""First contact (首接), and what an account of a unit sees: its own companies, people, busy times."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from api.accounts.role import Role
from tests.api.routes.asking import Asking
from tests.api.routes.examples import company

BUSY = {"start": "2026-05-11T01:00:00Z", "end": "2026-05-11T09:00:00Z"}


@pytest.fixture
def town(service: Asking) -> Asking:
    """Two units, each with a person who is busy once; unit a has a company."""
    client = service.client()
    for unit, name in (("a", "经信委"), ("b", "园区")):
        assert client.post("/units", json={"id": unit, "name": name}).status_code == 201
        person = {"id": f"p{unit}", "name": f"{name}主任", "unit": unit, "rank": 3}
        assert client.post("/people", json=person).status_code == 201
        busy = {"id": f"busy-{unit}", "person": f"p{unit}", **BUSY}
        assert client.post("/busy-times", json=busy).status_code == 201
    contact = {"unit": "a", "person": "pa"}
    body = company("1", name="星火科技有限公司", first_contact=contact)
    assert client.post("/companies", json=body).status_code == 201
    return service


def _ids(client: httpx.Client, path: str, **params: str) -> list[str]:
    return [item["id"] for item in client.get(path, params=params).json()["items"]]


def _code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_unit_sees_its_own_and_nobody_elses(town: Asking) -> None:
    a, b = (town.client(Role.UNIT, unit) for unit in "ab")
    own = {"/companies": "1", "/people": "pa", "/busy-times": "busy-a"}
    for path, identity in own.items():
        assert _ids(a, path) == [identity]
        assert identity not in _ids(b, path)
        place = f"{path}/{identity}"
        assert a.get(place).status_code == 200
        assert _code(b.get(place)) == (404, "no_such_record")
        assert _code(b.get(f"{place}/history")) == (404, "no_such_record")
        assert _code(b.put(place, json=a.get(place).json()["value"], headers={"If-Match": '"1"'}))[0] == 404
        assert _code(b.delete(place, headers={"If-Match": '"1"'})) == (404, "no_such_record")
        assert _code(b.post(f"{place}/restore", headers={"If-Match": '"1"'})) == (404, "no_such_record")
        assert a.get(place).json()["version"] == 1
    assert _ids(b, "/companies", unit="a") == []


def test_a_unit_account_without_a_unit_sees_nothing(town: Asking) -> None:
    nobody = town.client(Role.UNIT)
    assert _ids(nobody, "/companies") == _ids(nobody, "/people") == _ids(nobody, "/busy-times") == []


def test_a_unit_writes_for_itself_alone(town: Asking) -> None:
    a = town.client(Role.UNIT, "a")
    assert a.post("/companies", json=company("2", "a")).status_code == 201
    assert _code(a.post("/companies", json=company("3", "b"))) == (422, "not_own_unit")
    assert _code(a.post("/companies", json=company("3"))) == (422, "not_own_unit")
    person = {"id": "x", "name": "人", "unit": "b", "rank": 3}
    assert _code(a.post("/people", json=person)) == (422, "not_own_unit")
    busy = {"id": "x", "person": "pb", **BUSY}
    assert _code(a.post("/busy-times", json=busy)) == (422, "not_own_person")
    assert _code(a.post("/units", json={"id": "x", "name": "x"})) == (403, "not_allowed")


@pytest.mark.parametrize("same", [{"id": "1"}, {"name": "星火科技有限公司"}, {"name": "星火科技 有限公司"}])
def test_a_company_of_another_unit_is_refused_with_its_owners_name(
    town: Asking, same: dict[str, Any]
) -> None:
    refused = town.client(Role.UNIT, "b").post("/companies", json=company("9", "b") | same)
    assert _code(refused) == (409, "owned_by_another")
    assert "经信委（经信委主任）" in refused.json()["title"]
    assert _ids(town.client(), "/companies") == ["1"]


def test_of_two_units_creating_a_company_at_once_one_wins_and_the_other_is_told_whose_it_is(
    town: Asking,
) -> None:
    clients = {unit: town.client(Role.UNIT, unit) for unit in "ab"}

    def create(job: tuple[int, str]) -> httpx.Response:
        number, unit = job
        body = company(f"new-{number}-{unit}", unit, name=f"新企业{number}")
        return clients[unit].post("/companies", json=body)

    for number in range(5):
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(create, [(number, "a"), (number, "b")]))
        winner, loser = sorted(answers, key=lambda answer: answer.status_code)
        assert (winner.status_code, *_code(loser)) == (201, 409, "owned_by_another")
        owner = winner.json()["value"]["first_contact"]["unit"]
        assert {"a": "经信委", "b": "园区"}[owner] in loser.json()["title"]


def test_first_contact_changes_by_handing_over_alone(town: Asking) -> None:
    planner = town.client(Role.PLANNER)
    version = {"If-Match": '"1"'}
    taken = company("1", "b", name="星火科技有限公司")
    assert _code(planner.put("/companies/1", json=taken, headers=version)) == (409, "hand_over_needed")
    orphan = company("1", name="星火科技有限公司")
    assert _code(planner.put("/companies/1", json=orphan, headers=version)) == (409, "hand_over_needed")
    b = town.client(Role.UNIT, "b")
    refused = b.post("/companies/1/hand-over", json={"unit": "b"}, headers=version)
    assert _code(refused) == (404, "no_such_record")
    stranger = {"unit": "b", "person": "pa"}
    refused = planner.post("/companies/1/hand-over", json=stranger, headers=version)
    assert _code(refused) == (422, "person_of_another_unit")
    a = town.client(Role.UNIT, "a")
    given = a.post("/companies/1/hand-over", json={"unit": "b", "person": "pb"}, headers=version)
    assert (given.status_code, given.headers["ETag"]) == (200, '"2"')
    assert (_ids(a, "/companies"), _ids(b, "/companies")) == ([], ["1"])
    entry = b.get("/companies/1/history").json()["items"][0]
    assert (entry["action"], entry["before"]["unit"], entry["after"]["unit"]) == ("hand_over", "a", "b")


def test_a_company_nobody_has_is_claimed_by_an_edit(town: Asking) -> None:
    planner = town.client(Role.PLANNER)
    planner.post("/companies", json=company("2"))
    claimed = planner.put("/companies/2", json=company("2", "b"), headers={"If-Match": '"1"'})
    assert claimed.status_code == 200
    assert _ids(town.client(Role.UNIT, "b"), "/companies") == ["2"]
