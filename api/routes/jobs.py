"""``/jobs``: plans made and days solved in the background; asked for, followed, cancelled."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Body, Depends, Header, Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from api.accounts.role import Action
from api.jobs.dbos_engine import DbosEngine
from api.jobs.engine import JobEngine
from api.jobs.events import events
from api.jobs.request import Wish, hand_over, prepared, request_plan, withdraw
from api.routes.context import Allowed, PrincipalDep, ReadingDep, ServiceDep, WorkDep, request_id_of
from api.routes.documentation import LOCATION, refusals
from api.routes.idempotency import Answer, Once, OnceDep
from api.store import jobs
from api.store.job_listing import JobPage, job_page
from api.store.jobs import Job, JobState
from api.store.listing import MOST_A_PAGE
from api.store.work import Work

PREFIX = "/api/v1"
router = APIRouter(prefix="/jobs", tags=["任务 job"])
Identity = Annotated[str, Path(min_length=1, max_length=200, description="编号 · id")]
_STREAM = {"content": {"text/event-stream": {"schema": {"type": "string"}}}}


def _engines(service: ServiceDep) -> Callable[[], JobEngine]:
    return lambda: DbosEngine(service.settings.database_url)


# Made when needed and closed at once: a plan is asked for now and then, and it takes ten milliseconds.
EnginesDep = Annotated[Callable[[], JobEngine], Depends(_engines)]


def with_engine(engines: Callable[[], JobEngine], act: Callable[[JobEngine, str], None], job: str) -> None:
    """Let ``act`` bring the job to the engine or take it back; runs after the commit."""
    engine = engines()
    try:
        act(engine, job)
    finally:
        engine.close()


def accepted(
    once: Once, work: Work, engines: Callable[[], JobEngine], background: BackgroundTasks,
    ask: Callable[[Work], Job], place: str,
) -> Response:  # fmt: skip
    """Ask for a job, once for a key, and say where it is followed; it is handed over after the commit."""

    def make() -> Answer:
        job = ask(work)
        background.add_task(with_engine, engines, hand_over, job.id)
        return Answer(202, job, {"Location": f"{PREFIX}{place}/{job.id}"})

    return once.answer(work, make)


@router.post(
    "",
    status_code=202,
    response_model=Job,
    responses=refusals(404, 409, 422) | {202: {"headers": LOCATION}},
    dependencies=[Depends(Allowed(Action.PLAN_MAKE))],
    summary="编排或调整一个招商季 · Plan or replan a season",
    operation_id="create_job",
)
def create_job(
    wish: Annotated[Wish, Body(examples=[{"season": "season-example", "kind": "plan", "effort": 2}])],
    request: Request,
    service: ServiceDep,
    who: PrincipalDep,
    once: OnceDep,
    engines: EnginesDep,
    background: BackgroundTasks,
) -> Response:
    """立即返回任务；进度见 /jobs/{id}/progress。 Answers at once; follow it at /jobs/{id}/progress."""
    at = service.clock()
    asked = prepared(service.database, wish, at)
    with service.database.work(who.actor(request_id_of(request)), at) as work:
        return accepted(once, work, engines, background, lambda work: request_plan(work, asked), "/jobs")


@router.get(
    "",
    responses=refusals(422),
    dependencies=[Depends(Allowed(Action.JOB_READ))],
    summary="任务列表，新的在前 · List jobs, the newest first",
    operation_id="list_jobs",
)
def list_jobs(
    session: ReadingDep,
    season: Annotated[str | None, Query(max_length=200)] = None,
    state: Annotated[list[JobState] | None, Query(max_length=10)] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_A_PAGE)] = 50,
    after: Annotated[str | None, Query(max_length=4_000)] = None,
) -> JobPage:
    """按招商季和状态筛选；把 next 作为 after 取下一页。 Filter; page by sending `next` as `after`."""
    return job_page(session, season=season, states=tuple(state or ()), limit=limit, after=after)


@router.get(
    "/{identity}",
    responses=refusals(404),
    dependencies=[Depends(Allowed(Action.JOB_READ))],
    summary="查看任务 · Read a job",
    operation_id="read_job",
)
def read_job(identity: Identity, session: ReadingDep) -> Job:
    """状态、进度和结果。 Its state, progress and result."""
    return jobs.job(session, identity)


@router.post(
    "/{identity}/cancel",
    responses=refusals(404),
    dependencies=[Depends(Allowed(Action.JOB_CANCEL))],
    summary="取消任务，保留目前最好的方案 · Cancel a job, keeping the best plan so far",
    operation_id="cancel_job",
)
def cancel_job(identity: Identity, work: WorkDep, engines: EnginesDep, background: BackgroundTasks) -> Job:
    """已结束的任务不变。 A job that has ended stays as it is."""
    job = jobs.cancel(work, identity)
    if job.state is JobState.CANCELLED:
        background.add_task(with_engine, engines, withdraw, identity)
    return job


@router.get(
    "/{identity}/progress",
    response_class=StreamingResponse,
    responses=refusals(404) | {200: _STREAM, 204: {"description": "没有更多了 · nothing more to come"}},
    dependencies=[Depends(Allowed(Action.JOB_READ))],
    summary="任务进度（服务器推送事件）· Follow a job by server-sent events",
    operation_id="follow_job",
)
def follow_job(
    identity: Identity,
    request: Request,
    service: ServiceDep,
    last_event_id: Annotated[str | None, Header(max_length=20)] = None,
) -> Response:
    """事件 progress 与最后的 end；断线后凭 Last-Event-ID 续听。 Events `progress`, at last `end`."""

    def read() -> Job:
        with service.database.reading() as session:
            return jobs.job(session, identity)

    found = read()
    heard = int(last_event_id) if last_event_id and last_event_id.isdecimal() else -1
    if not found.is_open and heard >= found.step:
        return Response(status_code=204)  # tells an EventSource not to come back
    stream = events(lambda: run_in_threadpool(read), request.is_disconnected, heard)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)
