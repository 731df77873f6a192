"""When a calendar last changed: written with each change, compared with what each phone has fetched.

A calendar changes with a publication, and with a deadline of its own. Each kind of change has its row, so
that the later one does not hide that the earlier one was not seen either.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, case, or_
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel, col, select

from api.calendars.changed import changed_targets
from api.calendars.target import Target
from api.store.columns import UtcMoment
from api.store.feed_revision import feeds_changed
from api.store.subscriptions import Subscription, SubscriptionRow, as_subscription
from api.store.work import Work
from planner.plan import Plan
from planner.season import Season
from planner.value import Value


class FeedChangeRow(SQLModel, table=True):
    """The last change of one calendar; ``plans`` is the count of publications it came with."""

    __tablename__ = "feed_change"

    target_kind: str = Field(primary_key=True)
    target_season: str = Field(default="", primary_key=True)
    target: str = Field(primary_key=True)
    changed_at: datetime = Field(sa_type=UtcMoment)
    season: str
    publication: int
    plans: int = Field(sa_type=BigInteger)


class DeadlineChangeRow(SQLModel, table=True):
    """The last change of a deadline in one calendar; ``plans`` as in :class:`FeedChangeRow`."""

    __tablename__ = "deadline_change"

    target_kind: str = Field(primary_key=True)
    target: str = Field(primary_key=True)
    changed_at: datetime = Field(sa_type=UtcMoment)
    plans: int = Field(sa_type=BigInteger)


class Unfetched(Value):
    """A subscription that has not seen the last change of its calendar.

    ``changed_at`` is when the earliest of what it has not seen came. ``season`` and ``publication`` say which
    plan's publication that is, None if it has seen the last that concerns it; ``deadlines`` whether a
    milestone or problem is among what it has not seen.
    """

    subscription: Subscription
    changed_at: datetime
    season: str | None
    publication: int | None
    deadlines: bool


def record_changes(work: Work, season: Season, before: Plan | None, after: Plan, publication: int) -> None:
    """Write down, in the transaction that publishes ``after`` (the ``publication``-th), whose feeds change.

    Also tells every cache of feeds (:func:`~api.store.feed_revision.feeds_changed`), even if no item of any
    calendar changed: a telephone number may have.
    """
    plans = feeds_changed(work)
    keys = sorted(target.key for target in changed_targets(season, before, after))
    told = {"changed_at": work.at, "season": season.id, "publication": publication, "plans": plans}
    rows = [
        {"target_kind": kind, "target_season": of_season, "target": identity, **told}
        for kind, of_season, identity in keys
    ]
    _write(work, FeedChangeRow, rows, told)


def record_deadline_changes(work: Work, targets: Iterable[Target]) -> None:
    """Write down, in the transaction that changes deadlines, in whose calendars; and tell every cache."""
    told = {"changed_at": work.at, "plans": feeds_changed(work)}
    rows = [
        {"target_kind": target.kind.value, "target": target.id, **told}
        for target in sorted(targets, key=lambda target: target.key)
    ]
    _write(work, DeadlineChangeRow, rows, told)


def _write(work: Work, table: type[SQLModel], rows: list[dict[str, Any]], told: Iterable[str]) -> None:
    """Put ``rows`` in place of those of the same calendars; of these only what is ``told`` changes."""
    if not rows:
        return
    dialect = sqlite if work.session.get_bind().dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table)
    statement = statement.on_conflict_do_update(
        index_elements=[column.name for column in table.__table__.primary_key],  # type: ignore[attr-defined]
        set_={name: statement.excluded[name] for name in told},
    )
    work.session.connection().execute(statement, rows)


def unfetched(session: Session, *, season: str | None = None, limit: int = 200) -> list[Unfetched]:
    """Live subscriptions that have not fetched since their calendar changed, oldest change first: one query.

    With ``season`` only changes that came with its publications. One that never fetched is among them.
    """
    plan, deadline = FeedChangeRow, DeadlineChangeRow
    seen = col(SubscriptionRow.fetched_plans)
    plan_unseen, deadline_unseen = seen < col(plan.plans), seen < col(deadline.plans)
    earliest = _earliest(plan_unseen, deadline_unseen)
    query = (
        select(SubscriptionRow, plan, deadline)
        .outerjoin(
            plan,
            (col(plan.target_kind) == SubscriptionRow.target_kind)
            & (col(plan.target_season) == SubscriptionRow.target_season)
            & (col(plan.target) == SubscriptionRow.target_id),
        )
        .outerjoin(
            deadline,
            (col(deadline.target_kind) == SubscriptionRow.target_kind)
            & (col(deadline.target) == SubscriptionRow.target_id),
        )
        .where(col(SubscriptionRow.revoked_at).is_(None), or_(plan_unseen, deadline_unseen))
        .order_by(earliest, col(SubscriptionRow.id))
        .limit(limit)
    )
    if season is not None:
        query = query.where(plan_unseen, col(plan.season) == season)
    return [_unfetched(*found) for found in session.exec(query)]


def _earliest(plan_unseen: ColumnElement[bool], deadline_unseen: ColumnElement[bool]) -> ColumnElement[Any]:
    """When the earliest change came that was not seen."""
    published, fell_due = col(FeedChangeRow.changed_at), col(DeadlineChangeRow.changed_at)
    both = and_(plan_unseen, deadline_unseen)
    first = case((published <= fell_due, published), else_=fell_due)
    return case((both, first), (plan_unseen, published), else_=fell_due)


def _unfetched(
    row: SubscriptionRow, plan: FeedChangeRow | None, deadline: DeadlineChangeRow | None
) -> Unfetched:
    unseen_plan = plan if plan is not None and row.fetched_plans < plan.plans else None
    unseen_deadline = deadline if deadline is not None and row.fetched_plans < deadline.plans else None
    changes = [change.changed_at for change in (unseen_plan, unseen_deadline) if change is not None]
    return Unfetched(
        subscription=as_subscription(row),
        changed_at=min(changes),
        season=None if unseen_plan is None else unseen_plan.season,
        publication=None if unseen_plan is None else unseen_plan.publication,
        deadlines=unseen_deadline is not None,
    )
