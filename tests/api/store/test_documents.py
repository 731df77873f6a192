from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlmodel import select

from api.errors import NotFound
from api.store import documents
from api.store.database import Database
from api.store.documents import DocumentRow
from api.store.work import COMMAND_LINE
from planner.clock import at
from tests.builders import MONDAY

AT = at(MONDAY, 600)
TEXT = "江津 " * 1_000


def test_a_text_comes_back_by_its_digest(database: Database) -> None:
    with database.work(COMMAND_LINE, AT) as work:
        digest = documents.put(work, TEXT)
    assert digest == documents.digest_of(TEXT)
    with database.reading() as session:
        assert documents.get(session, digest) == TEXT


def test_a_text_is_kept_once_and_small(database: Database) -> None:
    for hours in (0, 1):
        with database.work(COMMAND_LINE, AT + timedelta(hours=hours)) as work:
            documents.put(work, TEXT)
    with database.reading() as session:
        [row] = session.exec(select(DocumentRow)).all()
        assert (row.created_at, len(row.content) < 200) == (AT + timedelta(hours=1), True)


def test_two_at_once_keep_a_text_once(database: Database) -> None:
    barrier = Barrier(2)

    def keep() -> None:
        barrier.wait()
        with database.work(COMMAND_LINE, AT) as work:
            documents.put(work, TEXT)

    threads = [Thread(target=keep) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert len(session.exec(select(DocumentRow)).all()) == 1


def test_a_digest_nobody_kept_is_not_found(database: Database) -> None:
    with database.reading() as session, pytest.raises(NotFound):
        documents.get(session, "0" * 64)
