"""One key, one creation: however often and however many at once the request is sent."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from sqlmodel import select

from api.accounts.role import Role
from api.store.idempotency import IdempotencyRow
from api.store.work import SYSTEM
from tests.api.accounts.staff import make_account
from tests.api.routes.asking import NOW, Asking
from tests.api.routes.examples import company
from tests.api.store.rows import all_rows

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


SECRET_KEY = {"Idempotency-Key": "6d1f6a0e-6a53-4a6f-9c59-0b1d1f3a7c11"}
PASSWORD = "a-password-nobody-knows-7"
CREATIONS: dict[str, dict[str, Any]] = {
    "/accounts": {"login": "ann", "name": "安", "role": "reader"},
    "/accounts ": {"login": "bob", "name": "包", "role": "reader", "password": PASSWORD},
    "/tokens": {"label": "导出"},
    "/feeds": {"target": {"kind": "person", "id": "p"}},
    "/me/feeds": {"label": "手机"},
}


def _secrets_in(answer: httpx.Response) -> list[str]:
    """What an answer shows once."""
    body = answer.json()
    address = body.get("https") or ""
    shown = (
        body.get("initial_password"),
        body.get("secret"),
        address.rpartition("/cal/")[2].removesuffix(".ics"),
    )
    return [text for text in shown if text]


@pytest.fixture
def owner(service: Asking) -> httpx.Client:
    """An administrator with an account of his own, who is the person p."""
    client = service.client()
    assert client.post("/units", json={"id": "u", "name": "单位"}).status_code == 201
    assert client.post("/people", json={"id": "p", "name": "甲", "unit": "u", "rank": 1}).status_code == 201
    account = make_account(service.database, "owner", Role.ADMINISTRATOR, person="p").id
    return service.client(account=account, person="p")


@pytest.mark.parametrize("path", sorted(CREATIONS))
def test_a_repeated_request_is_shown_the_same_secret_which_the_database_does_not_hold(
    service: Asking, owner: httpx.Client, path: str
) -> None:
    before = all_rows(service.database)
    first, again = (owner.post(path.strip(), json=CREATIONS[path], headers=SECRET_KEY) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201), first.text
    assert again.content == first.content
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers.get("ETag") == first.headers.get("ETag")
    hidden = [*_secrets_in(first), SECRET_KEY["Idempotency-Key"]]
    assert len(hidden) == 1 if path == "/accounts " else 2
    after = all_rows(service.database)
    made = {table: len(rows) - len(before[table]) for table, rows in after.items() if rows != before[table]}
    assert set(made) - {"secret", "audit_log"} == {
        "idempotency_key",
        {"/accounts": "account", "/tokens": "api_token"}.get(path.strip(), "feed_subscription"),
    }
    assert {made[table] for table in set(made) - {"secret", "audit_log"}} == {1}
    kept = "\n".join(repr(row) for rows in after.values() for row in rows)
    for secret in (*hidden, PASSWORD):
        assert secret not in kept
        assert repr(secret.encode())[2:-1] not in kept


def test_of_one_key_for_a_token_many_times_at_once_one_token_is_made(
    service: Asking, owner: httpx.Client
) -> None:
    def send(path: str) -> httpx.Response:
        return owner.post(path, json=CREATIONS[path], headers={"Idempotency-Key": path})

    for path in ("/accounts", "/tokens"):
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(send, [path] * 8))
        assert [answer.status_code for answer in answers] == 8 * [201]
        assert {answer.content for answer in answers} == {answers[0].content}
    rows = all_rows(service.database)
    assert (len(rows["account"]), len(rows["api_token"])) == (2, 1)


def test_a_key_used_for_another_account_is_refused_and_repeated_to_nobody(owner: httpx.Client) -> None:
    assert owner.post("/accounts", json=CREATIONS["/accounts"], headers=SECRET_KEY).status_code == 201
    other = CREATIONS["/accounts"] | {"login": "cat"}
    refused = owner.post("/accounts", json=other, headers=SECRET_KEY)
    assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")
    assert SECRET_KEY["Idempotency-Key"] not in refused.text
    logins = {item["value"]["login"] for item in owner.get("/accounts").json()["items"]}
    assert logins == {"ann", "owner"}


def test_an_answer_that_was_tampered_with_is_not_given(service: Asking, owner: httpx.Client) -> None:
    owner.post("/tokens", json=CREATIONS["/tokens"], headers=SECRET_KEY)
    with service.database.work(SYSTEM, NOW) as work:
        [row] = work.session.exec(select(IdempotencyRow))
        row.body = row.body[:-1] + bytes([row.body[-1] ^ 1])
        work.session.add(row)
    refused = owner.post("/tokens", json=CREATIONS["/tokens"], headers=SECRET_KEY)
    assert (refused.status_code, refused.json()["code"]) == (409, "idempotency_in_progress")
