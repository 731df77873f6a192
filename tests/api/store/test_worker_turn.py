"""Turns: of many who are ready, one does it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from api.store.database import Database
from api.store.worker_turn import turn_at
from tests.api.databases import only_on
from tests.api.jobs.asking import NOW

LEASE = timedelta(seconds=10)


def test_of_those_who_want_a_turn_at_once_one_has_it(database: Database) -> None:
    start, end = Barrier(4), Barrier(4)

    def try_it(name: str) -> bool:
        start.wait()
        with turn_at(database, "watch", name, NOW, LEASE) as mine:
            end.wait()  # nobody lets go before all have tried
            return mine

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(try_it, "abcd")) == [False, False, False, True]


def test_the_turn_is_free_again_after_the_block(database: Database) -> None:
    for name in "aba":
        with turn_at(database, "watch", name, NOW, LEASE) as mine:
            assert mine


def test_turns_at_different_tasks_do_not_wait_for_each_other(database: Database) -> None:
    with (
        turn_at(database, "watch", "a", NOW, LEASE) as first,
        turn_at(database, "sweep", "b", NOW, LEASE) as second,
    ):
        assert (first, second) == (True, True)


@only_on("sqlite", "PostgreSQL knows no lease: the lock ends with the connection")
def test_a_lease_whose_holder_died_ends(database: Database) -> None:
    holding = turn_at(database, "watch", "dead", NOW, LEASE)
    assert holding.__enter__()
    with turn_at(database, "watch", "a", NOW + LEASE, LEASE) as mine:
        assert not mine
    with turn_at(database, "watch", "a", NOW + LEASE + timedelta(seconds=1), LEASE) as mine:
        assert mine
