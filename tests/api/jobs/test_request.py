"""Asking for a plan: what stood then is kept whole; what cannot be planned is refused before any job is."""

from collections.abc import Callable

import pytest

from api.errors import Conflict, InvalidInput, NotFound
from api.jobs.arguments import PlanArguments
from api.jobs.engine import EngineAway
from api.jobs.messages import Task
from api.jobs.request import SECONDS, Wish, hand_over, prepared, request_plan, withdraw
from api.jobs.run import task_of
from api.store import jobs
from api.store.assembly import season_of
from api.store.database import Database
from api.store.jobs import Job, JobKind
from api.store.publications import published_of
from planner.changes import CompanyCancels
from planner.errors import Fault
from planner.options import Options
from tests.api.jobs.fake_engine import FakeEngine
from tests.api.spring import FIRST, NOW, PLANNER, SEASON, drafted, kept_season
from tests.api.store.test_publishing import put_in_force


@pytest.fixture
def season(database: Database) -> str:
    with database.work(PLANNER, NOW) as work:
        kept_season(work)
    return SEASON.id


def _asked(database: Database, wish: Wish) -> Job:
    ready = prepared(database, wish, NOW)
    with database.work(PLANNER, NOW) as work:
        return request_plan(work, ready)


def test_the_season_is_kept_as_it_stood(database: Database, season: str) -> None:
    job = _asked(database, Wish(season=season, seed=7, seconds=5))
    with database.reading() as session:
        stood = season_of(session, season, NOW)
    task = task_of(database, job.id)
    assert isinstance(task, Task)
    assert (task.kind, task.season, task.published) == ("plan", stood, None)
    assert (task.arguments.options, task.arguments.seconds) == (Options(seed=7), 5)
    assert task.arguments.today is None


def test_what_is_published_is_kept_in_mind(database: Database, season: str) -> None:
    with database.work(PLANNER, NOW) as work:
        draft = drafted(work, FIRST)
    put_in_force(database, draft, None)
    change = CompanyCancels(company="a")
    job = _asked(database, Wish(season=season, kind=JobKind.REPLAN, effort=3, changes=(change,)))
    with database.reading() as session:
        published = published_of(session, season)
    assert published is not None
    arguments = PlanArguments.model_validate(job.arguments)
    assert (arguments.published_document, arguments.based_on) == (published.plan_document, 1)
    assert (arguments.changes, arguments.today, arguments.seconds) == ((change,), NOW.date(), None)
    assert task_of(database, job.id).published is not None


def test_the_plan_to_start_from_is_kept_with_what_is_asked(database: Database, season: str) -> None:
    with database.work(PLANNER, NOW) as work:
        draft = drafted(work, FIRST)
    task = task_of(database, _asked(database, Wish(season=season, effort=1, start=draft)).id)
    assert isinstance(task, Task)
    assert (task.start, task.published) == (FIRST, None)


def test_who_does_not_say_how_long_waits_a_minute(database: Database, season: str) -> None:
    assert _asked(database, Wish(season=season)).arguments["seconds"] == SECONDS


@pytest.mark.parametrize(
    ("wish", "error", "code"),
    [
        (Wish(season="nowhere"), NotFound, "no_such_record"),
        (Wish(season=SEASON.id, kind=JobKind.REPLAN), Conflict, "nothing_published"),
        (
            Wish(season=SEASON.id, changes=(CompanyCancels(company="a"),)),
            InvalidInput,
            "changes_without_replan",
        ),
        (Wish(season=SEASON.id, quick=True), InvalidInput, "quick_without_replan"),
        (Wish(season=SEASON.id, start="nowhere"), NotFound, "no_such_record"),
        (Wish(season=SEASON.id, kind=JobKind.REPLAN, start="x"), InvalidInput, "replan_with_start"),
    ],
)
def test_what_cannot_be_planned_is_refused_and_no_job_put_down(
    database: Database, season: str, wish: Wish, error: type[Exception], code: str
) -> None:
    with pytest.raises(error, match=code):
        _asked(database, wish)
    with database.reading() as session:
        assert jobs.open_jobs(session) == []


class _Away(FakeEngine):
    def enqueue(self, job: str) -> None:
        raise EngineAway(Fault(code="job_engine_away", value=job))

    def cancel(self, job: str) -> None:
        raise EngineAway(Fault(code="job_engine_away", value=job))


@pytest.mark.parametrize("act", [hand_over, withdraw])
def test_an_engine_that_is_away_is_no_refusal(backend: str, act: Callable[[FakeEngine, str], None]) -> None:
    act(_Away(), "j1")  # the watch of a worker finds the job by itself
    engine = FakeEngine()
    engine.enqueue("j1")
    act(engine, "j1")
    assert set(engine.at) == {"j1"}
