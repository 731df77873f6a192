"""Asking for days to be solved: the best are chosen, and what stood then is kept whole."""

import pytest

from api.errors import Conflict, NotFound
from api.jobs.day_request import DaysWish, prepared_days, request_days
from api.jobs.messages import DaysTask
from api.jobs.request import SECONDS
from api.jobs.run import task_of
from api.store import records
from api.store.database import Database
from api.store.jobs import Job
from api.store.publishing import publish
from api.store.season_frames import EVENT, SEASON
from api.store.standing_plans import standing_plan
from planner.clock import day_of
from tests.api.spring import FIRST, FRIDAY, NOW, PLANNER, THURSDAY, drafted, kept_season

FORUM = "spring:forum"


@pytest.fixture(autouse=True)
def _season(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        kept_season(work)


def _asked(database: Database, wish: DaysWish) -> Job:
    ready = prepared_days(database, FORUM, wish, NOW)
    with database.work(PLANNER, NOW) as work:
        return request_days(work, ready)


def _task(database: Database, job: Job) -> DaysTask:
    task = task_of(database, job.id)
    assert isinstance(task, DaysTask)
    return task


def test_season_and_plan_are_kept_as_they_stood(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        publish(work, drafted(work, FIRST), 1, None)
    with database.reading() as session:
        stood = standing_plan(session, "spring", NOW)
    task = _task(database, _asked(database, DaysWish(seed=7)))
    assert (task.season, task.published, task.done) == (stood.season, stood.plan, ())
    asked = task.arguments
    assert (asked.days, asked.based_on, asked.today) == ((FRIDAY, THURSDAY), 1, day_of(NOW))
    assert (asked.options.seed, asked.seconds) == (7, SECONDS)


def test_with_nothing_published_there_is_no_plan_to_weigh_against(database: Database) -> None:
    task = _task(database, _asked(database, DaysWish(best=1, effort=3)))
    assert (task.published, task.arguments.based_on, task.arguments.today) == (None, None, None)
    assert (len(task.arguments.days), task.arguments.options.effort, task.arguments.seconds) == (1, 3, None)


def test_an_event_that_is_not_there_and_one_without_a_day_are_refused(database: Database) -> None:
    with pytest.raises(NotFound):
        prepared_days(database, "spring:none", DaysWish(), NOW)
    with pytest.raises(Conflict) as refused:
        prepared_days(database, FORUM, DaysWish(notice_days=365), NOW)
    [fault] = refused.value.faults
    assert (fault.code, fault.place, fault.detail) == ("no_day_to_solve", "body.days", {"days": "2"})


def test_a_season_deleted_meanwhile_gets_no_job(database: Database) -> None:
    ready = prepared_days(database, FORUM, DaysWish(), NOW)
    with database.work(PLANNER, NOW) as work:
        records.delete(work, EVENT, FORUM, 1)
        records.delete(work, SEASON, "spring", 1)
    with pytest.raises(Conflict) as refused, database.work(PLANNER, NOW) as work:
        request_days(work, ready)
    assert [fault.code for fault in refused.value.faults] == ["season_gone"]
