"""What the commands of the service share: its settings, its database, and the refusals of both."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import ValidationError

from api.cli.refusal import Refused
from api.settings import Settings
from api.store import migration
from api.store.database import Database
from api.store.health import answering
from planner.errors import Fault


def settings_with(**given: Any) -> Settings:
    """The settings of the environment, but those ``given`` on the command line (None: not given).

    Raises Refused with a fault for each that cannot be used; its value is not repeated, it may be a secret.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        raise Refused(
            Fault(
                code="unfit_setting",
                place=f"ZHAOSHANG_{str(item['loc'][0] if item['loc'] else '').upper()}",
                detail={"why": item["msg"]},
            )
            for item in error.errors(include_input=False)
        ) from None


@contextmanager
def database_of(settings: Settings, *, current: bool = True) -> Iterator[Database]:
    """The database of the settings; Refused if it fails or (``current``) needs migrating first."""
    with answering():
        database = Database(settings.database_url)
    try:
        with answering():
            found = migration.revision(database)
        if current and found != migration.newest():
            detail = {"found": found or "-", "newest": migration.newest()}
            raise Refused(Fault(code="tables_not_current", detail=detail))
        yield database
    finally:
        database.close()
