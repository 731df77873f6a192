"""A fresh database for a test: SQLite in a temporary file, or PostgreSQL from the pip package."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import SQLModel

import api.store.kinds  # noqa: F401  (every table)
from api.store.database import Database


@pytest.fixture(params=["sqlite"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database with every table."""
    found = Database(f"sqlite:///{tmp_path / 'test.db'}")
    SQLModel.metadata.create_all(found.engine)
    yield found
    found.close()
