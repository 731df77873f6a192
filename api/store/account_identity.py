"""What a request must know of who sent it, in one query: by a cookie's account, or by a token's digest."""

from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from api.store.accounts import AccountRow
from api.store.api_tokens import ApiTokenRow


class Identity(NamedTuple):
    """A live account; ``token`` and what follows are those of the API token it came by, if it did."""

    account: str
    name: str
    role: str
    unit: str | None
    person: str | None
    locked: bool
    must_change: bool
    epoch: int
    token: str | None = None
    scopes: frozenset[str] | None = None
    expires_on: date | None = None
    last_used_at: datetime | None = None


_ACCOUNT = (
    AccountRow.id,
    AccountRow.name,
    AccountRow.role,
    AccountRow.unit,
    AccountRow.person,
    AccountRow.locked,
    AccountRow.must_change,
    AccountRow.epoch,
)
_TOKEN = (ApiTokenRow.id, ApiTokenRow.scopes, ApiTokenRow.expires_on, ApiTokenRow.last_used_at)


def of_account(session: Session, account: str) -> Identity | None:
    """The live account of this id."""
    query = select(*_ACCOUNT).where(AccountRow.id == account, col(AccountRow.deleted_at).is_(None))  # type: ignore[call-overload]  # select() is typed for four columns
    row = session.execute(query).one_or_none()
    return None if row is None else Identity(*row)


def of_token(session: Session, digest: str) -> Identity | None:
    """The live account whose live token has the SHA-256 ``digest``; its expiry is the caller's to judge."""
    query = (
        select(*_ACCOUNT, *_TOKEN)  # type: ignore[call-overload]  # as above
        .join(ApiTokenRow, col(ApiTokenRow.account) == col(AccountRow.id))
        .where(ApiTokenRow.digest == digest, col(ApiTokenRow.revoked_at).is_(None))
        .where(col(AccountRow.deleted_at).is_(None))
    )
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    found = Identity(*row)
    return found._replace(scopes=None if found.scopes is None else frozenset(found.scopes))
