"""The outbox and the letters over HTTP: looked at, taken back, settled by a person."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from api.accounts.role import Role
from api.mail.reading import read_mail
from api.store import letters, outbox
from api.store.letters import LetterState
from api.store.work import SYSTEM
from planner.errors import Fault
from tests.api.routes.asking import NOW, Asking
from tests.api.routes.forum import LIST, codes, guest, opened, sent, states
from tests.api.store.dump import changed_tables, dump

RAW = (
    b"From: qian@university.example\r\nTo: zs@jiangjin.example\r\nSubject: =?utf-8?b?6Zeu5LiA5LiL?=\r\n"
    b"Message-ID: <%d@university.example>\r\n\r\nSee you\r\n"
)


def listed(client: httpx.Client, **query: Any) -> list[dict[str, Any]]:
    answer = client.get("/mails", params=query)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


def doubtful(service: Asking) -> str:
    """The id of a mail of which nobody knows whether it left."""
    with service.database.work(SYSTEM, NOW + timedelta(minutes=1)) as work:
        [held, *_] = outbox.claim(work, "w1", 1)
        outbox.leave(work, held)
        outbox.put_off(
            work, held, Fault(code="mail_server_away", value="?", detail={"why": "?"}), certain=False
        )
    return held.id


def received(service: Asking, number: int, state: LetterState = LetterState.OPEN) -> str:
    """The id of a letter that came."""
    letter = read_mail(RAW % number, "zhaoshang.jiangjin.example")
    with service.database.work(SYSTEM, NOW + timedelta(minutes=number)) as work:
        return letters.keep(work, f"key{number}", letter, state, event=None, guest=None, why=None).id


def test_mails_are_listed_the_latest_first_a_page_after_the_other(service: Asking) -> None:
    client = sent(service)
    everything = [item["id"] for item in listed(client)]
    assert len(everything) == 3
    first = client.get("/mails", params={"limit": 2}).json()
    second = client.get("/mails", params={"limit": 2, "before": first["next"]}).json()
    assert [item["id"] for page in (first, second) for item in page["items"]] == everything
    assert second["next"] is None
    assert codes(client.get("/mails", params={"before": "none"})) == (404, ["no_such_record"])


def test_mails_are_found_by_mailing_and_state(service: Asking) -> None:
    client = opened(service)
    mailing = client.post(f"{LIST}/wave").json()["mailing"]
    identity = doubtful(service)
    assert len(listed(client, mailing=mailing)) == 3
    assert listed(client, mailing="none") == []
    assert [item["id"] for item in listed(client, state="doubtful")] == [identity]
    assert len(listed(client, state=["doubtful", "queued"])) == 3
    assert client.get("/mails", params={"state": "nothing"}).status_code == 422


def test_the_octets_are_those_that_the_guest_gets(service: Asking) -> None:
    client = sent(service, guest(0))
    [item] = listed(client)
    answer = client.get(f"/mails/{item['id']}/message")
    assert answer.headers["content-type"] == "message/rfc822"
    with service.database.reading() as session:
        assert answer.content == outbox.octets(session, item["id"])
    assert codes(client.get("/mails/none/message")) == (404, ["no_such_record"])


@pytest.mark.parametrize(("is_sent", "state"), [(True, "sent"), (False, "queued")])
def test_a_person_settles_what_nobody_can_know(service: Asking, is_sent: bool, state: str) -> None:  # noqa: FBT001
    client = sent(service)
    identity = doubtful(service)
    answer = client.post(f"/mails/{identity}/settlement", json={"sent": is_sent})
    assert (answer.status_code, answer.json()["state"]) == (200, state)
    before = dump(service.database)
    again = client.post(f"/mails/{identity}/settlement", json={"sent": is_sent})
    assert codes(again) == (409, ["mail_not_doubtful"])
    assert changed_tables(before, dump(service.database)) == set()


def test_what_is_queued_is_in_no_doubt(service: Asking) -> None:
    client = sent(service, guest(0))
    [item] = listed(client)
    answer = client.post(f"/mails/{item['id']}/settlement", json={"sent": True})
    assert codes(answer) == (409, ["mail_not_doubtful"])
    assert codes(client.post("/mails/none/settlement", json={"sent": True})) == (404, ["no_such_record"])
    assert client.post(f"/mails/{item['id']}/settlement", json={}).status_code == 422


def test_a_mailing_is_taken_back_as_far_as_it_has_not_left(service: Asking) -> None:
    client = opened(service)
    mailing = client.post(f"{LIST}/wave").json()["mailing"]
    doubtful(service)
    assert client.post(f"/mailings/{mailing}/cancellation").json() == {"count": 2}
    assert sorted(item["state"] for item in listed(client)) == ["cancelled", "cancelled", "doubtful"]
    assert set(states(client).values()) == {"sent"}
    assert client.post(f"/mailings/{mailing}/cancellation").json() == {"count": 0}
    assert codes(client.post("/mailings/none/cancellation")) == (404, ["no_such_record"])


def test_letters_are_listed_the_latest_first_and_settled_once(service: Asking) -> None:
    client = opened(service)
    noted = received(service, 1, LetterState.NOTED)
    waiting = [received(service, number) for number in (2, 3)]
    assert [item["id"] for item in client.get("/letters").json()["items"]] == [*waiting[::-1], noted]
    found = client.get("/letters", params={"state": "open", "limit": 1}).json()
    assert [item["id"] for item in found["items"]] == [waiting[1]]
    rest = client.get("/letters", params={"state": "open", "before": found["next"]}).json()
    assert ([item["id"] for item in rest["items"]], rest["next"]) == ([waiting[0]], None)
    assert client.get("/letters", params={"event": "spring:none"}).json()["items"] == []
    assert codes(client.get("/letters", params={"before": "none"})) == (404, ["no_such_record"])
    assert client.post(f"/letters/{waiting[0]}/settlement").json()["state"] == "settled"
    assert codes(client.post(f"/letters/{waiting[0]}/settlement")) == (409, ["letter_not_open"])
    assert codes(client.post(f"/letters/{noted}/settlement")) == (409, ["letter_not_open"])
    assert codes(client.post("/letters/none/settlement")) == (404, ["no_such_record"])


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/mails"),
        ("GET", "/mails/none/message"),
        ("POST", "/mails/none/settlement"),
        ("POST", "/mailings/none/cancellation"),
        ("GET", "/letters"),
        ("POST", "/letters/none/settlement"),
    ],
)
def test_who_may_not_read_guests_reads_none_of_their_mail(service: Asking, method: str, path: str) -> None:
    body = {"sent": True} if "/mails/none/s" in path else None
    assert codes(service.client(Role.READER).request(method, path, json=body)) == (403, ["not_allowed"])
