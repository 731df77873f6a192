"""Workbooks that were sent in: the file, what a dry run found in it, and whether it was written."""

import gzip
import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, LargeBinary, select, update
from sqlmodel import Field, Session, SQLModel, col

from api.errors import Conflict, InvalidInput, NotFound
from api.store import audit_log
from api.store.columns import UtcMoment
from api.store.work import Work
from planner.errors import Fault
from planner.season import Season
from planner.value import Value


class UploadRow(SQLModel, table=True):
    """A file and its dry run. ``season`` is the season in it, as compressed JSON; None if it has faults."""

    __tablename__ = "upload"

    id: str = Field(primary_key=True)
    made_at: datetime = Field(sa_type=UtcMoment, index=True)
    made_by: str
    account: str = Field(index=True)
    file_name: str
    size: int
    content: bytes = Field(sa_type=LargeBinary)
    season: bytes | None = Field(default=None, sa_type=LargeBinary)
    report: dict[str, Any] = Field(sa_type=JSON)
    committed_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    committed_by: str | None = None


class Upload(Value):
    """A file that was sent in, but for its content: by whom, what the dry run found, when it was written."""

    id: str
    made_at: datetime
    made_by: str
    file_name: str
    size: int
    report: dict[str, Any]
    committed_at: datetime | None = None
    committed_by: str | None = None


_SHOWN = [col(getattr(UploadRow, name)) for name in Upload.model_fields]


def keep(work: Work, file_name: str, content: bytes, season: Season | None, report: dict[str, Any]) -> Upload:
    """Keep a file with its dry run."""
    row = UploadRow(
        id=secrets.token_hex(8),
        made_at=work.at,
        made_by=work.actor.name,
        account=work.actor.id,
        file_name=file_name,
        size=len(content),
        content=content,
        season=None if season is None else gzip.compress(season.model_dump_json().encode(), 1, mtime=0),
        report=report,
    )
    work.session.add(row)
    work.session.flush()
    after = {"file_name": file_name, "size": len(content), "faults": season is None}
    audit_log.log(work, "upload", "upload", row.id, after=after)
    return Upload.model_validate(row.model_dump(include=set(Upload.model_fields)))


def upload(session: Session, identity: str) -> Upload:
    """The upload of this id; raises :class:`NotFound`."""
    found = session.execute(select(*_SHOWN).where(col(UploadRow.id) == identity)).mappings().first()
    if found is None:
        raise NotFound(Fault(code="no_such_record", value=identity, detail={"kind": "import"}))
    return Upload.model_validate(dict(found))


def newest(session: Session, limit: int) -> tuple[Upload, ...]:
    """The latest uploads, newest first."""
    query = select(*_SHOWN).order_by(col(UploadRow.made_at).desc(), col(UploadRow.id)).limit(limit)
    return tuple(Upload.model_validate(dict(row)) for row in session.execute(query).mappings())


def season_of(session: Session, identity: str) -> Season:
    """The season that the upload holds.

    Raises :class:`NotFound`, and :class:`InvalidInput` if the dry run found faults.
    """
    found = upload(session, identity)
    packed = session.execute(select(col(UploadRow.season)).where(col(UploadRow.id) == identity)).scalar_one()
    if packed is None:
        count = str(len(found.report.get("faults", ())))
        raise InvalidInput(Fault(code="import_has_faults", value=found.file_name, detail={"count": count}))
    return Season.model_validate_json(gzip.decompress(packed))


def mark_committed(work: Work, identity: str) -> None:
    """Note that the upload was written; raises :class:`Conflict` if it was before: of two, one wins."""
    statement = (
        update(UploadRow)
        .where(col(UploadRow.id) == identity, col(UploadRow.committed_at).is_(None))
        .values(committed_at=work.at, committed_by=work.actor.name)
    )
    if work.session.execute(statement).rowcount != 1:  # type: ignore[attr-defined]
        when = upload(work.session, identity).committed_at
        detail = {"when": when.isoformat(timespec="seconds") if when else ""}
        raise Conflict(Fault(code="import_committed", value=identity, detail=detail))
    audit_log.log(work, "commit", "upload", identity)


def replace_report(work: Work, identity: str, report: dict[str, Any]) -> Upload:
    """Keep what a commit really did in place of what the dry run foresaw; its notes stay."""
    notes = upload(work.session, identity).report.get("notes", [])
    statement = update(UploadRow).where(col(UploadRow.id) == identity)
    work.session.execute(statement.values(report={**report, "notes": notes}))
    return upload(work.session, identity)
