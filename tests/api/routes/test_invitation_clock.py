"""What a list does by itself is shown before it happens, switched on or not, and then happens so."""

from datetime import datetime
from typing import Any

import httpx
import pytest

from api.accounts.role import Role
from api.post.office import office_of
from api.post.timekeeper import Timekeeper
from api.routes.invitation_clock import reminder_words
from api.settings import Settings
from api.store.publishing import publish
from api.texts import Language
from events.invitation.reminder_rule import ReminderRule
from tests.api.routes.asking import NOW, Asking
from tests.api.routes.forum import LIST, act, at, codes, guest, opened, revised, sent, shown, staff
from tests.api.spring import FIRST, PLANNER, drafted
from tests.api.store.dump import changed_tables, dump

# 4 to 6 April 2026 is 清明: who is invited on Wednesday the 1st answers by the 7th.
REMINDER, LAST_REMINDER = "2026-04-02T10:00:00+08:00", "2026-04-07T10:00:00+08:00"


def clock(client: httpx.Client) -> dict[str, Any]:
    answer = client.get(f"{LIST}/clock")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def switched_on(client: httpx.Client) -> None:
    rule = client.get(LIST).json()["invitations"]["rule"] | {"by_itself": True}
    answer = revised(client, rule=rule)
    assert (answer.status_code, answer.json()["mails"]) == (200, 0), answer.text


def occasions(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(mail["recipient"], mail["occasion"]) for mail in found["shown"]]


def test_what_is_shown_is_what_leaves_and_nothing_changes_by_looking(service: Asking) -> None:
    client = opened(service, places=2)
    before = dump(service.database)
    found = clock(client)
    assert changed_tables(before, dump(service.database)) == set()
    assert (found["by_itself"], found["mails"], found["then"]) == (False, 2, REMINDER)
    assert datetime.fromisoformat(found["at"]) == NOW
    switched_on(client)
    assert clock(client) == found | {"by_itself": True}
    office = office_of(Settings(_env_file=None))
    keeper = Timekeeper(service.database, office, lambda: NOW)
    assert keeper.look() == ("spring:forum",)
    mails = client.get("/mails").json()["items"]
    assert sorted(mail["recipient"] for mail in mails) == [mail["recipient"] for mail in found["shown"]]
    assert {mail["created_by"] for mail in mails} == {"clock"}


def test_after_a_wave_the_reminders_come_and_then_the_deadline(service: Asking) -> None:
    client = sent(service, places=3)
    act(client, "accept", 2)
    found = clock(client)
    assert (found["at"], found["then"]) == (REMINDER, LAST_REMINDER)
    assert occasions(found) == [("g0@firm.example", "reminder"), ("g1@firm.example", "reminder")]
    with at(service, datetime.fromisoformat(LAST_REMINDER)):
        last = clock(client)
    assert (last["at"], last["then"]) == (LAST_REMINDER, None)


def test_who_has_no_mail_is_named_to_be_invited_by_a_person(service: Asking) -> None:
    client = opened(service, guest(0, mail="", phone="13800000000"), guest(1))
    found = clock(client)
    assert occasions(found) == [("g1@firm.example", "invitation")]
    assert "guest_invited_by_hand" in [note["code"] for note in found["notes"]]


def test_a_list_for_another_day_than_the_published_plan_does_nothing(service: Asking) -> None:
    client = opened(service)
    switched_on(client)
    assert clock(client)["at"] is not None  # no plan says otherwise
    span = client.get(LIST).json()["invitations"]["span"]
    moved = {name: text.replace("03-05", "03-04") for name, text in span.items()}
    assert revised(client, span=moved).status_code == 200
    with service.database.work(PLANNER, NOW) as work:
        publish(work, drafted(work, FIRST), 1, None)
    found = clock(client)
    assert (found["at"], [note["code"] for note in found["notes"]]) == (None, ["list_on_another_day"])
    assert Timekeeper(service.database, office_of(Settings(_env_file=None)), lambda: NOW).look() == ()


def test_when_nothing_will_leave_it_says_why(service: Asking) -> None:
    client = opened(service)
    with at(service, datetime.fromisoformat("2027-03-01T10:00:00+08:00")):
        found = clock(client)
    assert (found["at"], found["mails"]) == (None, 0)
    assert [note["code"] for note in found["notes"]] == ["invitations_closed"]


def test_links_are_for_who_may_write(service: Asking) -> None:
    opened(service)
    assert codes(service.client(Role.READER).get(f"{LIST}/clock")) == (403, ["not_allowed"])


def test_without_a_list_there_is_nothing_to_see(service: Asking) -> None:
    assert codes(staff(service).get(f"{LIST}/clock")) == (404, ["no_such_record"])


@pytest.mark.parametrize(
    ("days", "language", "words"),
    [
        (
            (0, 2),
            "zh",
            "尚未答复的，在答复截止前第 2 个工作日、截止当天 10:00 起提醒；每人每天至多一次",
        ),
        (
            (1,),
            "en",
            (
                "who owes an answer is reminded 1 working days before the deadline, "
                "from 10:00, once a day at most"
            ),
        ),
        ((), "zh", "不自动提醒"),
    ],
)
def test_the_rule_of_reminders_is_told_in_words_with_its_source(
    days: tuple[int, ...], language: Language, words: str
) -> None:
    rule = ReminderRule(working_days_before=days, source="局务会；未核")
    source = "（局务会；未核，2026-11-27 起）" if language == "zh" else " (局务会；未核; since 2026-11-27)"
    assert reminder_words(rule, language) == words + source


def test_a_guest_is_given_longer_and_mail_calendar_and_page_say_the_new_day(service: Asking) -> None:
    client = sent(service)
    until = "2026-04-09T18:00:00+08:00"
    answer = act(client, "extend", 0, answer_by=until, note="董事长在国外")
    [(recipient, occasion, subject, text)] = shown(answer)
    assert (recipient, occasion) == ("g0@firm.example", "extension")
    assert (subject[:8], "回复截止：2026年4月9日（周四）18:00" in text) == ("【回复期限延长】", True)
    [item, other, _] = client.get(LIST).json()["invitations"]["invitations"]
    said = item["history"][-1]["act"]
    assert (said["kind"], said["by"], said["note"]) == ("extend", "甲", "董事长在国外")
    assert datetime.fromisoformat(item["answer_by"]) == datetime.fromisoformat(until)
    assert item["answer_by"] != other["answer_by"]
    link = client.get(f"{LIST}/g0/link").json()["link"]
    page = f"{service.address}/r/{link.rpartition('/r/')[2]}"
    assert "2026年4月9日（周四）18:00" in httpx.get(page).text
    calendar = httpx.get(f"{page}/event.ics").text.replace("\r\n ", "")
    assert "回复截止：2026年4月9日（周四）18:00" in calendar


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"answer_by": "2026-04-02T18:00:00+08:00", "note": "早"}, ["deadline_not_later"]),
        ({"answer_by": "2027-03-06T18:00:00+08:00", "note": "晚"}, ["deadline_after_event"]),
        ({"answer_by": "2026-04-09T18:00:00+08:00", "note": " "}, ["value_unusable"]),
        ({"answer_by": "2026-04-09T18:00:00+08:00"}, ["missing"]),
    ],
)
def test_a_deadline_that_gives_no_time_or_no_reason_is_refused_and_changes_nothing(
    service: Asking, fields: dict[str, str], found: list[str]
) -> None:
    client = sent(service)
    before = dump(service.database)
    assert codes(act(client, "extend", 0, **fields)) == (422, found)
    assert changed_tables(before, dump(service.database)) == set()
