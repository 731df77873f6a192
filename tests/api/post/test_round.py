"""What a worker does for the post, as the settings say."""

import mailbox
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from api.errors import InvalidInput
from api.post.round import PostRound
from api.settings import Settings
from api.store import letters
from api.store.database import Database
from api.store.outbox import ParcelState
from tests.api.mail.sink import Sink, listening
from tests.api.post.running import NOW as MONDAY
from tests.api.post.running import running
from tests.api.servers import wait_until
from tests.api.store.test_outbox import NOW, put, states


def settings(**given: object) -> Settings:
    return Settings.model_validate({"mail_from": "局 <zs@jiangjin.example>"} | given)


def test_with_a_server_and_a_box_it_sends_and_reads(database: Database, tmp_path: Path) -> None:
    box = mailbox.Maildir(str(tmp_path / "box"), create=True)
    box.add(b"Subject: x\r\n\r\nhello")
    put(database, 1)
    sink = Sink()
    with listening(sink) as address:
        given = settings(
            mail_url=address, mailbox_url=f"maildir://{tmp_path}/box", mail_copy_to="b@j.example"
        )
        post = PostRound(given, database, "w1", lambda: NOW)
        post.start()
        try:
            wait_until(lambda: states(database) == {ParcelState.SENT: 1}, "the mail to leave", 20)
            wait_until(lambda: bool(_kept(database)), "the mail to be read", 20)
        finally:
            post.stop()
    assert [recipient for recipient, _ in sink.mails] == ["g1@example.cn", "b@j.example"]


def _kept(database: Database) -> tuple[letters.Kept, ...]:
    with database.reading() as session:
        return letters.letters(session).items


def test_without_settings_nobody_goes_round(database: Database) -> None:
    put(database, 1)
    post = PostRound(settings(), database, "w1", lambda: NOW)
    post.start()
    post.stop()
    assert states(database) == {ParcelState.QUEUED: 1}


def test_a_sender_nobody_can_be_is_refused_before_anything_is_sent(database: Database) -> None:
    given = settings(mail_url="smtp://127.0.0.1:25", mail_from="招商局")
    with pytest.raises(InvalidInput):
        PostRound(given, database, "w1", lambda: NOW)


@pytest.mark.parametrize(
    "given",
    [{"mail_url": "http://mail.example"}, {"mailbox_url": "pop3://mail.example"}, {"mailbox_url": "x"}],
)
def test_an_address_of_another_kind_is_refused_without_being_repeated(given: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="must begin with"):
        settings(**given)


def test_passwords_in_addresses_are_not_shown() -> None:
    given = settings(
        mail_url="smtp://zs:hidden@mail.example:587", mailbox_url="imaps://zs:hidden@mail.example/"
    )
    assert "hidden" not in repr(given)
    assert isinstance(given.mail_url, SecretStr)


def test_where_mail_leaves_lists_that_run_by_themselves_do(database: Database) -> None:
    running(database)
    sink = Sink()
    with listening(sink) as address:
        post = PostRound(settings(mail_url=address), database, "w1", lambda: MONDAY)
        post.start()
        try:
            wait_until(lambda: len(sink.mails) == 2, "the wave to leave", 20)
        finally:
            post.stop()
    assert sorted(recipient for recipient, _ in sink.mails) == ["g0@firm.example", "g1@firm.example"]


def test_where_no_mail_leaves_no_deadline_begins_to_run_by_itself(database: Database, tmp_path: Path) -> None:
    mailbox.Maildir(str(tmp_path / "box"), create=True)
    given = settings(mailbox_url=f"maildir://{tmp_path}/box")
    post = PostRound(given, database, "w1", lambda: MONDAY)
    assert [type(member).__name__ for member in post._staff] == ["Reader"]
