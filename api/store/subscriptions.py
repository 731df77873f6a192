"""Subscriptions: who may fetch which calendar by which address. Of an address only a hash is kept."""

from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, Session, SQLModel, col, select

from api.calendars.privacy import Level
from api.calendars.target import Target, TargetKind
from api.errors import Conflict, NotFound
from api.store import audit_log
from api.store.columns import UtcMoment
from api.store.feed_revision import addresses_changed
from api.store.feed_token import new_token, token_hash
from api.store.work import Work
from api.texts import Language
from planner.errors import Fault
from planner.value import Value

KIND = "feed"  # in the audit log


class SubscriptionRow(SQLModel, table=True):
    """One address. ``changed_in`` is the count of address changes at which it was last rotated or revoked.

    ``fetched_plans`` is the count of publications that the last fetch showed: it, and no clock, decides
    whether a phone has seen a change.
    """

    __tablename__ = "feed_subscription"
    __table_args__ = (Index("feed_subscription_target", "target_kind", "target_season", "target_id"),)

    id: str = Field(primary_key=True)
    target_kind: str
    target_season: str = ""
    target_id: str
    level: str
    alarms: bool = False
    language: str
    label: str = ""
    token_hash: str = Field(unique=True, index=True)
    created_at: datetime = Field(sa_type=UtcMoment)
    created_by: str
    rotated_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    revoked_by: str | None = None
    changed_in: int = Field(default=0, sa_type=BigInteger, index=True)
    last_fetched_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    last_agent: str = ""
    fetch_count: int = Field(default=0, sa_type=BigInteger)
    fetched_plans: int = Field(default=0, sa_type=BigInteger)


class Order(Value):
    """What a subscription is made of: whose calendar, how much of it, with alarms or not, on which device."""

    target: Target
    level: Level = Level.FULL
    alarms: bool = False
    language: Language = "zh"
    label: str = Field(default="", max_length=100)


class Subscription(Value):
    """A subscription as it is shown: its address cannot be, it was shown once."""

    id: str
    target: Target
    level: Level
    alarms: bool
    language: Language
    label: str
    created_at: datetime
    created_by: str
    rotated_at: datetime | None
    revoked_at: datetime | None
    revoked_by: str | None
    last_fetched_at: datetime | None
    last_agent: str
    fetch_count: int


class SubscriptionPage(Value):
    """Some subscriptions by id; ``next`` is what to pass as ``after`` for those that follow."""

    items: tuple[Subscription, ...]
    next: str | None = None


def make(work: Work, order: Order) -> tuple[Subscription, str]:
    """A new subscription and its token, which nothing can show again."""
    token = new_token()
    kind, season, identity = order.target.key
    row = SubscriptionRow(
        id=str(uuid4()),
        target_kind=kind,
        target_season=season,
        target_id=identity,
        level=order.level.value,
        alarms=order.alarms,
        language=order.language,
        label=order.label,
        token_hash=token_hash(token),
        created_at=work.at.astimezone(UTC),
        created_by=work.actor.name,
    )
    work.session.add(row)
    work.session.flush()
    audit_log.log(work, "create", KIND, row.id, after=order.model_dump(mode="json"))
    return as_subscription(row), token


def rotate(work: Work, identity: str) -> tuple[Subscription, str]:
    """A new token for a subscription: the old address is dead once this is committed.

    Raises :class:`NotFound`, or :class:`Conflict` if it was revoked.
    """
    row = _locked(work, identity)
    if row.revoked_at is not None:
        raise Conflict(Fault(code="feed_revoked", value=identity))
    token = new_token()
    row.token_hash = token_hash(token)
    row.rotated_at = work.at.astimezone(UTC)
    row.fetched_plans = 0  # nobody has fetched by the new address
    row.changed_in = addresses_changed(work)
    audit_log.log(work, "rotate", KIND, row.id)
    return as_subscription(row), token


def revoke(work: Work, identity: str) -> Subscription:
    """End a subscription: its address is dead once this is committed. One that was revoked stays as it is.

    Raises :class:`NotFound`.
    """
    row = _locked(work, identity)
    if row.revoked_at is None:
        row.revoked_at = work.at.astimezone(UTC)
        row.revoked_by = work.actor.name
        row.changed_in = addresses_changed(work)
        audit_log.log(work, "revoke", KIND, row.id)
    return as_subscription(row)


def subscription(session: Session, identity: str) -> Subscription:
    """The subscription of this id, revoked or not; raises :class:`NotFound`."""
    row = session.get(SubscriptionRow, identity)
    if row is None:
        raise _not_found(identity)
    return as_subscription(row)


def subscriptions(
    session: Session,
    *,
    kind: TargetKind | None = None,
    target: str | None = None,
    season: str | None = None,
    revoked: bool | None = None,
    after: str | None = None,
    limit: int = 50,
) -> SubscriptionPage:
    """Subscriptions by id, of one target, kind or season, or only (un)revoked ones, if asked: one query."""
    query = select(SubscriptionRow).order_by(SubscriptionRow.id).limit(limit + 1)
    columns = {"target_kind": kind, "target_id": target, "target_season": season}
    for name, wanted in columns.items():
        if wanted is not None:
            query = query.where(getattr(SubscriptionRow, name) == str(wanted))
    if revoked is not None:
        gone = col(SubscriptionRow.revoked_at)
        query = query.where(gone.is_not(None) if revoked else gone.is_(None))
    if after is not None:
        query = query.where(col(SubscriptionRow.id) > after)
    rows = session.exec(query).all()
    shown = tuple(as_subscription(row) for row in rows[:limit])
    return SubscriptionPage(items=shown, next=shown[-1].id if len(rows) > limit else None)


def as_subscription(row: SubscriptionRow) -> Subscription:
    """The row as a value, validated again, without its hash."""
    target = Target(kind=TargetKind(row.target_kind), id=row.target_id, season=row.target_season or None)
    names = set(Subscription.model_fields) - {"target"}
    return Subscription.model_validate({"target": target, **row.model_dump(include=names)})


def _locked(work: Work, identity: str) -> SubscriptionRow:
    # Two who rotate at once wait for each other: the address of the second is the one that holds.
    row = work.session.get(SubscriptionRow, identity, with_for_update=True, populate_existing=True)
    if row is None:
        raise _not_found(identity)
    return row


def _not_found(identity: str) -> NotFound:
    return NotFound(Fault(code="no_such_record", value=identity, detail={"kind": KIND}))
