"""Fixtures for tests of routes."""

from collections.abc import Iterator

import pytest

from api.store.database import Database
from tests.api.routes.asking import Asking, asking


@pytest.fixture
def service(database: Database) -> Iterator[Asking]:
    """The service, listening, on an empty database."""
    with asking(database) as found:
        yield found
