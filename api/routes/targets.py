"""``/year-targets``: what a district has set itself; ``/targets``: what was signed against it."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from api.accounts.role import Action
from api.documents.targets_workbook import targets_workbook
from api.routes.ceremonies import CEREMONY
from api.routes.context import Allowed, LanguageDep, ReadingDep, ServiceDep
from api.routes.documentation import refusals
from api.routes.exports import XLSX, attachment, file_route
from api.routes.fact_filters import YearTargetsQuery
from api.routes.problems import ProblemFault, told
from api.routes.records import router_of
from api.routes.resource import Bound, Resource
from api.store.database import Session
from api.store.milestones import every_milestone
from api.store.targets import YEAR_TARGETS, targets_of
from events.four_rates import RateFigure, four_rates
from events.quarter import Quarter
from events.signing import Signing, signed_of
from events.targets import (
    Measure,
    Payment,
    Signed,
    Standing,
    Target,
    Targets,
    YearTargets,
    against_targets,
)
from planner.errors import Fault
from planner.value import Value

RESOURCE = Resource(
    kind=YEAR_TARGETS,
    path="/year-targets",
    noun=("年度目标", "year's targets"),
    read=Action.EVENT_READ,
    write=Action.EVENT_WRITE,
    query=YearTargetsQuery,
    example=YearTargets(
        year=2026,
        targets=(
            Target(
                measure=Measure.SIGNED_CNY,
                year=2026,
                amount=100_000_000_000,
                source="区招商投资工作要点（示例）",
                in_force_from=date(2026, 1, 1),
            ),
        ),
    ),
    bound=Bound(),
)
records_router = router_of(RESOURCE)
router = APIRouter(prefix="/targets", tags=["年度目标 year's targets"])


class TargetQuery(BaseModel):
    """The quarter up to whose end the year is told."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    year: int = Field(ge=2000, le=2200, description="年 · the year", examples=[2026])
    quarter: int = Field(default=4, ge=1, le=4, description="季度 · the quarter", examples=[1])


class TargetReport(Value):
    """What the quarter brought and what the year has brought, against what was due.

    ``signed`` are the year's projects up to the end of the quarter, ``rates`` the four rates (四率) at the
    end of each of its quarters. ``notes`` say if the year has no targets.
    """

    quarter: Quarter
    standings: tuple[Standing, ...]
    signed: tuple[Signed, ...]
    rates: tuple[RateFigure, ...]
    notes: tuple[ProblemFault, ...]


class _Told(Value):
    """The same before it is worded, with the names of projects and companies by id."""

    quarter: Quarter
    standings: tuple[Standing, ...]
    signed: tuple[Signed, ...]
    rates: tuple[RateFigure, ...]
    faults: tuple[Fault, ...]
    names: dict[str, str]


Asked = Annotated[TargetQuery, Query()]


@router.get(
    "",
    responses=refusals(422),
    dependencies=[Depends(Allowed(Action.EVENT_READ))],
    summary="签约与目标 · Signed against targets",
    operation_id="read_targets",
)
def read_targets(query: Asked, session: ReadingDep, language: LanguageDep) -> TargetReport:
    """全部签约活动登记的结果和开工节点的到位资金，对照当季序时和全年目标。 Over all ceremonies."""
    found = _told(session, query)
    notes = tuple(told(fault, language) for fault in found.faults)
    return TargetReport(**found.model_dump(exclude={"faults", "names"}), notes=notes)


@file_route(router, ".xlsx", XLSX, "签约与目标（表格） · Signed against targets as a workbook")
def read_targets_workbook(
    query: Asked, session: ReadingDep, service: ServiceDep, language: LanguageDep
) -> Response:
    """目标完成、签约项目、四率各一页。 Targets, signed projects, the four rates."""
    found = _told(session, query)
    content = targets_workbook(
        found.quarter,
        found.standings,
        found.signed,
        found.rates,
        found.names,
        service.clock(),
        language,
    )
    return attachment(content, f"targets-{query.year}-{query.quarter}.xlsx", XLSX)


def _told(session: Session, query: TargetQuery) -> _Told:
    quarter = Quarter(year=query.year, number=query.quarter)
    signings = [kept.value for kept in CEREMONY.every(session)]
    every = [item for signing in signings for item in signed_of(signing)]
    milestones = every_milestone(session)
    payments = [
        Payment(project=item.project, day=paid.day, amount_cny=paid.amount_cny)
        for item in milestones
        for paid in item.paid
    ]
    targets = targets_of(session, query.year)
    quarters = [Quarter(year=query.year, number=number) for number in range(1, query.quarter + 1)]
    return _Told(
        quarter=quarter,
        standings=against_targets(every, payments, targets or Targets(targets=()), quarter),
        signed=tuple(
            item for item in every if item.signed_on.year == query.year and item.signed_on <= quarter.last
        ),
        rates=four_rates(milestones, quarters),
        faults=() if targets else (Fault(code="no_targets", value=str(query.year)),),
        names=_names(signings),
    )


def _names(signings: list[Signing]) -> dict[str, str]:
    projects = [project for signing in signings for project in signing.plan.projects]
    companies = {project.company: project.company_name for project in projects if project.company}
    return {**companies, **{project.id: project.title for project in projects}}
