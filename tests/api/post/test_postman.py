"""The postman: every mail to a real server once; what he may not send, or cannot, is told."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from api.mail.smtp import MailServerAway, Server, SmtpTransport
from api.post.postman import Envelope, Postman
from api.store import outbox
from api.store.database import Database
from api.store.outbox import ParcelState
from api.store.work import SYSTEM
from planner.errors import Fault
from tests.api.mail.sink import Sink, listening
from tests.api.servers import wait_until
from tests.api.store.test_outbox import put, states

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FROM = Envelope(sender="zs@example.cn", copy_to="box@example.cn")


def postman(database: Database, address: str, envelope: Envelope = FROM) -> Postman:
    server = Server.from_url(address)
    return Postman(database, lambda: SmtpTransport(server), envelope, "w1", lambda: NOW)


def test_every_mail_reaches_its_guest_once_with_a_copy_to_the_box(database: Database) -> None:
    sink = Sink()
    put(database, *range(3))
    with listening(sink) as address, SmtpTransport(Server.from_url(address)) as transport:
        man = postman(database, address)
        assert [man.deliver(transport), man.deliver(transport)] == [3, 0]
    sent = {(f"g{n}@example.cn", f"mail {n}") for n in range(3)} | {
        ("box@example.cn", f"mail {n}") for n in range(3)
    }
    assert {(to, mail.decode().strip()) for to, mail in sink.mails} == sent
    assert len(sink.mails) == 6
    assert states(database) == {ParcelState.SENT: 3}


@pytest.mark.parametrize(
    ("place", "reply", "expected"),
    [
        ("g1@example.cn", "550 no such user", ParcelState.REFUSED),
        ("DATA", "554 spam", ParcelState.REFUSED),
        ("g1@example.cn", "451 try later", ParcelState.QUEUED),
        ("DATA", "452 full", ParcelState.QUEUED),
    ],
)
def test_what_the_server_says_decides_what_becomes_of_a_mail(
    database: Database, place: str, reply: str, expected: ParcelState
) -> None:
    sink = Sink()
    sink.refusals[place] = reply
    put(database, 1, 2)
    with listening(sink) as address, SmtpTransport(Server.from_url(address)) as transport:
        postman(database, address).deliver(transport)
    everyone = place == "DATA"
    assert states(database) == ({expected: 2} if everyone else {expected: 1, ParcelState.SENT: 1})


def test_a_server_that_is_away_keeps_mails_in_the_queue(database: Database) -> None:
    put(database, 1)
    with SmtpTransport(Server("127.0.0.1", 9)) as transport:
        postman(database, "smtp://127.0.0.1:9").deliver(transport)
    assert states(database) == {ParcelState.QUEUED: 1}


class Falling:
    """A server that falls silent, before or after it may have taken the mail."""

    def __init__(self, *, after: bool) -> None:
        self._after = after

    def send(self, _from: str, _to: tuple[str, ...], _mail: bytes, leaving: Callable[[], None]) -> None:
        if self._after:
            leaving()
        raise MailServerAway(Fault(code="mail_server_away", place="x", value="SMTPServerDisconnected"))


@pytest.mark.parametrize(("after", "expected"), [(False, ParcelState.QUEUED), (True, ParcelState.DOUBTFUL)])
def test_silence_after_the_last_octets_is_a_doubt_and_before_them_none(
    database: Database,
    after: bool,  # noqa: FBT001
    expected: ParcelState,
) -> None:
    put(database, 1)
    postman(database, "smtp://127.0.0.1:9").deliver(Falling(after=after))
    assert states(database) == {expected: 1}


class Late:
    """A server so slow that the worker is thought dead before the mail leaves."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.taken = False

    def send(self, _from: str, _to: tuple[str, ...], _mail: bytes, leaving: Callable[[], None]) -> None:
        with self._database.work(SYSTEM, NOW) as work:
            outbox.bereave(work, {"w2"})
            outbox.claim(work, "w2", 1)
        leaving()
        self.taken = True


def test_a_mail_that_went_to_another_worker_is_not_sent(database: Database) -> None:
    put(database, 1)
    slow = Late(database)
    postman(database, "smtp://127.0.0.1:9").deliver(slow)
    assert not slow.taken
    assert states(database) == {ParcelState.CLAIMED: 1}


def test_started_he_sends_and_stopped_he_gives_back(database: Database) -> None:
    sink = Sink()
    put(database, *range(5))
    with listening(sink) as address:
        man = postman(database, address, Envelope("zs@example.cn", most_a_minute=1))
        man.start()
        wait_until(lambda: bool(sink.mails), "the first mail", 20)
        man.stop()
    assert states(database) == {ParcelState.SENT: 1, ParcelState.QUEUED: 4}
