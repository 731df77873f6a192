"""The whole application again and again, its routes worked out once a process."""

from collections.abc import Callable, Mapping
from copy import copy
from functools import cache
from types import MappingProxyType
from typing import Any

from fastapi import FastAPI, Request
from starlette.datastructures import State

from api.app import create_app
from api.clock import Clock
from api.feeds.server import FeedServer
from api.routes.service import Service
from api.settings import Settings
from api.store.database import Database
from tests.api.databases import NOWHERE

Overrides = Mapping[Callable[..., Any], Callable[[], Any]]  # a dependency -> what stands in its place


def application(
    settings: Settings,
    database: Database,
    clock: Clock,
    overrides: Overrides = MappingProxyType({}),
) -> FastAPI:
    """What ``create_app`` makes of these, quicker from the second time on. Several may serve at once.

    Dependencies are overridden here or not at all, since a route looks them up at the application it was
    worked out for; whoever adds routes takes ``create_app`` itself.
    """
    app = copy(_worked_out(frozenset(overrides)))
    app.state = State()
    app.state.service = Service(settings=settings, database=database, clock=clock)
    app.state.feeds = FeedServer(database, clock)
    app.state.overrides = overrides
    app.middleware_stack = None  # it holds on to the feeds and the settings
    return app


@cache
def _worked_out(overridden: frozenset[Callable[..., Any]]) -> FastAPI:
    """At its first request an application works out a hundred routes: more than most tests ask of it."""
    app = create_app(Settings(_env_file=None), Database(NOWHERE))  # exchanged before it is asked
    app.dependency_overrides = {dependency: _looked_up(dependency) for dependency in overridden}
    return app


def _looked_up(dependency: Callable[..., Any]) -> Callable[[Request], Any]:
    def at_request(request: Request) -> Any:
        return request.app.state.overrides[dependency]()

    return at_request
