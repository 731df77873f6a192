"""Old files, drafts and jobs go, a few at a time; what is young, open or being written stays."""

from datetime import timedelta

import pytest
from sqlmodel import func, select

from api.errors import NotFound
from api.store import audit_log, drafts, jobs, pruning, uploads
from api.store.database import Database
from api.store.jobs import JobKind, JobRow
from api.store.plans import PlanRow
from api.store.uploads import UploadRow
from tests.api.databases import only_on
from tests.api.spring import NOW, PLANNER, drafted, kept_season

LATER = NOW + timedelta(days=90)


def sent_in(database: Database, days: int, name: str = "a.xlsx") -> str:
    """A file that was sent in so many days after NOW."""
    with database.work(PLANNER, NOW + timedelta(days=days)) as work:
        return uploads.keep(work, name, b"content", None, {}).id


def kept(database: Database, row: type[UploadRow | PlanRow | JobRow]) -> list[str]:
    with database.reading() as session:
        return sorted(session.exec(select(row.id)))


def pruned(database: Database, before_days: int) -> bool:
    with database.work(PLANNER, LATER) as work:
        return pruning.prune_uploads(work, NOW + timedelta(days=before_days))


def test_a_file_goes_when_it_is_old_with_a_line_in_the_audit_log(database: Database) -> None:
    old, young = sent_in(database, 0, "旧.xlsx"), sent_in(database, 10)
    assert pruned(database, 0) is False
    assert kept(database, UploadRow) == sorted([old, young])
    assert pruned(database, 10) is False
    assert kept(database, UploadRow) == [young]
    with database.reading() as session:
        line = audit_log.entries(session, kind="upload", subject=old)[0]
    told = {"file_name": "旧.xlsx", "size": 7, "made_by": PLANNER.name}
    assert (line.action, line.before, line.after) == ("prune", told, None)


def test_files_go_a_few_at_a_time_the_oldest_first(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning, "FILES_AT_ONCE", 2)
    made = [sent_in(database, days) for days in (2, 0, 1)]
    assert pruned(database, 30) is True
    assert kept(database, UploadRow) == [made[0]]
    assert pruned(database, 30) is False
    assert kept(database, UploadRow) == []


def test_a_commit_that_comes_too_late_writes_nothing(database: Database) -> None:
    old = sent_in(database, 0)
    pruned(database, 1)
    with pytest.raises(NotFound), database.work(PLANNER, LATER) as work:
        uploads.mark_committed(work, old)


# SQLite has one writer at a time: nobody prunes while somebody writes.
@only_on("postgresql", "a second writer waits for the first on SQLite")
def test_a_file_that_is_being_written_stays(database: Database) -> None:
    old, _ = sent_in(database, 0), sent_in(database, 0)
    with database.work(PLANNER, LATER) as work:
        uploads.mark_committed(work, old)
        assert pruned(database, 1) is False
        assert kept(database, UploadRow) == [old]
    with database.reading() as session:
        assert uploads.upload(session, old).committed_by == PLANNER.name


def test_a_draft_goes_when_it_was_discarded_long_ago(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        kept_season(work)
        old, young, draft = (drafted(work, title=title) for title in ("旧", "新", "在"))
        drafts.discard(work, old, 1)
    with database.work(PLANNER, NOW + timedelta(days=10)) as work:
        drafts.discard(work, young, 1)
    with database.work(PLANNER, LATER) as work:
        assert pruning.prune_drafts(work, NOW + timedelta(days=10)) is False
    assert kept(database, PlanRow) == sorted([young, draft])
    with database.reading() as session:
        line = audit_log.entries(session, kind="plan", subject=old)[0]
    assert (line.action, line.before is not None and line.before["title"]) == ("prune", "旧")


def test_a_job_goes_when_it_ended_long_ago_and_no_open_one(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        ended, waiting = (jobs.request(work, JobKind.PLAN, "s", {}).id for _ in range(2))
        jobs.cancel(work, ended)
    with database.work(PLANNER, LATER) as work:
        assert list(pruning.finished_jobs(work, NOW)) == []
        assert list(pruning.finished_jobs(work, LATER)) == [ended]
        pruning.prune_jobs(work, [ended, waiting])
    assert kept(database, JobRow) == [waiting]
    with database.reading() as session:
        assert session.exec(select(func.count()).select_from(audit_log.AuditRow)).one() == 3
