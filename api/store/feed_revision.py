"""Two counters that say whether anything about feeds may have changed: every cache watches them.

``plans`` counts publications, ``subscriptions`` addresses that went bad. The one row is locked until the
transaction that raised it ends, so that counters become visible in their order.
"""

from datetime import datetime, timedelta

from sqlalchemy import BigInteger
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel

from api.store.columns import UtcMoment
from api.store.work import Work
from planner.value import Value


class FeedRevisionRow(SQLModel, table=True):
    """The one row, with id 1; absent before the first change."""

    __tablename__ = "feed_revision"

    id: int = Field(primary_key=True)
    plans: int = Field(default=0, sa_type=BigInteger)
    subscriptions: int = Field(default=0, sa_type=BigInteger)
    modified_at: datetime = Field(sa_type=UtcMoment)


class FeedRevision(Value):
    """The counters. ``modified_at`` is when ``plans`` was raised, in whole seconds, later than ever before.

    Whole and strictly later, because it becomes Last-Modified, which knows no parts of a second (RFC 9110
    §8.8.2): two publications in one second must not look like one.
    """

    plans: int = 0
    subscriptions: int = 0
    modified_at: datetime | None = None


def feeds_changed(work: Work) -> int:
    """Say, in the transaction of a publication, that feeds change with it; the new count of ``plans``."""
    row = _locked(work)
    whole = work.at.replace(microsecond=0)
    row.modified_at = whole if row.plans == 0 else max(whole, row.modified_at + timedelta(seconds=1))
    row.plans += 1
    work.session.add(row)
    work.session.flush()
    return row.plans


def addresses_changed(work: Work) -> int:
    """Say, in the same transaction, that an address is good no longer; the new count of ``subscriptions``."""
    row = _locked(work)
    row.subscriptions += 1
    work.session.add(row)
    work.session.flush()
    return row.subscriptions


def plans_held(work: Work) -> int:
    """The count of ``plans``, which nobody else raises before ``work`` ends."""
    return _locked(work).plans


def feed_revision(session: Session) -> FeedRevision:
    """The counters as they stand."""
    return as_revision(session.get(FeedRevisionRow, 1, populate_existing=True))


def as_revision(row: FeedRevisionRow | None) -> FeedRevision:
    """The row as a value; all zero before the first change."""
    if row is None:
        return FeedRevision()
    return FeedRevision(plans=row.plans, subscriptions=row.subscriptions, modified_at=row.modified_at)


def _locked(work: Work) -> FeedRevisionRow:
    """The row, made if it is absent, locked until the transaction ends."""
    found = work.session.get(FeedRevisionRow, 1, with_for_update=True, populate_existing=True)
    if found is not None:
        return found
    made = {"id": 1, "plans": 0, "subscriptions": 0, "modified_at": work.at.replace(microsecond=0)}
    # Two transactions may both find no row: the second waits here for the first, and then uses its row.
    dialect = sqlite if work.session.get_bind().dialect.name == "sqlite" else postgresql
    work.session.execute(dialect.insert(FeedRevisionRow).values(made).on_conflict_do_nothing())
    return work.session.get_one(FeedRevisionRow, 1, with_for_update=True, populate_existing=True)
