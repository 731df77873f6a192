"""``/plans/{identity}/helps/jobs``: what would help a plan most, found in the background."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Body, Depends, Path, Request, Response

from api.accounts.principal import Principal
from api.accounts.role import Action
from api.documents.help_words import (
    basis_words,
    easiest_words,
    effect_lines,
    gain_words,
    loss_words,
    wish_words,
)
from api.documents.register import Register
from api.errors import NotFound
from api.jobs.arguments import HelpsArguments
from api.jobs.help_request import HelpsWish, prepared_helps, request_helps
from api.jobs.results import helps_of
from api.routes.context import Allowed, LanguageDep, PrincipalDep, ReadingDep, ServiceDep, request_id_of
from api.routes.documentation import LOCATION, refusals
from api.routes.idempotency import OnceDep
from api.routes.jobs import EnginesDep, accepted
from api.store import documents, jobs
from api.store.jobs import Job, JobKind, JobState
from api.texts import Language
from planner.errors import Fault
from planner.helps.assessment import Assessment, Helps, Loss, Standing
from planner.schema import read_season
from planner.value import Value
from planner.wish import DayFreed

router = APIRouter(prefix="/plans/{identity}/helps/jobs", tags=["方案 plan"])
PlanId = Annotated[str, Path(min_length=1, max_length=200, description="方案编号 · id of the plan")]
JobId = Annotated[str, Path(min_length=1, max_length=200, description="任务编号 · id of the job")]
Reader = Annotated[Principal, Depends(Allowed(Action.JOB_READ))]


class ToldAssessment(Value):
    """A wish with its figures; ``wish``, ``gain``, ``effect`` and ``basis`` tell it in sentences."""

    figures: Assessment
    wish: str
    gain: str
    effect: tuple[str, ...]
    basis: str


class ToldLoss(Value):
    """A company left out with its figures, told in sentences; ``easiest`` is the wish that brings it in."""

    figures: Loss
    company: str
    loss: str
    easiest: str
    basis: str


class ToldHelps(Value):
    """What would help the plan, as far as the job has come; ``plan`` and ``anew`` None until it has begun.

    Who may not read when people are busy is told of no day that could be freed.
    """

    job: str
    state: JobState
    fault: Fault | None
    plan: Standing | None
    anew: Standing | None
    assessments: tuple[ToldAssessment, ...]
    losses: tuple[ToldLoss, ...]


@router.post(
    "",
    status_code=202,
    response_model=Job,
    responses=refusals(404, 409, 422) | {202: {"headers": LOCATION}},
    dependencies=[Depends(Allowed(Action.PLAN_MAKE))],
    summary="怎样最能改进方案 · Find what would help most",
    operation_id="find_helps",
)
def find_helps(
    identity: PlanId,
    wish: Annotated[HelpsWish, Body(examples=[{"most": 4, "seconds": 120}])],
    request: Request,
    service: ServiceDep,
    who: PrincipalDep,
    once: OnceDep,
    engines: EnginesDep,
    background: BackgroundTasks,
) -> Response:
    """立即返回任务；进度、取消同其他任务。 Answers at once; followed and cancelled like any job."""
    at = service.clock()
    asked = prepared_helps(service.database, identity, wish, at)
    with service.database.work(who.actor(request_id_of(request)), at) as work:
        place = f"/plans/{identity}/helps/jobs"
        return accepted(once, work, engines, background, lambda work: request_helps(work, asked), place)


@router.get(
    "/{job}",
    responses=refusals(404),
    summary="最有帮助的愿望和代价 · What would help most",
    operation_id="read_helps",
)
def read_helps(
    identity: PlanId, job: JobId, who: Reader, session: ReadingDep, language: LanguageDep
) -> ToldHelps:
    """按增分排序；任务进行中也可查看已算出的。 Ranked by gain; also while it runs."""
    found = jobs.job(session, job)
    asked = _arguments(found, identity)
    told = ToldHelps(
        job=job, state=found.state, fault=found.fault, plan=None, anew=None, assessments=(), losses=()
    )
    known = helps_of(session, found)
    if known is None:
        return told
    register = Register(read_season(documents.get(session, asked.season_document)))
    shown = known if who.may(Action.BUSY_READ) else _without_busy(known)
    update = {
        "plan": shown.plan,
        "anew": shown.anew,
        "assessments": tuple(_assessment(item, register, language) for item in shown.assessments),
        "losses": tuple(_loss(item, register, language) for item in shown.losses),
    }
    return told.model_copy(update=update)


def _arguments(job: Job, identity: str) -> HelpsArguments:
    """What the job works from; NotFound if it is of another kind, or of another plan."""
    if job.kind is JobKind.HELPS:
        asked = HelpsArguments.model_validate(job.arguments)
        if asked.plan == identity:
            return asked
    raise NotFound(Fault(code="no_such_job", value=job.id))


def _without_busy(known: Helps) -> Helps:
    freed = tuple(item for item in known.assessments if not isinstance(item.wish, DayFreed))
    losses = (
        item.model_copy(update={"wish": None}) if isinstance(item.wish, DayFreed) else item
        for item in known.losses
    )
    return known.model_copy(update={"assessments": freed, "losses": tuple(losses)})


def _assessment(item: Assessment, register: Register, language: Language) -> ToldAssessment:
    return ToldAssessment(
        figures=item,
        wish=wish_words(item.wish, register, language),
        gain=gain_words(item, language),
        effect=tuple(effect_lines(item, register, language)),
        basis=basis_words(item.basis, language),
    )


def _loss(item: Loss, register: Register, language: Language) -> ToldLoss:
    return ToldLoss(
        figures=item,
        company=register.company(item.company).name,
        loss=loss_words(item, language),
        easiest=easiest_words(item, register, language),
        basis=basis_words(item.basis, language) if item.basis else "",
    )
