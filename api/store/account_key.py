"""The key that signs log-in cookies where no setting gives one: made once, the same for every process."""

import secrets
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, SQLModel, select

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


def kept_key(database: Database, at: datetime) -> str:
    """The key, 256 bits in hexadecimal; made now if nobody has yet.

    Two processes that start at once insert at once: the database lets one in, and both read that one.
    """
    query = select(SecretRow.value).where(SecretRow.name == LOG_IN_KEY)
    with database.reading() as session:
        found = session.exec(query).first()
    if found is not None:
        return found
    insert = sqlite.insert if database.is_sqlite else postgresql.insert
    row = {"name": LOG_IN_KEY, "value": secrets.token_hex(32), "made_at": at}
    with database.work(SYSTEM, at) as work:
        made = work.session.execute(insert(SecretRow).values(row).on_conflict_do_nothing())
        if made.rowcount == 1:  # type: ignore[attr-defined]  # an INSERT's result counts its rows
            audit_log.log(work, "create", "secret", LOG_IN_KEY)
        return work.session.exec(query).one()
