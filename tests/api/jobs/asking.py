"""A season in the store, and jobs that plan it; what a fake solver is to answer."""

from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import func, select

from api.jobs.arguments import PlanArguments
from api.jobs.dbos_engine import DbosEngine
from api.jobs.messages import Message, Outcome
from api.store import audit_log, documents, jobs
from api.store.database import Database
from api.store.jobs import Job, JobKind
from api.store.plans import PlanRow
from api.store.work import Actor
from planner.options import Options
from planner.plan import Objective, Plan, Status
from planner.season import Season
from tests.tiny_seasons import tiny_season

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
PLANNER = Actor(id="a1", name="甲")
SEASON = tiny_season(3)
PLAN = Plan(
    season=SEASON.id,
    made_at=SEASON.as_of,
    status=Status.FEASIBLE,
    objective=Objective(),
    bound=7,
)

# A plan on the way to PLAN, and not it.
EARLIER = PLAN.model_copy(update={"seed": 5, "bound": 9})


def asked(
    database: Database, season: Season = SEASON, at: datetime = NOW, options: Options | None = None
) -> Job:
    """A queued job that plans ``season``."""
    with database.work(PLANNER, at) as work:
        digest = documents.put(work, season.model_dump_json())
        arguments = PlanArguments(season_document=digest, options=options or Options(effort=0))
        return jobs.request(work, JobKind.PLAN, season.id, arguments.model_dump(mode="json"))


def handed_over(database: Database, url: str) -> str:
    """The id of a queued job that the engine, which a worker has to have started, knows of."""
    job = asked(database).id
    engine = DbosEngine(url)
    engine.enqueue(job)
    engine.close()
    return job


def now_of(database: Database, job: str) -> Job:
    """The job as it stands."""
    with database.reading() as session:
        return jobs.job(session, job)


def drafts_of(database: Database, job: str) -> int:
    """How many drafts the job has left."""
    with database.reading() as session:
        return session.exec(select(func.count()).where(PlanRow.job == job)).one()


def finishes_of(database: Database, job: str) -> int:
    """How often the job has come to its end."""
    with database.reading() as session:
        entries = audit_log.entries(session, kind="job", subject=job)
    return sum(entry.action == "finish" for entry in entries)


def checkpoint(folder: Path, season: Season | None = None) -> Path:
    """A file with the plan that a fake solver makes on the way, of ``season`` (None: the task's own)."""
    path = folder / "checkpoint.json"
    message = Message(checkpoint=Outcome(plan=EARLIER, season=season))
    path.write_text(message.model_dump_json(), encoding="utf-8")
    return path


def answer(folder: Path, plan: Plan = PLAN) -> Path:
    """A file with what a fake solver hands over at its end."""
    path = folder / "answer.json"
    path.write_text(Message(outcome=Outcome(plan=plan, season=SEASON)).model_dump_json(), encoding="utf-8")
    return path
