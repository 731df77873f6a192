"""The application: settings in, ASGI out; every router is hung in here."""

from collections.abc import Sequence
from datetime import UTC, datetime

from fastapi import APIRouter, FastAPI

from api.routes import problems
from api.routes.service import Clock, Service
from api.settings import Settings
from api.store.database import Database

# Each is mounted below /api/v1. One line a router, in the order of the docs.
ROUTERS: Sequence[APIRouter] = ()


def now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


def create_app(settings: Settings, database: Database, clock: Clock = now) -> FastAPI:
    """The service on ``database``; nothing is read or written before the first request."""
    app = FastAPI(title="招商出行规划 zhaoshang", version="1", docs_url=None, redoc_url=None)
    app.state.service = Service(settings=settings, database=database, clock=clock)
    problems.install(app)
    for router in ROUTERS:
        app.include_router(router, prefix="/api/v1")
    return app
