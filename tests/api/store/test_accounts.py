"""Accounts in the store, and what a request must know of them."""

import pytest
from sqlmodel import select

from api.accounts.role import Role
from api.errors import AlreadyThere
from api.store import account_identity, accounts, api_tokens, audit_log, records
from api.store.accounts import ACCOUNT, Account, AccountRow
from api.store.database import Database
from api.store.kinds import KINDS
from api.store.work import SYSTEM
from tests.api.accounts.staff import NOW, PASSWORD, make_account

LI = Account(id="a1", login="li", name="李", role="planner")


def test_an_account_is_no_record_of_the_district() -> None:
    assert "account" not in KINDS


def test_the_hash_stands_beside_the_value_and_in_no_log(database: Database) -> None:
    account = make_account(database, "li")
    with database.reading() as session:
        kept = accounts.password_hash(session, account.id)
        row = session.exec(select(AccountRow)).one()
        entries = audit_log.entries(session)
    assert kept is not None
    assert kept not in str(row.body)
    assert kept not in str(entries)
    assert PASSWORD not in str(entries)


def test_two_accounts_made_at_once_cannot_share_a_login(database: Database) -> None:
    with database.work(SYSTEM, NOW) as work:
        records.create(work, ACCOUNT, LI)
    with pytest.raises(AlreadyThere), database.work(SYSTEM, NOW) as work:
        records.create(work, ACCOUNT, LI.model_copy(update={"id": "a2"}))


def test_two_accounts_cannot_share_a_subject(database: Database) -> None:
    with database.work(SYSTEM, NOW) as work:
        records.create(work, ACCOUNT, LI.model_copy(update={"oidc_subject": "s"}))
    with pytest.raises(AlreadyThere), database.work(SYSTEM, NOW) as work:
        records.create(
            work, ACCOUNT, LI.model_copy(update={"id": "a2", "login": "wang", "oidc_subject": "s"})
        )


def test_a_deleted_account_leaves_its_login_to_others(database: Database) -> None:
    with database.work(SYSTEM, NOW) as work:
        records.create(work, ACCOUNT, LI)
        records.delete(work, ACCOUNT, "a1", 1)
        records.create(work, ACCOUNT, LI.model_copy(update={"id": "a2"}))
    with database.reading() as session:
        found = accounts.by_login(session, "li")
        assert found is not None
        assert found.id == "a2"
        assert accounts.count(session) == 1


def test_every_end_of_log_ins_is_a_new_epoch(database: Database) -> None:
    account = make_account(database, "li")
    with database.work(SYSTEM, NOW) as work:
        epochs = [accounts.end_log_ins(work, account.id) for _ in range(2)]
    with database.reading() as session:
        assert [*epochs, accounts.epoch_of(session, account.id)] == [2, 3, 3]


def test_held_are_the_live_and_unlocked_of_a_role(database: Database) -> None:
    first = make_account(database, "one", Role.ADMINISTRATOR)
    make_account(database, "two", Role.ADMINISTRATOR, locked=True)
    gone = make_account(database, "three", Role.ADMINISTRATOR)
    make_account(database, "four")
    with database.work(SYSTEM, NOW) as work:
        records.delete(work, ACCOUNT, gone.id, 1)
        assert accounts.hold_unlocked(work, "administrator") == {first.id}


def test_an_identity_is_that_of_a_live_account(database: Database) -> None:
    account = make_account(database, "li")
    with database.reading() as session:
        found = account_identity.of_account(session, account.id)
        assert found is not None
        assert (found.name, found.role, found.epoch, found.token) == ("li", "planner", 1, None)
        assert account_identity.of_account(session, "nobody") is None
        assert account_identity.of_token(session, "no digest") is None


def test_a_deleted_account_has_no_identity_whatever_its_tokens(database: Database) -> None:
    account = make_account(database, "li")
    with database.work(SYSTEM, NOW) as work:
        api_tokens.create(work, account.id, "脚本", "digest", None, None)
        assert account_identity.of_token(work.session, "digest") is not None
        records.delete(work, ACCOUNT, account.id, 1)
    with database.reading() as session:
        assert account_identity.of_account(session, account.id) is None
        assert account_identity.of_token(session, "digest") is None
