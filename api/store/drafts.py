"""Drafts: plans that were made and not published (yet)."""

from typing import Any
from uuid import uuid4

from sqlmodel import col, select, update

from api.errors import Conflict, StaleVersion
from api.store import audit_log, documents
from api.store.plans import PlanRecord, PlanRow, PlanState, figures_of, plan_record, record_of, row_of
from api.store.work import Work
from planner.errors import Fault
from planner.plan import Plan

KIND = "plan"


def keep_draft(
    work: Work,
    *,
    season_id: str,
    season_document: str,
    plan: Plan,
    job: str | None = None,
    based_on: int | None = None,
    title: str = "",
) -> str:
    """Keep ``plan`` as a draft and return its id.

    ``season_document`` is the digest of the season it answers, as :mod:`api.store.documents` keeps it;
    ``based_on`` the number of the published plan it was made from, None if nothing was published. A ``job``
    that delivers a second time gets the id of its first draft.
    """
    if job is not None:
        kept = work.session.exec(select(PlanRow.id).where(PlanRow.job == job)).first()
        if kept is not None:
            return kept
    row = PlanRow(
        id=uuid4().hex,
        season=season_id,
        state=PlanState.DRAFT,
        title=title,
        season_document=season_document,
        plan_document=documents.put(work, plan.model_dump_json()),
        based_on=based_on,
        job=job,
        created_at=work.at,
        created_by=work.actor.name,
        changed_at=work.at,
        changed_by=work.actor.name,
        **figures_of(plan),
    )
    work.session.add(row)
    work.session.flush()
    audit_log.log(work, "create", KIND, row.id, after=told(record_of(row)))
    return row.id


def discard(work: Work, plan_id: str, version: int) -> PlanRecord:
    """Throw a draft away until it is restored.

    Raises :class:`NotFound`, :class:`Conflict` for a plan that is or was published, :class:`StaleVersion`.
    """
    before = plan_record(work.session, plan_id)
    if before.state is not PlanState.DRAFT:
        raise Conflict(_no_draft(before))
    fresh = {"state": PlanState.DISCARDED, "deleted_at": work.at, "deleted_by": work.actor.name}
    return change(work, before, version, "delete", fresh)


def restore(work: Work, plan_id: str, version: int) -> PlanRecord:
    """Bring a discarded draft back; one that is there stays as it is. Raises as :func:`discard` does."""
    before = plan_record(work.session, plan_id, deleted=True)
    if before.deleted_at is None:
        return before
    fresh = {"state": PlanState.DRAFT, "deleted_at": None, "deleted_by": None}
    return change(work, before, version, "restore", fresh)


def rename(work: Work, plan_id: str, title: str, version: int) -> PlanRecord:
    """Give a plan another title. Raises :class:`NotFound`, :class:`StaleVersion`."""
    return change(work, plan_record(work.session, plan_id), version, "replace", {"title": title})


def change(work: Work, before: PlanRecord, version: int, action: str, fresh: dict[str, Any]) -> PlanRecord:
    """Write ``fresh`` where the plan's version still is ``version``: compare and swap."""
    statement = (
        update(PlanRow)
        .where(col(PlanRow.id) == before.id, col(PlanRow.version) == version)
        .values(version=version + 1, changed_at=work.at, changed_by=work.actor.name, **fresh)
    )
    changed = work.session.execute(statement, execution_options={"synchronize_session": False})
    work.session.expire_all()
    if changed.rowcount != 1:  # type: ignore[attr-defined]
        raise StaleVersion(_stale(record_of(row_of(work.session, before.id, deleted=True)), version))
    after = record_of(row_of(work.session, before.id, deleted=True))
    audit_log.log(work, action, KIND, before.id, told(before), told(after))
    return after


def told(record: PlanRecord) -> dict[str, Any]:
    """What the audit log says of a plan."""
    return record.model_dump(mode="json")


def refuse_stale(record: PlanRecord, version: int) -> None:
    """Raise :class:`StaleVersion` unless the plan stands at ``version``."""
    if record.version != version:
        raise StaleVersion(_stale(record, version))


def _no_draft(record: PlanRecord) -> Fault:
    return Fault(code="plan_not_a_draft", value=record.id, detail={"state": record.state.value})


def _stale(now: PlanRecord, version: int) -> Fault:
    detail = {
        "kind": KIND,
        "stated": str(version),
        "version": str(now.version),
        "who": now.changed_by,
        "when": now.changed_at.isoformat(timespec="seconds"),
        "fields": "state",
    }
    return Fault(code="stale_version", value=now.id, detail=detail)
