"""Documents that nothing names go; what plans, jobs or seasons name, or are about to, stays."""

from datetime import timedelta
from threading import Event, Thread

from sqlmodel import select

from api.store import documents, drafts, job_attempts, jobs, pruning, records
from api.store.database import Database
from api.store.document_pruning import prune_documents
from api.store.documents import DocumentRow
from api.store.jobs import JobKind, JobState
from api.store.season_frames import SEASON
from api.store.work import Work
from tests.api.databases import only_on
from tests.api.spring import FIRST, NOW, PLANNER, drafted, kept_season
from tests.api.spring import SEASON as SPRING

LATER = NOW + timedelta(days=90)


def kept(database: Database) -> set[str]:
    with database.reading() as session:
        return set(session.exec(select(DocumentRow.digest)))


def pruned(database: Database) -> int:
    with database.work(PLANNER, LATER) as work:
        return prune_documents(work, LATER - timedelta(days=1))


def put(work: Work, text: str) -> str:
    return documents.put(work, text)


def test_what_nothing_names_goes_once_it_is_old(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        put(work, "old")
    with database.work(PLANNER, LATER) as work:
        young = put(work, "young")
    assert pruned(database) == 1
    assert kept(database) == {young}


def test_what_is_put_again_is_young_again(database: Database) -> None:
    for moment in (NOW, LATER):
        with database.work(PLANNER, moment) as work:
            digest = put(work, "text")
    assert pruned(database) == 0
    assert kept(database) == {digest}


def test_the_days_that_a_job_has_solved_stay_as_long_as_it(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        job = jobs.request(work, JobKind.DAYS, "spring", {"season_document": put(work, "season")}).id
        attempt = job_attempts.take(work, job, "w1", 5)
        assert attempt is not None
        job_attempts.keep_so_far(work, attempt, put(work, "days"))
    before = kept(database)
    assert pruned(database) == 0
    assert kept(database) == before
    with database.work(PLANNER, LATER) as work:
        job_attempts.finish(work, attempt, JobState.DONE)
        pruning.prune_jobs(work, [job])
    assert pruned(database) == 2


def test_documents_of_plans_and_jobs_stay_as_long_as_those(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        season = kept_season(work)
        draft = drafted(work)
        asked, published = put(work, "asked for"), put(work, "published")
        arguments = {"season_document": asked, "published_document": published}
        job = jobs.request(work, JobKind.PLAN, "spring", arguments).id
    before = kept(database)
    assert {season, asked, published} < before
    assert pruned(database) == 0
    assert kept(database) == before
    with database.work(PLANNER, NOW) as work:
        jobs.cancel(work, job)
        pruning.prune_jobs(work, [job])
        drafts.discard(work, draft, 1)
        pruning.prune_drafts(work, LATER)
    assert pruned(database) == 4  # the season and the plan of the draft, too
    assert kept(database) == set()


def test_a_timetable_stays_while_a_season_names_it_or_did_lately(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        trains = put(work, "trains")
        kept_season(work)
        frame = records.stored(work.session, SEASON, "spring").value
        with_trains = frame.model_copy(update={"timetable": trains})
        records.replace(work, SEASON, with_trains, 1)
    assert trains in kept(database)
    pruned(database)
    assert kept(database) == {trains}
    with database.work(PLANNER, LATER) as work:
        records.replace(work, SEASON, frame, 2)
    pruned(database)
    assert kept(database) == {trains}  # who takes that back finds it
    with database.work(PLANNER, LATER) as work:
        assert prune_documents(work, LATER + timedelta(days=1)) == 1


@only_on("postgresql", "a second writer waits for the first on SQLite")
def test_a_document_that_somebody_is_about_to_name_stays(database: Database) -> None:
    text = SPRING.model_dump_json()
    with database.work(PLANNER, NOW) as work:
        digest = put(work, text)
    counts, began = list[int](), Event()

    def prune() -> None:
        began.set()
        counts.append(pruned(database))

    thread = Thread(target=prune)
    with database.work(PLANNER, LATER) as work:
        put(work, text)
        thread.start()
        began.wait()
        thread.join(5)  # it waits for nobody
        assert counts == [0]
        drafts.keep_draft(work, season_id="spring", season_document=digest, plan=FIRST)
    assert digest in kept(database)
