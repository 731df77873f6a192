"""The audit log over HTTP."""

from typing import Any

import pytest

from api.accounts.role import Role
from api.store import audit_log
from api.store.database import Database
from api.store.work import SYSTEM
from tests.api.accounts.staff import NOW, Browser, make_account, service

AUDIT = "/api/v1/audit"


@pytest.fixture
def browser(database: Database) -> Browser:
    make_account(database, "admin", Role.ADMINISTRATOR)
    with database.work(SYSTEM, NOW) as work:
        for number in range(5):
            audit_log.log(work, "create", "thing", f"t{number % 2}", after={"number": number})
    return Browser(service(database)).log_in("admin")


def numbers(page: dict[str, Any]) -> list[int]:
    return [item["after"]["number"] for item in page["items"]]


def test_entries_come_newest_first_by_kind_and_subject(browser: Browser) -> None:
    assert numbers(browser.get(f"{AUDIT}?kind=thing").json()) == [4, 3, 2, 1, 0]
    assert numbers(browser.get(f"{AUDIT}?kind=thing&subject=t1").json()) == [3, 1]


def test_pages_follow_each_other(browser: Browser) -> None:
    seen, cursor = [], ""
    while True:
        page = browser.get(f"{AUDIT}?kind=thing&limit=2{cursor}").json()
        seen.append(numbers(page))
        if page["next"] is None:
            break
        cursor = f"&before_id={page['next']}"
    assert seen == [[4, 3], [2, 1], [0]]


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "before_id=0", f"before_id={2**63}", "other=1"])
def test_an_unfit_query_is_refused(browser: Browser, query: str) -> None:
    assert browser.get(f"{AUDIT}?{query}").status_code == 422


def test_entries_name_who_acted_and_the_request(browser: Browser) -> None:
    browser.post("/api/v1/tokens", json={"label": "x"})
    [entry] = browser.get(f"{AUDIT}?kind=api_token").json()["items"]
    assert (entry["actor_name"], entry["action"], entry["at"]) == ("admin", "create", "2026-03-02T01:00:00Z")
