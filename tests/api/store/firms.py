"""Companies and units for tests of the store."""

from datetime import UTC, datetime, timedelta
from typing import Any

from api.store import records
from api.store.companies import COMPANY
from api.store.database import Database
from api.store.people import UNIT
from api.store.work import Actor
from planner.company import Company
from planner.person import Unit
from planner.place import Site

NOW = datetime(2026, 4, 1, 8, tzinfo=UTC)
LATER = NOW + timedelta(hours=25)
CLERK = Actor(id="clerk", name="甲")
SITE = Site(city="320500", lat=31.3, lon=120.6)


def firm(identity: str, name: str | None = None, **fields: Any) -> Company:
    """A company that refers to nothing."""
    return Company(id=identity, name=name or f"企业{identity}", site=SITE, **fields)


def keep(database: Database, *companies: Company) -> None:
    """Create them, one after another."""
    with database.work(CLERK, NOW) as work:
        for company in companies:
            records.create(work, COMPANY, company)


def keep_units(database: Database, *ids: str) -> None:
    """Create units of these ids."""
    with database.work(CLERK, NOW) as work:
        for identity in ids:
            records.create(work, UNIT, Unit(id=identity, name=f"单位{identity}"))
