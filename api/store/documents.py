"""Long texts, each kept once under its digest: seasons, plans, timetables. They never change.

Those that nothing names any more go after a while (:mod:`api.store.document_pruning`).
"""

import hashlib
import zlib
from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel

from api.errors import NotFound
from api.store.columns import UtcMoment
from api.store.work import Work
from planner.errors import Fault


class DocumentRow(SQLModel, table=True):
    """A text by the SHA-256 of its UTF-8 bytes, deflated (RFC 1950); ``created_at``: last given to keep."""

    __tablename__ = "document"

    digest: str = Field(primary_key=True)
    content: bytes = Field(sa_type=LargeBinary)
    created_at: datetime = Field(sa_type=UtcMoment)


def digest_of(text: str) -> str:
    """The name that ``text`` is kept under: 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def put(work: Work, text: str) -> str:
    """Keep ``text`` and return its digest; of a text that is there already only the time is written again.

    That also holds it: nobody prunes it before what names it is written.
    """
    digest = digest_of(text)
    dialect = sqlite if work.session.get_bind().dialect.name == "sqlite" else postgresql
    row = {"digest": digest, "content": zlib.compress(text.encode()), "created_at": work.at}
    # Two transactions may keep the same text at once: the second must not fail for it.
    again = {"index_elements": ["digest"], "set_": {"created_at": work.at}}
    work.session.execute(dialect.insert(DocumentRow).values(row).on_conflict_do_update(**again))
    return digest


def get(session: Session, digest: str) -> str:
    """The text kept under ``digest``; raises :class:`NotFound`."""
    row = session.get(DocumentRow, digest)
    if row is None:
        raise NotFound(Fault(code="no_such_record", value=digest, detail={"kind": "document"}))
    return zlib.decompress(row.content).decode()
