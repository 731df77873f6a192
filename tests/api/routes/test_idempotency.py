"""One key, one creation: however often and however many at once the request is sent."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

from api.accounts.role import Role
from tests.api.routes.asking import Asking
from tests.api.routes.examples import company

KEY = {"Idempotency-Key": "one"}


def _ids(client: httpx.Client) -> list[str]:
    return [item["id"] for item in client.get("/companies").json()["items"]]


def test_the_same_request_with_the_same_key_is_answered_alike(service: Asking) -> None:
    client = service.client()
    first = client.post("/companies", json=company("1"), headers=KEY)
    again = client.post("/companies", json=company("1"), headers=KEY)
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    for name in ("ETag", "Location", "Content-Type"):
        assert again.headers[name] == first.headers[name]
    assert (again.status_code, again.content) == (201, first.content)
    assert len(client.get("/companies/1/history").json()["items"]) == 1


def test_without_a_key_it_is_another_request(service: Asking) -> None:
    client = service.client()
    client.post("/companies", json=company("1"))
    assert client.post("/companies", json=company("1")).status_code == 409


def test_a_key_is_for_one_request_and_one_account(service: Asking) -> None:
    client = service.client()
    client.post("/companies", json=company("1"), headers=KEY)
    for other in (
        client.post("/companies", json=company("2"), headers=KEY),
        client.post("/units", json=company("1"), headers=KEY),
    ):
        assert other.status_code == 422
    other = client.post("/companies", json=company("2"), headers=KEY)
    assert other.json()["code"] == "idempotency_key_reused"
    planner = service.client(Role.PLANNER)
    assert planner.post("/companies", json=company("3"), headers=KEY).status_code == 201
    assert _ids(client) == ["1", "3"]


def test_a_refused_request_keeps_no_key(service: Asking) -> None:
    client = service.client()
    body = company("1", "u")
    assert client.post("/companies", json=body, headers=KEY).status_code == 422
    client.post("/units", json={"id": "u", "name": "单位"})
    assert client.post("/companies", json=body, headers=KEY).status_code == 201


def test_an_unfit_key_is_refused(service: Asking) -> None:
    client = service.client()
    for unfit in ("a b", "x" * 129, ""):
        refused = client.post("/companies", json=company("1"), headers={"Idempotency-Key": unfit})
        assert (refused.status_code, refused.json()["code"]) == (422, "unfit_idempotency_key")
    assert _ids(client) == []


def test_of_one_key_many_times_at_once_one_runs_and_all_are_answered_alike(service: Asking) -> None:
    client = service.client()

    def send(_number: int) -> Any:
        return client.post("/companies", json=company("1"), headers=KEY)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    assert [answer.status_code for answer in answers] == 8 * [201]
    assert {answer.content for answer in answers} == {answers[0].content}
    assert sorted(answer.headers.get("Idempotent-Replayed", "") for answer in answers) == [""] + 7 * ["true"]
    assert len(client.get("/companies/1/history").json()["items"]) == 1
