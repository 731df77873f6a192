"""``/audit``: who wrote what, when."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from api.accounts.role import Action
from api.routes.context import Allowed, ReadingDep
from api.store import audit_log
from api.store.audit_log import AuditEntry
from api.store.listing import MOST_A_PAGE
from planner.value import Value

router = APIRouter(tags=["审计 audit"])
_LARGEST_ID = 2**53


class AuditQuery(Value):
    """Which entries: of one ``kind``, of one ``subject``, older than ``before_id``."""

    kind: str | None = Field(default=None, max_length=100, examples=["company"])
    subject: str | None = Field(default=None, max_length=200)
    before_id: int | None = Field(default=None, ge=1, le=_LARGEST_ID)
    limit: int = Field(default=50, ge=1, le=MOST_A_PAGE)


class AuditPage(Value):
    """Entries, the newest first; ``next`` is the ``before_id`` of the page after, null on the last."""

    items: tuple[AuditEntry, ...]
    next: int | None


@router.get(
    "/audit",
    operation_id="list_audit",
    summary="审计日志 · Audit log",
    dependencies=[Depends(Allowed(Action.AUDIT_READ))],
)
def list_audit(query: Annotated[AuditQuery, Query()], session: ReadingDep) -> AuditPage:
    """只增不改。 Append-only."""
    found = audit_log.entries(
        session, kind=query.kind, subject=query.subject, before_id=query.before_id, limit=query.limit + 1
    )
    shown = tuple(found[: query.limit])
    return AuditPage(items=shown, next=shown[-1].id if len(found) > query.limit else None)
