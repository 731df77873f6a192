"""When a calendar last changed: written with each publication, compared with what each phone has fetched."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel, col, select

from api.calendars.changed import changed_targets
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


class Unfetched(Value):
    """A subscription that has not seen the last change of its calendar: when that was, published as what."""

    subscription: Subscription
    changed_at: datetime
    season: str
    publication: int


def record_changes(work: Work, season: Season, before: Plan | None, after: Plan, publication: int) -> None:
    """Write down, in the transaction that publishes ``after`` (the ``publication``-th), whose feeds change.

    Also tells every cache of feeds (:func:`~api.store.feed_revision.feeds_changed`), even if no item of any
    calendar changed: a telephone number may have.
    """
    plans = feeds_changed(work)
    keys = sorted(target.key for target in changed_targets(season, before, after))
    if not keys:
        return
    dialect = sqlite if work.session.get_bind().dialect.name == "sqlite" else postgresql
    told = {"changed_at": work.at, "season": season.id, "publication": publication, "plans": plans}
    statement = dialect.insert(FeedChangeRow)
    statement = statement.on_conflict_do_update(
        index_elements=["target_kind", "target_season", "target"],
        set_={name: statement.excluded[name] for name in told},
    )
    rows = [
        {"target_kind": kind, "target_season": of_season, "target": identity, **told}
        for kind, of_season, identity in keys
    ]
    work.session.connection().execute(statement, rows)


def unfetched(session: Session, *, season: str | None = None, limit: int = 200) -> list[Unfetched]:
    """Live subscriptions that have not fetched since their calendar changed, oldest change first: one query.

    With ``season`` only changes that came with its publications. One that never fetched is among them.
    """
    query = (
        select(SubscriptionRow, FeedChangeRow)
        .join(
            FeedChangeRow,
            (col(FeedChangeRow.target_kind) == SubscriptionRow.target_kind)
            & (col(FeedChangeRow.target_season) == SubscriptionRow.target_season)
            & (col(FeedChangeRow.target) == SubscriptionRow.target_id),
        )
        .where(
            col(SubscriptionRow.revoked_at).is_(None),
            col(SubscriptionRow.fetched_plans) < FeedChangeRow.plans,
        )
        .order_by(col(FeedChangeRow.changed_at), col(SubscriptionRow.id))
        .limit(limit)
    )
    if season is not None:
        query = query.where(FeedChangeRow.season == season)
    return [
        Unfetched(
            subscription=as_subscription(row),
            changed_at=change.changed_at,
            season=change.season,
            publication=change.publication,
        )
        for row, change in session.exec(query)
    ]
