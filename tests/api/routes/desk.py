"""A client of the whole application for one account, without a network and without log-in."""

from functools import cache
from typing import Any

from fastapi import FastAPI
from httpx import Response
from starlette.testclient import TestClient

from api.accounts.principal import Principal
from api.accounts.role import Role
from api.app import create_app
from api.feeds.server import FeedServer
from api.routes.context import principal
from api.routes.service import Service
from api.settings import Settings
from api.store.database import Database
from tests.api.databases import NOWHERE
from tests.api.spring import NOW

ADMINISTRATOR = Principal(account="a", name="甲管理", role=Role.ADMINISTRATOR)
PLANNER = Principal(account="p", name="甲规划", role=Role.PLANNER)
READER = Principal(account="r", name="丁读者", role=Role.READER)


@cache
def _application() -> FastAPI:
    """One for the whole process: working out all routes takes longer than most of their tests."""
    nowhere = Database(NOWHERE)  # exchanged before it is asked
    return create_app(Settings(_env_file=None), nowhere, lambda: NOW)


class Desk:
    """Somebody's requests to the service; ``who`` and ``now`` may be changed in between."""

    def __init__(self, database: Database, who: Principal = PLANNER) -> None:
        self.who, self.now = who, NOW
        app = _application()
        app.state.service = Service(Settings(_env_file=None), database, lambda: self.now)
        app.state.feeds = FeedServer(database, lambda: self.now)
        app.dependency_overrides[principal] = lambda: self.who
        self._client = TestClient(app)

    def __call__(
        self, method: str, path: str, body: Any = None, *, version: int | None = None, **headers: str
    ) -> Response:
        """Send a request below /api/v1; ``version`` goes into If-Match, ``headers`` with _ for -."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if version is not None:
            sent["If-Match"] = f'"{version}"'
        answer: Response = self._client.request(method, f"/api/v1{path}", json=body, headers=sent)
        return answer

    def codes(self, *request: Any, **more: Any) -> tuple[int, list[str]]:
        """The status of the answer and the codes of the refusal's faults."""
        answer = self(*request, **more)
        return answer.status_code, [fault["code"] for fault in answer.json().get("faults", [])]
