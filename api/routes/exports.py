"""``/plans/{identity}/export``: a plan as files for people: tables, picture, handbooks, calendars."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, TypeVar
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path, Response

from api.accounts.role import Action
from api.calendars.files import calendar_file_name, calendar_files
from api.documents.archive import packed
from api.documents.audit_text import audit_text
from api.documents.handbook import handbook
from api.documents.handbook_docx import handbook_docx
from api.documents.handbook_pdf import handbook_pdf
from api.documents.season_svg import season_svg
from api.documents.season_workbook import season_workbook
from api.errors import NotFound
from api.routes.context import Allowed, LanguageDep, PrincipalDep, ReadingDep
from api.routes.documentation import refusals
from api.routes.plans import Identity, season_for
from api.store.plans import plan_of, season_of_plan
from api.texts import Language
from planner.audit import audit
from planner.errors import Fault
from planner.plan import Plan
from planner.season import Season

router = APIRouter(prefix="/plans/{identity}/export", tags=["导出 export"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"
PDF = "application/pdf"
SVG = "image/svg+xml"
JSON = "application/json"
TEXT = "text/plain; charset=utf-8"
Answering = TypeVar("Answering", bound=Callable[..., Response])


@dataclass(frozen=True)
class Exported:
    """A plan to be written down, its season as far as the account may see it; audited by the ``whole``."""

    season: Season
    whole: Season
    plan: Plan
    language: Language

    @cached_property
    def audit(self) -> str:
        """The audit in words, by the season that the plan answers."""
        return audit_text(self.season, self.plan, audit(self.whole, self.plan), self.language)

    @property
    def workbook(self) -> bytes:
        """``season.xlsx``."""
        return season_workbook(self.season, self.plan, self.language, self.audit)

    @property
    def picture(self) -> bytes:
        """``season.svg``."""
        return season_svg(self.season, self.plan, self.language)

    @property
    def calendars(self) -> dict[str, bytes]:
        """``<person>.ics`` and ``<trip>.ics``."""
        return calendar_files(self.season, self.plan, language=self.language)

    def handbook(self, trip: str, write: Callable[[Any], bytes]) -> bytes:
        """The handbook of a trip (id); raises :class:`NotFound`."""
        if all(item.id != trip for item in self.plan.trips):
            raise NotFound(Fault(code="no_such_record", value=trip, detail={"kind": "trip"}))
        return write(handbook(self.season, self.plan, trip, self.language))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Everything, as ``zhaoshang export`` writes it into a folder."""
        yield "season.json", self.season.model_dump_json().encode()
        yield "plan.json", self.plan.model_dump_json().encode()
        yield "audit.txt", self.audit.encode()
        yield "season.xlsx", self.workbook
        yield "season.svg", self.picture
        yield from ((f"calendars/{name}", content) for name, content in self.calendars.items())
        for trip in self.plan.trips:
            stem = calendar_file_name(trip.id).removesuffix(".ics")
            yield f"trips/{stem}.docx", self.handbook(trip.id, handbook_docx)
            yield f"trips/{stem}.pdf", self.handbook(trip.id, handbook_pdf)


def _exported(identity: Identity, session: ReadingDep, who: PrincipalDep, language: LanguageDep) -> Exported:
    season = season_of_plan(session, identity)
    return Exported(season_for(season, who), season, plan_of(session, identity), language)


ExportDep = Annotated[Exported, Depends(_exported)]
TripId = Annotated[str, Path(min_length=1, max_length=100, description="行程编号 · id of the trip")]


def attachment(content: bytes, name: str, media_type: str) -> Response:
    """A file to be saved under ``name`` (RFC 6266 §4.3, RFC 8187)."""
    return Response(
        content,
        media_type=media_type,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
            "Cache-Control": "private, no-cache",
        },
    )


def answers(*media_types: str) -> dict[int | str, dict[str, Any]]:
    """For ``responses=`` of a route that answers with a file."""
    binary = {"schema": {"type": "string", "format": "binary"}}
    return refusals(404, 422) | {200: {"content": {name.partition(";")[0]: binary for name in media_types}}}


def file_route(
    router: APIRouter,
    path: str,
    media_type: str,
    summary: str,
    *,
    action: Action = Action.EXPORT,
    refuses: tuple[int, ...] = (),
    method: str = "GET",
) -> Callable[[Answering], Answering]:
    """The decorator of a route that answers with a file; its operation id is the function's name.

    ``action`` is what the account must be allowed, ``refuses`` are statuses beside those of :func:`answers`.
    """

    def add(function: Answering) -> Answering:
        router.add_api_route(
            path,
            function,
            methods=[method],
            response_class=Response,
            responses=answers(media_type) | refusals(*refuses),
            dependencies=[Depends(Allowed(action))],
            summary=summary,
            operation_id=function.__name__,
        )
        return function

    return add


@file_route(router, "/season.xlsx", XLSX, "总表 · The season as a workbook")
def export_workbook(plan: ExportDep) -> Response:
    """总览、行程、拜访、外出、活动、未安排。 Summary, trips, visits, absences, events, what was left out."""
    return attachment(plan.workbook, "season.xlsx", XLSX)


@file_route(router, "/season.svg", SVG, "全季图 · The picture of the season")
def export_picture(plan: ExportDep) -> Response:
    """谁在何时外出，活动在何日。 Who is away when, and the events."""
    return attachment(plan.picture, "season.svg", SVG)


@file_route(router, "/calendars.zip", ZIP, "全部日历 · All calendars")
def export_calendars(plan: ExportDep) -> Response:
    """每人、每趟行程一个 .ics。 An .ics for each person and each trip."""
    return attachment(packed(plan.calendars.items()), "calendars.zip", ZIP)


@file_route(router, "/audit.txt", TEXT, "审核结果 · The audit in words")
def export_audit(plan: ExportDep) -> Response:
    """与命令行输出相同。 As the command line prints it."""
    return attachment(plan.audit.encode(), "audit.txt", TEXT)


@file_route(router, "/plan.json", JSON, "方案文件 · The plan as a file")
def export_plan(plan: ExportDep) -> Response:
    """命令行可直接读取。 The command line reads it as it is."""
    return attachment(plan.plan.model_dump_json().encode(), "plan.json", JSON)


@file_route(router, "/trips/{trip}.docx", DOCX, "行程手册（Word） · A trip's handbook for Word")
def export_handbook_docx(plan: ExportDep, trip: TripId) -> Response:
    """可继续编辑。 It can be edited further."""
    return attachment(plan.handbook(trip, handbook_docx), f"{trip}.docx", DOCX)


@file_route(router, "/trips/{trip}.pdf", PDF, "行程手册（PDF） · A trip's handbook for print")
def export_handbook_pdf(plan: ExportDep, trip: TripId) -> Response:
    """供打印。 For print."""
    return attachment(plan.handbook(trip, handbook_pdf), f"{trip}.pdf", PDF)


@file_route(router, "/everything.zip", ZIP, "全部文件 · Everything at once")
def export_everything(plan: ExportDep) -> Response:
    """数据、审核、总表、图、日历、手册。 Data, audit, tables, picture, calendars, handbooks."""
    return attachment(packed(plan.files()), "plan.zip", ZIP)
