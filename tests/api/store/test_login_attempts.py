"""Failures counted in the database: none too few, however many attempt at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from api.errors import TooOften
from api.store import login_attempts
from api.store.database import Database
from api.store.login_attempts import Counted, LoginAttemptRow, wait
from api.store.work import SYSTEM
from tests.api.accounts.staff import NOW

LOGIN = Counted("login:a", timedelta(days=1))
ADDRESS = Counted("address:b", timedelta(hours=1))


def attempt(database: Database, *counted: Counted, at: datetime = NOW) -> int:
    """Count an attempt; the seconds to wait before one was counted, 0 if it was."""
    try:
        with database.work(SYSTEM, at) as work:
            login_attempts.count_failure(work, counted)
    except TooOften as refused:
        return refused.retry_after_seconds
    return 0


def failures(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {row.key: row.failures for row in session.exec(select(LoginAttemptRow))}


@given(st.integers(0, 10_000))
def test_more_failures_never_wait_less_and_never_longer_than_a_quarter_of_an_hour(count: int) -> None:
    assert wait(count) <= wait(count + 1) <= timedelta(minutes=15)


def test_the_first_four_wait_for_nothing_then_the_wait_doubles() -> None:
    assert [wait(count).total_seconds() for count in range(4, 9)] == [0, 1, 2, 4, 8]


def test_the_sixth_attempt_waits(database: Database) -> None:
    assert [attempt(database, LOGIN, ADDRESS) for _ in range(6)] == [0, 0, 0, 0, 0, 1]
    assert failures(database) == {LOGIN.key: 5, ADDRESS.key: 5}


def test_after_the_wait_the_next_wait_is_twice_as_long(database: Database) -> None:
    waits: list[int] = []
    at = NOW
    for _ in range(8):
        attempt(database, LOGIN, at=at)
        seconds = attempt(database, LOGIN, at=at) if len(waits) >= 4 else 0
        waits.append(seconds)
        at += timedelta(seconds=seconds)
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8]


def test_one_blocked_key_blocks_the_attempt(database: Database) -> None:
    for _ in range(5):
        attempt(database, ADDRESS)
    assert attempt(database, LOGIN, ADDRESS) == 1
    assert failures(database) == {ADDRESS.key: 5}
    assert attempt(database, LOGIN) == 0


def test_attempts_at_once_are_all_counted(database: Database) -> None:
    start = Barrier(8)

    def one(_: int) -> int:
        start.wait(30)
        return attempt(database, LOGIN, ADDRESS)

    with ThreadPoolExecutor(8) as pool:
        waits = sorted(pool.map(one, range(8)))
    assert waits == [0] * 5 + [1] * 3
    assert failures(database) == {LOGIN.key: 5, ADDRESS.key: 5}


def test_failures_are_forgotten_after_their_time(database: Database) -> None:
    for _ in range(5):
        attempt(database, LOGIN, ADDRESS)
    attempt(database, LOGIN, ADDRESS, at=NOW + ADDRESS.forgotten_after)
    assert failures(database) == {LOGIN.key: 6, ADDRESS.key: 1}


def test_a_success_forgets_the_login_and_takes_its_own_attempt_back_from_the_address(
    database: Database,
) -> None:
    for _ in range(5):
        attempt(database, LOGIN, ADDRESS)
    with database.work(SYSTEM, NOW) as work:
        login_attempts.forget(work, LOGIN.key)
        login_attempts.take_back(work, ADDRESS.key)
    assert failures(database) == {ADDRESS.key: 4}
    assert attempt(database, LOGIN, ADDRESS) == 0


def test_old_attempts_are_pruned(database: Database) -> None:
    attempt(database, LOGIN)
    attempt(database, ADDRESS, at=NOW + login_attempts.KEPT + timedelta(seconds=1))
    assert failures(database) == {ADDRESS.key: 1}


def test_blocked_says_for_how_long(database: Database) -> None:
    for _ in range(5):
        attempt(database, LOGIN)
    with database.reading() as session:
        login_attempts.refuse_blocked(session, [ADDRESS], NOW)
        login_attempts.refuse_blocked(session, [LOGIN], NOW + timedelta(seconds=1))
        with pytest.raises(TooOften) as refused:
            login_attempts.refuse_blocked(session, [LOGIN, ADDRESS], NOW)
    assert refused.value.retry_after_seconds == 1
