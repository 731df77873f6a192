"""Mails that came: kept once, listed, settled once."""

from datetime import UTC, datetime, timedelta

import pytest

from api.errors import AlreadyThere, Conflict, NotFound
from api.mail.answer import Doubt, ForAPerson
from api.store import letters
from api.store.database import Database
from api.store.letters import LetterState
from api.store.work import SYSTEM, Actor

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def keep(database: Database, number: int, state: LetterState = LetterState.OPEN, event: str = "e1") -> str:
    with database.work(SYSTEM, NOW + timedelta(minutes=number)) as work:
        letter = ForAPerson(doubt=Doubt.WRITTEN_BY_HAND, subject=str(number))
        return letters.keep(work, f"k{number}", letter, state, event=event).id


def test_one_mail_of_the_box_is_kept_once(database: Database) -> None:
    keep(database, 1)
    with pytest.raises(AlreadyThere):
        keep(database, 1)
    with database.reading() as session:
        assert letters.known_keys(session) == {"k1"}


def test_the_latest_come_first_page_by_page(database: Database) -> None:
    made = [keep(database, number) for number in range(5)]
    with database.reading() as session:
        first = letters.letters(session, limit=3)
        second = letters.letters(session, limit=3, before=first.next)
    assert [item.id for item in (*first.items, *second.items)] == made[::-1]
    assert second.next is None


def test_mails_are_listed_by_state_and_event(database: Database) -> None:
    keep(database, 1)
    applied = keep(database, 2, LetterState.APPLIED)
    other = keep(database, 3, event="e2")
    with database.reading() as session:
        by_state = letters.letters(session, states=[LetterState.APPLIED])
        by_event = letters.letters(session, event="e2")
    assert [item.id for item in by_state.items] == [applied]
    assert [item.id for item in by_event.items] == [other]


def test_a_person_settles_a_mail_once(database: Database) -> None:
    made = keep(database, 1)
    with database.work(Actor(id="a1", name="王科长"), NOW) as work:
        settled = letters.settle(work, made)
    assert (settled.state, settled.settled_by) == (LetterState.SETTLED, "王科长")
    with database.work(SYSTEM, NOW) as work, pytest.raises(Conflict):
        letters.settle(work, made)


def test_a_mail_that_is_not_there_is_not_found(database: Database) -> None:
    with database.work(SYSTEM, NOW) as work, pytest.raises(NotFound):
        letters.settle(work, "none")
