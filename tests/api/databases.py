"""A fresh database for a test: SQLite in a temporary file, or PostgreSQL from the pip package."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.store.database import Database
from api.store.schema import METADATA


@pytest.fixture(params=["sqlite"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database with every table."""
    found = Database(f"sqlite:///{tmp_path / 'test.db'}")
    METADATA.create_all(found.engine)
    yield found
    found.close()
