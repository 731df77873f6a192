"""Publishing: one plan of a season at a time is in force, and every one that was is kept."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path, Query, Request, Response
from pydantic import Field

from api.accounts.role import Action
from api.errors import InvalidInput
from api.routes.context import (
    Allowed,
    LanguageDep,
    PrincipalDep,
    ReadingDep,
    ServiceDep,
    VersionDep,
    WorkDep,
    request_id_of,
)
from api.routes.documentation import refusals, versioned
from api.routes.idempotency import Answer, OnceDep
from api.routes.plans import Identity
from api.routes.records import tagged
from api.store import records
from api.store.feed_revision import feed_revision
from api.store.plan_audit import audited_now, refuse_broken
from api.store.plan_comparison import Issue, Publishing, issues_of, publishing_of
from api.store.plans import PlanRecord, PlanState, plan_record
from api.store.publications import published_of
from api.store.publishing import edition_of, publish, rebase
from api.store.season_frames import SEASON
from planner.errors import Fault
from planner.value import Value

router = APIRouter(tags=["发布 publication"])
_PUBLISH = [Depends(Allowed(Action.PLAN_PUBLISH))]


class Base(Value):
    """``base``: the number of the publication that this one replaces, 0 for the first of its season.

    None stands for what the draft was based on; a plan that was in force before needs it said.
    """

    base: int | None = Field(default=None, ge=0, le=1_000_000)


class Issues(Value):
    """The publications of a season, the latest first."""

    items: tuple[Issue, ...]


@router.post(
    "/plans/{identity}/rebase",
    responses=versioned(404, 409, 422, 428),
    dependencies=[Depends(Allowed(Action.PLAN_MAKE))],
    summary="以现行方案重新衔接草稿 · Base a draft on what is published now",
    operation_id="rebase_plan",
)
def rebase_plan(
    identity: Identity, version: VersionDep, work: WorkDep, language: LanguageDep, response: Response
) -> Publishing:
    """衔接后显示与现行方案的差别。 Shows how the draft then differs from what is published."""
    current = published_of(work.session, plan_record(work.session, identity).season)
    record, edition = rebase(work, identity, version)
    tagged(response, record)
    previous = None if current is None else current.plan_id
    return publishing_of(work.session, identity, edition, previous, language)


@router.post(
    "/plans/{identity}/publish",
    response_model=Publishing,
    responses=versioned(404, 409, 422, 428),
    dependencies=_PUBLISH,
    summary="发布方案 · Publish a plan",
    operation_id="publish_plan",
)
def publish_plan(
    identity: Identity,
    version: VersionDep,
    service: ServiceDep,
    who: PrincipalDep,
    request: Request,
    once: OnceDep,
    language: LanguageDep,
    wish: Annotated[Base, Body(examples=[{}, {"base": 3}])] = Base(),  # noqa: B008  (frozen)
    dry_run: Annotated[bool, Query(description="只看改动与影响，不发布 · show what would change")] = False,  # noqa: FBT002  (a query parameter)
) -> Response:
    """先审核，违反规则的不予发布；他人已抢先发布则 409；再次发布旧方案即为撤回。 Audited first.

    What breaks a rule is refused; 409 if somebody else published meanwhile. To undo a publication, publish
    the plan before it again.
    """
    at = service.clock()
    # The audit may take long: it is held before the transaction. Of what it looks at only publications can
    # change meanwhile: that none came in between is seen to by publish.
    with service.database.reading() as session:
        record = plan_record(session, identity)
        base = None if dry_run else _base(record, wish)
        edition = edition_of(session, identity, at)
        seen = feed_revision(session).plans
        refuse_broken(audited_now(session, identity))
        current = published_of(session, record.season)
        previous = None if current is None else current.plan_id
        found = publishing_of(session, identity, edition, previous, language)
    if dry_run:
        return Response(found.model_dump_json(), media_type="application/json")
    with service.database.work(who.actor(request_id_of(request)), at) as work:

        def make() -> Answer:
            # Published is what was shown: the base is the same, or the swap refuses.
            done = publish(work, identity, version, base, seen=seen)
            body = found.model_copy(update={"dry_run": False, "plan": done, "number": done.number})
            return Answer(200, body, {"ETag": f'"{done.version}"'})

        return once.answer(work, make)


def _base(record: PlanRecord, wish: Base) -> int | None:
    if wish.base is not None:
        return wish.base or None
    if record.state is PlanState.SUPERSEDED:
        raise InvalidInput(Fault(code="base_required", place="base", value=record.title or record.id))
    return record.based_on


@router.get(
    "/seasons/{season}/publications",
    responses=refusals(404),
    dependencies=[Depends(Allowed(Action.PLAN_READ))],
    summary="招商季的历次发布 · The publications of a season",
    operation_id="list_publications",
)
def list_publications(
    season: Annotated[str, Path(min_length=1, max_length=200)],
    session: ReadingDep,
    language: LanguageDep,
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
) -> Issues:
    """谁在何时发布、改了什么，最新的在前。 Who published when, and what it changed; the latest first."""
    records.stored(session, SEASON, season, deleted=True)
    return Issues(items=issues_of(session, season, language, limit))
