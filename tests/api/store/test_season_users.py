"""A season that is published, or being planned, stays: also where both are asked for at once."""

from collections.abc import Callable
from datetime import UTC
from threading import Event, Thread

import pytest

from api.errors import InUse, ServiceError
from api.jobs.request import Prepared, Wish, request_plan
from api.store import jobs, records
from api.store.companies import COMPANY
from api.store.database import Database
from api.store.people import UNIT
from api.store.publishing import publish
from api.store.season_frames import EVENT, SEASON
from api.store.work import Work
from planner.company import FirstContact
from planner.person import Unit
from tests.api.databases import only_on
from tests.api.spring import FIRST, NOW, OTHER, PLANNER, drafted, kept_season
from tests.api.store.firms import firm, keep_units


@pytest.fixture
def draft(database: Database) -> str:
    """A draft of the spring, whose record nothing but its plans and jobs uses."""
    with database.work(PLANNER, NOW) as work:
        kept_season(work)
        records.delete(work, EVENT, "spring:forum", 1)
        return drafted(work, FIRST, title="一稿")


def delete_season(work: Work) -> None:
    records.delete(work, SEASON, "spring", 1)


def ask_for_plan(work: Work) -> None:
    request_plan(work, Prepared(wish=Wish(season="spring"), season="{}", published=None, start=None, at=NOW))


def codes(database: Database, act: Callable[[Work], object]) -> list[str]:
    """The codes that ``act`` is refused with."""
    try:
        with database.work(OTHER, NOW) as work:
            act(work)
    except ServiceError as error:
        return [fault.code for fault in error.faults]
    return []


def at_once(
    database: Database, first: Callable[[Work], object], second: Callable[[Work], object]
) -> list[str]:
    """``first``, and before it is committed ``second`` from elsewhere; the codes this is refused with."""
    began, told = Event(), list[str]()

    def attempt() -> None:
        began.set()
        told.extend(codes(database, second))

    thread = Thread(target=attempt)
    with database.work(PLANNER, NOW) as work:
        first(work)
        thread.start()
        began.wait()
        thread.join(0.3)  # it cannot end before we do; unguarded it has by now, on PostgreSQL
    thread.join()
    return told


def test_a_season_with_a_published_plan_stays(database: Database, draft: str) -> None:
    with database.work(PLANNER, NOW) as work:
        publish(work, draft, 1, None)
    with pytest.raises(InUse) as refused, database.work(PLANNER, NOW) as work:
        delete_season(work)
    [fault] = refused.value.faults
    assert (fault.code, fault.value) == ("season_published", "spring")
    assert fault.detail == {
        "plan": draft,
        "title": "一稿",
        "number": "1",
        "who": PLANNER.name,
        "when": NOW.astimezone(UTC).isoformat(timespec="seconds"),
    }


@pytest.mark.usefixtures("draft")
def test_a_season_with_open_jobs_stays_until_they_have_ended(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        ask_for_plan(work)
        [job] = jobs.open_jobs(work.session)
    with pytest.raises(InUse) as refused, database.work(PLANNER, NOW) as work:
        delete_season(work)
    [fault] = refused.value.faults
    assert (fault.code, fault.detail) == ("season_has_open_jobs", {"count": "1", "jobs": job.id})
    with database.work(PLANNER, NOW) as work:
        jobs.cancel(work, job.id)
    assert codes(database, delete_season) == []


def test_of_a_deletion_and_a_publication_at_once_the_first_wins(database: Database, draft: str) -> None:
    def put_in_force(work: Work) -> None:
        publish(work, draft, 1, None)

    assert at_once(database, delete_season, put_in_force) == ["season_gone"]
    with database.work(PLANNER, NOW) as work:
        records.restore(work, SEASON, "spring", 2)
    assert at_once(database, put_in_force, lambda work: records.delete(work, SEASON, "spring", 3)) == [
        "season_published"
    ]


@pytest.mark.usefixtures("draft")
def test_of_a_deletion_and_a_job_asked_for_at_once_the_first_wins(database: Database) -> None:
    assert at_once(database, delete_season, ask_for_plan) == ["season_gone"]
    with database.work(PLANNER, NOW) as work:
        records.restore(work, SEASON, "spring", 2)
    assert at_once(database, ask_for_plan, lambda work: records.delete(work, SEASON, "spring", 3)) == [
        "season_has_open_jobs"
    ]


def test_of_a_deletion_and_a_new_reference_at_once_the_first_wins(database: Database) -> None:
    keep_units(database, "u")

    def refer(work: Work) -> None:
        records.create(work, COMPANY, firm("a", first_contact=FirstContact(unit="u")))

    assert at_once(database, lambda work: records.delete(work, UNIT, "u", 1), refer) == ["dangling_reference"]
    with database.work(PLANNER, NOW) as work:
        records.restore(work, UNIT, "u", 2)
    assert at_once(database, refer, lambda work: records.delete(work, UNIT, "u", 3)) == ["record_in_use"]


@only_on("postgresql", "a second writer waits for the first on SQLite")
def test_what_is_referred_to_may_be_changed_meanwhile(database: Database) -> None:
    keep_units(database, "u")
    with database.work(PLANNER, NOW) as work:
        records.create(work, COMPANY, firm("a", first_contact=FirstContact(unit="u")))
        assert codes(database, lambda other: records.replace(other, UNIT, Unit(id="u", name="新名"), 1)) == []
