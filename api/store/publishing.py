"""Publish a plan: one at a time, whole or not at all.

All of it happens in the caller's transaction: the season's one row of :mod:`api.store.publications` is
swapped where it still holds the number the planner saw, so that of two who publish at once exactly one does;
then the plan's items are kept, the plan before it becomes history, and feeds are told.
"""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from api.errors import Conflict, InvalidInput
from api.store import audit_log, documents
from api.store.drafts import KIND, change, refuse_stale, told
from api.store.feed_changes import record_changes
from api.store.feed_revision import plans_held
from api.store.plans import (
    PlanRecord,
    PlanRow,
    PlanState,
    figures_of,
    plan_of,
    plan_record,
    season_of_plan,
)
from api.store.publications import Publication, PublicationRow, published_of
from api.store.published_items import write_items
from api.store.season_frames import hold_season
from api.store.work import Work
from planner.errors import Fault
from planner.history import with_history
from planner.plan import Plan, Status
from planner.value import Value


class Edition(Value):
    """A plan as it is, or would be, published: the ``number``-th of its season, in place of ``before``."""

    number: int
    before: Plan | None
    after: Plan


def edition_of(session: Session, plan_id: str, at: datetime) -> Edition:
    """What publishing the plan at the instant ``at``, over what is published now, would publish.

    Raises :class:`NotFound`, and :class:`InvalidInput` for the answer to an impossible season.
    """
    record = plan_record(session, plan_id)
    return _edition(session, record, published_of(session, record.season), at)


def publish(
    work: Work, plan_id: str, version: int, base: int | None, *, seen: int | None = None
) -> PlanRecord:
    """Put the plan in force in place of the ``base``-th publication, None for the first of its season.

    A draft becomes published; a plan that was in force before is published again as a new one, with SEQUENCEs
    above those its items have. The audit is the caller's to hold before (:mod:`api.store.plan_audit`): it may
    take long, and a transaction must not. ``seen`` is how many publications there were when it was held, of
    all seasons (:class:`~api.store.feed_revision.FeedRevision`): after another it has to be held again.

    Raises :class:`NotFound`, :class:`StaleVersion`, :class:`InvalidInput` for the answer to an impossible
    season, :class:`Conflict` if the plan is in force, if its season's record was deleted, if its items
    collide with others that were published, or if another plan was published meanwhile
    (``published_meanwhile`` says who did, and when; ``audit_outdated`` of another season's).
    """
    record = plan_record(work.session, plan_id)
    if record.state is PlanState.PUBLISHED:
        detail = {"number": str(record.number)}
        raise Conflict(Fault(code="plan_in_force", value=record.title or plan_id, detail=detail))
    hold_season(work, record.season)
    is_draft = record.state is PlanState.DRAFT
    target = plan_id if is_draft else uuid4().hex
    previous = published_of(work.session, record.season)
    _swap(work, record.season, previous, base, target)
    if seen is not None and plans_held(work) != seen:
        raise Conflict(Fault(code="audit_outdated", value=record.title or plan_id))
    edition = _edition(work.session, record, previous, work.at)
    fresh = _published_columns(work, edition, base)
    if is_draft:
        after = change(work, record, version, "publish", fresh)
    else:
        refuse_stale(record, version)
        after = _again(work, record, target, fresh)
    if previous is not None:
        _supersede(work, previous)
    write_items(work, edition.after, edition.number)
    season = season_of_plan(work.session, plan_id)
    record_changes(work, season, edition.before, edition.after, edition.number)
    return after


def rebase(work: Work, plan_id: str, version: int) -> tuple[PlanRecord, Edition]:
    """Base a draft on what is published now, its items on that one's history; what it then would publish.

    Raises as :func:`edition_of` does, :class:`Conflict` for a plan that is no draft, :class:`StaleVersion`.
    """
    record = plan_record(work.session, plan_id)
    if record.state is not PlanState.DRAFT:
        raise Conflict(Fault(code="plan_not_a_draft", value=plan_id, detail={"state": record.state.value}))
    current = published_of(work.session, record.season)
    edition = _edition(work.session, record, current, work.at)
    fresh = {
        "based_on": None if current is None else current.number,
        "plan_document": documents.put(work, edition.after.model_dump_json()),
    }
    return change(work, record, version, "rebase", fresh), edition


def _edition(session: Session, record: PlanRecord, current: Publication | None, at: datetime) -> Edition:
    plan = plan_of(session, record.id)
    if plan.status is Status.INFEASIBLE:
        raise InvalidInput(Fault(code="plan_infeasible", value=record.title or record.id))
    before = None if current is None else plan_of(session, current.plan_id)
    number = 1 if current is None else current.number + 1
    return Edition(number=number, before=before, after=with_history(plan, before, at))


def _swap(work: Work, season: str, previous: Publication | None, base: int | None, plan: str) -> None:
    """Compare and swap: the season's row names ``plan`` now, if it named the ``base``-th until now."""
    number = None if previous is None else previous.number
    if number != base:
        raise _meanwhile(work.session, season, base)
    fresh: dict[str, Any] = {
        "number": (base or 0) + 1,
        "plan": plan,
        "published_at": work.at,
        "published_by": work.actor.name,
    }
    statement: Any
    if base is None:
        dialect = sqlite if work.session.get_bind().dialect.name == "sqlite" else postgresql
        statement = dialect.insert(PublicationRow).values(season=season, **fresh).on_conflict_do_nothing()
    else:
        where = (col(PublicationRow.season) == season, col(PublicationRow.number) == base)
        statement = update(PublicationRow).where(*where).values(**fresh)
    swapped = work.session.execute(statement.returning(PublicationRow.number)).first()
    work.session.expire_all()
    if swapped is None:
        raise _meanwhile(work.session, season, base)


def _meanwhile(session: Session, season: str, base: int | None) -> Conflict:
    now = published_of(session, season)
    detail = {"base": str(base or 0), "number": "0", "who": "", "when": "", "title": ""}
    if now is not None:
        detail |= {
            "number": str(now.number),
            "who": now.published_by,
            "when": now.published_at.isoformat(timespec="seconds"),
            "title": plan_record(session, now.plan_id).title,
        }
    return Conflict(Fault(code="published_meanwhile", place="base", value=season, detail=detail))


def _published_columns(work: Work, edition: Edition, base: int | None) -> dict[str, Any]:
    return {
        "state": PlanState.PUBLISHED,
        "number": edition.number,
        "based_on": base,
        "plan_document": documents.put(work, edition.after.model_dump_json()),
        "published_at": work.at,
        "published_by": work.actor.name,
        **figures_of(edition.after),
    }


def _again(work: Work, record: PlanRecord, target: str, fresh: dict[str, Any]) -> PlanRecord:
    """A plan that was in force, as a new one that is: what was published stays as it was published."""
    row = PlanRow(
        id=target,
        season=record.season,
        title=record.title,
        season_document=record.season_document,
        created_at=work.at,
        created_by=work.actor.name,
        changed_at=work.at,
        changed_by=work.actor.name,
        **fresh,
    )
    work.session.add(row)
    work.session.flush()
    after = plan_record(work.session, target)
    audit_log.log(work, "publish", KIND, target, told(record), told(after))
    return after


def _supersede(work: Work, previous: Publication) -> None:
    statement = (
        update(PlanRow)
        .where(col(PlanRow.id) == previous.plan_id)
        .values(
            state=PlanState.SUPERSEDED,
            version=PlanRow.version + 1,
            changed_at=work.at,
            changed_by=work.actor.name,
        )
    )
    work.session.execute(statement, execution_options={"synchronize_session": False})
    work.session.expire_all()
