"""Every operation of ``/docs`` runs with the example it is shown with, in the order it is shown in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.clock import wall_clock
from api.sample.settlement import settle
from api.sample.workbook import write_sample
from api.settings import Settings
from api.store.database import Database
from tests.api.examples.visitor import Own, Sending, Visitor, walked
from tests.api.servers import serving
from tests.api.spring import FIRST, SEASON

# The whole list of operations that are not run: they lead to and come back from an identity provider, and a
# demonstration has none.
NOT_RUN = frozenset({"begin_oidc_log_in", "end_oidc_log_in"})


def _password(visitor: Visitor, sending: Sending) -> None:
    sending.body = {**sending.body, "password": visitor.password}


def _passwords(visitor: Visitor, sending: Sending) -> None:
    sending.body = {**sending.body, "old": visitor.password}
    visitor.password = sending.body["new"]


def _calendar(visitor: Visitor, sending: Sending) -> None:
    """The file that the description names."""
    sending.files["file"] = ("calendar.ics", visitor.client.get("/api/v1/me/calendar.ics").content)


def _workbook(folder: Path) -> Own:
    workbook = write_sample(folder)

    def choose(_visitor: Visitor, sending: Sending) -> None:
        """The files that the demonstration writes, as the description says."""
        sending.files["file"] = (workbook.name, workbook.read_bytes())
        sending.files["timetable"] = ("timetable.zip", (folder / "timetable.zip").read_bytes())

    return choose


def _address(visitor: Visitor, sending: Sending) -> None:
    """A calendar that answers: one of this service's own."""
    made = visitor.send(Sending("POST", "/api/v1/me/feeds", body={}))
    path = httpx.URL(made.json()["https"]).path
    sending.body = {**sending.body, "url": str(visitor.client.base_url.copy_with(path=path))}


@pytest.fixture
def own(tmp_path: Path) -> dict[str, Own]:
    """The whole list of examples that lack what only the visitor has: a password, a file, an address."""
    return {
        "log_in": _password,
        "change_my_password": _passwords,
        "import_busy_times": _address,
        "import_busy_times_file": _calendar,
        "create_import": _workbook(tmp_path),
    }


@contextmanager
def visiting(database: Database) -> Iterator[Visitor]:
    """A visitor of the service on what ``make demo`` leaves, with a small season."""
    password = settle(database, SEASON, FIRST, wall_clock()).password
    url = database.url.render_as_string(hide_password=False)
    settings = Settings(_env_file=None, database_url=url, private_addresses_allowed=True)
    with (
        serving(create_app(settings, database)) as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        yield Visitor(client, password)


def test_every_example_runs(database: Database, own: dict[str, Own]) -> None:
    with visiting(database) as visitor:
        for operation, sending, answer in walked(visitor, own):
            expected = 404 if operation.id in NOT_RUN else operation.success
            print(
                operation.id,
                sending.lacking,
                answer.status_code,
                expected,
                "" if answer.status_code == expected else (sending, answer.text[:300]),
            )
