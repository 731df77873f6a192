"""What ``zhaoshang account`` does in the database."""

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import SecretStr, ValidationError
from rich.table import Table

from api.accounts import administration
from api.accounts.administration import AccountChange, NewAccount, folded
from api.cli.refusal import Refused
from api.cli.terminal import Terminal
from api.clock import wall_clock
from api.store import accounts
from api.store.accounts import ACCOUNT, Account
from api.store.database import Database
from api.store.listing import MOST_A_PAGE, page
from api.store.record import Stored
from api.store.work import COMMAND_LINE
from planner.errors import Fault
from planner.refusal import faults_of


def find(database: Database, login: str) -> Stored[Account]:
    """The account; Refused if there is none."""
    with database.reading() as session:
        found = accounts.by_login(session, folded(login))
    if found is None:
        raise Refused(Fault(code="unknown_login", value=login))
    return found


def create(database: Database, password: SecretStr, fields: dict[str, Any]) -> Stored[Account]:
    """Make an account; Refused for fields that cannot be used."""
    try:
        new = NewAccount(password=password, **fields)
    except ValidationError as error:
        raise Refused(faults_of(error)) from None
    with database.work(COMMAND_LINE, wall_clock()) as work:
        return administration.create(work, new).account


def set_password(database: Database, account: Stored[Account], password: SecretStr) -> None:
    """Set the password, for good; every log-in of the account ends."""
    with database.work(COMMAND_LINE, wall_clock()) as work:
        administration.reset_password(work, account.id, password, account.version, must_change=False)


def set_lock(database: Database, account: Stored[Account], *, locked: bool) -> None:
    """Lock or unlock the account."""
    fields = account.value.model_dump(include=set(AccountChange.model_fields))
    change = AccountChange.model_validate(fields | {"locked": locked})
    with database.work(COMMAND_LINE, wall_clock()) as work:
        administration.change(work, account.id, change, account.version)


def every(database: Database) -> Iterator[Account]:
    """Every live account, by log-in."""
    after = None
    with database.reading() as session:
        while True:
            found = page(session, ACCOUNT, sort="login", after=after, limit=MOST_A_PAGE)
            yield from (item.value for item in found.items)
            if (after := found.next) is None:
                return


def table_of(terminal: Terminal, shown: Iterable[Account]) -> Table:
    """The accounts as a table."""
    table = Table()
    for column in ("login", "name", "role", "unit", "person", "state"):
        table.add_column(terminal.say(f"account.column.{column}"))
    for account in shown:
        state = "locked" if account.locked else "must_change" if account.must_change else "usable"
        table.add_row(
            account.login,
            account.name,
            terminal.say(f"account.role.{account.role}"),
            account.unit or "",
            account.person or "",
            terminal.say(f"account.state.{state}"),
        )
    return table
