"""From any earlier shape of the database to the present one, once, however many processes start at once."""

from functools import cache
from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlalchemy.engine import Connection

from api.store.database import Database

LOCK = 0x7A68616F7368616E  # "zhaoshan": the advisory lock of PostgreSQL that migrations take

VERSION_TABLE = "alembic_version"


def migrate(database: Database, to: str = "head") -> tuple[str | None, str]:
    """Bring ``database`` to the revision ``to``; gives the revisions before and after.

    All steps are one transaction: a step that fails leaves the database as it was. Who comes second waits and
    then finds nothing to do.
    """
    with database.changing_schema() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        before = _revision(connection)
        upgrade(connection, to)
        return before, _revision(connection) or ""


def upgrade(connection: Connection, to: str) -> None:
    """Take the steps up to the revision ``to`` in the transaction of ``connection``."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def stamp(connection: Connection) -> None:
    """Call tables the newest that were made otherwise than by steps."""
    config = _config()
    MigrationContext.configure(connection).stamp(ScriptDirectory.from_config(config), "head")


def revision(database: Database) -> str | None:
    """The revision of the database's tables; None of a database that has none."""
    with database.engine.connect() as connection:
        return _revision(connection)


@cache
def newest() -> str:
    """The revision this program works with."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


@cache
def known() -> frozenset[str]:
    """Every revision this program can begin from."""
    return frozenset(step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions())


def is_current(database: Database) -> bool:
    """Whether the database has the tables this program works with."""
    return revision(database) == newest()


def has_tables(database: Database) -> bool:
    """Whether there is anything in the database, ours or not."""
    return bool(inspect(database.engine).get_table_names())


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    folder = files("api.store").joinpath("migrations")
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return config
