"""Invitations over HTTP: what a dry run shows is what leaves, and what is refused changes nothing."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import httpx
import pytest

from api.accounts.role import Role
from api.routes import mails_shown
from api.store import invitation_lists, outbox
from api.store.work import COMMAND_LINE
from events.invitation.state import State
from tests.api.routes.asking import NOW, Asking
from tests.api.routes.forum import (
    BASE,
    DAY,
    EVENT,
    LIST,
    act,
    at,
    codes,
    guest,
    opened,
    opening,
    revised,
    sent,
    shown,
    staff,
    states,
)
from tests.api.store.dump import changed_tables, dump

DRY = {"dry_run": "true"}


def queued(service: Asking, mailing: str) -> list[tuple[str, str, str, str]]:
    """What lies in the outbox under this name: recipient, occasion, subject, text."""
    found = []
    with service.database.reading() as session:
        for parcel in outbox.parcels(session, mailing=mailing, limit=200).items:
            body = message_from_bytes(outbox.octets(session, parcel.id), policy=default).get_body(("plain",))
            assert body is not None
            found.append((parcel.recipient, parcel.occasion, parcel.subject, body.get_content()))
    return sorted(found)


def _wave(client: httpx.Client, params: dict[str, str]) -> httpx.Response:
    return client.post(f"{LIST}/wave", params=params)


def _remind(client: httpx.Client, params: dict[str, str]) -> httpx.Response:
    return client.post(f"{LIST}/reminders", params=params)


def _call_off(client: httpx.Client, params: dict[str, str]) -> httpx.Response:
    return client.post(f"{LIST}/cancellation", params=params)


def _decline(client: httpx.Client, params: dict[str, str]) -> httpx.Response:
    body = {"kind": "decline", "guest": "g0", "at": "2026-04-01T09:00:00+08:00", "channel": "phone"}
    return client.post(f"{LIST}/acts", params=params, json=body)


def _rename(client: httpx.Client, params: dict[str, str]) -> httpx.Response:
    return revised(client, dry=bool(params), title="新名称")


@pytest.mark.parametrize(
    ("do", "is_sent", "mails"),
    [(_wave, False, 3), (_remind, True, 3), (_call_off, True, 3), (_decline, True, 1), (_rename, True, 3)],
)
def test_a_dry_run_changes_nothing_and_shows_what_then_leaves(
    service: Asking,
    do: Callable[[httpx.Client, dict[str, str]], httpx.Response],
    is_sent: bool,  # noqa: FBT001
    mails: int,
) -> None:
    client = sent(service) if is_sent else opened(service)
    before = dump(service.database)
    tried = do(client, DRY)
    assert (tried.status_code, tried.json()["dry_run"]) == (200, True), tried.text
    assert changed_tables(before, dump(service.database)) == set()
    done = do(client, {})
    assert (done.json()["dry_run"], done.json()["mails"]) == (False, mails)
    assert shown(tried) == shown(done) == queued(service, done.json()["mailing"])
    same = ("version", "mails", "letters", "notes")
    assert [tried.json()[key] for key in same] == [done.json()[key] for key in same]


def test_a_wave_fills_the_places_and_says_who_is_left_out(service: Asking) -> None:
    client = opened(service, places=2)
    answer = client.post(f"{LIST}/wave").json()
    assert (answer["mails"], answer["left_out"], answer["not_before"]) == (2, ["g2"], None)
    assert states(client) == {"g0": "sent", "g1": "sent", "g2": "drafted"}
    again = client.post(f"{LIST}/wave").json()
    assert (again["mails"], again["mailing"], again["left_out"]) == (0, "", ["g2"])
    act(client, "decline", 0)
    assert shown(client.post(f"{LIST}/wave"))[0][0] == "g2@firm.example"


def test_who_has_no_mail_is_named_to_be_written_to(service: Asking) -> None:
    client = opened(service, guest(0, mail="", phone="13800000000"), guest(1), guest(2, mail=""))
    answer = client.post(f"{LIST}/wave").json()
    assert (answer["mails"], answer["letters"]) == (1, ["g0", "g2"])
    assert states(client) == {"g0": "sent", "g1": "sent", "g2": "sent"}


def test_outside_office_hours_a_wave_says_when_to_ask_again(service: Asking) -> None:
    client = opened(service)
    saturday = datetime(2026, 4, 11, 2, tzinfo=UTC)
    with at(service, saturday):
        answer = client.post(f"{LIST}/wave").json()
    assert (answer["mails"], answer["not_before"]) == (0, "2026-04-13T09:00:00+08:00")
    assert set(states(client).values()) == {"drafted"}


def test_who_has_a_place_elsewhere_at_that_hour_is_passed_over_with_a_note(service: Asking) -> None:
    client = opened(service, guest(0), guest(1))
    with service.database.work(COMMAND_LINE, NOW) as work:
        value = invitation_lists.invitation_list(work.session, EVENT)
        invitation_lists.open_list(work, value.model_copy(update={"event": "spring:other"}), _letter(work))
        holder = value.invitations[0].model_copy(update={"state": State.SENT})
        other = value.model_copy(update={"event": "spring:other", "invitations": (holder,), "version": 5})
        invitation_lists.revised(work, other, None, 0)
    answer = client.post(f"{LIST}/wave").json()
    assert [mail["recipient"] for mail in answer["shown"]] == ["g1@firm.example"]
    assert "guest_engaged_elsewhere" in [note["code"] for note in answer["notes"]]


def _letter(work: Any) -> Any:
    return invitation_lists.letter_of(work.session, EVENT)


def test_a_reminder_goes_to_who_owes_an_answer_once_a_day(service: Asking) -> None:
    client = sent(service)
    act(client, "accept", 0)
    act(client, "hesitate", 1)
    first = client.post(f"{LIST}/reminders")
    assert [mail[:2] for mail in shown(first)] == [
        ("g1@firm.example", "reminder"),
        ("g2@firm.example", "reminder"),
    ]
    before = dump(service.database)
    again = client.post(f"{LIST}/reminders", params=DRY).json()
    done = client.post(f"{LIST}/reminders").json()
    assert (again["mails"], done["mails"], done["mailing"]) == (0, 0, "")
    assert changed_tables(before, dump(service.database)) == set()


def test_an_event_called_off_is_told_once_and_nothing_is_sent_after_it(service: Asking) -> None:
    client = opened(service, places=2)
    client.post(f"{LIST}/wave")
    assert client.post(f"{LIST}/cancellation").json()["mails"] == 2
    assert set(states(client).values()) == {"withdrawn"}
    before = dump(service.database)
    for path in ("cancellation", "wave", "reminders"):
        assert client.post(f"{LIST}/{path}").json()["mails"] == 0
    assert before["outbox"] == dump(service.database)["outbox"]


def test_an_answer_by_telephone_is_stamped_by_the_server(service: Asking) -> None:
    client = sent(service)
    assert act(client, "decline", 0, by="somebody", note="出差").json()["mails"] == 1
    [item, *_] = client.get(LIST).json()["invitations"]["invitations"]
    said = item["history"][-1]["act"]
    assert (said["at"], said["by"], said["channel"], said["note"]) == (
        "2026-04-01T08:00:00Z",
        "甲",
        "phone",
        "出差",
    )


def test_what_a_guest_said_is_kept_even_where_it_is_refused(service: Asking) -> None:
    client = sent(service)
    answer = act(client, "accept", 0, reply={"plus_ones": 9})
    assert codes(answer) == (422, ["too_many_plus_ones"])
    [item, *_] = client.get(LIST).json()["invitations"]["invitations"]
    assert (item["state"], item["history"][-1]["refused"]) == ("sent", "too_many_plus_ones")
    before = dump(service.database)
    body = {"kind": "accept", "guest": "g1", "at": "2026-04-01T09:00:00+08:00", "reply": {"plus_ones": 9}}
    assert codes(client.post(f"{LIST}/acts", params=DRY, json=body)) == (422, ["too_many_plus_ones"])
    assert changed_tables(before, dump(service.database)) == set()


def test_who_is_on_no_list_answers_nothing(service: Asking) -> None:
    client = sent(service)
    before = dump(service.database)
    assert codes(act(client, "decline", 9)) == (422, ["guest_not_on_list"])
    assert changed_tables(before, dump(service.database)) == set()


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "expire"},
        {"kind": "promote"},
        {"kind": "take_over", "in_place_of": "g1"},
        {"kind": "send", "answer_by": "2030-01-01T00:00:00+08:00", "wave": 1},
        {"kind": "open"},
        {"kind": "nothing"},
    ],
)
def test_what_follows_from_waves_deadlines_and_places_is_entered_by_nobody(
    service: Asking, body: dict[str, Any]
) -> None:
    client = opened(service)
    before = dump(service.database)
    answer = client.post(f"{LIST}/acts", json={"guest": "g0", "at": "2026-04-01T09:00:00+08:00"} | body)
    assert answer.status_code == 422
    assert changed_tables(before, dump(service.database)) == set()


def test_a_withdrawal_and_its_undoing(service: Asking) -> None:
    client = sent(service)
    assert shown(act(client, "withdraw", 0))[0][1] == "withdrawal"
    assert codes(act(client, "accept", 0)) == (422, ["invitation_withdrawn"])
    assert act(client, "restore", 0).json()["mails"] == 0
    assert states(client)["g0"] == "drafted"


def test_a_colleague_is_invited_in_his_place(service: Asking) -> None:
    client = sent(service)
    colleague = {"id": "c0", "name": "钱二", "segment": "upstream", "mail": "qian@firm.example"}
    answer = act(client, "delegate", 0, colleague=colleague)
    assert [mail[:2] for mail in shown(answer)] == [
        ("g0@firm.example", "acknowledgement"),
        ("qian@firm.example", "confirmation"),
    ]
    assert states(client) == {"g0": "delegated", "g1": "sent", "g2": "sent", "c0": "accepted"}


def test_a_guests_link_answers_for_him_until_it_is_renewed(service: Asking) -> None:
    client = sent(service)
    link = client.get(f"{LIST}/g0/link").json()["link"]
    token = link.rpartition("/r/")[2]
    assert httpx.get(f"{service.address}/r/{token}").status_code == 200
    fresh = client.post(f"{LIST}/g0/link").json()["link"]
    assert fresh != link
    assert client.get(f"{LIST}/g0/link").json()["link"] == fresh
    assert httpx.get(f"{service.address}/r/{token}").status_code == 404
    assert httpx.get(f"{service.address}/r/{fresh.rpartition('/r/')[2]}").status_code == 200


def test_a_link_of_nobody_is_not_found(service: Asking) -> None:
    client = sent(service)
    for ask in (client.get, client.post):
        assert codes(ask(f"{LIST}/g9/link")) == (404, ["no_such_record"])


def test_of_many_mails_the_first_fifty_are_shown(service: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mails_shown, "MOST_SHOWN", 2)
    client = opened(service)
    answer = client.post(f"{LIST}/wave").json()
    assert (answer["mails"], len(answer["shown"])) == (3, 2)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", LIST),
        ("PUT", LIST),
        ("POST", f"{LIST}/wave"),
        ("POST", f"{LIST}/reminders"),
        ("POST", f"{LIST}/cancellation"),
        ("POST", f"{LIST}/acts"),
        ("GET", f"{LIST}/g0/link"),
        ("POST", f"{LIST}/g0/link"),
    ],
)
def test_without_a_list_nothing_is_found_and_without_the_right_nothing_is_told(
    service: Asking, method: str, path: str
) -> None:
    client = staff(service)
    body = {
        "PUT": _any_revision(),
        "POST": {"kind": "decline", "guest": "g0", "at": "2026-04-01T09:00:00+08:00"},
    }.get(method)
    asked = {"headers": {"If-Match": '"1"'}, "json": body if method == "PUT" or "acts" in path else None}
    assert codes(client.request(method, path, **asked)) == (404, ["no_such_record"])  # type: ignore[arg-type]
    reader = service.client(Role.READER)
    assert codes(reader.request(method, path, **asked)) == (403, ["not_allowed"])  # type: ignore[arg-type]


def _any_revision() -> dict[str, Any]:
    span = {"start": f"{DAY}T09:00:00+08:00", "end": f"{DAY}T12:00:00+08:00"}
    until = {"invites_until": f"{DAY}T08:00:00+08:00", "answers_until": f"{DAY}T08:00:00+08:00"}
    rule = {"last_invitation": "2027-02-26", "last_answer": "2027-02-26"}
    value = {"event": EVENT, "title": "会", "span": span, "rule": rule, "quotas": []}
    return {"invitations": value | until, "letter": {}}


def test_what_is_written_is_hostile_and_stays_words(service: Asking) -> None:
    text = "<script>alert(1)</script>\nBcc: x@y.example {0} =cmd"
    client = staff(service)
    letter = {"venue": text, "contact": text, "agenda": text, "background": text, "costs": text}
    body = opening(guest(0, name=text[:90], organisation=text, post=text[:90])) | {"letter": letter}
    made = client.post(LIST, json=body)
    assert made.status_code == 201, made.text
    assert client.post(f"{LIST}/wave").json()["mails"] == 1
    with service.database.reading() as session:
        [parcel] = outbox.parcels(session).items
        message = message_from_bytes(outbox.octets(session, parcel.id), policy=default)
    assert (message["Bcc"], message["To"].addresses[0].addr_spec) == (None, "g0@firm.example")
    html = message.get_body(("html",))
    assert html is not None
    assert "<script>" not in html.get_content()


def test_after_the_deadline_a_wave_lets_it_pass_and_gives_the_place_on(service: Asking) -> None:
    client = opened(service, places=2)
    client.post(f"{LIST}/wave")
    with at(service, NOW + timedelta(days=9)):  # Friday the 10th, 16:00: the office is open
        answer = client.post(f"{LIST}/wave")
    assert [mail[:2] for mail in shown(answer)] == [("g2@firm.example", "invitation")]
    assert states(client) == {"g0": "no_answer", "g1": "no_answer", "g2": "sent"}


def test_the_base_of_the_list_is_the_events_address() -> None:
    assert f"{BASE}/invitations" == LIST


def test_outside_office_hours_a_dry_run_shows_what_would_leave_when_the_office_opens(
    service: Asking,
) -> None:
    client = opened(service, places=2)
    before = dump(service.database)
    with at(service, datetime(2026, 4, 11, 2, tzinfo=UTC)):  # a Saturday
        answer = client.post(f"{LIST}/wave", params=DRY).json()
    assert (answer["mails"], answer["left_out"]) == (2, ["g2"])
    assert answer["not_before"] == "2026-04-13T09:00:00+08:00"
    assert "回复截止：2026年4月20日（周一）18:00" in answer["shown"][0]["text"]
    assert changed_tables(before, dump(service.database)) == set()


def test_a_dry_run_shows_every_mail_fifty_at_a_time(service: Asking) -> None:
    client = opened(service, *(guest(number) for number in range(60)), most=60)
    pages = [client.post(f"{LIST}/wave", params=DRY | {"shown_from": str(first)}).json() for first in (0, 50)]
    assert [(page["mails"], len(page["shown"])) for page in pages] == [(60, 50), (60, 10)]
    told = [mail["recipient"] for page in pages for mail in page["shown"]]
    assert told == [f"g{number}@firm.example" for number in range(60)]
