"""Logging in by password, and what it leaves in the audit log."""

import pytest
from argon2 import PasswordHasher
from pydantic import SecretStr

from api.accounts import administration, log_in, passwords
from api.accounts.log_in import Sender
from api.accounts.role import Role
from api.accounts.session import LogIn
from api.errors import NotAllowed, NotLoggedIn, TooOften
from api.store import accounts, audit_log
from api.store.database import Database
from api.store.work import COMMAND_LINE
from planner.errors import ZhaoshangError
from tests.api.accounts.staff import NEW_PASSWORD, NOW, PASSWORD, SETTINGS, make_account

SENDER = Sender("203.0.113.7", "r1")
ELSEWHERE = Sender("203.0.113.8", "r2")


def enter(database: Database, login: str, password: str = PASSWORD, sender: Sender = SENDER) -> LogIn:
    return log_in.log_in(database, SETTINGS, login, password, sender, NOW)


def code(database: Database, login: str, password: str = PASSWORD, sender: Sender = SENDER) -> str:
    try:
        enter(database, login, password, sender)
    except ZhaoshangError as refused:
        return refused.faults[0].code
    return ""


def logged(database: Database) -> list[tuple[str, str, str]]:
    with database.reading() as session:
        return [
            (entry.action, entry.actor, entry.subject)
            for entry in audit_log.entries(session)
            if entry.action.startswith("log_in")
        ]


def test_whoever_knows_the_password_logs_in_whatever_the_case_of_the_login(database: Database) -> None:
    account = make_account(database, "li")
    assert enter(database, " LI").account == account.id
    assert logged(database) == [("log_in", account.id, account.id)]


def test_an_unknown_login_and_a_wrong_password_are_refused_alike(database: Database) -> None:
    make_account(database, "li")
    refusals = []
    for login, password in (("nobody", PASSWORD), ("li", "wrong")):
        with pytest.raises(NotLoggedIn) as refused:
            enter(database, login, password)
        refusals.append(refused.value.faults)
    assert refusals[0] == refusals[1]


def test_an_account_without_a_password_is_refused(database: Database) -> None:
    make_account(database, "li", password=None)
    assert code(database, "li", "") == "wrong_password"


def test_a_locked_account_is_told_so_only_with_the_password(database: Database) -> None:
    make_account(database, "li", locked=True)
    assert [code(database, "li"), code(database, "li", "wrong")] == ["account_locked", "wrong_password"]


def test_what_was_typed_as_an_unknown_login_is_not_logged(database: Database) -> None:
    account = make_account(database, "li")
    code(database, PASSWORD)
    code(database, "li", "wrong")
    assert logged(database) == [
        ("log_in_refused", "anonymous", account.id),
        ("log_in_refused", "anonymous", "anonymous"),
    ]
    with database.reading() as session:
        assert PASSWORD not in str(audit_log.entries(session))


def test_after_five_failures_even_the_right_password_waits(database: Database) -> None:
    make_account(database, "li")
    codes = [code(database, "li", "wrong", Sender(f"203.0.113.{n}")) for n in range(5)]
    assert codes == ["wrong_password"] * 5
    with pytest.raises(TooOften) as refused:
        enter(database, "li", sender=ELSEWHERE)
    assert refused.value.retry_after_seconds == 1


def test_five_failures_at_five_logins_hold_up_their_address_and_no_other(database: Database) -> None:
    make_account(database, "li")
    for n in range(5):
        code(database, f"guess{n}", "wrong")
    assert [code(database, "li"), code(database, "li", sender=ELSEWHERE)] == ["too_many_attempts", ""]


def test_a_success_resets_the_login_but_not_the_address(database: Database) -> None:
    make_account(database, "li")
    make_account(database, "wang")
    for _ in range(4):
        code(database, "li", "wrong")
    assert code(database, "li") == ""
    assert code(database, "wang", "wrong") == "wrong_password"  # the address's fifth failure
    assert code(database, "wang") == "too_many_attempts"
    assert [code(database, "li", "wrong", ELSEWHERE) for _ in range(5)] == ["wrong_password"] * 5


def test_successes_never_hold_an_office_up(database: Database) -> None:
    make_account(database, "li")
    assert [code(database, "li") for _ in range(8)] == [""] * 8


def test_a_hash_of_old_parameters_is_renewed_at_the_log_in(database: Database) -> None:
    account = make_account(database, "li")
    old = PasswordHasher(time_cost=1, memory_cost=1024).hash(PASSWORD)
    with database.work(COMMAND_LINE, NOW) as work:
        accounts.keep_password_hash(work, account.id, old)
    enter(database, "li")
    with database.reading() as session:
        kept = accounts.password_hash(session, account.id)
    assert kept is not None
    assert not passwords.is_outdated(kept)
    assert code(database, "li") == ""


def test_a_password_reset_while_it_is_verified_leaves_a_worthless_cookie(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = make_account(database, "li")
    verify = passwords.is_right

    def slow(kept: str | None, password: str) -> bool:
        with database.work(COMMAND_LINE, NOW) as work:
            administration.reset_password(work, account.id, None, 1)
        return verify(kept, password)

    monkeypatch.setattr(passwords, "is_right", slow)
    found = enter(database, "li")
    with database.reading() as session:
        assert found.epoch < accounts.epoch_of(session, account.id)


def change(database: Database, account: str, old: str, new: str = NEW_PASSWORD) -> LogIn:
    return log_in.change_own_password(database, SETTINGS, account, old, new, SENDER, NOW)


def test_ones_own_password_is_changed_and_this_log_in_goes_on(database: Database) -> None:
    account = make_account(database, "li", Role.READER, must_change=True)
    going_on = change(database, account.id, PASSWORD)
    assert [code(database, "li"), code(database, "li", NEW_PASSWORD)] == ["wrong_password", ""]
    with database.reading() as session:
        assert accounts.epoch_of(session, account.id) == going_on.epoch == 2
        found = accounts.by_login(session, "li")
    assert found is not None
    assert not found.value.must_change


def test_the_old_password_is_asked_for_and_not_to_be_guessed(database: Database) -> None:
    account = make_account(database, "li")
    for _ in range(5):
        with pytest.raises(NotAllowed):
            change(database, account.id, "wrong")
    with pytest.raises(TooOften):
        change(database, account.id, PASSWORD)
    assert code(database, "li") == ""


def test_a_password_reset_while_the_old_one_is_verified_is_not_overwritten(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = make_account(database, "li")
    verify = passwords.is_right

    def slow(kept: str | None, password: str) -> bool:
        with database.work(COMMAND_LINE, NOW) as work:
            administration.reset_password(work, account.id, SecretStr("five-green-kettles"), 1)
        return verify(kept, password)

    monkeypatch.setattr(passwords, "is_right", slow)
    with pytest.raises(NotAllowed):
        change(database, account.id, PASSWORD)
    monkeypatch.undo()
    assert [code(database, "li", NEW_PASSWORD), code(database, "li", "five-green-kettles")] == [
        "wrong_password",
        "",
    ]
