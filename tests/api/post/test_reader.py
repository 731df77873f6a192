"""The reader: from a box of real mails to answers that count, each once, whoever reads."""

import mailbox
from datetime import timedelta
from pathlib import Path

import pytest

from api.mail.mailbox import MailBoxAway, Maildir
from api.post import desk
from api.post.reader import Reader
from api.store import invitation_lists, letters
from api.store.database import Database
from api.store.letters import LetterState
from api.store.work import SYSTEM
from api.store.worker_turn import turn_at
from events.invitation.state import State
from tests.api.mail.guests import ITEM, TOKEN
from tests.api.mail.test_reading import raw
from tests.api.post.lists import EVENT, NOW, OFFICE, opened, send
from tests.api.servers import wait_until


@pytest.fixture
def box(database: Database, tmp_path: Path) -> mailbox.Maildir:
    """A maildir with an answer of g0 by Outlook and a hand-written one."""
    opened(database)
    with database.work(SYSTEM, NOW) as work:
        desk.act(work, OFFICE, EVENT, send(0))
        who = invitation_lists.identities(work.session, EVENT)["g0"]
        token = invitation_lists.token_of(work.session, who)
    found = mailbox.Maildir(str(tmp_path / "box"), create=True)
    for name in ("outlook-accept", "qq-by-hand"):
        mail = raw(name).replace(TOKEN.encode(), token.encode())
        found.add(
            mail.replace(ITEM.revision.uid.encode(), who.uid.encode()).replace(b"SEQUENCE:1", b"SEQUENCE:0")
        )
    return found


def reader(database: Database, tmp_path: Path, every: float = 60) -> Reader:
    at = NOW + timedelta(days=1)
    return Reader(database, Maildir(tmp_path / "box"), OFFICE, "w1", lambda: at, every)


def states(database: Database) -> list[LetterState]:
    with database.reading() as session:
        return sorted(item.state for item in letters.letters(session).items)


@pytest.mark.usefixtures("box")
def test_what_lies_in_the_box_is_read_once(database: Database, tmp_path: Path) -> None:
    one = reader(database, tmp_path)
    assert [one.read(), one.read(), reader(database, tmp_path).read()] == [2, 0, 0]
    assert states(database) == [LetterState.APPLIED, LetterState.OPEN]
    with database.reading() as session:
        found = invitation_lists.invitation_list(session, EVENT).find("g0")
    assert found is not None
    assert found.state is State.ACCEPTED


def test_a_mail_that_comes_later_is_read_later(
    database: Database, tmp_path: Path, box: mailbox.Maildir
) -> None:
    one = reader(database, tmp_path)
    one.read()
    box.add(b"Subject: x\r\n\r\nhello")
    assert one.read() == 1


@pytest.mark.usefixtures("box")
def test_while_another_worker_reads_this_one_does_not(database: Database, tmp_path: Path) -> None:
    at = NOW + timedelta(days=1)
    with turn_at(database, "mailbox", "w2", at, timedelta(minutes=2)) as theirs:
        assert theirs
        assert reader(database, tmp_path).read() == 0
    assert reader(database, tmp_path).read() == 2


def test_a_box_that_is_away_is_told_and_nothing_is_lost(database: Database, tmp_path: Path) -> None:
    with pytest.raises(MailBoxAway):
        reader(database, tmp_path / "none").read()


@pytest.mark.usefixtures("box")
def test_started_it_reads_by_itself(database: Database, tmp_path: Path) -> None:
    one = reader(database, tmp_path, every=0.1)
    one.start()
    try:
        wait_until(lambda: len(states(database)) == 2, "both mails", 20)
    finally:
        one.stop()
