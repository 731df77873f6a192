"""Revising an invitation list: time, quotas and drafts may be other, answers may not."""

from typing import Any

import pytest

from api.store.publishing import publish
from tests.api.routes.asking import NOW, Asking
from tests.api.routes.forum import (
    DAY,
    LIST,
    act,
    codes,
    guest,
    opened,
    opening,
    revised,
    revision,
    sent,
    shown,
    staff,
)
from tests.api.spring import PLANNER, SECOND, drafted
from tests.api.store.dump import changed_tables, dump


def test_a_new_hour_is_told_and_more_places_are_not(service: Asking) -> None:
    client = sent(service)
    span = {"start": f"{DAY}T10:00:00+08:00", "end": f"{DAY}T12:00:00+08:00"}
    told = revised(client, span=span)
    assert {mail[1] for mail in shown(told)} == {"update"}
    assert "10:00–12:00" in shown(told)[0][3]
    quotas = [{"id": "list", "places": 99}, *client.get(LIST).json()["invitations"]["quotas"][1:]]
    assert revised(client, quotas=quotas).json()["mails"] == 0
    assert client.get(LIST).json()["places"]["list"] == [3, 99]


def test_a_draft_added_stands_at_the_end_wherever_it_was_put(service: Asking) -> None:
    client = opened(service)
    items = client.get(LIST).json()["invitations"]["invitations"]
    added = {"guest": guest(7), "quotas": ["list"], "order": 1}
    assert revised(client, invitations=[added, *items[::-1]]).status_code == 200
    found = client.get(LIST).json()["invitations"]["invitations"]
    assert [item["guest"]["id"] for item in found] == ["g0", "g1", "g2", "g7"]
    assert len({row.position for row in _rows(service)}) == 4


def _rows(service: Asking) -> list[Any]:
    with service.database.engine.connect() as connection:
        return list(connection.exec_driver_sql("SELECT position FROM invitation").all())


def test_a_wrong_address_is_corrected(service: Asking) -> None:
    client = sent(service)
    items = client.get(LIST).json()["invitations"]["invitations"]
    items[0]["guest"]["mail"] = "right@firm.example"
    assert revised(client, invitations=items).status_code == 200
    assert shown(client.post(f"{LIST}/reminders"))[-1][0] == "right@firm.example"


@pytest.mark.parametrize(
    "change",
    [
        {"state": "accepted"},
        {"plus_ones": 5},
        {"reply": {"plus_ones": 1}},
        {"answer_by": "2027-01-01T00:00:00+08:00"},
        {"wave": 9},
        {"in_place_of": "g1"},
        {"delegate": "g1"},
        {"history": []},
    ],
)
def test_no_answer_is_changed_by_a_revision(service: Asking, change: dict[str, Any]) -> None:
    client = sent(service)
    items = client.get(LIST).json()["invitations"]["invitations"]
    before = dump(service.database)
    answer = revised(client, invitations=[items[0] | change, *items[1:]])
    assert codes(answer) == (422, ["answer_changed_by_revision"])
    assert changed_tables(before, dump(service.database)) == set()


def test_nobody_is_left_out_by_a_revision_nor_added_as_invited(service: Asking) -> None:
    client = opened(service)
    items = client.get(LIST).json()["invitations"]["invitations"]
    assert codes(revised(client, invitations=items[1:])) == (422, ["answer_changed_by_revision"])
    invited = {"guest": guest(7), "quotas": ["list"], "state": "accepted"}
    assert codes(revised(client, invitations=[*items, invited])) == (422, ["answer_changed_by_revision"])


def test_version_and_last_instants_are_the_servers_to_say(service: Asking) -> None:
    client = opened(service)
    start = f"{DAY}T09:00:00+08:00"
    version = client.get(LIST).json()["invitations"]["version"]
    answer = revised(client, version=2**40, invites_until="2027-01-01T00:00:00+08:00", answers_until=start)
    assert answer.json()["version"] == version + 1
    found = client.get(LIST).json()["invitations"]
    assert (found["invites_until"], found["answers_until"]) == (
        "2027-02-26T18:00:00+08:00",
        "2027-02-26T18:00:00+08:00",
    )


def test_a_rule_past_the_event_is_refused(service: Asking) -> None:
    client = opened(service)
    rule = client.get(LIST).json()["invitations"]["rule"] | {"last_answer": "2027-04-01"}
    before = dump(service.database)
    assert codes(revised(client, rule=rule)) == (422, ["answers_after_event"])
    assert changed_tables(before, dump(service.database)) == set()


def test_the_list_moves_to_the_published_day_and_to_no_other(service: Asking) -> None:
    client = opened(service)
    with service.database.work(PLANNER, NOW) as work:
        publish(work, drafted(work, SECOND), 1, None)  # on Thursday, while the list says Friday
    before = dump(service.database)
    saturday = {"start": "2027-03-06T09:00:00+08:00", "end": "2027-03-06T12:00:00+08:00"}
    refused = revised(client, span=saturday)
    assert codes(refused) == (409, ["event_day_published"])
    assert refused.json()["faults"][0]["place"] == "body.invitations.span.start"
    assert changed_tables(before, dump(service.database)) == set()
    assert revised(client, title="日期照旧").status_code == 200
    thursday = {"start": "2027-03-04T09:00:00+08:00", "end": "2027-03-04T12:00:00+08:00"}
    assert revised(client, span=thursday).status_code == 200


def test_a_list_is_not_opened_on_another_day_than_the_published_one(service: Asking) -> None:
    client = staff(service)
    with service.database.work(PLANNER, NOW) as work:
        publish(work, drafted(work, SECOND), 1, None)
    refused = client.post(LIST, json=opening(guest(0)))
    assert codes(refused) == (409, ["event_day_published"])
    fault = refused.json()["faults"][0]
    assert (fault["place"], fault["value"]) == ("body.day", DAY)
    assert "2027-03-04" in fault["expected"] + fault["remedy"] + fault["message"]
    assert client.post(LIST, json=opening(guest(0), day="2027-03-04")).status_code == 201


def test_a_revision_of_what_has_changed_meanwhile_is_refused(service: Asking) -> None:
    client = opened(service)
    body, version = revision(client, title="新名称")
    client.post(f"{LIST}/wave")
    act(client, "withdraw", 2)
    items = client.get(LIST).json()["invitations"]["invitations"]
    body["invitations"]["invitations"] = items
    before = dump(service.database)
    refused = client.put(LIST, json=body, headers={"If-Match": version})
    assert codes(refused) == (409, ["list_changed"])
    assert changed_tables(before, dump(service.database)) == set()


def test_a_revision_says_what_it_revises(service: Asking) -> None:
    client = opened(service)
    body, version = revision(client)
    assert codes(client.put(LIST, json=body)) == (428, ["version_required"])
    assert codes(client.put(LIST, json=body, headers={"If-Match": '"x"'})) == (422, ["unfit_version"])
    body["invitations"]["event"] = "spring:other"
    assert codes(client.put(LIST, json=body, headers={"If-Match": version})) == (422, ["id_differs"])
