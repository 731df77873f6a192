"""What a fetch asks the database: whose address this is, and the counters of change, in one query."""

from typing import NamedTuple

from sqlmodel import Session, col, select

from api.store.feed_revision import FeedRevision, FeedRevisionRow, as_revision
from api.store.subscriptions import SubscriptionRow


class Address(NamedTuple):
    """What a token opens. ``target`` is the key of a Target; ``changed_in`` stands in SubscriptionRow."""

    subscription: str
    token_hash: str
    target: tuple[str, str, str]
    level: str
    alarms: bool
    language: str
    changed_in: int


class Found(NamedTuple):
    """An address, with the counters as they stood in the same snapshot."""

    address: Address
    revision: FeedRevision


def look_up(session: Session, token_hash: str) -> Found | None:
    """The subscription whose token has this hash; None for a wrong, rotated or revoked one. One query."""
    query = (
        select(SubscriptionRow, FeedRevisionRow)
        .join(FeedRevisionRow, col(FeedRevisionRow.id) == 1, isouter=True)
        .where(SubscriptionRow.token_hash == token_hash, col(SubscriptionRow.revoked_at).is_(None))
    )
    found = session.exec(query).first()
    if found is None:
        return None
    row, revision = found
    address = Address(
        subscription=row.id,
        token_hash=row.token_hash,
        target=(row.target_kind, row.target_season, row.target_id),
        level=row.level,
        alarms=row.alarms,
        language=row.language,
        changed_in=row.changed_in,
    )
    return Found(address, as_revision(revision))
