"""``/events/{identity}/days/jobs``: days with everything else planned anew, beside the quick figures."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Body, Depends, Path, Request, Response

from api.accounts.principal import Principal
from api.accounts.role import Action
from api.documents.day_reasons import reasons, solved_reasons
from api.errors import NotFound
from api.jobs.arguments import DaysArguments
from api.jobs.day_request import DaysWish, prepared_days, request_days
from api.jobs.results import days_of
from api.routes.context import Allowed, LanguageDep, PrincipalDep, ReadingDep, ServiceDep, request_id_of
from api.routes.documentation import LOCATION, refusals
from api.routes.event_days import without_busy
from api.routes.guest_lists import EventId
from api.routes.idempotency import OnceDep
from api.routes.jobs import EnginesDep, accepted
from api.store import documents, jobs
from api.store.database import Session
from api.store.jobs import Job, JobKind, JobState
from api.texts import Language
from events.dates import Why, rank_days
from events.solved_days import WeighedDay, weighed
from planner.errors import Fault
from planner.plan import Plan, Status
from planner.schema import read_plan, read_season
from planner.season import Season
from planner.travel.network import Network
from planner.value import Value

router = APIRouter(prefix="/events/{identity}/days/jobs", tags=["活动 event"])
Reader = Annotated[Principal, Depends(Allowed(Action.JOB_READ))]
JobId = Annotated[str, Path(min_length=1, max_length=200, description="任务编号 · id of the job")]


class RankedSolvedDay(Value):
    """A day weighed both ways. ``why`` tells the quick figures in sentences, ``why_solved`` planning anew."""

    weighed: WeighedDay
    why: tuple[str, ...]
    why_solved: tuple[str, ...]


class RankedSolvedDays(Value):
    """The days of an event as far as the job has come: ``solved`` of those ``asked`` for.

    They are weighed against the ``publication``-th plan of the season as both stood when the job was asked
    for; ``publication`` is 0 if nothing was published, and costs are then against the best of the days.
    """

    event: str
    title: str
    publication: int
    job: str
    state: JobState
    asked: int
    solved: int
    fault: Fault | None
    days: tuple[RankedSolvedDay, ...]


@router.post(
    "",
    status_code=202,
    response_model=Job,
    responses=refusals(404, 409, 422) | {202: {"headers": LOCATION}},
    dependencies=[Depends(Allowed(Action.PLAN_MAKE))],
    summary="逐日重新编排求真实代价 · Solve the days anew",
    operation_id="solve_event_days",
)
def solve_event_days(
    identity: EventId,
    wish: Annotated[DaysWish, Body(examples=[{"best": 5, "notice_days": 14, "seconds": 120}])],
    request: Request,
    service: ServiceDep,
    who: PrincipalDep,
    once: OnceDep,
    engines: EnginesDep,
    background: BackgroundTasks,
) -> Response:
    """立即返回任务；进度、取消同其他任务。 Answers at once; followed and cancelled like any job."""
    at = service.clock()
    asked = prepared_days(service.database, identity, wish, at)
    with service.database.work(who.actor(request_id_of(request)), at) as work:
        place = f"/events/{identity}/days/jobs"
        return accepted(once, work, engines, background, lambda work: request_days(work, asked), place)


@router.get(
    "/{job}",
    responses=refusals(404),
    summary="重新编排后的日期排序 · Days ranked by solving",
    operation_id="read_solved_days",
)
def read_solved_days(
    identity: EventId, job: JobId, who: Reader, session: ReadingDep, language: LanguageDep
) -> RankedSolvedDays:
    """与快速估算并列；任务进行中也可查看已算出的日期。 Beside the quick figures; also while it runs."""
    found = jobs.job(session, job)
    asked = _arguments(found, identity)
    season = read_season(documents.get(session, asked.season_document))
    plan = _plan(session, asked)
    days = _weighed(season, plan, asked, found, session)
    shown = days if who.may(Action.BUSY_READ) else tuple(_without_busy(day) for day in days)
    held = plan or _none(season)
    return RankedSolvedDays(
        event=identity,
        title=next(event.title for event in season.events if event.id == asked.event),
        publication=asked.based_on or 0,
        job=job,
        state=found.state,
        asked=len(asked.days),
        solved=sum(day.solved is not None for day in days),
        fault=found.fault,
        days=tuple(_told(day, season, held, language) for day in shown),
    )


def _arguments(job: Job, identity: str) -> DaysArguments:
    """What the job works from; NotFound if it solves no days, or those of another event."""
    if job.kind is JobKind.DAYS:
        asked = DaysArguments.model_validate(job.arguments)
        if f"{job.season}:{asked.event}" == identity:
            return asked
    raise NotFound(Fault(code="no_such_job", value=job.id))


def _plan(session: Session, asked: DaysArguments) -> Plan | None:
    digest = asked.published_document
    return read_plan(documents.get(session, digest)) if digest else None


def _none(season: Season) -> Plan:
    """Of a season nothing is published of: nobody is away and no other event has its date."""
    return Plan(season=season.id, made_at=season.as_of, status=Status.FEASIBLE)


def _weighed(
    season: Season, plan: Plan | None, asked: DaysArguments, job: Job, session: Session
) -> tuple[WeighedDay, ...]:
    times = Network(season)
    quick = rank_days(
        season, plan or _none(season), asked.event, times, asked.weighed_days or None, asked.notice_days
    )
    return weighed(season, plan, quick, days_of(session, job), times)


def _told(day: WeighedDay, season: Season, plan: Plan, language: Language) -> RankedSolvedDay:
    return RankedSolvedDay(
        weighed=day,
        why=tuple(reasons(day.quick, season, plan, language)),
        why_solved=tuple(solved_reasons(day, season, language)),
    )


def _without_busy(day: WeighedDay) -> WeighedDay:
    """Whoever may not read when people are busy is told of nobody who is missing for it."""
    busy = {item.person for item in day.quick.absent if item.why is Why.BUSY}
    solved = day.solved
    if solved is not None:
        missing = tuple(person for person in solved.missing if person not in busy)
        solved = solved.model_copy(update={"missing": missing})
    return day.model_copy(update={"quick": without_busy(day.quick), "solved": solved})
