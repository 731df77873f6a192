"""What a job leaves: a draft, or the days of an event; kept in the transaction that ends it, or neither."""

from pydantic import TypeAdapter

from api.jobs.arguments import PlanArguments
from api.jobs.messages import Outcome
from api.store import documents, job_attempts
from api.store.database import Session
from api.store.drafts import keep_draft
from api.store.job_attempts import Attempt
from api.store.jobs import Job, JobState
from api.store.work import Work
from events.solved_days import SolvedDay
from planner.plan import Plan, Status
from planner.progress import Phase, Progress

_DAYS: TypeAdapter[tuple[SolvedDay, ...]] = TypeAdapter(tuple[SolvedDay, ...])


def keep_result(work: Work, attempt: Attempt, job: Job, outcome: Outcome) -> Job:
    """Keep what ``outcome`` has and finish ``job``; raises :class:`Fenced`."""
    if outcome.days:
        return job_attempts.finish(work, attempt, JobState.DONE, result=put_days(work, outcome.days))
    if outcome.plan is not None:
        return _keep_plan(work, attempt, job, outcome, outcome.plan)
    fault = outcome.fault
    if fault is None and job.result is None and job.cancel_requested_at is not None:
        fault = job_attempts.without_plan(job.id)
    state = JobState.DONE if fault is None else JobState.FAILED
    # What earlier attempts have solved is not lost with this one.
    return job_attempts.finish(work, attempt, state, result=job.result, fault=fault)


def _keep_plan(work: Work, attempt: Attempt, job: Job, outcome: Outcome, plan: Plan) -> Job:
    if job.cancel_requested_at is not None and plan.status is Status.INFEASIBLE:
        fault = job_attempts.without_plan(job.id)
        return job_attempts.finish(work, attempt, JobState.DONE, fault=fault)
    last = Progress(phase=Phase.WRITE, best=plan.objective.total, bound=plan.bound)
    job_attempts.tell(work, attempt, last, job.seconds)
    asked = PlanArguments.model_validate(job.arguments)
    season = outcome.season
    draft = keep_draft(
        work,
        season_id=job.season,
        season_document=documents.put(work, season.model_dump_json()) if season else asked.season_document,
        plan=plan,
        job=job.id,
        based_on=asked.based_on,
    )
    return job_attempts.finish(work, attempt, JobState.DONE, result=draft)


def put_days(work: Work, days: tuple[SolvedDay, ...]) -> str:
    """Keep days solved as a document and return its digest."""
    return documents.put(work, _DAYS.dump_json(days).decode())


def days_of(session: Session, job: Job) -> tuple[SolvedDay, ...]:
    """The days that ``job`` has solved so far."""
    return _DAYS.validate_json(documents.get(session, job.result)) if job.result else ()
