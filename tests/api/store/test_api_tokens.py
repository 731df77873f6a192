"""API tokens in the store."""

from datetime import timedelta
from threading import Event, Thread

import pytest

from api.errors import NotFound
from api.store import api_tokens, audit_log
from api.store.api_tokens import ApiToken
from api.store.database import Database
from api.store.work import SYSTEM
from tests.api.accounts.staff import NOW, make_account
from tests.api.databases import only_on


@pytest.fixture
def token(database: Database) -> ApiToken:
    account = make_account(database, "li")
    with database.work(SYSTEM, NOW) as work:
        return api_tokens.create(work, account.id, "脚本", "digest", ["company.read"], None)


def listed(database: Database, account: str | None = None) -> list[ApiToken]:
    with database.reading() as session:
        return api_tokens.of_account(session, account)


def test_a_token_is_listed_without_its_digest(database: Database, token: ApiToken) -> None:
    assert listed(database) == listed(database, token.account) == [token]
    assert "digest" not in ApiToken.model_fields


def test_the_audit_log_knows_nothing_of_the_digest(database: Database, token: ApiToken) -> None:
    with database.reading() as session:
        [entry] = audit_log.entries(session, kind="api_token")
    assert entry.after == {
        "account": token.account,
        "label": "脚本",
        "scopes": ["company.read"],
        "expires_on": None,
    }


def test_a_use_is_noted_once_a_minute(database: Database, token: ApiToken) -> None:
    noted = [
        api_tokens.note_use(database, token.id, NOW + timedelta(seconds=seconds))
        for seconds in (0, 59, 60, 61)
    ]
    assert noted == [True, False, True, False]
    assert [item.last_used_at for item in listed(database)] == [NOW + timedelta(seconds=60)]


@only_on("sqlite", "where one writer holds the whole database; PostgreSQL locks a row, for an instant")
def test_a_note_waits_for_no_long_writer(database: Database, token: ApiToken) -> None:
    writing, done = Event(), Event()

    def write() -> None:
        with database.work(SYSTEM, NOW) as work:
            work.session.connection()  # begins
            writing.set()
            done.wait(10)  # less than a writer waits: a note that waits would be written

    writer = Thread(target=write)
    writer.start()
    assert writing.wait(30)
    assert api_tokens.note_use(database, token.id, NOW) is False
    assert not done.is_set()
    done.set()
    writer.join(30)
    assert api_tokens.note_use(database, token.id, NOW) is True


@only_on("sqlite", "whose connections wait for a writer by a PRAGMA that a note changes for itself")
def test_after_a_note_that_did_not_wait_writers_wait_again(database: Database, token: ApiToken) -> None:
    api_tokens.note_use(database, token.id, NOW)
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 15_000


def test_a_token_is_revoked_once_and_logged_once(database: Database, token: ApiToken) -> None:
    for minutes in (1, 2):
        with database.work(SYSTEM, NOW + timedelta(minutes=minutes)) as work:
            revoked = api_tokens.revoke(work, token.id, token.account)
    assert revoked.revoked_at == NOW + timedelta(minutes=1)
    with database.reading() as session:
        actions = [entry.action for entry in audit_log.entries(session, kind="api_token")]
    assert actions == ["revoke", "create"]


@pytest.mark.parametrize("who", ["somebody else", "nobody"])
def test_a_token_of_somebody_else_is_not_there(database: Database, token: ApiToken, who: str) -> None:
    identity = token.id if who == "somebody else" else "unknown"
    with pytest.raises(NotFound), database.work(SYSTEM, NOW) as work:
        api_tokens.revoke(work, identity, "somebody else")
    assert listed(database) == [token]
