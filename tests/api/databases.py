"""Fresh databases, each test on both kinds: SQLite in a temporary file, PostgreSQL from the pip package.

Whoever asks for ``backend``, or for anything made of it, runs on each kind. What exists on one kind alone
says so by :func:`only_on`; tests/house/test_databases.py holds that nothing else ties a test to one.
"""

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from api.store import migration
from api.store.database import Database
from api.store.schema import METADATA
from tests.api.postgresql import postgresql_server

BACKENDS = ("sqlite", "postgresql")
# Where nothing answers: for what needs a service and must never ask its database.
NOWHERE = "postgresql://nobody@127.0.0.1:1/nowhere"


def only_on(backend: str, reason: str) -> pytest.MarkDecorator:
    """Run a test on that kind alone; ``reason`` says what there is no counterpart of on the other."""
    assert backend in BACKENDS, backend
    assert reason, "a test on one kind of database needs a reason"
    return pytest.mark.parametrize("backend", [backend], indirect=True)


class Databases:
    """Makes databases by copying a template, made once a process; ``folder`` holds the SQLite files."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self._count = itertools.count(1)
        self._refusal: BaseException | None = None  # a server that could not start is not tried again

    def fresh(self, backend: str, *, tables: bool = True) -> str:
        """The address of a new database, with every table or (``tables=False``) with none."""
        name = f"test_{next(self._count)}"
        if backend == "sqlite":
            path = self._folder / f"{name}.db"
            if tables:
                shutil.copyfile(self._sqlite_template, path)
            return f"sqlite:///{path}"
        self._administer(f"CREATE DATABASE {name} TEMPLATE {self._template if tables else 'template0'}")
        return self._address(name)

    def drop(self, url: str) -> None:
        """Remove a database that :meth:`fresh` made; who is still connected is thrown out."""
        address = make_url(url)
        if address.get_backend_name() == "sqlite":
            for path in self._folder.glob(f"{Path(address.database or '').name}*"):
                path.unlink(missing_ok=True)
        else:
            self._administer(f"DROP DATABASE IF EXISTS {address.database} WITH (FORCE)")

    @cached_property
    def _server(self) -> str:
        if self._refusal is not None:
            raise self._refusal
        try:
            return self._stack.enter_context(postgresql_server())
        except pytest.skip.Exception as refusal:
            self._refusal = refusal
            raise

    @cached_property
    def _template(self) -> str:
        self._administer("CREATE DATABASE template_full TEMPLATE template0")
        _make_tables(self._address("template_full"))
        return "template_full"

    @cached_property
    def _sqlite_template(self) -> Path:
        path = self._folder / "template.db"
        _make_tables(f"sqlite:///{path}")
        return path

    def _address(self, name: str) -> str:
        return make_url(self._server).set(database=name).render_as_string(hide_password=False)

    def _administer(self, statement: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(statement.encode())


def _make_tables(url: str) -> None:
    """From the classes themselves; that migrations lead to the same, test_migration.py holds."""
    made = Database(url)
    with made.changing_schema() as connection:
        METADATA.create_all(connection)
        migration.stamp(connection)
    if made.is_sqlite:  # the template is copied as one file
        with made.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    made.close()


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """The maker of databases of this process; its PostgreSQL is started when first asked for."""
    with ExitStack() as stack:
        yield Databases(tmp_path_factory.mktemp("databases"), stack)


@pytest.fixture(scope="module", params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn; a module may share what it makes on one."""
    return str(request.param)


@pytest.fixture
def fresh_url(databases: Databases) -> Iterator[Callable[..., str]]:
    """``Databases.fresh``; what it made is dropped after the test."""
    made: list[str] = []

    def make(backend: str, *, tables: bool = True) -> str:
        made.append(databases.fresh(backend, tables=tables))
        return made[-1]

    yield make
    for url in made:
        databases.drop(url)


@pytest.fixture
def database_url(fresh_url: Callable[..., str], backend: str) -> str:
    """The address of an empty database with every table, for tests that start processes."""
    return fresh_url(backend)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty database with every table."""
    found = Database(database_url)
    yield found
    found.close()
