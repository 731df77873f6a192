"""``/bulletins``: 月总结, 季通报, 年排名, as JSON and as a workbook."""

from calendar import monthrange
from datetime import date
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from api.accounts.role import Action
from api.documents.bulletin_workbook import bulletin_workbook
from api.errors import InvalidInput
from api.routes.context import Allowed, LanguageDep, ReadingDep, ServiceDep
from api.routes.documentation import refusals
from api.routes.four_rates import FourRate, rates_of_quarter, told_rates
from api.store.bulletins import BulletinReport, bulletin_report
from api.texts import Language, say
from events.four_rates import RateFigure
from events.quarter import Quarter
from planner.bulletin import Grouping
from planner.errors import Fault
from planner.value import Value

router = APIRouter(prefix="/bulletins", tags=["通报 bulletin"])
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LAST_PART = {"month": 12, "quarter": 4, "year": 1}


class Period(StrEnum):
    """What a bulletin spans."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class BulletinQuery(BaseModel):
    """Which month, quarter or year; and which rows of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    year: int = Field(ge=2000, le=2200, description="年 · the year", examples=[2026])
    part: int = Field(
        default=1, ge=1, le=12, description="第几月或第几季 · which month or quarter", examples=[4]
    )
    grouping: Grouping | None = Field(default=None, description="只要某一类排名 · only this grouping")


class Bulletin(Value):
    """A bulletin with its title. A group (招商组) is a base: home, or an outpost (驻外招商组).

    A quarter's also tells the four rates (四率) at its end.
    """

    title: str
    report: BulletinReport
    four_rates: tuple[FourRate, ...] = ()


Asked = Annotated[BulletinQuery, Query()]


def span_of(period: Period, year: int, part: int) -> tuple[date, date]:
    """The first and the last day; raises :class:`InvalidInput` for a fifth quarter."""
    if part > _LAST_PART[period]:
        detail = {"most": str(_LAST_PART[period])}
        raise InvalidInput(Fault(code="no_such_part_of_year", place="part", value=str(part), detail=detail))
    months = 12 // _LAST_PART[period]
    last = part * months
    return date(year, last - months + 1, 1), date(year, last, monthrange(year, last)[1])


def title_of(period: Period, year: int, part: int, language: Language) -> str:
    """What the bulletin is called."""
    shown = "" if period is Period.YEAR else part
    return say(f"plan.bulletin.{period.value}", language, year=year, part=shown)


@router.get(
    "/{period}.xlsx",
    response_class=Response,
    responses=refusals(422)
    | {200: {"content": {WORKBOOK: {"schema": {"type": "string", "format": "binary"}}}}},
    dependencies=[Depends(Allowed(Action.BULLETIN_READ))],
    summary="通报工作簿 · A bulletin as a workbook",
    operation_id="read_bulletin_workbook",
)
def read_bulletin_workbook(
    period: Period, query: Asked, session: ReadingDep, service: ServiceDep, language: LanguageDep
) -> Response:
    """总体一页，每类排名一页。 A sheet with everything together, one for each grouping."""
    report = _report(session, period, query)
    rows = [(row.name, row.standing) for row in report.rows]
    content = bulletin_workbook(
        title_of(period, query.year, query.part, language),
        (report.first, report.last),
        (report.planned, report.done),
        rows,
        service.clock(),
        language,
        _rates(session, period, query),
    )
    name = f"{period.value}-{query.year}-{query.part}.xlsx"
    return Response(
        content,
        media_type=WORKBOOK,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-cache",
        },
    )


@router.get(
    "/{period}",
    responses=refusals(422),
    dependencies=[Depends(Allowed(Action.BULLETIN_READ))],
    summary="月总结、季通报、年排名 · A bulletin",
    operation_id="read_bulletin",
)
def read_bulletin(period: Period, query: Asked, session: ReadingDep, language: LanguageDep) -> Bulletin:
    """计划来自已发布方案，完成来自登记的拜访情况。 Planned by published plans, done by facts told."""
    title = title_of(period, query.year, query.part, language)
    rates = told_rates(_rates(session, period, query), language)
    return Bulletin(title=title, report=_report(session, period, query), four_rates=rates)


def _rates(session: ReadingDep, period: Period, query: BulletinQuery) -> tuple[RateFigure, ...]:
    if period is not Period.QUARTER:
        return ()
    first, _ = span_of(period, query.year, query.part)
    return rates_of_quarter(session, Quarter.of(first))


def _report(session: ReadingDep, period: Period, query: BulletinQuery) -> BulletinReport:
    report = bulletin_report(session, *span_of(period, query.year, query.part))
    if query.grouping is None:
        return report
    rows = tuple(row for row in report.rows if row.standing.grouping is query.grouping)
    return report.model_copy(update={"rows": rows})
