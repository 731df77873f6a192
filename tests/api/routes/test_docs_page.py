"""``/docs`` is whole on a machine without a network."""

import re

import pytest

from api.store.database import Database
from tests.api.routes.desk import Desk

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def test_the_page_and_all_its_parts_come_from_here(database: Database) -> None:
    client = Desk(database)._client
    page = client.get("/docs")
    parts = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert {part: client.get(f"/{part}").status_code for part in parts} == {
        "docs/swagger-ui.css": 200,
        "docs/swagger-ui-bundle.js": 200,
    }
    assert re.findall(r"https?://[^\s\"']+", page.text) == []


def test_what_is_no_part_of_the_page_is_refused(database: Database) -> None:
    assert Desk(database)._client.get("/docs/app.py").status_code == 422
