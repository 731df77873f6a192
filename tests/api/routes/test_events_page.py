"""The page for programmers of event staff names calls that are there."""

import re

from tests.house.source import ROOT
from tests.permissions_table import routes, service

PAGE = (ROOT / "docs" / "events.md").read_text(encoding="utf-8")
_KEPT = ("seating", "ceremony", "run-sheet", "targets", "rehearsal")


def _table() -> str:
    return "\n".join(line for line in PAGE.splitlines() if line.startswith("| "))


def test_every_call_of_the_page_is_a_route() -> None:
    known = {(route.method, route.path.removeprefix("/api/v1")) for route in routes(service())}
    named = {tuple(call.split()) for call in re.findall(r"`((?:GET|PUT|POST) /[^`?]+)", _table())}
    assert len(named) > 15
    assert named - known == set()


def test_every_file_of_an_event_is_on_the_page() -> None:
    files = {
        route.path.rpartition("/")[2]
        for route in routes(service())
        if re.search(rf"/events/.*/(?:{'|'.join(_KEPT)}).*\.(?:svg|png|pdf|docx|xlsx)$", route.path)
    }
    # A file of several extensions is named once, the others behind it in brackets.
    assert {name for name in files if name.rpartition(".")[0] not in PAGE} == set()
