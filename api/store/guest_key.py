"""The key that guests' tokens are made with: made once, kept with the data; backups hold it."""

import secrets

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from api.store import audit_log
from api.store.account_key import SecretRow
from api.store.work import Work

GUEST_KEY = "guest_tokens"
_KEY = select(SecretRow.value).where(SecretRow.name == GUEST_KEY)


def guest_key(session: Session) -> bytes:
    """The key; raises sqlalchemy's NoResultFound before the first list was opened."""
    return bytes.fromhex(session.exec(_KEY).one())


def make_guest_key(work: Work) -> None:
    """Make the key, unless it is there: of two who insert at once the database lets one in."""
    if work.session.exec(_KEY).first() is not None:
        return
    is_sqlite = work.session.get_bind().dialect.name == "sqlite"
    insert = sqlite.insert if is_sqlite else postgresql.insert
    row = {"name": GUEST_KEY, "value": secrets.token_hex(32), "made_at": work.at}
    statement = insert(SecretRow).values(row).on_conflict_do_nothing().returning(col(SecretRow.name))
    if work.session.execute(statement).first() is not None:
        audit_log.log(work, "create", "secret", GUEST_KEY)
