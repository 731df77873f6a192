"""``/imports``: a workbook sent in, looked through without writing anything, then written whole."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, File, Path, Query, Request, Response, UploadFile

from api.accounts.role import Action, Role
from api.imports.upload import check_upload, plain_name
from api.routes.context import (
    Allowed,
    LanguageDep,
    PrincipalDep,
    ReadingDep,
    ServiceDep,
    request_id_of,
)
from api.routes.documentation import LOCATION, refusals
from api.routes.idempotency import Answer, OnceDep
from api.routes.problems import ProblemFault, told
from api.store import uploads, workbook_imports
from api.store.ownership import OwnerChange
from api.store.uploads import Upload
from api.store.workbook_imports import ImportReport, KindReport
from api.texts import Language
from planner.errors import Fault
from planner.value import Value

router = APIRouter(prefix="/imports", tags=["导入 import"])
Identity = Annotated[str, Path(min_length=1, max_length=64, description="编号 · id")]


class Import(Value):
    """A workbook that was sent in, and what it does to the records; ``faults`` and ``notes`` in words."""

    id: str
    made_at: datetime
    made_by: str
    file_name: str
    size: int
    committed_at: datetime | None
    committed_by: str | None
    season: str | None
    title: str
    faults: tuple[ProblemFault, ...]
    notes: tuple[ProblemFault, ...]
    kinds: tuple[KindReport, ...]
    handed_over: tuple[OwnerChange, ...]


class Imports(Value):
    """The latest imports, newest first."""

    items: tuple[Import, ...]


@router.post(
    "",
    status_code=201,
    response_model=Import,
    responses=refusals(409, 413, 422) | {201: {"headers": LOCATION}},
    dependencies=[Depends(Allowed(Action.IMPORT))],
    summary="上传工作簿试导入 · Upload a workbook for a dry run",
    operation_id="create_import",
)
def create_import(
    request: Request,
    file: Annotated[UploadFile, File(description=".xlsx，或 CSV 文件的 .zip · or a .zip of CSV files")],
    service: ServiceDep,
    who: PrincipalDep,
    language: LanguageDep,
    once: OnceDep,
    timetable: Annotated[UploadFile | None, File(description="GTFS .zip")] = None,
    flights: Annotated[UploadFile | None, File(description="航班表 .csv/.xlsx · table of flights")] = None,
) -> Response:
    """只试算，不写入；错误逐格列出。 Nothing is written; every fault is told with its cell.

    试用：选 `var/demo/` 里的「示例.xlsx」和 `timetable.zip`；自己的数据填入 `zhaoshang template` 的工作簿。

    To try it, choose `示例.xlsx` and `timetable.zip` in `var/demo/`; your own data go into the workbook that
    `zhaoshang template` writes.
    """
    name, content = file.filename or "", file.file.read()
    trains = b"" if timetable is None else timetable.file.read()
    flown = b"" if flights is None else flights.file.read()
    # Reading a workbook takes seconds: no transaction is open meanwhile.
    found = check_upload(
        name,
        content,
        timetable=trains or None,
        flights=None if flights is None else (flights.filename or "", flown),
    )
    season = found.season
    with service.database.reading() as session:
        report = (
            ImportReport(faults=found.faults, notes=found.notes)
            if season is None
            else workbook_imports.report_of(session, season, found.notes)
        )
    with service.database.work(who.actor(request_id_of(request)), service.clock()) as work:

        def make() -> Answer:
            sound = None if report.faults else season
            kept = uploads.keep(work, plain_name(name), content, sound, report.model_dump(mode="json"))
            return Answer(201, _told(kept, language), {"Location": f"/api/v1/imports/{kept.id}"})

        return once.about(content, trains, flown).answer(work, make)


@router.get(
    "",
    responses=refusals(422),
    dependencies=[Depends(Allowed(Action.IMPORT))],
    summary="导入列表 · List imports",
    operation_id="list_imports",
)
def list_imports(
    session: ReadingDep, language: LanguageDep, limit: Annotated[int, Query(ge=1, le=100)] = 20
) -> Imports:
    """最新的在前。 The latest first."""
    return Imports(items=tuple(_told(item, language) for item in uploads.newest(session, limit)))


@router.get(
    "/{identity}",
    responses=refusals(404, 422),
    dependencies=[Depends(Allowed(Action.IMPORT))],
    summary="查看试导入报告 · Read the report of an import",
    operation_id="read_import",
)
def read_import(identity: Identity, session: ReadingDep, language: LanguageDep) -> Import:
    """试导入时的报告；写入后为写入的内容。 As the dry run found it; once written, what was written."""
    return _told(uploads.upload(session, identity), language)


@router.post(
    "/{identity}/commit",
    responses=refusals(404, 409, 422),
    dependencies=[Depends(Allowed(Action.IMPORT))],
    summary="写入试导入的内容 · Write what was imported",
    operation_id="commit_import",
)
def commit_import(
    request: Request, identity: Identity, service: ServiceDep, who: PrincipalDep, language: LanguageDep
) -> Import:
    """全部写入或全不写入；返回实际写入的内容。 Whole or not at all; answers with what was written."""
    with service.database.reading() as session:
        season = uploads.season_of(session, identity)
    may_hand_over = who.role in {Role.ADMINISTRATOR, Role.PLANNER}
    with service.database.work(who.actor(request_id_of(request)), service.clock()) as work:
        uploads.mark_committed(work, identity)
        written = workbook_imports.write(work, season, may_hand_over=may_hand_over)
        return _told(uploads.replace_report(work, identity, written.model_dump(mode="json")), language)


def _told(upload: Upload, language: Language) -> Import:
    report = ImportReport.model_validate(upload.report)
    return Import(
        **upload.model_dump(exclude={"report"}),
        **{name: getattr(report, name) for name in ("season", "title", "kinds", "handed_over")},
        faults=_words(report.faults, language),
        notes=_words(report.notes, language),
    )


def _words(faults: tuple[Fault, ...], language: Language) -> tuple[ProblemFault, ...]:
    return tuple(told(fault, language) for fault in faults)
