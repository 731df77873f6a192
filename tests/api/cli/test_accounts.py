"""``zhaoshang account``: accounts from the command line."""

import getpass
import io
from collections.abc import Callable, Iterator, Sequence

import pytest

from api.accounts import passwords
from api.store import accounts, audit_log, migration
from api.store.accounts import Account
from api.store.database import Database
from tests.api.accounts.staff import NEW_PASSWORD, PASSWORD, make_unit_and_person
from tests.api.cli.runs import Run, Shell

ADMIN = ("account", "add", "Admin", "--role", "administrator", "--name", "管理员", "--password-stdin")


class Stdin(io.StringIO):
    """What stands at standard input, a terminal or not."""

    def __init__(self, text: str, *, terminal: bool) -> None:
        super().__init__(text)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.fixture
def database(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The database of the settings."""
    monkeypatch.setenv("ZHAOSHANG_DATABASE_URL", database_url)
    found = Database(database_url)
    yield found
    found.close()


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What a person at a terminal will type as passwords, in order."""
    typed: list[str] = []
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: typed.pop(0))
    monkeypatch.setattr("sys.stdin", Stdin("", terminal=True))
    yield typed
    assert typed == []


def piped(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", Stdin(text, terminal=False))


def account_of(database: Database, login: str) -> Account:
    with database.reading() as session:
        found = accounts.by_login(session, login)
    assert found is not None
    return found.value


def has_password(database: Database, login: str, password: str) -> bool:
    account = account_of(database, login)
    with database.reading() as session:
        return passwords.is_right(accounts.password_hash(session, account.id), password)


@pytest.fixture
def admin(shell: Shell, database: Database, monkeypatch: pytest.MonkeyPatch) -> Run:
    piped(monkeypatch, f"{PASSWORD}\n")
    return shell(*ADMIN)


def test_the_first_administrator_is_made_in_a_database_without_tables(
    shell: Shell, fresh_url: Callable[..., str], backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = fresh_url(backend, tables=False)
    monkeypatch.setenv("ZHAOSHANG_DATABASE_URL", url)
    piped(monkeypatch, f"{PASSWORD}\n")
    run, database = shell(*ADMIN), Database(url)
    assert (run.status, run.out) == (0, "")
    assert "账号 admin 已开设（管理员）" in run.err
    found = account_of(database, "admin")
    assert (found.role, found.name, found.must_change) == ("administrator", "管理员", False)
    assert has_password(database, "admin", PASSWORD)
    assert migration.revision(database) == migration.newest()
    with database.reading() as session:
        assert {entry.actor for entry in audit_log.entries(session)} == {"cli"}
    database.close()


def test_without_a_setting_the_database_is_made_in_the_folder(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ZHAOSHANG_DATABASE_URL", raising=False)
    piped(monkeypatch, f"{PASSWORD}\n")
    assert shell(*ADMIN).status == 0
    found = Database("sqlite:///var/zhaoshang.db")
    assert account_of(found, "admin").name == "管理员"
    found.close()


def test_the_password_is_asked_for_twice(shell: Shell, database: Database, said: list[str]) -> None:
    said += [PASSWORD, PASSWORD]
    assert shell(*ADMIN[:-1]).status == 0
    assert has_password(database, "admin", PASSWORD)


def test_two_different_ones_are_refused(shell: Shell, database: Database, said: list[str]) -> None:
    said += [PASSWORD, NEW_PASSWORD]
    run = shell(*ADMIN[:-1])
    assert (run.status, "两次输入的密码不一致" in run.err) == (1, True)
    assert "admin" not in shell("account", "list").out


def test_without_a_terminal_nobody_is_asked(
    shell: Shell, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped(monkeypatch, f"{PASSWORD}\n")
    run = shell(*ADMIN[:-1])
    assert (run.status, "--password-stdin" in run.err) == (1, True)


@pytest.mark.parametrize("words", [(PASSWORD,), ("--password", PASSWORD)])
def test_a_password_is_no_argument(shell: Shell, database: Database, words: Sequence[str]) -> None:
    assert shell(*ADMIN[:-1], *words).status == 2


@pytest.mark.parametrize(
    ("password", "words", "says"),
    [
        ("", (), "密码太短"),
        ("password1234", (), "密码过于常见"),
        (PASSWORD, ("--role", "unit"), "单位账号没有填写单位"),
        (PASSWORD, ("--unit", "u9"), "u9"),
        (PASSWORD, ("--name", ""), "name"),
    ],
)
def test_what_cannot_be_an_account_is_refused(
    shell: Shell,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    password: str,
    words: Sequence[str],
    says: str,
) -> None:
    piped(monkeypatch, f"{password}\n")
    run = shell(*ADMIN, *words)
    assert (run.status, says in run.err) == (1, True), run.err
    assert "admin" not in shell("account", "list").out


def test_a_role_nobody_knows_is_misuse(shell: Shell, database: Database) -> None:
    assert shell(*ADMIN, "--role", "god").status == 2


def test_unit_and_person_are_kept(
    shell: Shell, database: Database, admin: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_unit_and_person(database)
    piped(monkeypatch, f"{PASSWORD}\n")
    words = ("account", "add", "zhang", "--role", "leader", "--name", "张", "--unit", "u1", "--person", "p1")
    assert shell(*words, "--password-stdin").status == 0
    found = account_of(database, "zhang")
    assert (found.unit, found.person) == ("u1", "p1")


def test_a_password_is_replaced_and_log_ins_end(
    shell: Shell, database: Database, admin: Run, said: list[str]
) -> None:
    said += [NEW_PASSWORD, NEW_PASSWORD]
    assert shell("account", "passwd", "ADMIN").status == 0
    assert has_password(database, "admin", NEW_PASSWORD)
    found = account_of(database, "admin")
    assert not found.must_change
    with database.reading() as session:
        assert accounts.epoch_of(session, found.id) == 2


def test_a_lock_shows_in_the_list_and_an_unlock_too(
    shell: Shell, database: Database, admin: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped(monkeypatch, f"{PASSWORD}\n")
    shell("account", "add", "li", "--role", "reader", "--name", "李", "--password-stdin")
    states = []
    for command in ("lock", "unlock"):
        assert shell("account", command, "li").status == 0
        [line] = [line for line in shell("account", "list").out.splitlines() if " li " in line]
        states.append(line.strip("│ ").split("│")[-1].strip())
    assert states == ["已停用", "正常"]


def test_the_last_administrator_is_not_locked(shell: Shell, database: Database, admin: Run) -> None:
    run = shell("account", "lock", "admin")
    assert (run.status, "最后一个可用的管理员" in run.err) == (1, True)


@pytest.mark.parametrize("command", ["lock", "unlock", "passwd"])
def test_an_account_nobody_made_is_refused(shell: Shell, database: Database, command: str) -> None:
    run = shell("account", command, "nobody")
    assert (run.status, "没有登录名为「nobody」的账号" in run.err) == (1, True)


@pytest.mark.usefixtures("database")
def test_another_database_is_chosen_by_option(
    shell: Shell, fresh_url: Callable[..., str], backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped(monkeypatch, f"{PASSWORD}\n")
    other = ("--database", fresh_url(backend))
    assert shell(*ADMIN, *other).status == 0
    assert "admin" in shell("account", "list", *other).out
    assert "admin" not in shell("account", "list").out
