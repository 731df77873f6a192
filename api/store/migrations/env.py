"""How Alembic runs the steps: on the connection that ``api.store.migration`` hands in, in its transaction.

A developer who writes a new step runs ``alembic -c api/store/migrations/alembic.ini revision --autogenerate``
on a database at the step before; then ``ZHAOSHANG_DATABASE_URL`` says which.
"""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.engine import Connection

from api.settings import Settings
from api.store.columns import UtcMoment
from api.store.database import Database
from api.store.schema import METADATA


def _render(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """A step must not import the program: our own column types stand in it as what they are kept as."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcMoment) else False


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection, target_metadata=METADATA, render_as_batch=True, render_item=_render
    )
    context.run_migrations()


def _online() -> None:
    given = context.config.attributes.get("connection")
    if given is not None:
        _run(given)
        return
    with Database(Settings().database_url).engine.begin() as connection:
        _run(connection)


_online()
