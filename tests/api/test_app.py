"""The application as a whole: what stands around its routes."""

from collections.abc import Callable

import httpx

from api.app import create_app
from api.settings import Settings
from api.store import migration
from api.store.database import Database
from tests.api.databases import NOWHERE, Databases, only_on
from tests.api.servers import serving

SETTINGS = Settings(_env_file=None)


def test_the_service_is_ready_once_the_database_has_its_tables(
    fresh_url: Callable[..., str], backend: str
) -> None:
    bare = Database(fresh_url(backend, tables=False))
    with serving(create_app(SETTINGS, bare)) as address:
        live = httpx.get(f"{address}/health/live")
        before = httpx.get(f"{address}/health/ready")
        migration.migrate(bare)
        after = httpx.get(f"{address}/health/ready")
    bare.close()
    assert (live.status_code, live.json()) == (200, {"status": "ok"})
    assert (before.status_code, before.json()) == (
        503,
        {"status": "failing", "database": "reachable", "tables": "not current"},
    )
    assert (after.status_code, after.json()) == (
        200,
        {"status": "ok", "database": "reachable", "tables": "current"},
    )


@only_on("postgresql", "a file does not go away from those who have it open")
def test_a_database_that_is_away_is_said_and_the_process_lives_on(
    database: Database, database_url: str, databases: Databases
) -> None:
    with serving(create_app(SETTINGS, database)) as address:
        assert httpx.get(f"{address}/health/ready").status_code == 200
        databases.drop(database_url)
        away = httpx.get(f"{address}/health", timeout=60)
        alive = httpx.get(f"{address}/health/live", timeout=60)
    assert (away.status_code, away.json()["database"], away.json()["workers"]) == (503, "unreachable", 0)
    assert alive.status_code == 200


def test_an_unknown_path_is_a_problem_in_the_language_asked_for() -> None:
    with serving(create_app(SETTINGS, Database(NOWHERE))) as address:
        answer = httpx.get(f"{address}/nowhere", headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (answer.json()["code"], answer.headers["Content-Language"]) == ("no_such_address", "en")


def test_the_description_of_the_api_is_whole() -> None:
    described = create_app(SETTINGS, Database(NOWHERE)).openapi()
    assert described["info"]["title"] == "招商出行规划 zhaoshang"
    ids = [operation["operationId"] for path in described["paths"].values() for operation in path.values()]
    assert len(ids) == len(set(ids))
