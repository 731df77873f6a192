"""The published plans and what falls due, read once a process for each change."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from api.calendars.subscribed import Published
from api.calendars.target import Target
from api.store import documents
from api.store.database import Database
from api.store.deadlines import all_followed
from api.store.feed_revision import feed_revision
from api.store.publications import published
from events.deadline_history import Entry, Followed, is_shown
from planner.schema import read_plan, read_season
from planner.timetable import Timetable

if TYPE_CHECKING:
    from sqlmodel import Session


class Edition(NamedTuple):
    """Every published plan and deadline as of the ``plans``-th change, which was made at ``modified_at``.

    ``digests`` are those of the plans' documents. ``due`` holds by kind and id of a target what falls due in
    its calendar.
    """

    plans: int
    modified_at: datetime | None
    published: tuple[Published, ...]
    digests: tuple[tuple[str, str], ...] = ()
    due: Mapping[tuple[str, str], tuple[Entry, ...]] = {}

    def due_of(self, target: Target) -> tuple[Entry, ...]:
        """What falls due in the calendar of ``target``, by UID."""
        return self.due.get((target.kind.value, target.id), ())

    def all_due(self) -> tuple[Entry, ...]:
        """What falls due in anybody's calendar; the last revision of a UID first, as its owners have it."""
        entries = {entry: None for found in self.due.values() for entry in found}

        def order(entry: Entry) -> tuple[str, int, bool]:
            return (entry.revision.uid, -entry.revision.sequence, entry.ending is not None)

        return tuple(sorted(entries, key=order))

    def made_from(self, target: Target) -> tuple[object, ...]:
        """What the calendar of ``target`` is made from: equal for two editions that show it alike."""
        due = ((entry.revision.uid, entry.revision.sequence, entry.ending) for entry in self.due_of(target))
        return (self.digests, *due)


class Library:
    """Keeps the present edition.

    A document is read from the database once, however many editions hold it; a deadline once a SEQUENCE.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = Lock()
        self._edition: Edition | None = None
        self._pairs: dict[tuple[str, str], Published] = {}
        self._followed: dict[str, Followed] = {}

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
        self._followed = all_followed(session, self._followed)
        due = _due(self._followed.values(), revision.modified_at)
        return Edition(revision.plans, revision.modified_at, tuple(pairs.values()), tuple(pairs), due)


def _due(
    listed: Iterable[Followed], modified_at: datetime | None
) -> Mapping[tuple[str, str], tuple[Entry, ...]]:
    """What stands in whose calendar; how long ago it was struck out is counted to the last change."""
    found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for item in listed:
        for (kind, identity), entry in item.by_owner().items():
            if modified_at is None or is_shown(entry, modified_at):
                found[kind.value, identity].append(entry)
    return {key: tuple(entries) for key, entries in found.items()}


def _read_pair(session: "Session", season_digest: str, plan_digest: str) -> Published:
    season = read_season(documents.get(session, season_digest))
    plan = read_plan(documents.get(session, plan_digest))
    # A plan holds its trains; the whole timetable is the most of a season and nothing to a calendar.
    return Published(season.model_copy(update={"timetable": Timetable(), "flights": ()}), plan)
