"""What the step 0011 writes of records that were there before it: what the program would have written."""

from datetime import date

from sqlalchemy import text

from api.store import migration, records
from api.store.database import Database
from api.store.deadlines import all_followed
from api.store.feed_revision import feed_revision
from api.store.milestones import MILESTONE
from api.store.problems import PROBLEM, Problem, ProblemState
from events.deadlines import Deadline
from events.milestones import FiveOnes, Milestone
from events.problem import Topic
from tests.api.spring import NOW, PLANNER, kept_season
from tests.builders import MONDAY

DUE = date(2027, 4, 1)
PLAIN = Problem(id="q1", text="用电", unit="park", due=DUE, raised_on=MONDAY)
PROBLEMS = (
    PLAIN,
    PLAIN.model_copy(update={"id": "q2", "company": "a", "person": "bob", "topic": Topic.LAND}),
    PLAIN.model_copy(update={"id": "q3", "due": None}),
    PLAIN.model_copy(update={"id": "q4", "unit": None}),
    PLAIN.model_copy(update={"id": "q5", "state": ProblemState.DROPPED}),
    PLAIN.model_copy(update={"id": "q6", "unit": None, "person": "ann", "project": "p1"}),
)
PROJECT = Milestone(project="p1", signed_on=MONDAY, due=DUE, reminder=DUE, leader="head")
MILESTONES = (
    PROJECT,
    PROJECT.model_copy(
        update={
            "project": "p2",
            "unit": "park",
            "key_project": True,
            "five_ones": FiveOnes(map="图", team="专班", sees_through="deputy"),
        }
    ),
    PROJECT.model_copy(update={"project": "p3", "started_on": MONDAY}),
)


def live(database: Database) -> dict[str, Deadline]:
    """By UID what stands in calendars."""
    with database.reading() as session:
        return {item.entry.revision.uid: item.entry.deadline for item in all_followed(session).values()}


def taken_back(database: Database) -> None:
    """The database as it was before the step: without its tables and those of later steps."""
    with database.changing_schema() as connection:
        for table in ("deadline", "deadline_change", "year_targets", "meeting_series"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0010'"))


def test_the_records_that_are_there_stand_in_calendars_as_if_written_today(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        kept_season(work)
        for problem in PROBLEMS:
            records.create(work, PROBLEM, problem)
        for milestone in MILESTONES:
            records.create(work, MILESTONE, milestone)
    written = live(database)
    with database.reading() as session:
        before = feed_revision(session)
    assert len(written) == 7
    taken_back(database)
    migration.migrate(database)
    assert live(database) == written
    with database.reading() as session:
        after = feed_revision(session)
        changes = session.execute(text("SELECT target_kind, target, plans FROM deadline_change")).all()
    assert (after.plans, after.subscriptions) == (before.plans + 1, before.subscriptions)
    assert before.modified_at is not None
    assert after.modified_at is not None
    assert after.modified_at > before.modified_at
    owners = [("person", name) for name in ("ann", "bob", "deputy", "head")] + [("unit", "park")]
    assert sorted(tuple(row) for row in changes) == [(*owner, after.plans) for owner in owners]


def test_what_was_written_is_followed_by_the_program(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        kept_season(work)
        records.create(work, PROBLEM, PLAIN)
    taken_back(database)
    migration.migrate(database)
    with database.work(PLANNER, NOW) as work:
        records.replace(work, PROBLEM, PLAIN.model_copy(update={"season": "spring"}), 1)
        records.replace(work, PROBLEM, PLAIN.model_copy(update={"text": "用水"}), 2)
        [found] = all_followed(work.session).values()
    assert (found.entry.revision.sequence, found.entry.deadline.text) == (1, "用水")


def test_a_database_without_such_records_tells_no_feed(database: Database) -> None:
    taken_back(database)
    migration.migrate(database)
    with database.reading() as session:
        assert (live(database), feed_revision(session).plans) == ({}, 0)
