"""The key that signs log-in cookies where no setting gives one: made once, the same for every process."""

import secrets
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, SQLModel, col, select

from api.store import audit_log
from api.store.columns import UtcMoment
from api.store.database import Database
from api.store.work import SYSTEM

LOG_IN_KEY = "log_in"


class SecretRow(SQLModel, table=True):
    """A secret the service made for itself; backups hold it, answers and logs never do."""

    __tablename__ = "secret"

    name: str = Field(primary_key=True)
    value: str
    made_at: datetime = Field(sa_type=UtcMoment)


_KEY = select(SecretRow.value).where(SecretRow.name == LOG_IN_KEY)


def kept_key(database: Database, at: datetime) -> str:
    """The key, 256 bits in hexadecimal; made now if nobody has yet."""
    with database.reading() as session:
        found = session.exec(_KEY).first()
    return make_key(database, at) if found is None else found


def make_key(database: Database, at: datetime) -> str:
    """Make the key, unless somebody is faster.

    Of two processes that insert at once the database lets one in, and both read that one.
    """
    insert = sqlite.insert if database.is_sqlite else postgresql.insert
    row = {"name": LOG_IN_KEY, "value": secrets.token_hex(32), "made_at": at}
    with database.work(SYSTEM, at) as work:
        statement = insert(SecretRow).values(row).on_conflict_do_nothing().returning(col(SecretRow.name))
        if work.session.execute(statement).first() is not None:
            audit_log.log(work, "create", "secret", LOG_IN_KEY)
        return work.session.exec(_KEY).one()
