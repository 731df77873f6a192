"""The service listening, and clients that ask it in any role, without log-in."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import httpx
from fastapi import FastAPI
from starlette.requests import Request

from api.accounts.principal import Principal
from api.accounts.role import Role
from api.app import create_app
from api.feeds.server import FeedServer
from api.feeds.throttle import Throttle
from api.routes import context
from api.settings import Settings
from api.store.database import Database
from tests.api.databases import NOWHERE
from tests.api.servers import serving

NOW = datetime(2026, 4, 1, 8, tzinfo=UTC)


class Asking:
    """A running service; :meth:`client` gives a client that is known as an account of a role."""

    def __init__(self, database: Database, address: str, stack: ExitStack) -> None:
        self.database, self.address = database, address
        self.application = _application()
        self._stack = stack

    def client(
        self,
        role: Role = Role.ADMINISTRATOR,
        unit: str = "",
        *,
        language: str = "zh",
        account: str = "",
        person: str = "",
    ) -> httpx.Client:
        told = {"X-Role": role.value, "X-Unit": unit, "X-Person": person, "Accept-Language": language}
        told["X-Account"] = account or f"{role.value}-{unit}"
        made = httpx.Client(base_url=f"{self.address}/api/v1", headers=told, timeout=60)
        return self._stack.enter_context(made)

    def examples(self, base: str) -> Callable[[str, str], Any]:
        """The body that the description of the API shows for a method and a path below ``base``."""
        described = self.application.openapi()["paths"]

        def example(method: str, path: str) -> Any:
            body = described[f"/api/v1{base}{path}"][method]["requestBody"]
            return body["content"]["application/json"]["schema"]["examples"][0]

        return example


def _told(request: Request) -> Principal:
    role, unit = Role(request.headers["X-Role"]), request.headers["X-Unit"]
    account, person = request.headers["X-Account"], request.headers.get("X-Person")
    return Principal(account=account, name="甲", role=role, unit=unit or None, person=person or None)


@cache
def _application() -> FastAPI:
    """One for the whole process: working out a hundred routes takes longer than most of their tests."""
    nowhere = Database(NOWHERE)  # exchanged before it is asked
    app = create_app(Settings(_env_file=None), nowhere, lambda: NOW)
    app.dependency_overrides[context.principal] = _told
    return app


@contextmanager
def asking(database: Database, **settings: Any) -> Iterator[Asking]:
    """The service on ``database``, listening; its clock stands still."""
    app = _application()
    app.state.feeds = FeedServer(database, lambda: NOW)
    app.state.guest_throttle = Throttle(time.monotonic)  # what one test guessed is no other test's fault
    app.state.service = replace(
        app.state.service, settings=Settings(_env_file=None, **settings), database=database
    )
    with ExitStack() as stack, serving(app) as address:
        yield Asking(database, address, stack)
