"""Web processes that serve feeds: real HTTP, each with its own connections and its own memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
from fastapi import FastAPI
from sqlalchemy import event

from api.feeds.server import FeedServer
from api.settings import Settings
from api.store.database import Database
from tests.api.application import application
from tests.api.feeds.publishing import Clock
from tests.api.servers import serving

_NO_QUERY = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")


@dataclass
class Web:
    """One process: where it answers, what it runs, and the queries it asked."""

    address: str
    app: FastAPI
    database: Database
    client: httpx.Client
    statements: list[str]

    @property
    def feeds(self) -> FeedServer:
        found: FeedServer = self.app.state.feeds
        return found

    def get(self, token: str, method: str = "GET", **headers: str) -> httpx.Response:
        """Fetch the calendar of ``token``; header names with _ for -. Without gzip unless asked for."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        url = f"{self.address}/cal/{token}.ics"
        return self.client.request(method, url, headers={"accept-encoding": "identity", **named})

    def queries(self) -> int:
        """How many queries were asked so far, by SQLAlchemy and by the watch."""
        return len(self.statements) + self.feeds.watch.queries


@contextmanager
def web(url: str, clock: Clock | None = None) -> Iterator[Web]:
    """A web process on the database at ``url``."""
    database = Database(url)
    statements: list[str] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def _note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(_NO_QUERY):
            statements.append(statement)

    app = application(Settings(database_url=url), database, clock or Clock())
    with httpx.Client() as client, serving(app) as address:
        yield Web(address, app, database, client, statements)
    database.close()
