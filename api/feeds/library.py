"""The published plans, read once a process for each publication."""

from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from api.calendars.subscribed import Published
from api.store import documents
from api.store.database import Database
from api.store.feed_revision import feed_revision
from api.store.publications import published
from planner.schema import read_plan, read_season
from planner.timetable import Timetable

if TYPE_CHECKING:
    from sqlmodel import Session


class Edition(NamedTuple):
    """Every published plan as of the ``plans``-th publication, which was made at ``modified_at``."""

    plans: int
    modified_at: datetime | None
    published: tuple[Published, ...]


class Library:
    """Keeps the present edition. A document is read from the database once, however many editions hold it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = Lock()
        self._edition: Edition | None = None
        self._pairs: dict[tuple[str, str], Published] = {}

    def at_least(self, plans: int) -> Edition:
        """The edition of the ``plans``-th publication or a later one; read from the database if need be."""
        with self._lock:
            if self._edition is None or self._edition.plans < plans:
                with self._database.reading() as session:
                    self._edition = self._read(session)
            return self._edition

    def current(self) -> Edition:
        """The present edition, by a look at the counters."""
        with self._database.reading() as session:
            plans = feed_revision(session).plans
        return self.at_least(plans)

    def _read(self, session: "Session") -> Edition:
        """All in one snapshot, so that the count belongs to the plans."""
        revision = feed_revision(session)
        pairs: dict[tuple[str, str], Published] = {}
        for entry in published(session):
            key = (entry.season_document, entry.plan_document)
            pairs[key] = self._pairs.get(key) or _read_pair(session, *key)
        self._pairs = pairs
        return Edition(revision.plans, revision.modified_at, tuple(pairs.values()))


def _read_pair(session: "Session", season_digest: str, plan_digest: str) -> Published:
    season = read_season(documents.get(session, season_digest))
    plan = read_plan(documents.get(session, plan_digest))
    # A plan holds its trains; the whole timetable is the most of a season and nothing to a calendar.
    return Published(season.model_copy(update={"timetable": Timetable(), "flights": ()}), plan)
