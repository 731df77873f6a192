"""For modules whose tests ask for SQLite alone, but for those that ask for ``both``."""

import pytest

both = pytest.mark.parametrize("backend", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(params=["sqlite"])
def backend(request: pytest.FixtureRequest) -> str:
    """What differs between the databases is tested with the store and where ``both`` is said."""
    return str(request.param)
