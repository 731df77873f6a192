"""``/plans``: drafts and published versions; looked at, compared, discarded and brought back."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path, Query, Response
from pydantic import Field

from api.accounts.principal import Principal
from api.accounts.role import Action
from api.documents.plan_comparison import PlanComparison
from api.routes.context import Allowed, LanguageDep, PrincipalDep, ReadingDep, VersionDep, WorkDep
from api.routes.documentation import refusals, versioned
from api.routes.records import tagged
from api.store import documents, drafts
from api.store.listing import MOST_A_PAGE
from api.store.plan_audit import audited
from api.store.plan_comparison import comparison_of
from api.store.plan_listing import PlanPage, plan_page
from api.store.plans import PlanRecord, PlanState, plan_record, season_of_plan
from planner.audit import Audit
from planner.plan import Plan
from planner.season import Season
from planner.value import Value

router = APIRouter(prefix="/plans", tags=["方案 plan"])
Identity = Annotated[str, Path(min_length=1, max_length=200, description="编号 · id")]
_READ = [Depends(Allowed(Action.PLAN_READ))]
_MAKE = [Depends(Allowed(Action.PLAN_MAKE))]


class Title(Value):
    """What a plan is called."""

    title: str = Field(max_length=300)


def document(text: str) -> Response:
    """A document as it is, under the ETag of its digest."""
    tag = documents.digest_of(text)[:32]
    return Response(text, media_type="application/json", headers={"ETag": f'"{tag}"'})


def season_for(season: Season, who: Principal) -> Season:
    """The season as this account may see it: without busy times unless it may read those."""
    if who.may(Action.BUSY_READ):
        return season
    people = tuple(person.model_copy(update={"busy": ()}) for person in season.people)
    return season.model_copy(update={"people": people})


@router.get(
    "",
    responses=refusals(422),
    dependencies=_READ,
    summary="方案列表，新的在前 · List plans, the newest first",
    operation_id="list_plans",
)
def list_plans(
    session: ReadingDep,
    season: Annotated[str | None, Query(max_length=200, description="招商季编号 · id of the season")] = None,
    state: Annotated[list[PlanState] | None, Query(max_length=10)] = None,
    job: Annotated[str | None, Query(max_length=200, description="任务编号 · id of the job")] = None,
    deleted: Annotated[bool, Query(description="列出已废弃的草稿 · discarded drafts instead")] = False,  # noqa: FBT002  (a query parameter)
    limit: Annotated[int, Query(ge=1, le=MOST_A_PAGE)] = 50,
    after: Annotated[str | None, Query(max_length=4_000)] = None,
) -> PlanPage:
    """把 next 作为 after 取下一页。 Page by sending `next` as `after`."""
    return plan_page(
        session, season=season, states=state or (), job=job, deleted=deleted, after=after, limit=limit
    )


@router.get(
    "/{identity}",
    responses=versioned(404),
    dependencies=_READ,
    summary="查看方案概要 · What is known of a plan",
    operation_id="read_plan",
)
def read_plan(identity: Identity, session: ReadingDep, response: Response) -> PlanRecord:
    """ETag 是版本号，修改时放进 If-Match。 Its ETag is the version; send it as If-Match with a change."""
    return tagged(response, plan_record(session, identity, deleted=True))


@router.delete(
    "/{identity}",
    responses=versioned(404, 409, 428),
    dependencies=_MAKE,
    summary="废弃草稿 · Discard a draft",
    operation_id="discard_plan",
)
def discard_plan(identity: Identity, version: VersionDep, work: WorkDep, response: Response) -> PlanRecord:
    """可恢复；发布过的方案不能废弃。 It can be restored; what was published cannot be discarded."""
    return tagged(response, drafts.discard(work, identity, version))


@router.post(
    "/{identity}/restore",
    responses=versioned(404, 409, 428),
    dependencies=_MAKE,
    summary="恢复草稿 · Restore a draft",
    operation_id="restore_plan",
)
def restore_plan(identity: Identity, version: VersionDep, work: WorkDep, response: Response) -> PlanRecord:
    """未废弃的方案保持不变。 A plan that is not discarded stays as it is."""
    return tagged(response, drafts.restore(work, identity, version))


@router.get(
    "/{identity}/plan",
    response_model=Plan,
    responses=versioned(404),
    dependencies=_READ,
    summary="方案全文 · The plan itself",
    operation_id="read_plan_document",
)
def read_plan_document(identity: Identity, session: ReadingDep) -> Response:
    """zhaoshang-plan-1 格式的 JSON。 JSON of the format zhaoshang-plan-1."""
    return document(documents.get(session, plan_record(session, identity).plan_document))


@router.get(
    "/{identity}/season",
    response_model=Season,
    responses=refusals(404),
    dependencies=[Depends(Allowed(Action.EXPORT))],
    summary="方案所依据的招商季数据 · The season that the plan answers",
    operation_id="read_plan_season",
)
def read_plan_season(identity: Identity, session: ReadingDep, who: PrincipalDep) -> Response:
    """无权看日程占用者看不到占用。 Busy times are left out for who may not read them."""
    return document(season_for(season_of_plan(session, identity), who).model_dump_json())


@router.get(
    "/{identity}/audit",
    responses=refusals(404),
    dependencies=_READ,
    summary="审核方案 · Audit a plan",
    operation_id="audit_plan",
)
def audit_plan(identity: Identity, session: ReadingDep) -> Audit:
    """不经求解器，重新核对每条规则、每个数字。 Recomputes every rule and figure, without the solver."""
    return audited(session, identity)


@router.get(
    "/{identity}/diff/{other}",
    responses=refusals(404),
    dependencies=_READ,
    summary="比较两份方案 · Compare two plans",
    operation_id="compare_plans",
)
def compare_plans(
    identity: Identity, other: Identity, session: ReadingDep, language: LanguageDep
) -> PlanComparison:
    """从前者到后者的变化：行程、拜访、活动、人员、得分。 From the first to the second."""
    return comparison_of(session, identity, other, language)


@router.put(
    "/{identity}/title",
    responses=versioned(404, 409, 428),
    dependencies=_MAKE,
    summary="给方案起名 · Name a plan",
    operation_id="rename_plan",
)
def rename_plan(
    identity: Identity,
    value: Annotated[Title, Body(examples=[{"title": "先苏南后无锡"}])],
    version: VersionDep,
    work: WorkDep,
    response: Response,
) -> PlanRecord:
    """须带 If-Match。 If-Match is required."""
    return tagged(response, drafts.rename(work, identity, value.title, version))
