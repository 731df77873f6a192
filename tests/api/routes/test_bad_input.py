"""What goes wrong around every event, line by line: a clear state, a clear message, nothing lost.

Each through the running service, as staff, guests and mail programs meet it.
"""

import mailbox
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.mail.mailbox import Maildir
from api.post.office import office_of
from api.post.reader import Reader
from api.store import check_ins, invitation_lists, outbox
from api.store.work import COMMAND_LINE, SYSTEM
from events.invitation.state import State
from tests.api.mail.guests import ITEM, TOKEN
from tests.api.mail.test_reading import raw
from tests.api.routes.answered_forum import match
from tests.api.routes.answered_forum import staff as ceremony_staff
from tests.api.routes.asking import NOW, Asking
from tests.api.routes.forum import BASE, EVENT, LIST, act, at, guest, opened, opening, sent, staff, states
from tests.api.routes.test_ceremonies import CEREMONY, kept, plan, project
from tests.api.store.dump import changed_tables, dump


@pytest.fixture
def phone(service: Asking) -> Iterator[httpx.Client]:
    """A guest's or the door's phone."""
    with httpx.Client(base_url=service.address, timeout=60) as client:
        yield client


def link(service: Asking, number: int) -> str:
    """The guest's own page."""
    with service.database.reading() as session:
        who = invitation_lists.identities(session, EVENT)[f"g{number}"]
        return f"/r/{invitation_lists.token_of(session, who)}"


def answered(service: Asking, phone: httpx.Client, number: int, answer: str) -> httpx.Response:
    """What the guest is shown who opens his page, answers, and follows where he is sent."""
    page = link(service, number)
    seen = phone.get(page).text.partition('name="seen" value="')[2].partition('"')[0]
    return phone.post(page, data={"answer": answer, "seen": seen}, follow_redirects=True)


def history(client: httpx.Client, number: int) -> list[tuple[str, str]]:
    """What happened to a guest's invitation, and as what it was refused, if it was."""
    found = client.get(LIST).json()["invitations"]["invitations"]
    [item] = [item for item in found if item["guest"]["id"] == f"g{number}"]
    return [(entry["act"]["kind"], entry["refused"]) for entry in item["history"]]


def messages(noted: list[dict[str, Any]]) -> dict[str, str]:
    """The sentences by code."""
    return {item["code"]: item["message"] for item in noted}


def test_a_guest_without_mail_or_telephone_is_named_and_invited_by_letter(service: Asking) -> None:
    client = staff(service)
    body = opening(guest(0, mail="", phone=""), guest(1))
    proposed = client.post(f"{BASE}/guest-proposals", json=_asked(body))
    assert messages(proposed.json()["notes"]) == {"guest_without_address": "嘉宾0没有邮箱也没有电话"}
    client.post(LIST, json=body)
    wave = client.post(f"{LIST}/wave").json()
    assert ([mail["recipient"] for mail in wave["shown"]], wave["letters"]) == (["g1@firm.example"], ["g0"])
    assert states(client) == {"g0": "sent", "g1": "sent"}
    assert client.get(f"{BASE}/letters.docx", params={"guest": "g0"}).status_code == 200


def _asked(body: dict[str, Any]) -> dict[str, Any]:
    return {name: body[name] for name in ("demand", "lists", "companies", "day")}


def test_one_person_on_two_lists_is_invited_once_and_both_lists_are_named(service: Asking) -> None:
    client = staff(service)
    body = opening(guest(0), guest(1))
    body["lists"].append({"name": "商会", "guests": [guest(9, name="嘉宾0", mail="G0@Firm.Example")]})
    notes = messages(client.post(f"{BASE}/guest-proposals", json=_asked(body)).json()["notes"])
    assert notes["guest_on_two_lists"] == "嘉宾0同时在以下名单中：名单、商会，已合并为一人"
    client.post(LIST, json=body)
    assert client.post(f"{LIST}/wave").json()["mails"] == 2
    assert states(client) == {"g0": "sent", "g1": "sent"}


@pytest.mark.parametrize(
    ("places", "state", "told"), [(3, "accepted", "已收到您的回复：出席"), (1, "waiting", "列入候补")]
)
def test_a_reply_after_the_deadline_is_taken_while_there_is_a_place_and_flagged(
    service: Asking, phone: httpx.Client, places: int, state: str, told: str
) -> None:
    client = sent(service, guest(0), guest(1), places=places)
    with at(service, NOW + timedelta(days=9)):
        client.post(f"{LIST}/wave")  # what he did not answer for is given to the next
        page = answered(service, phone, 0, "accept")
    assert (page.status_code, told in page.text) == (200, True)
    assert states(client)["g0"] == state
    [entry] = [
        entry
        for entry in client.get(LIST).json()["invitations"]["invitations"][0]["history"]
        if entry["act"]["kind"] == "accept"
    ]
    assert (entry["late"], entry["refused"]) == (True, "")


@pytest.mark.parametrize(("places", "state"), [(2, "accepted"), (1, "waiting")])
def test_a_declined_guest_who_accepts_has_a_place_if_one_is_left_and_waits_if_not(
    service: Asking, phone: httpx.Client, places: int, state: str
) -> None:
    client = sent(service, guest(0), guest(1), places=places)
    assert answered(service, phone, 0, "decline").status_code == 200
    client.post(f"{LIST}/wave")
    page = answered(service, phone, 0, "accept")
    assert (page.status_code, states(client)["g0"]) == (200, state)
    assert ("列入候补" in page.text) is (state == "waiting")
    assert [kind for kind, _ in history(client, 0) if kind in {"decline", "accept"}] == ["decline", "accept"]


def test_a_withdrawn_guest_who_answers_is_refused_in_words_and_what_he_said_is_kept(
    service: Asking, phone: httpx.Client
) -> None:
    client = sent(service)
    act(client, "withdraw", 0)
    page = answered(service, phone, 0, "accept")
    assert page.status_code == 409
    assert "嘉宾0的邀请已撤回，答复已存档但未生效。请联系主办方；撤回有误时由主办方恢复。" in page.text
    assert (states(client)["g0"], history(client, 0)[-1]) == (
        "withdrawn",
        ("accept", "invitation_withdrawn"),
    )


def test_a_withdrawn_guest_who_checks_in_is_entered_and_the_desk_is_told_to_ask(
    service: Asking, phone: httpx.Client
) -> None:
    client = sent(service)
    act(client, "accept", 0)
    act(client, "withdraw", 0)
    with service.database.reading() as session:
        badge = check_ins.badge_of(session, invitation_lists.identities(session, EVENT)["g0"])
    phone.get(client.get(f"{BASE}/door").json()["link"].replace("http://127.0.0.1:8000", ""))
    page = phone.post(f"/k/{badge}").text
    for words in ("已签到：邀请曾收回", "嘉宾0的邀请已撤回，本人到场，已登记。请立即请示负责人。"):
        assert words in page
    [arrival] = client.get(f"{BASE}/check-in").json()["arrivals"]
    assert (arrival["guest"], arrival["outcome"]) == ("g0", "withdrawn")
    assert states(client)["g0"] == "withdrawn"


def test_an_expert_invited_to_two_events_at_one_hour_is_passed_over_with_both_named(service: Asking) -> None:
    client = opened(service, guest(0, segment="expert"), guest(1))
    with service.database.work(COMMAND_LINE, NOW) as work:
        value = invitation_lists.invitation_list(work.session, EVENT)
        other = value.model_copy(update={"event": "spring:other", "title": "另一场活动"})
        invitation_lists.open_list(work, other, invitation_lists.letter_of(work.session, EVENT))
        holder = value.invitations[0].model_copy(update={"state": State.SENT})
        invitation_lists.revised(
            work, other.model_copy(update={"invitations": (holder,), "version": 5}), None, 0
        )
    wave = client.post(f"{LIST}/wave").json()
    [note] = [note for note in wave["notes"] if note["code"] == "guest_engaged_elsewhere"]
    assert "嘉宾0" in note["message"]
    assert states(client) == {"g0": "drafted", "g1": "sent"}  # he may come here once he declines there


def test_a_signer_who_leaves_the_company_keeps_his_project_out_of_the_batches_and_says_why(
    service: Asking,
) -> None:
    client = ceremony_staff(service)
    gone = {"id": "s2", "name": "尤总", "post": "董事长", "left_on": "2026-03-10"}
    kept(client, plan(project(1), project(2, "park", company_signer=gone)))
    [_, second] = client.get(f"{CEREMONY}/readiness").json()["projects"]
    words = "企业签约人尤总自2026年3月10日起已离职，请企业另派签约人"
    assert (second["ready"], [item["text"] for item in second["missing"]]) == (False, [words])
    found = client.post(f"{CEREMONY}/arrangement", headers=match(1)).json()["arrangement"]
    placed = [place["project"] for batch in found["batches"] for place in batch["places"]]
    assert (placed, [item["project"] for item in found["not_ready"]]) == (["p1"], ["p2"])
    assert len(client.get(CEREMONY).json()["value"]["plan"]["projects"]) == 2


def test_eighty_projects_for_twelve_seats_come_in_batches_or_say_how_many_seats_would_do(
    service: Asking,
) -> None:
    client = ceremony_staff(service)
    projects = [project(number, f"h{number}") for number in range(1, 81)]
    kept(client, plan(*projects, rules={"seats": 12, "most_batches": 7}))
    found = client.post(f"{CEREMONY}/arrangement", headers=match(1)).json()["arrangement"]
    sizes = [len(batch["places"]) for batch in found["batches"]]
    assert (len(sizes), sum(sizes), max(sizes) <= 12, found["proven"]) == (7, 80, True, True)
    kept(client, plan(*projects, rules={"seats": 12, "most_batches": 6}), version=2)
    refused = client.post(f"{CEREMONY}/arrangement", headers=match(3))
    assert refused.status_code == 422
    assert refused.json()["title"] == "80个项目、每批12席，至少要7批（约35分钟），议程最多6批"
    assert len(client.get(CEREMONY).json()["value"]["plan"]["projects"]) == 80


def test_a_mail_box_that_bounces_is_told_with_the_guest_and_he_keeps_his_place(
    service: Asking, tmp_path: Path
) -> None:
    client = sent(service)
    with service.database.work(SYSTEM, NOW) as work:
        for held in outbox.claim(work, "w1", 10):
            outbox.leave(work, held)
            outbox.arrived(work, held)
            if held.recipient == "g0@firm.example":
                original = outbox.parcel(work.session, held.id).message_id
    bounce = raw("bounce")
    before = bounce[bounce.lower().rindex(b"message-id:") :].partition(b"\n")[0].partition(b":")[2].strip()
    read(service, tmp_path, bounce.replace(before, original.encode()))
    [letter] = client.get("/letters", params={"state": "open"}).json()["items"]
    assert (letter["event"], letter["guest"]) == (EVENT, "g0")
    assert "被退回" in letter["why"]["message"]
    assert client.get(LIST).json()["undelivered"] == {"g0": "refused"}
    [mail] = client.get("/mails", params={"state": "refused"}).json()["items"]
    assert (mail["recipient"], mail["fault"]["message"]) == ("g0@firm.example", letter["why"]["message"])
    assert states(client)["g0"] == "sent"
    settled = client.post(f"/mails/{mail['id']}/settlement", json={"sent": False})
    assert (settled.json()["state"], client.get(LIST).json()["undelivered"]) == ("queued", {})


def read(service: Asking, folder: Path, *mails: bytes) -> int:
    """Put mails into a box and let the reader read it."""
    box = mailbox.Maildir(str(folder / "box"), create=True)
    for mail in mails:
        box.add(mail)
    office = office_of(service.application.state.service.settings)
    return Reader(service.database, Maildir(folder / "box"), office, "w1", lambda: NOW, 60).read()


def own(service: Asking, mail: bytes, number: int = 0) -> bytes:
    """A mail of the folder as the guest would have sent it."""
    with service.database.reading() as session:
        who = invitation_lists.identities(session, EVENT)[f"g{number}"]
        token = invitation_lists.token_of(session, who)
    mail = mail.replace(TOKEN.encode(), token.encode()).replace(ITEM.revision.uid.encode(), who.uid.encode())
    return mail.replace(b"SEQUENCE:1", b"SEQUENCE:0")


def test_a_reply_with_a_broken_calendar_part_waits_for_a_person_who_is_told_whose_it_is(
    service: Asking, tmp_path: Path
) -> None:
    client = sent(service)
    broken = own(service, raw("outlook-accept")).replace(b"UID:", b"U;;I=D:\x00")
    assert read(service, tmp_path, broken) == 1
    [letter] = client.get("/letters").json()["items"]
    assert (letter["state"], letter["guest"]) == ("open", "g0")
    assert letter["why"]["message"].startswith("来信「已接受: 邀请函：智能农机企业家联谊会」")
    assert states(client)["g0"] == "sent"
    before = dump(service.database)
    assert read(service, tmp_path) == 0
    assert changed_tables(before, dump(service.database)) <= {"worker_turn"}


def test_a_reply_of_twenty_megabytes_is_not_read_but_told_and_the_next_one_counts(
    service: Asking, tmp_path: Path
) -> None:
    client = sent(service)
    huge = own(service, raw("gmail-decline")) + b"X" * 20_000_000
    assert read(service, tmp_path, huge, own(service, raw("outlook-accept"), 1)) == 2
    found = {item["guest"]: item for item in client.get("/letters").json()["items"]}
    assert (found["g0"]["state"], found["g1"]["state"]) == ("open", "applied")
    assert "过大" in found["g0"]["why"]["message"]
    assert (states(client)["g0"], states(client)["g1"]) == ("sent", "accepted")


def test_a_counter_proposal_is_told_in_the_hours_of_here(service: Asking, tmp_path: Path) -> None:
    client = sent(service)
    read(service, tmp_path, own(service, raw("counter")))
    [letter] = client.get("/letters").json()["items"]
    assert "提议改为 2026-12-15 15:00 至 2026-12-15 18:30" in letter["why"]["message"]
    assert datetime.fromisoformat(letter["body"]["start"]).hour == 7
