"""Invitation lists: what is decided is kept, and of many who decide at once each sees what the other did."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlmodel import Session

from api.errors import AlreadyThere, Conflict, NotFound
from api.store import audit_log, invitation_lists, invitation_rows
from api.store.database import Database
from api.store.work import SYSTEM
from events.invitation.act import Accept, Decline
from events.invitation.invitation_list import InvitationList
from events.invitation.state import State
from tests.api.post.lists import EVENT, LETTER, NOW, forum, opened, send
from tests.api.post.running import FORUM, RULE, running

LATER = NOW + timedelta(hours=1)


def states(database: Database) -> list[State]:
    with database.reading() as session:
        return [item.state for item in invitation_lists.invitation_list(session, EVENT).invitations]


def act(database: Database, what: Any) -> tuple[bool, tuple[str, ...]]:
    with database.work(SYSTEM, what.at) as work:
        decision = invitation_lists.decided(work, EVENT, what)
    return decision.done, tuple(fault.code for fault in decision.faults)


def test_a_list_is_kept_as_it_was_given(database: Database) -> None:
    kept = opened(database)
    assert kept.model_copy(update={"version": 0}) == forum()
    with database.reading() as session:
        assert invitation_lists.letter_of(session, EVENT) == LETTER
        assert invitation_lists.invitation_list(session, EVENT) == kept


def test_an_event_has_one_list(database: Database) -> None:
    opened(database)
    with pytest.raises(AlreadyThere):
        opened(database)


def test_a_list_that_is_not_there_is_not_found(database: Database) -> None:
    with database.reading() as session, pytest.raises(NotFound):
        invitation_lists.invitation_list(session, "none")


def test_what_is_decided_is_kept_with_its_history_and_in_the_audit_log(database: Database) -> None:
    opened(database)
    act(database, send(0))
    act(database, Accept(guest="g0", at=LATER, by="赵"))
    with database.reading() as session:
        found = invitation_lists.invitation_list(session, EVENT)
        log = audit_log.entries(session, kind="invitation", subject=f"{EVENT}:g0")
    first = found.find("g0")
    assert first is not None
    assert (first.state, [entry.after for entry in first.history]) == (
        State.ACCEPTED,
        [State.SENT, State.ACCEPTED],
    )
    assert [entry.after and entry.after["state"] for entry in log] == ["accepted", "sent", "drafted"]


def test_each_guest_has_a_uid_and_a_token_of_his_own(database: Database) -> None:
    opened(database)
    with database.reading() as session:
        who = invitation_lists.identities(session, EVENT)
        tokens = {guest: invitation_lists.token_of(session, held) for guest, held in who.items()}
        found = {guest: invitation_lists.by_token(session, token) for guest, token in tokens.items()}
        uids = {invitation_lists.by_uid(session, held.uid) for held in who.values()}
    assert found == who
    assert len(set(tokens.values())) == len(uids) == 3


def test_a_new_token_makes_the_old_one_void(database: Database) -> None:
    opened(database)
    with database.work(SYSTEM, NOW) as work:
        before = invitation_lists.identities(work.session, EVENT)["g0"]
        old = invitation_lists.token_of(work.session, before)
        after = invitation_lists.new_token(work, before.id)
        new = invitation_lists.token_of(work.session, after)
        assert invitation_lists.by_token(work.session, old) is None
        assert invitation_lists.by_token(work.session, new) == after
    assert old != new


def test_no_token_stands_in_the_database(database: Database) -> None:
    opened(database)
    with database.reading() as session:
        who = invitation_lists.identities(session, EVENT)["g0"]
        token = invitation_lists.token_of(session, who)
        for table in ("invitation", "invitation_list", "audit_log"):
            rows = session.connection().exec_driver_sql(f"SELECT * FROM {table}").all()
            assert token not in repr(rows)


def test_a_list_is_revised_only_at_the_version_that_was_read(database: Database) -> None:
    kept = opened(database)
    wider = kept.model_copy(update={"title": "新名称"})
    with database.work(SYSTEM, NOW) as work:
        revised = invitation_lists.revised(work, wider, None, kept.version)
    assert (revised.title, revised.version > kept.version) == ("新名称", True)
    with database.work(SYSTEM, NOW) as work, pytest.raises(Conflict) as refused:
        invitation_lists.revised(work, wider, None, kept.version)
    assert refused.value.faults[0].code == "list_changed"


def _last_place(database: Database) -> list[tuple[bool, State]]:
    """Two guests whose time had passed say yes at once; one place is left."""
    opened(database, forum(places=1, guests=2).model_copy(update={"most_plus_ones": 0}))
    for number in (0, 1):
        act(database, send(number))
        act(database, Decline(guest=f"g{number}", at=LATER))
    start = Barrier(2)

    def accept(number: int) -> bool:
        start.wait()
        return act(database, Accept(guest=f"g{number}", at=LATER + timedelta(minutes=1)))[0]

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(accept, (0, 1)))
    return list(zip(done, states(database), strict=True))


def test_of_two_who_take_the_last_place_at_once_one_has_it_and_one_waits(database: Database) -> None:
    assert sorted(_last_place(database)) == [(True, State.ACCEPTED), (True, State.WAITING)]


@contextmanager
def _without_the_lock(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The list is read without a lock, and both have read it before either writes."""
    both = Barrier(2)
    whole = invitation_rows.put_together

    def read_then_wait(session: Session, row: Any) -> InvitationList:
        found = whole(session, row)
        both.wait()
        return found

    def unlocked(session: Session, event: str, *, lock: bool) -> Any:
        return session.get(invitation_rows.InvitationListRow, event, populate_existing=True)

    with monkeypatch.context() as patch:
        patch.setattr(invitation_lists, "put_together", read_then_wait)
        patch.setattr(invitation_lists, "_row", unlocked)
        if database.is_sqlite:  # there the transaction itself is the lock
            patch.setattr(database, "_writing", database.engine)
        yield


def test_the_race_is_real_without_the_lock_both_have_the_last_place(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: if this fails, the test above proves nothing."""
    opened(database, forum(places=1, guests=2).model_copy(update={"most_plus_ones": 0}))
    for number in (0, 1):
        act(database, send(number))
        act(database, Decline(guest=f"g{number}", at=LATER))

    def accept(number: int) -> str:
        try:
            return str(act(database, Accept(guest=f"g{number}", at=LATER + timedelta(minutes=1)))[0])
        except Exception as error:  # noqa: BLE001  (SQLite refuses the second writer by itself)
            return type(error).__name__

    with _without_the_lock(database, monkeypatch), ThreadPoolExecutor(2) as pool:
        done = list(pool.map(accept, (0, 1)))
    if database.is_sqlite:  # a snapshot that is out of date cannot write: SQLite's own second guard
        assert sorted(done) == ["OperationalError", "True"]
    else:
        assert done == ["True", "True"]
        assert states(database) == [State.ACCEPTED, State.ACCEPTED]


def test_two_decline_at_once_and_both_are_kept(database: Database) -> None:
    opened(database, forum(places=3))
    for number in (0, 1, 2):
        act(database, send(number))
    start = Barrier(3)

    def decline(number: int) -> bool:
        start.wait()
        return act(database, Decline(guest=f"g{number}", at=LATER))[0]

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(decline, range(3))) == [True] * 3
    assert states(database) == [State.DECLINED] * 3


def test_a_late_yes_and_the_next_wave_at_once_fill_the_one_place_once(database: Database) -> None:
    """Accept and promotion by a wave: whoever is first has the place, the other does not overrun it."""
    opened(database, forum(places=1, guests=2))
    act(database, send(0))
    act(database, Decline(guest="g0", at=LATER))
    start = Barrier(2)

    def run(what: Any) -> bool:
        start.wait()
        return act(database, what)[0]

    at = LATER + timedelta(minutes=1)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, (Accept(guest="g0", at=at), send(1, at))))
    with database.reading() as session:
        found = invitation_lists.invitation_list(session, EVENT)
    assert sum(item.heads for item in found.invitations) == 1
    assert found.held("list") == 1


def test_lists_that_run_by_themselves_are_found_until_their_event_is_over(database: Database) -> None:
    value = running(database)
    running(database, event="spring:by-hand", rule=RULE.model_copy(update={"by_itself": False}))
    for now, found in ((value.span.end, {FORUM: 0}), (value.span.end + timedelta(seconds=1), {})):
        with database.reading() as session:
            assert invitation_lists.running_by_themselves(session, now) == found
