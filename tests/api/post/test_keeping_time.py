"""What time asks of one list: decided under its lock, not at all while it waits for a person."""

from datetime import date, timedelta

from api.post.keeping_time import ACTOR, due, keep_time, on_another_day, outlook, passed_over
from api.store import invitation_lists, records
from api.store.database import Database
from api.store.season_frames import SEASON
from events.invitation.state import State
from planner.workdays import DayKind, DayOverride
from tests.api.post.lists import OFFICE, guest
from tests.api.post.running import FIRST_REMINDER, FORUM, NOW, RULE, mails, running, the_list
from tests.api.spring import FRIDAY, PLANNER, THURSDAY


def _kept(database: Database) -> int:
    """How many mails are queued by looking once; -1 if there was nothing to do."""
    with database.work(ACTOR, NOW) as work:
        done = keep_time(work, OFFICE, FORUM)
    return -1 if done is None else len(done.parcels)


def test_what_is_due_is_done_once(database: Database) -> None:
    running(database)
    assert (_kept(database), _kept(database)) == (2, -1)


def test_a_list_switched_off_since_it_was_read_is_left_alone(database: Database) -> None:
    value = running(database)
    off = value.model_copy(update={"rule": RULE.model_copy(update={"by_itself": False})})
    with database.work(PLANNER, NOW) as work:
        invitation_lists.revised(work, off, None, value.version)
    assert (_kept(database), mails(database)) == (-1, [])


def test_days_that_the_season_has_off_are_no_office_days(database: Database) -> None:
    running(database)
    with database.work(PLANNER, NOW) as work:
        found = records.stored(work.session, SEASON, "spring")
        off = DayOverride(day=NOW.date(), kind=DayKind.REST_DAY)
        frame = found.value.model_copy(update={"day_overrides": (off,)})
        records.replace(work, SEASON, frame, found.version)
    assert _kept(database) == -1


def test_who_is_elsewhere_and_who_has_no_mail_is_passed_over(database: Database) -> None:
    value = running(database, guest(0), guest(1, mail="at home"), guest(2))
    running(database, guest(2), event="spring:other")
    with database.work(PLANNER, NOW) as work:
        other = invitation_lists.invitation_list(work.session, "spring:other")
        taken = other.invitations[0].model_copy(update={"state": State.SENT})
        changed = other.model_copy(update={"invitations": (taken,)})
        invitation_lists.revised(work, changed, None, other.version)
    with database.reading() as session:
        assert passed_over(session, value) == (frozenset({"g2"}), frozenset({"g1"}))
        assert [item.guest for item in due(session, value, NOW).effects] == ["g0"]


def test_a_list_for_the_day_of_the_plan_or_of_no_plan_goes_on(database: Database) -> None:
    value = running(database)
    assert on_another_day(value, None) is on_another_day(value, FRIDAY) is None
    fault = on_another_day(value, THURSDAY)
    assert fault is not None
    assert (fault.code, fault.detail) == (
        "list_on_another_day",
        {"list": "2027-03-05 14:00", "plan": "2027-03-04"},
    )


def test_what_leaves_next_is_composed_and_nothing_is_written(database: Database) -> None:
    value = running(database)
    with database.reading() as session:
        found = outlook(session, OFFICE, value, NOW - timedelta(days=1))
    # Sunday: the office opens on Monday at nine; Tuesday at ten they are reminded.
    assert (found.at, found.then) == (NOW - timedelta(hours=1), FIRST_REMINDER)
    assert [parcel.occasion for parcel in found.parcels] == ["invitation", "invitation"]
    assert (mails(database), the_list(database)) == ([], value)
    assert date(2027, 2, 21).isoweekday() == 7
