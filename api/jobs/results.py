"""What a job leaves: a draft, days of an event, what helps; kept in the transaction that ends it, or none."""

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
from planner.helps.assessment import Helps
from planner.plan import Plan, Status
from planner.progress import Phase, Progress

_DAYS: TypeAdapter[tuple[SolvedDay, ...]] = TypeAdapter(tuple[SolvedDay, ...])


def keep_result(work: Work, attempt: Attempt, job: Job, outcome: Outcome) -> Job:
    """Keep what ``outcome`` has and finish ``job``; raises :class:`Fenced`."""
    digest = put_so_far(work, outcome)
    if digest is not None:
        return job_attempts.finish(work, attempt, JobState.DONE, result=digest)
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


def put_so_far(work: Work, outcome: Outcome) -> str | None:
    """Keep days or helps as a document; its digest, None if there are none: a plan is kept at its end."""
    if outcome.days:
        return documents.put(work, _DAYS.dump_json(outcome.days).decode())
    if outcome.helps is not None:
        return documents.put(work, outcome.helps.model_dump_json())
    return None


def days_of(session: Session, job: Job) -> tuple[SolvedDay, ...]:
    """The days that ``job`` has solved so far."""
    return _DAYS.validate_json(documents.get(session, job.result)) if job.result else ()


def helps_of(session: Session, job: Job) -> Helps | None:
    """What ``job`` has found so far of what helps."""
    return Helps.model_validate_json(documents.get(session, job.result)) if job.result else None
