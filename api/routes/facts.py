"""``/facts``: what became of planned visits. Telling it moves the company on, for the next season."""

from datetime import date
from typing import Annotated, Any

from fastapi import Body, Depends, Response

from api.accounts.principal import Principal
from api.accounts.role import Action
from api.errors import InvalidInput, NotFound
from api.routes.context import Allowed, PrincipalDep, VersionDep, WorkDep
from api.routes.documentation import ETAG, LOCATION, refusals, versioned
from api.routes.fact_filters import FactQuery
from api.routes.idempotency import OnceDep
from api.routes.own_facts import OwnFacts
from api.routes.records import Identity, created, router_of, seen, tagged
from api.routes.resource import Resource
from api.store import fact_recording
from api.store.fact_recording import Report
from api.store.facts import FACT, Account, Fact, companies_of_unit
from api.store.problems import RaisedProblem
from api.store.record import Stored
from planner.company import Stage
from planner.errors import Fault

EXAMPLE = Report(
    season="season-example",
    company="company-example",
    done=True,
    day=date(2026, 4, 8),
    people=("person-example",),
    outcome="董事长有意在西部设厂，已看过两处地块",
    next_step="请企业五月来访",
    stage=Stage.INTERESTED,
    expected_investment_cny=300_000_000,
    problems=(RaisedProblem(text="厂房层高不足 8 米", unit="unit-example", due=date(2026, 5, 8)),),
)
RESOURCE = Resource(
    kind=FACT,
    path="/facts",
    noun=("拜访情况", "fact"),
    read=Action.FACT_READ,
    write=Action.FACT_WRITE,
    query=FactQuery,
    example=Fact(**{name: getattr(EXAMPLE, name) for name in Account.model_fields}),
    bound=OwnFacts(),
)
router = router_of(RESOURCE, writes=False)
Told = Annotated[Report, Body(examples=[EXAMPLE.model_dump(mode="json", exclude_defaults=True)])]
_WRITE = [Depends(Allowed(Action.FACT_WRITE))]


@router.post(
    "",
    status_code=201,
    response_model=Stored[Fact],
    responses=refusals(404, 409, 422) | {201: {"headers": LOCATION | ETAG}},
    dependencies=_WRITE,
    summary="登记拜访情况 · Tell what became of a visit",
    operation_id="create_fact",
)
def create_fact(report: Told, work: WorkDep, who: PrincipalDep, once: OnceDep) -> Response:
    """企业的最近拜访日期、阶段、预计投资随之更新；所提问题各成一条。 The company and the problems follow."""
    _refuse_others(work.session, who, report)
    return once.answer(work, lambda: created(RESOURCE, fact_recording.record_fact(work, report)))


@router.put(
    "/{identity}",
    response_model=Stored[Fact],
    responses=versioned(404, 409, 422, 428),
    dependencies=_WRITE,
    summary="更正拜访情况 · Correct what was told of a visit",
    operation_id="replace_fact",
)
def replace_fact(
    identity: Identity,
    report: Told,
    version: VersionDep,
    work: WorkDep,
    who: PrincipalDep,
    response: Response,
) -> Stored[Fact]:
    """新提的问题会添加，原有的在 /problems 处理。 Further problems are added; others stay."""
    if report.record_id != identity:
        raise InvalidInput(
            Fault(code="id_differs", place="body", value=report.record_id, detail={"id": identity})
        )
    seen(work.session, RESOURCE, who, identity)
    return tagged(response, fact_recording.correct_fact(work, report, version))


@router.delete(
    "/{identity}",
    response_model=Stored[Fact],
    responses=versioned(404, 409, 428),
    dependencies=_WRITE,
    summary="撤回拜访情况 · Withdraw what was told of a visit",
    operation_id="delete_fact",
)
def delete_fact(
    identity: Identity, version: VersionDep, work: WorkDep, who: PrincipalDep, response: Response
) -> Stored[Fact]:
    """可恢复；企业的最近拜访日期随之还原。 It can be restored; the company's last meeting follows."""
    seen(work.session, RESOURCE, who, identity)
    return tagged(response, fact_recording.withdraw_fact(work, identity, version))


@router.post(
    "/{identity}/restore",
    response_model=Stored[Fact],
    responses=versioned(404, 409, 422, 428),
    dependencies=_WRITE,
    summary="恢复拜访情况 · Restore what was told of a visit",
    operation_id="restore_fact",
)
def restore_fact(
    identity: Identity, version: VersionDep, work: WorkDep, who: PrincipalDep, response: Response
) -> Stored[Fact]:
    """未撤回的保持不变。 One that was not withdrawn stays as it is."""
    seen(work.session, RESOURCE, who, identity, deleted=True)
    return tagged(response, fact_recording.restore_fact(work, identity, version))


def _refuse_others(session: Any, who: Principal, report: Report) -> None:
    """A company of another unit is not there for this account."""
    if who.own_unit is not None and report.company not in companies_of_unit(session, who.own_unit):
        raise NotFound(Fault(code="no_such_record", value=report.company, detail={"kind": "company"}))
