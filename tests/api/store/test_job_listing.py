"""Lists of jobs: the newest first, filtered, page by page."""

from datetime import timedelta

import pytest

from api.errors import InvalidInput
from api.store import jobs
from api.store.database import Database
from api.store.job_listing import job_page
from api.store.jobs import JobState
from tests.api.jobs.asking import NOW, PLANNER, SEASON, asked


def test_pages_hold_every_job_once_the_newest_first(database: Database) -> None:
    ids = [asked(database, at=NOW + timedelta(seconds=index // 2)).id for index in range(7)]
    found: list[str] = []
    after, pages = None, 0
    with database.reading() as session:
        while pages == 0 or after:
            page = job_page(session, after=after, limit=3)
            found += [job.id for job in page.items]
            after, pages = page.next, pages + 1
    assert pages == 3
    assert sorted(found) == sorted(ids)
    assert [ids.index(job) // 2 for job in found] == [3, 2, 2, 1, 1, 0, 0]


def test_a_list_is_filtered_by_season_and_states(database: Database) -> None:
    other = SEASON.model_copy(update={"id": "other"})
    here, there, ended = asked(database), asked(database, other), asked(database)
    with database.work(PLANNER, NOW) as work:
        jobs.cancel(work, ended.id)
    with database.reading() as session:
        of_season = job_page(session, season="other").items
        queued = job_page(session, season=SEASON.id, states=(JobState.QUEUED,)).items
        both = job_page(session, states=(JobState.QUEUED, JobState.CANCELLED)).items
    assert [job.id for job in of_season] == [there.id]
    assert [job.id for job in queued] == [here.id]
    assert {job.id for job in both} == {here.id, there.id, ended.id}


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "WzEsMl0",  # [1,2]
        "bnVsbA",  # null
        "é",
        "WyIyMDI3LTAxLTAxIiwgIngiXQ",  # ["2027-01-01", "x"]
        "WyIwMDAxLTAxLTAxVDAwOjAwKzIzOjAwIiwgIngiXQ",  # ["0001-01-01T00:00+23:00", "x"]
    ],
)
def test_a_cursor_that_nobody_gave_is_refused(database: Database, cursor: str) -> None:
    with pytest.raises(InvalidInput, match="unfit_cursor"), database.reading() as session:
        job_page(session, after=cursor)


@pytest.mark.parametrize("limit", [0, 201])
def test_a_limit_out_of_range_is_refused(database: Database, limit: int) -> None:
    with pytest.raises(InvalidInput, match="unfit_limit"), database.reading() as session:
        job_page(session, limit=limit)
