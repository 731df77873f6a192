"""``/events/{identity}/run-sheet.docx`` and its like: the kept run sheet and its rehearsal as files."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.documents.content import OfficialPaper
from api.documents.official_paper import paper_docx, paper_pdf
from api.documents.run_sheet_papers import run_sheet_paper, run_sheet_workbook
from api.routes.context import LanguageDep, ReadingDep
from api.routes.exports import DOCX, PDF, XLSX, attachment, file_route
from api.routes.guest_lists import EventId
from api.routes.run_sheets import RUN_SHEET, KeptDay
from api.texts import Language
from events.run_sheet.rehearsal import rehearsal_of

router = APIRouter(prefix="/events/{identity}", tags=["流程表 run sheet"])


def _kept(identity: EventId, session: ReadingDep) -> KeptDay:
    return RUN_SHEET.kept(session, identity)


KeptDep = Annotated[KeptDay, Depends(_kept)]


@file_route(router, "/run-sheet.docx", DOCX, "流程表（Word） · The run sheet for Word")
def run_sheet_docx(found: KeptDep, language: LanguageDep) -> Response:
    """附时间冲突和厉行节约提醒。 With clashes and warnings."""
    return attachment(paper_docx(_paper(found, language)), "run-sheet.docx", DOCX)


@file_route(router, "/run-sheet.pdf", PDF, "流程表（PDF） · The run sheet for print")
def run_sheet_pdf(found: KeptDep, language: LanguageDep) -> Response:
    """供打印。 For print."""
    return attachment(paper_pdf(_paper(found, language)), "run-sheet.pdf", PDF)


@file_route(router, "/run-sheet.xlsx", XLSX, "流程表（表格） · The run sheet as a workbook")
def run_sheet_xlsx(found: KeptDep, language: LanguageDep) -> Response:
    """可筛选、排序。 To be filtered and sorted."""
    day = found.value
    content = run_sheet_workbook(day.sheet, day.names, found.changed_at, language)
    return attachment(content, "run-sheet.xlsx", XLSX)


@file_route(router, "/rehearsal.docx", DOCX, "彩排流程表（Word） · The rehearsal for Word")
def rehearsal_docx(
    found: KeptDep,
    language: LanguageDep,
    day: Annotated[date, Query(description="彩排日期 · the day of the rehearsal", examples=["2026-05-17"])],
    start_minute: Annotated[
        int, Query(ge=0, lt=1_440, description="几点开始（从0点起的分钟） · minutes from 00:00")
    ] = 900,
    percent: Annotated[int, Query(ge=1, le=100, description="各环节时长百分比 · percent of its time")] = 50,
) -> Response:
    """接送、用餐、签到除外，各环节按比例缩短。 Without vehicles, meals and signing in, shortened."""
    sheet = rehearsal_of(found.value.sheet, day, start_minute, percent)
    paper = run_sheet_paper(sheet, found.value.names, found.changed_at, language)
    return attachment(paper_docx(paper), "rehearsal.docx", DOCX)


def _paper(found: KeptDay, language: Language) -> OfficialPaper:
    """Dated by when it was kept: equal run sheets, equal bytes."""
    day = found.value
    return run_sheet_paper(day.sheet, day.names, found.changed_at, language, day.warnings)
