"""``/metrics``: what stands in it, and who may read it."""

from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from api.accounts.role import Role
from api.settings import Settings
from api.store import worker_beats
from api.store.database import Database
from api.store.work import SYSTEM
from tests.api.accounts.staff import NOW, Browser, bearer, make_account, service
from tests.api.application import application

LOCAL = Settings(_env_file=None, metrics_from_loopback=True)


def _values(text: str) -> dict[str, float]:
    pairs = (line.rsplit(" ", 1) for line in text.splitlines() if line and not line.startswith("#"))
    return {name: float(value) for name, value in pairs}


def test_metrics_tell_of_jobs_workers_and_connections(database: Database) -> None:
    with database.work(SYSTEM, NOW) as work:
        worker_beats.beat(work, "w1", "host", 1, None)
    make_account(database, "boss", Role.ADMINISTRATOR)
    boss = Browser(service(database)).log_in("boss")
    answer = boss.get("/metrics", headers=bearer(boss.token(scopes=["metrics.read"])))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    found = _values(answer.text)
    assert found["zhaoshang_workers"] == 1
    assert found['zhaoshang_jobs{state="queued"}'] == 0
    assert found['zhaoshang_database_connections{state="in_use"}'] >= 0
    assert found['zhaoshang_requests_total{method="POST",route="/api/v1/login",status="200"}'] >= 1


def test_a_planner_may_not_read_metrics(database: Database) -> None:
    make_account(database, "planner", Role.PLANNER)
    assert Browser(service(database)).log_in("planner").get("/metrics").status_code == 403


@pytest.mark.parametrize(
    ("address", "headers", "settings", "status"),
    [
        ("127.0.0.1", {}, LOCAL, 200),
        ("::1", {}, LOCAL, 200),
        ("127.0.0.1", {}, Settings(_env_file=None), 401),
        ("10.1.2.3", {}, LOCAL, 401),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, LOCAL, 401),
        ("127.0.0.1", {"Forwarded": "for=127.0.0.1"}, LOCAL, 401),
        ("somewhere", {}, LOCAL, 401),
    ],
)
def test_this_machine_may_read_them_without_an_account_if_so_set(
    database: Database, address: str, headers: dict[str, str], settings: Settings, status: int
) -> None:
    client = TestClient(application(settings, database, lambda: datetime.now(UTC)), client=(address, 5000))
    assert client.get("/metrics", headers=headers).status_code == status
