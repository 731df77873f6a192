"""A forum with an invitation list in the running service, for the tests of its routes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

import httpx

from api.accounts.role import Role
from api.store.work import COMMAND_LINE
from tests.api.routes.asking import NOW, Asking
from tests.api.spring import kept_season

EVENT = "spring:forum"
BASE = f"/events/{EVENT}"
LIST = f"{BASE}/invitations"
DAY = "2027-03-05"
LETTER = {"venue": "团结湖会议中心", "contact": "王科长", "agenda": "14:00 开幕"}


def guest(number: int, **fields: Any) -> dict[str, Any]:
    """The body of a guest; worth the less the higher ``number``, so that invitations go out in order."""
    known = {
        "id": f"g{number}",
        "name": f"嘉宾{number}",
        "organisation": f"企业{number}",
        "segment": "upstream",
        "mail": f"g{number}@firm.example",
        "points": 1_000 - number,
    }
    return known | fields


def opening(*guests: dict[str, Any], most: int = 30, **more: Any) -> dict[str, Any]:
    """The body that opens a list of ``guests``."""
    return {
        "demand": {"most_guests": most, "reserve_per_segment": 10},
        "lists": [{"name": "名单", "guests": list(guests)}],
        "companies": False,
        "day": DAY,
        "letter": LETTER,
    } | more


def staff(service: Asking) -> httpx.Client:
    """The event staff on a season that holds the forum; no list is open yet."""
    with service.database.work(COMMAND_LINE, NOW) as work:
        kept_season(work)
    return service.client(Role.EVENT_STAFF)


def opened(service: Asking, *guests: dict[str, Any], **more: Any) -> httpx.Client:
    """The event staff, with a list open; by default of three guests."""
    client = staff(service)
    answer = client.post(LIST, json=opening(*(guests or (guest(0), guest(1), guest(2))), **more))
    assert answer.status_code == 201, answer.text
    return client


def sent(service: Asking, *guests: dict[str, Any], **more: Any) -> httpx.Client:
    """The event staff, with everybody invited as far as there are places."""
    client = opened(service, *guests, **more)
    answer = client.post(f"{LIST}/wave")
    assert answer.status_code == 200, answer.text
    return client


def act(client: httpx.Client, kind: str, number: int, **fields: Any) -> httpx.Response:
    """Enter what a guest has answered by telephone."""
    body = {"kind": kind, "guest": f"g{number}", "at": "2026-04-01T09:00:00+08:00", "channel": "phone"}
    return client.post(f"{LIST}/acts", json=body | fields)


def states(client: httpx.Client) -> dict[str, str]:
    """State by guest."""
    found = client.get(LIST).json()["invitations"]["invitations"]
    return {item["guest"]["id"]: item["state"] for item in found}


def codes(answer: httpx.Response) -> tuple[int, list[str]]:
    """The status of a refusal, and the codes of its faults."""
    return answer.status_code, [fault["code"] for fault in answer.json()["faults"]]


@contextmanager
def at(service: Asking, instant: datetime) -> Iterator[None]:
    """The service's clock at ``instant``, for a while."""
    state = service.application.state
    before = state.service
    state.service = replace(before, clock=lambda: instant)
    try:
        yield
    finally:
        state.service = before


def shown(answer: httpx.Response) -> list[tuple[str, str, str, str]]:
    """The mails an answer shows: recipient, occasion, subject, text."""
    mails = answer.json()["shown"]
    return sorted((m["recipient"], m["occasion"], m["subject"], m["text"]) for m in mails)


def revision(client: httpx.Client, **changes: Any) -> tuple[dict[str, Any], str]:
    """The list as it is with ``changes``, and its version."""
    answer = client.get(LIST)
    body = answer.json()
    return {
        "invitations": body["invitations"] | changes,
        "letter": body["letter"],
    }, answer.headers["etag"]


def revised(client: httpx.Client, *, dry: bool = False, **changes: Any) -> httpx.Response:
    """The list revised at the version it has."""
    body, version = revision(client, **changes)
    return client.put(
        LIST, json=body, headers={"If-Match": version}, params={"dry_run": "true"} if dry else {}
    )
