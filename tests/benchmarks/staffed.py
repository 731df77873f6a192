"""A database with an administrator, for benchmarks over HTTP: on SQLite and on PostgreSQL in turn."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from api.accounts import administration, tokens
from api.accounts.administration import NewAccount
from api.accounts.principal import Principal
from api.accounts.role import Role
from api.store.database import Database
from api.store.migration import migrate
from api.store.work import COMMAND_LINE
from tests.api.postgresql import postgresql_server

BACKENDS = ("sqlite", "postgresql")


@contextmanager
def fresh_database(backend: str) -> Iterator[tuple[str, Path]]:
    """The address of a migrated database, and a folder for what belongs to it."""
    with TemporaryDirectory(prefix="zhaoshang-") as place:
        folder = Path(place)
        if backend == "sqlite":
            url = f"sqlite:///{folder / 'data.db'}"
            _migrate(url)
            yield url, folder
        else:
            with postgresql_server() as url:
                _migrate(url)
                yield url, folder


def _migrate(url: str) -> None:
    database = Database(url)
    migrate(database)
    database.close()


def token_of_administrator(database: Database) -> str:
    """An API token of a new administrator."""
    new = NewAccount(
        login="bench", name="测", role=Role.ADMINISTRATOR, password=SecretStr("nine-slow-herons")
    )
    with database.work(COMMAND_LINE, datetime.now(UTC)) as work:
        account = administration.create(work, new).account
        who = Principal(account=account.id, name="测", role=Role.ADMINISTRATOR)
        return tokens.mint(work, who, "bench", None, None).secret
