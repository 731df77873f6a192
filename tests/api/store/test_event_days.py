"""When an event is held: as published, else the only day it can be; else somebody must say."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from api.errors import Conflict, NotFound
from api.store import records
from api.store.database import Database, Session
from api.store.event_days import EventDay, event_day, event_workdays, published_day, season_of_event
from api.store.publishing import publish
from api.store.season_frames import EVENT, SEASON, SeasonEvent
from planner.event import EventKind
from planner.workdays import DayKind, DayOverride
from tests.api.spring import FIRST, FRIDAY, NOW, PLANNER, SECOND, THURSDAY, drafted, kept_season
from tests.builders import MONDAY

FORUM = "spring:forum"
ONE_DAY = SeasonEvent(
    season="spring", id="joint", kind=EventKind.JOINT_MEETING, title="联席会议", candidate_days=(THURSDAY,)
)


@pytest.fixture(autouse=True)
def _season(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        kept_season(work)


def day_of(database: Database, identity: str = FORUM) -> EventDay:
    with database.reading() as session:
        return event_day(session, identity, NOW)


def test_a_published_event_is_held_on_its_day_and_follows_the_plan_in_force(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        publish(work, drafted(work, FIRST), 1, None)
    assert day_of(database).day == FRIDAY
    with database.work(PLANNER, NOW) as work:
        publish(work, drafted(work, SECOND, based_on=1), 1, 1)
    found = day_of(database)
    assert (found.day, found.event.id, found.season.id) == (THURSDAY, "forum", "spring")


def test_a_draft_gives_no_day_and_many_days_are_none(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        drafted(work, FIRST)
    with pytest.raises(Conflict) as refused:
        day_of(database)
    [fault] = refused.value.faults
    assert (fault.code, fault.value, fault.detail) == (
        "event_without_date",
        "装备制造企业家联谊会",
        {"days": "2"},
    )


def test_an_event_with_one_day_is_held_on_it(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        records.create(work, EVENT, ONE_DAY)
    assert day_of(database, "spring:joint").day == THURSDAY


def test_an_event_that_came_after_the_plan_has_its_only_day(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        publish(work, drafted(work, FIRST), 1, None)
        records.create(work, EVENT, ONE_DAY)
    assert day_of(database, "spring:joint").day == THURSDAY


def test_the_published_day_may_be_given_and_another_is_refused_with_both_days(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        publish(work, drafted(work, FIRST), 1, None)
    with database.reading() as session:
        assert event_day(session, FORUM, NOW, FRIDAY).day == FRIDAY
        with pytest.raises(Conflict) as refused:
            event_day(session, FORUM, NOW, THURSDAY, place="body.plan.day")
    [fault] = refused.value.faults
    assert (fault.code, fault.place, fault.value, fault.detail) == (
        "event_day_published",
        "body.plan.day",
        THURSDAY.isoformat(),
        {"title": "装备制造企业家联谊会", "published": FRIDAY.isoformat()},
    )


def test_before_anything_is_published_the_day_that_is_given_holds(database: Database) -> None:
    given = MONDAY + timedelta(days=2)
    with database.work(PLANNER, NOW) as work:
        records.create(work, EVENT, ONE_DAY)
    with database.reading() as session:
        assert event_day(session, FORUM, NOW, given).day == given
        assert event_day(session, "spring:joint", NOW, given).day == given


def test_the_season_of_an_event_is_known_without_its_day(database: Database) -> None:
    with database.reading() as session:
        assert season_of_event(session, FORUM, NOW).id == "spring"
        with pytest.raises(NotFound):
            season_of_event(session, "spring:none", NOW)


def test_the_event_is_the_one_the_records_have_now(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        stored = records.stored(work.session, EVENT, FORUM)
        records.replace(work, EVENT, stored.value.model_copy(update={"venue": "新馆"}), stored.version)
        publish(work, drafted(work, FIRST), 1, None)
    assert day_of(database).event.venue == "新馆"


@pytest.mark.parametrize("identity", ["spring:none", "none:forum", FORUM])
def test_an_event_nobody_made_or_that_was_deleted_is_not_found(database: Database, identity: str) -> None:
    with database.work(PLANNER, NOW) as work:
        records.delete(work, EVENT, FORUM, 1)
    with pytest.raises(NotFound):
        day_of(database, identity)


def test_the_published_day_is_that_of_the_plan_in_force_and_of_no_other(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        records.create(work, EVENT, ONE_DAY)
        drafted(work, FIRST)
        assert published_day(work.session, FORUM) is published_day(work.session, "spring:joint") is None
        publish(work, drafted(work, FIRST), 1, None)
    with database.reading() as session:
        assert published_day(session, FORUM) == FRIDAY


def test_working_days_are_those_of_the_season(database: Database) -> None:
    with database.work(PLANNER, NOW) as work:
        frame = records.stored(work.session, SEASON, "spring")
        off = DayOverride(day=MONDAY, kind=DayKind.REST_DAY)
        changed = frame.value.model_copy(update={"day_overrides": (off,)})
        records.replace(work, SEASON, changed, frame.version)
    with database.reading() as session:
        workdays = event_workdays(session, FORUM)
    assert (workdays.is_workday(MONDAY), workdays.is_workday(FRIDAY)) == (False, True)


@pytest.mark.parametrize("read", [event_workdays, published_day])
def test_of_no_event_nothing_is_found(database: Database, read: Callable[[Session, str], object]) -> None:
    with database.reading() as session, pytest.raises(NotFound):
        read(session, "spring:none")
