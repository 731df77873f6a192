"""``/docs`` is whole on a machine without a network."""

import re

from api.store.database import Database
from tests.api.databases import NOWHERE
from tests.api.routes.desk import Desk


def test_the_page_and_all_its_parts_come_from_here() -> None:
    client = Desk(Database(NOWHERE))._client
    page = client.get("/docs")
    parts = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert {part: client.get(f"/{part}").status_code for part in parts} == {
        "docs/swagger-ui.css": 200,
        "docs/swagger-ui-bundle.js": 200,
    }
    assert re.findall(r"https?://[^\s\"']+", page.text) == []


def test_what_is_no_part_of_the_page_is_refused() -> None:
    assert Desk(Database(NOWHERE))._client.get("/docs/app.py").status_code == 422
