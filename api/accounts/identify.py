"""Who sent this request: a bearer token, or the cookie of a log-in."""

from datetime import datetime

from starlette.requests import Request

from api.accounts.principal import Principal
from api.errors import NotLoggedIn
from api.settings import Settings
from api.store.database import Database
from planner.errors import Fault


def identify(database: Database, settings: Settings, request: Request, now: datetime) -> Principal:
    """The account that sent ``request``. Raises :class:`NotLoggedIn`."""
    raise NotLoggedIn(Fault(code="not_logged_in", place="Authorization"))
