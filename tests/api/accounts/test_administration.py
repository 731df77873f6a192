"""Accounts made and changed; the last administrator stays, also under two at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from pydantic import SecretStr, ValidationError

from api.accounts import administration, passwords
from api.accounts.administration import AccountChange, NewAccount
from api.accounts.role import Role
from api.errors import AlreadyThere, Conflict, InvalidInput, StaleVersion
from api.store import accounts, audit_log, records
from api.store.accounts import ACCOUNT, Account
from api.store.database import Database
from api.store.record import Stored
from api.store.work import COMMAND_LINE, Work
from planner.errors import ZhaoshangError
from tests.api.accounts.staff import (
    NEW_PASSWORD,
    NOW,
    PASSWORD,
    make_account,
    make_unit_and_person,
)

PLANNER = AccountChange(name="李", role=Role.PLANNER)


def doing(database: Database, task: Callable[[Work], object]) -> str:
    """What ``task`` was refused for, or nothing; committed if not refused."""
    try:
        with database.work(COMMAND_LINE, NOW) as work:
            task(work)
    except ZhaoshangError as refused:
        return refused.faults[0].code
    return ""


def now_of(database: Database, account: Stored[Account]) -> Stored[Account]:
    with database.reading() as session:
        return records.stored(session, ACCOUNT, account.id, deleted=True)


def test_without_a_password_one_is_made_and_has_to_be_changed(database: Database) -> None:
    with database.work(COMMAND_LINE, NOW) as work:
        made = administration.create(work, NewAccount(login="Li", name="李", role=Role.READER))
    assert made.account.value.login == "li"
    assert made.account.value.must_change
    assert made.initial_password is not None
    with database.reading() as session:
        assert passwords.is_right(accounts.password_hash(session, made.account.id), made.initial_password)
        assert made.initial_password not in str(audit_log.entries(session))


def test_with_a_password_none_is_made_and_none_has_to_be_changed(database: Database) -> None:
    account = make_account(database, "li", password=PASSWORD)
    assert not account.value.must_change


def test_an_account_for_openid_connect_alone_has_no_password(database: Database) -> None:
    account = make_account(database, "li", password=None)
    with database.reading() as session:
        assert accounts.password_hash(session, account.id) is None


@pytest.mark.parametrize("login", ["", "x", "a b", "li\n", "<script>", "l" * 101])
def test_a_login_of_other_characters_is_refused(login: str) -> None:
    with pytest.raises(ValidationError):
        NewAccount(login=login, name="李", role=Role.READER)


def test_a_weak_password_is_refused(database: Database) -> None:
    new = NewAccount(login="li", name="李", role=Role.READER, password=SecretStr("password1234"))
    with pytest.raises(InvalidInput), database.work(COMMAND_LINE, NOW) as work:
        administration.create(work, new)


def test_a_login_differs_by_more_than_case(database: Database) -> None:
    make_account(database, "li")
    with pytest.raises(AlreadyThere) as refused:
        make_account(database, "LI")
    assert refused.value.faults[0].code == "login_taken"


def test_a_subject_belongs_to_one_account(database: Database) -> None:
    make_account(database, "li", oidc_subject="s")
    wang = make_account(database, "wang")
    change = PLANNER.model_copy(update={"oidc_subject": "s"})
    assert doing(database, lambda work: administration.change(work, wang.id, change, 1)) == "subject_taken"


@pytest.mark.parametrize(
    ("role", "code"), [(Role.UNIT, "account_needs_unit"), (Role.LEADER, "account_needs_person")]
)
def test_a_bounded_role_needs_its_bound(database: Database, role: Role, code: str) -> None:
    account = make_account(database, "li")
    change = AccountChange(name="李", role=role)
    assert doing(database, lambda work: administration.change(work, account.id, change, 1)) == code


def test_a_bound_is_a_record_that_exists(database: Database) -> None:
    make_unit_and_person(database)
    account = make_account(database, "li", Role.UNIT, unit="u1")
    change = AccountChange(name="李", role=Role.UNIT, unit="u2")
    assert doing(database, lambda work: administration.change(work, account.id, change, 1)) == (
        "dangling_reference"
    )


def test_a_lock_ends_every_log_in_and_an_unlock_brings_none_back(database: Database) -> None:
    account = make_account(database, "li")
    epochs = []
    for version, locked in ((1, True), (2, False)):
        change = PLANNER.model_copy(update={"locked": locked})
        with database.work(COMMAND_LINE, NOW) as work:
            administration.change(work, account.id, change, version)
            epochs.append(accounts.epoch_of(work.session, account.id))
    assert epochs == [2, 2]


def test_a_change_of_an_older_version_is_refused(database: Database) -> None:
    account = make_account(database, "li")
    assert doing(database, lambda work: administration.change(work, account.id, PLANNER, 1)) == ""
    with pytest.raises(StaleVersion), database.work(COMMAND_LINE, NOW) as work:
        administration.change(work, account.id, PLANNER, 1)


def test_a_reset_ends_log_ins_and_asks_for_a_new_password(database: Database) -> None:
    account = make_account(database, "li")
    with database.work(COMMAND_LINE, NOW) as work:
        made = administration.reset_password(work, account.id, SecretStr(NEW_PASSWORD), 1)
        assert made.initial_password is None
        assert accounts.epoch_of(work.session, account.id) == 2
    with database.reading() as session:
        assert passwords.is_right(accounts.password_hash(session, account.id), NEW_PASSWORD)
        assert [entry.action for entry in audit_log.entries(session, subject=account.id)][:2] == [
            "end_log_ins",
            "reset_password",
        ]
    assert now_of(database, account).value.must_change


def test_a_restored_account_is_as_it_was(database: Database) -> None:
    account = make_account(database, "li")
    assert doing(database, lambda work: administration.remove(work, account.id, 1)) == ""
    assert doing(database, lambda work: administration.restore(work, account.id, 2)) == ""
    assert now_of(database, account).value == account.value


LAST = {
    "removed": lambda work, account: administration.remove(work, account, 1),
    "locked": lambda work, account: administration.change(
        work, account, AccountChange(name="管", role=Role.ADMINISTRATOR, locked=True), 1
    ),
    "demoted": lambda work, account: administration.change(
        work, account, AccountChange(name="管", role=Role.READER), 1
    ),
}


@pytest.mark.parametrize("way", LAST)
def test_the_last_administrator_is_not_to_be(database: Database, way: str) -> None:
    make_account(database, "locked", Role.ADMINISTRATOR, locked=True)
    last = make_account(database, "admin", Role.ADMINISTRATOR)
    with pytest.raises(Conflict) as refused, database.work(COMMAND_LINE, NOW) as work:
        LAST[way](work, last.id)
    assert refused.value.faults[0].code == "last_administrator"
    assert now_of(database, last) == last


@pytest.mark.parametrize("way", LAST)
def test_one_of_two_administrators_may_be(database: Database, way: str) -> None:
    make_account(database, "other", Role.ADMINISTRATOR)
    one = make_account(database, "admin", Role.ADMINISTRATOR)
    assert doing(database, lambda work: LAST[way](work, one.id)) == ""


def test_the_last_administrator_may_be_renamed(database: Database) -> None:
    last = make_account(database, "admin", Role.ADMINISTRATOR)
    change = AccountChange(name="新名", role=Role.ADMINISTRATOR)
    assert doing(database, lambda work: administration.change(work, last.id, change, 1)) == ""


@pytest.mark.parametrize("way", LAST)
def test_of_two_administrators_who_take_each_other_away_at_once_one_stays(
    database: Database, way: str
) -> None:
    pair = [make_account(database, login, Role.ADMINISTRATOR) for login in ("one", "two")]
    start = Barrier(2)

    def take(account: Stored[Account]) -> str:
        start.wait(30)
        return doing(database, lambda work: LAST[way](work, account.id))

    with ThreadPoolExecutor(2) as pool:
        refusals = sorted(pool.map(take, pair))
    assert refusals == ["", "last_administrator"]
