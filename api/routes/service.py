"""What every route works with, held by the application: settings, database, clock."""

from dataclasses import dataclass

from starlette.requests import HTTPConnection

from api.clock import Clock
from api.settings import Settings
from api.store.database import Database


@dataclass(frozen=True)
class Service:
    """The parts of a running service. ``clock`` gives aware instants; tests hand in their own."""

    settings: Settings
    database: Database
    clock: Clock


def service_of(connection: HTTPConnection) -> Service:
    """The service that answers this request."""
    found: Service = connection.app.state.service
    return found
