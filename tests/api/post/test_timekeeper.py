"""The timekeeper: what is due leaves once, whoever looks; what a killed worker began has not happened."""

import logging
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest

from api.post import desk
from api.post.keeping_time import keep_time
from api.post.timekeeper import Timekeeper
from api.store.database import Database
from api.store.invitation_rows import rows_by_guest
from api.store.work import SYSTEM
from events.invitation.act import Accept, Decline, Extend
from events.invitation.reply import ReplyForm
from tests.api.post.lists import OFFICE, guest
from tests.api.post.running import (
    DUE,
    FIRST_REMINDER,
    FORUM,
    NOW,
    OPENS,
    RULE,
    audited,
    mails,
    running,
    states,
    the_list,
)
from tests.api.servers import wait_until
from tests.house.source import ROOT

SECOND = timedelta(seconds=1)


def look(database: Database, now: datetime) -> tuple[str, ...]:
    return Timekeeper(database, OFFICE, lambda: now).look()


def occasions(database: Database, at: datetime) -> list[tuple[str, str]]:
    return [(recipient[:2], occasion) for recipient, occasion, made, _ in mails(database) if made == at]


def test_a_list_runs_from_its_first_wave_to_its_last_deadline_without_a_person(database: Database) -> None:
    running(database)
    seen = {}
    for now in (NOW, NOW + SECOND, FIRST_REMINDER, FIRST_REMINDER + SECOND, DUE, DUE + SECOND, OPENS):
        look(database, now)
        seen[now] = occasions(database, now)
    assert seen == {
        NOW: [("g0", "invitation"), ("g1", "invitation")],
        NOW + SECOND: [],
        FIRST_REMINDER: [("g0", "reminder"), ("g1", "reminder")],
        FIRST_REMINDER + SECOND: [],
        # Down from Tuesday to Thursday evening: what was missed is not made up for after hours.
        DUE: [],
        DUE + SECOND: [],
        OPENS: [("g2", "invitation")],
    }
    assert states(database) == {"g0": "no_answer", "g1": "no_answer", "g2": "sent"}


def test_histories_the_audit_log_the_outbox_and_the_log_say_that_the_clock_did_it(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    running(database, places=1)
    with caplog.at_level(logging.INFO, "zhaoshang.post"):
        look(database, NOW)
    [told] = [record.getMessage() for record in caplog.records]
    assert told == f"invitations of {FORUM}, by the clock: invite 1; 1 mails queued"
    [entry] = the_list(database).invitations[0].history
    assert (entry.act.by, entry.act.at) == ("clock", NOW)
    assert mails(database) == [("g0@firm.example", "invitation", NOW, "clock")]
    decided, queued = audited(database, "invitation")[0], audited(database, "mail")[0]
    assert [(item.actor, item.actor_name, item.at) for item in (decided, queued)] == [
        ("system", "clock", NOW)
    ] * 2


def test_a_list_that_nobody_switched_on_waits_for_a_person(database: Database) -> None:
    running(database, rule=RULE.model_copy(update={"by_itself": False}))
    for now in (NOW, FIRST_REMINDER, OPENS):
        assert look(database, now) == ()
    assert (mails(database), set(states(database).values())) == ([], {"drafted"})


def test_who_waits_moves_up_before_the_next_is_asked_and_late_plus_ones_are_told(database: Database) -> None:
    running(database, places=2)
    look(database, NOW)
    hour = NOW + timedelta(hours=1)
    with database.work(SYSTEM, hour) as work:
        desk.act(work, OFFICE, FORUM, Accept(guest="g0", at=hour, reply=ReplyForm(plus_ones=1)))
    later = DUE + SECOND
    look(database, later)  # g1 lapses: his place goes to whom g0 brings, before g2 is asked
    assert occasions(database, later) == [("g0", "plus_ones")]
    assert the_list(database).invitations[0].plus_ones == 1
    assert look(database, OPENS) == ()
    assert states(database)["g2"] == "drafted"


def test_who_was_given_longer_is_not_let_lapse(database: Database) -> None:
    running(database)
    look(database, NOW)
    longer = Extend(guest="g0", at=NOW, answer_by=DUE + timedelta(days=1), note="在国外")
    with database.work(SYSTEM, NOW + SECOND) as work:
        desk.act(work, OFFICE, FORUM, longer)
    look(database, DUE + SECOND)
    assert states(database) == {"g0": "sent", "g1": "no_answer", "g2": "drafted"}


def test_after_the_event_nothing_leaves(database: Database) -> None:
    value = running(database)
    assert look(database, value.span.end + SECOND) == ()
    assert mails(database) == []


def test_whom_only_a_person_can_write_to_waits_for_one(database: Database) -> None:
    running(database, guest(0, mail="", phone="13800000000"), guest(1), guest(2))
    look(database, NOW)
    assert states(database) == {"g0": "drafted", "g1": "sent", "g2": "drafted"}
    assert look(database, NOW + SECOND) == ()


class AtOnce(Timekeeper):
    """Reads, and decides only when another has read as well."""

    barrier: Barrier

    def _kept(self, event: str) -> bool:
        self.barrier.wait(60)
        return super()._kept(event)


@pytest.mark.parametrize("now", [NOW, FIRST_REMINDER])
def test_of_workers_that_look_at_once_one_writes_to_everybody_once(
    database: Database, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    running(database, *(guest(number) for number in range(8)), places=8)
    if now != NOW:
        look(database, NOW)
    keepers = [AtOnce(database, OFFICE, lambda: now) for _ in range(4)]
    AtOnce.barrier = Barrier(4)
    before = len(audited(database, "invitation"))
    with ThreadPoolExecutor(4) as pool:
        done = sorted(pool.map(lambda keeper: keeper.look(), keepers))
    assert done == [(), (), (), (FORUM,)]
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
    assert len(occasions(database, now)) == 8
    assert len(audited(database, "invitation")) - before == 8
    kinds = [[entry.act.kind for entry in item.history] for item in the_list(database).invitations]
    assert kinds == [["send"] if now == NOW else ["send", "remind"]] * 8


def test_what_a_session_read_before_it_had_the_lock_does_not_count(database: Database) -> None:
    running(database)
    with database.work(SYSTEM, NOW) as work:
        before = rows_by_guest(work.session, FORUM)
        if not database.is_sqlite:  # there nobody else can write meanwhile
            look(database, NOW)
        done = keep_time(work, OFFICE, FORUM)
        assert len(before) == 3
    assert (done is None) is not database.is_sqlite
    assert len(mails(database)) == 2


# The worst moment: everything is written, nothing is committed.
_DIES = """
import os, signal, sys
from datetime import datetime
from sqlalchemy import event
from sqlmodel import Session
from api.post.keeping_time import keep_time
from api.post.timekeeper import Timekeeper
from api.store.database import Database
from api.store.invitation_rows import rows_by_guest
from tests.api.post.lists import OFFICE
event.listen(Session, "before_commit", lambda session: os.kill(os.getpid(), signal.SIGKILL))
now = datetime.fromisoformat(sys.argv[2])
Timekeeper(Database(sys.argv[1]), OFFICE, lambda: now).look()
"""


def test_a_worker_killed_before_it_commits_has_done_nothing_and_the_next_does_all(
    database: Database, database_url: str
) -> None:
    running(database, places=3)
    line = [sys.executable, "-c", _DIES, database_url, NOW.isoformat()]
    died = subprocess.run(line, cwd=ROOT, timeout=120, check=False)
    assert died.returncode == -signal.SIGKILL
    assert (mails(database), set(states(database).values())) == ([], {"drafted"})
    assert look(database, NOW + SECOND) == (FORUM,)
    assert len(mails(database)) == 3
    assert set(states(database).values()) == {"sent"}


def test_a_list_whose_event_is_gone_keeps_no_other_from_its_turn(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    running(database)
    running(database, event="gone:forum")
    keeper = Timekeeper(database, OFFICE, lambda: NOW)
    with caplog.at_level(logging.WARNING, "zhaoshang.post"):
        assert (keeper.look(), keeper.look()) == ((FORUM,), ())
    said = [record.getMessage() for record in caplog.records]
    assert [text.split(":")[0] for text in said] == ["invitations of gone"]  # once, however often it looks


def test_a_list_that_fails_keeps_no_other_from_its_turn(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    class Failing(Timekeeper):
        def _is_due(self, *given: object) -> bool:
            return True

    running(database)
    running(database, event="gone:forum")
    assert Failing(database, OFFICE, lambda: NOW).look() == (FORUM,)
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_it_looks_again_and_again_until_it_is_stopped(database: Database) -> None:
    running(database, places=1)
    clock = [NOW]
    keeper = Timekeeper(database, OFFICE, lambda: clock[0], 0.01)
    keeper.start()
    wait_until(lambda: len(mails(database)) == 1, "the wave", 20)
    clock[0] = FIRST_REMINDER
    wait_until(lambda: len(mails(database)) == 2, "the reminder", 20)
    keeper.stop()
    clock[0] = DUE + SECOND
    assert states(database)["g0"] == "sent"


def test_one_worker_that_goes_on_looking_sees_what_others_have_changed(database: Database) -> None:
    value = running(database)
    keeper = Timekeeper(database, OFFICE, lambda: NOW)
    assert keeper.look() == (FORUM,)
    assert keeper.look() == ()
    with database.work(SYSTEM, NOW + SECOND) as work:
        desk.act(work, OFFICE, FORUM, Decline(guest="g0", at=NOW + SECOND))
    assert Timekeeper(database, OFFICE, lambda: NOW).look() == (FORUM,)
    assert (keeper.look(), states(database)["g2"]) == ((), "sent")
    assert value.version == 0
