"""Busy times from a calendar's address or file: reported first, then brought up to date."""

from typing import Any

import httpx
import pytest

from api.accounts.role import Role
from api.fetch import calendar_file
from tests.api.routes.asking import Asking

URL = "https://calendar.example.com/secret-token/me.ics"
SPAN = {"first": "2026-05-01", "last": "2026-05-31"}


def _ics(*events: tuple[str, str, str]) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x"]
    for uid, day, title in events:
        lines += ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART;VALUE=DATE:{day}", f"SUMMARY:{title}", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


OLD = _ics(("1", "20260511", "学习"), ("2", "20260512", "会议"), ("3", "20260513", "体检"))
NEW = _ics(("1", "20260511", "学习"), ("2", "20260514", "会议"), ("4", "20260515", "调研"))


@pytest.fixture
def bureau(service: Asking) -> Asking:
    """A unit with a person."""
    client = service.client()
    client.post("/units", json={"id": "a", "name": "经信委"})
    client.post("/people", json={"id": "p", "name": "江书记", "unit": "a", "rank": 1})
    return service


def _send(client: httpx.Client, content: bytes, **fields: str) -> httpx.Response:
    data = {"person": "p", **SPAN, **fields}
    return client.post("/busy-times/import/file", data=data, files={"file": ("党校.ics", content)})


def _titles(items: list[dict[str, Any]]) -> list[str]:
    return [item["title"] for item in items]


def _kept(client: httpx.Client) -> list[tuple[str, str]]:
    items = client.get("/busy-times", params={"sort": "start"}).json()["items"]
    return [(item["value"]["title"], item["value"]["start"][:10]) for item in items]


def test_a_file_is_reported_then_written_then_brought_up_to_date(bureau: Asking) -> None:
    client = bureau.client(Role.PLANNER)
    report = _send(client, OLD).json()
    assert (report["committed"], report["source"]) == (False, "file 党校.ics")
    assert _titles(report["change"]["added"]) == ["学习", "会议", "体检"]
    assert _kept(client) == []
    assert _send(client, OLD, commit="true").json()["change"] == report["change"]
    assert _kept(client) == [("学习", "2026-05-11"), ("会议", "2026-05-12"), ("体检", "2026-05-13")]
    change = _send(client, NEW, commit="true").json()["change"]
    assert [_titles(change[name]) for name in ("added", "changed", "removed")] == [
        ["调研"],
        ["会议"],
        ["体检"],
    ]
    assert change["unchanged"] == 1
    assert _kept(client) == [("学习", "2026-05-11"), ("会议", "2026-05-14"), ("调研", "2026-05-15")]
    change = _send(client, OLD, commit="true").json()["change"]  # a deleted one comes back
    assert _kept(client) == [("学习", "2026-05-11"), ("会议", "2026-05-12"), ("体检", "2026-05-13")]


def test_what_lies_outside_the_span_or_was_entered_by_hand_stays(bureau: Asking) -> None:
    client = bureau.client(Role.PLANNER)
    _send(client, OLD, commit="true")
    by_hand = {"id": "h", "person": "p", "title": "手工"}
    by_hand |= {"start": "2026-05-20T00:00:00Z", "end": "2026-05-21T00:00:00Z"}
    client.post("/busy-times", json=by_hand)
    _send(client, _ics(), commit="true", first="2026-05-12", last="2026-05-12")
    assert [title for title, _ in _kept(client)] == ["学习", "体检", "手工"]


def test_a_calendar_is_fetched_by_its_address(bureau: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched: list[str] = []

    def fetch(url: str, *_: Any) -> bytes:
        fetched.append(url)
        return OLD

    monkeypatch.setattr("api.routes.busy_calendars.fetch_calendar", fetch)
    client = bureau.client(Role.PLANNER)
    answer = client.post("/busy-times/import", json={"person": "p", "url": URL, "commit": True, **SPAN})
    assert (answer.status_code, fetched) == (200, [URL])
    assert answer.json()["source"].startswith("calendar.example.com#")
    assert len(_kept(client)) == 3
    assert "secret-token" not in client.get("/busy-times").text


def test_an_address_inside_is_refused_logged_and_changes_nothing(bureau: Asking) -> None:
    client = bureau.client(Role.PLANNER)
    for url in ("http://127.0.0.1/token", "http://localhost:5432/", "webcal://169.254.169.254/latest"):
        refused = client.post("/busy-times/import", json={"person": "p", "url": url, "commit": True, **SPAN})
        assert (refused.status_code, refused.json()["code"]) == (422, "address_not_public")
    assert _kept(client) == []
    entries = client.get("/people/p/history").json()["items"]
    assert [entry["action"] for entry in entries] == ["create"]
    with bureau.database.reading() as session:
        from api.store import audit_log  # noqa: PLC0415  (the log is looked into by this test alone)

        logged = audit_log.entries(session, kind="busy_time", subject="p")
    assert [(entry.action, entry.after) for entry in logged] == [
        ("refuse_address", {"host": host, "asked": host})
        for host in ("169.254.169.254", "localhost", "127.0.0.1")
    ]


def test_a_unit_imports_for_its_own_people_and_nothing_is_fetched_for_others(bureau: Asking) -> None:
    stranger, own = bureau.client(Role.UNIT, "b"), bureau.client(Role.UNIT, "a")
    assert _send(stranger, OLD).status_code == 404
    refused = stranger.post("/busy-times/import", json={"person": "p", "url": "http://127.0.0.1/"})
    assert refused.status_code == 404
    assert _send(own, OLD, commit="true").status_code == 200
    assert _send(bureau.client(Role.READER), OLD).status_code == 403


@pytest.mark.parametrize(
    ("content", "fields", "code"),
    [
        (b"<html>", {}, "calendar_unreadable"),
        (OLD, {"last": "2026-04-01"}, "calendar_span_unfit"),
        (OLD, {"last": "9999-12-31"}, "calendar_span_unfit"),
        (OLD, {"first": "9999-12-31", "last": ""}, "value_out_of_range"),
        (OLD, {"first": "soon"}, "date_parsing"),
        (b"x" * (calendar_file.MOST_BYTES + 1), {}, "calendar_too_large"),
    ],
)
def test_what_cannot_be_imported_is_said_clearly(
    bureau: Asking, content: bytes, fields: dict[str, str], code: str
) -> None:
    refused = _send(bureau.client(Role.PLANNER), content, commit="true", **fields)
    assert (refused.status_code, refused.json()["code"]) == (422, code)


def test_a_person_that_nobody_can_keep_is_refused(bureau: Asking) -> None:
    for person in ("a\0b", "p\x1b[0m"):
        refused = _send(bureau.client(), OLD, person=person)
        assert (refused.status_code, refused.json()["code"]) == (422, "text_with_control_character")


def test_control_characters_of_a_calendar_are_not_kept(bureau: Asking) -> None:
    client = bureau.client()
    spiteful = OLD.replace("学习".encode(), "学\0习\x1b[31m".encode()).replace(b"UID:2", b"UID:2\0\x07")
    answer = _send(client, spiteful, commit="true")
    assert answer.status_code == 200, answer.text
    kept = client.get("/busy-times").text
    assert [sign for sign in ("\\u0000", "\\u001b", "\\u0007", "\x1b", "\0") if sign in kept] == []
