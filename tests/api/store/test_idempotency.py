"""Keys and the answers kept with them."""

import pytest

from api.errors import Conflict, InvalidInput
from api.store import idempotency
from api.store.database import Database
from api.store.idempotency import KeptAnswer
from tests.api.store.firms import CLERK, LATER, NOW

ANSWER = KeptAnswer(status=201, headers={"ETag": '"1"'}, body=b'{"id": "1"}')


def test_a_key_is_new_once(database: Database) -> None:
    with database.work(CLERK, NOW) as work:
        assert idempotency.claim(work, "a", "k", "f") is None
        idempotency.keep(work, "a", "k", ANSWER)
    with database.work(CLERK, NOW) as work:
        assert idempotency.claim(work, "a", "k", "f") == ANSWER
        assert idempotency.claim(work, "b", "k", "f") is None
        with pytest.raises(InvalidInput, match="idempotency_key_reused"):
            idempotency.claim(work, "a", "k", "g")


def test_a_key_goes_with_the_work_that_took_it(database: Database) -> None:
    def fail() -> None:
        with database.work(CLERK, NOW) as work:
            idempotency.claim(work, "a", "k", "f")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.work(CLERK, NOW) as work:
        assert idempotency.claim(work, "a", "k", "f") is None


def test_a_key_without_an_answer_is_not_answered_for(database: Database) -> None:
    with database.work(CLERK, NOW) as work:
        idempotency.claim(work, "a", "k", "f")
    with database.work(CLERK, NOW) as work, pytest.raises(Conflict, match="idempotency_in_progress"):
        idempotency.claim(work, "a", "k", "f")


def test_a_key_is_forgotten_after_a_day(database: Database) -> None:
    with database.work(CLERK, NOW) as work:
        idempotency.claim(work, "a", "k", "f")
        idempotency.keep(work, "a", "k", ANSWER)
    with database.work(CLERK, NOW + idempotency.KEPT_FOR) as work:
        assert idempotency.claim(work, "a", "k", "f") == ANSWER
    with database.work(CLERK, LATER) as work:
        assert idempotency.claim(work, "a", "k", "f") is None
