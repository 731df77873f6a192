"""Seats from proposal to the door, over HTTP."""

from typing import Any

import httpx
import pytest

from api.accounts.role import Role
from tests.api.routes.answered_forum import DAY, EVENT, PATH, codes, guest, invited, match, staff
from tests.api.routes.asking import Asking

SEATING = f"{PATH}/seating"
TABLES = [{"number": 1, "seats": 4}, {"number": 2, "seats": 4}]


def person(name: str, order: int, **fields: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "rank": 3, "order": order} | fields


def dinner(*people: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"kind": "banquet", "day": DAY, "people": list(people), "tables": TABLES} | fields


SIX = tuple(person(f"p{k}", k) for k in range(6))


def proposed(client: httpx.Client, asked: dict[str, Any]) -> Any:
    answer = client.post(f"{SEATING}/proposals", json=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def kept(client: httpx.Client, name: str, asked: dict[str, Any], version: int = 0) -> Any:
    seating = proposed(client, asked)["seating"]
    answer = client.put(f"{SEATING}/{name}", json=seating, headers=match(version))
    assert answer.status_code == 200, answer.text
    return answer.json()


def tables_of(seating: dict[str, Any]) -> dict[str, int]:
    return {
        seat["attendee"]: group["number"]
        for group in seating["plan"]["groups"]
        for seat in group["seats"]
        if seat.get("attendee")
    }


def test_guests_who_accepted_sit_with_those_they_bring_and_with_hosts(service: Asking) -> None:
    client = staff(service)
    invited(client, g0={"plus_ones": 1, "companions": ["钱秘书"]}, g1={})
    given = {"id": "g1", "name": "嘉宾1", "rank": 1, "order": 1}
    found = proposed(
        client, dinner(given, from_invitations=True, hosts=["person-example"], apart=[["g0", "g1"]])
    )
    people = {item["id"]: item for item in found["seating"]["plan"]["attendees"]}
    assert list(people) == ["person-example", "g0", "g0+1", "g1"]
    assert (people["person-example"]["side"], people["g0+1"]["name"], people["g1"]["rank"]) == (
        "host",
        "钱秘书",
        1,
    )
    tables = tables_of(found["seating"])
    assert tables["g0"] == tables["g0+1"]
    assert tables["g0"] != tables["g1"]
    assert found["standing"] == "best"
    assert found["bound_points"] == found["terms"]["points"]


def test_on_a_rostrum_nobody_sits_whom_a_guest_brings(service: Asking) -> None:
    client = staff(service)
    invited(client, g0={"plus_ones": 1})
    found = proposed(client, {"kind": "rostrum", "day": DAY, "from_invitations": True})
    assert [item["id"] for item in found["seating"]["plan"]["attendees"]] == ["g0"]
    assert found["seating"]["banquet"] is None


def test_no_way_to_seat_them_is_an_answer_with_reasons(service: Asking) -> None:
    client = staff(service)
    found = proposed(client, dinner(*SIX, together=[["p0", "p1"]], apart=[["p0", "p1"]]))
    assert (found["standing"], found["seating"]) == ("infeasible", None)
    assert found["words"] == ["排不出符合要求的座次", "p0、p1：须同桌，其中p0与p1又不得同桌"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (dinner(), ["seating_nothing_to_seat"]),
        (dinner(*SIX, SIX[0]), ["seating_doubled"]),
        (dinner(*SIX, hosts=["nobody"]), ["seating_unknown_person"]),
        (dinner(*SIX, convention="none"), ["seating_convention_unknown"]),
        (dinner(*SIX, pinned={"p0": 9}), ["seating_unknown_table"]),
        ({"kind": "car", "day": DAY, "people": list(SIX)}, ["seating_car_full"]),
        ({"kind": "sofa", "day": DAY}, ["enum"]),
        ({"kind": "rostrum", "people": [SIX[0]]}, ["event_without_date"]),
    ],
)
def test_what_cannot_be_read_is_refused(service: Asking, asked: dict[str, Any], expected: list[str]) -> None:
    status, found = codes(staff(service).post(f"{SEATING}/proposals", json=asked))
    assert (status in {409, 422}, found) == (True, expected)


def test_guests_are_asked_for_where_there_is_no_list(service: Asking) -> None:
    asked = {"kind": "rostrum", "day": DAY, "from_invitations": True}
    assert codes(staff(service).post(f"{SEATING}/proposals", json=asked)) == (404, ["no_such_record"])


def test_a_seating_is_kept_by_name_under_one_version(service: Asking) -> None:
    client = staff(service)
    assert codes(client.get(SEATING)) == (404, ["no_such_sheet"])
    first = kept(client, "宴会", dinner(*SIX))
    rostrum = proposed(client, {"kind": "rostrum", "day": DAY, "people": list(SIX[:3])})["seating"]
    stale = client.put(f"{SEATING}/主席台", json=rostrum, headers=match(0))
    assert codes(stale) == (409, ["sheet_changed"])
    assert client.get(SEATING).json() == first
    second = client.put(f"{SEATING}/主席台", json=rostrum, headers=match(1))
    assert (second.status_code, second.headers["ETag"]) == (200, '"2"')
    assert list(second.json()["value"]["plans"]) == ["宴会", "主席台"]
    dropped = client.delete(f"{SEATING}/宴会", headers=match(2)).json()
    assert (dropped["version"], list(dropped["value"]["plans"])) == (3, ["主席台"])
    assert codes(client.delete(f"{SEATING}/宴会", headers=match(3))) == (404, ["no_such_record"])
    assert codes(client.put(f"{SEATING}/主席台", json=rostrum)) == (428, ["version_required"])


def test_a_seating_of_no_event_is_refused(service: Asking) -> None:
    client = staff(service)
    seating = proposed(client, dinner(*SIX))["seating"]
    answer = client.put("/events/season-example:none/seating/a", json=seating, headers=match(0))
    assert codes(answer) == (404, ["no_such_record"])


def test_people_may_be_exchanged_by_hand_but_not_against_what_was_asked(service: Asking) -> None:
    client = staff(service)
    seating = proposed(client, dinner(*SIX, apart=[["p0", "p1"]]))["seating"]
    tables = tables_of(seating)
    friend = next(name for name, table in tables.items() if table != tables["p1"] and name != "p0")
    other = next(name for name, table in tables.items() if table == tables["p1"] and name != "p1")
    exchanged = _exchanged(seating, friend, other)
    assert client.put(f"{SEATING}/宴会", json=exchanged, headers=match(0)).status_code == 200
    broken = client.put(f"{SEATING}/宴会", json=_exchanged(seating, "p1", friend), headers=match(1))
    assert codes(broken) == (422, ["seating_breaks"])
    lost = {**seating, "banquet": None}
    assert codes(client.put(f"{SEATING}/宴会", json=lost, headers=match(1))) == (
        422,
        ["seating_without_banquet"],
    )
    assert client.get(SEATING).json()["version"] == 1


def _exchanged(seating: dict[str, Any], one: str, other: str) -> dict[str, Any]:
    swap = {one: other, other: one}
    groups = [
        {
            **group,
            "seats": [
                {**seat, "attendee": swap.get(seat.get("attendee"), seat.get("attendee"))}
                for seat in group["seats"]
            ],
        }
        for group in seating["plan"]["groups"]
    ]
    return {**seating, "plan": {**seating["plan"], "groups": groups}}


def test_the_door_tells_a_guest_his_seats(service: Asking) -> None:
    client = staff(service)
    invited(client, g0={}, g1={})
    kept(client, "宴会", dinner(from_invitations=True))
    rostrum = {"kind": "rostrum", "day": DAY, "people": [person("g0", 1)]}
    kept(client, "主席台", rostrum, 1)
    photo = {"kind": "photo", "day": DAY, "people": [person("g1", 1)]}
    sheet = kept(client, "合影", photo, 2)
    # Of a photograph nothing is told.
    assert sheet["value"]["seats"] == {
        "g0": {"table": "1", "seat": "1号座；主席台（观众视角）左起第1座"},
        "g1": {"table": sheet["value"]["seats"]["g1"]["table"], "seat": "1号座"},
    }
    met = client.post(f"{PATH}/check-in", json={"guest": "g0"}).json()
    assert met["seat"] == sheet["value"]["seats"]["g0"]


def test_who_stays_away_leaves_his_chair_empty_and_a_dry_run_changes_nothing(service: Asking) -> None:
    client = staff(service)
    before = kept(client, "宴会", dinner(*SIX))
    path, change = f"{SEATING}/宴会/changes", {"act": "stays_away", "attendee": "p3"}
    dry = client.post(path, json=change, params={"dry_run": True}, headers=match(1)).json()
    assert (dry["dry_run"], dry["version"], dry["moved"], dry["reasons"]) == (True, 1, [], [])
    assert client.get(SEATING).json() == before
    done = client.post(path, json=change, headers=match(1)).json()
    assert (done["version"], done["seating"]) == (2, dry["seating"])
    now = client.get(SEATING).json()["value"]["plans"]["宴会"]
    assert now == done["seating"]
    assert set(tables_of(now)) == {"p0", "p1", "p2", "p4", "p5"}
    assert [item["id"] for item in now["banquet"]["attendees"]] == ["p0", "p1", "p2", "p4", "p5"]


def test_a_change_for_another_version_is_refused(service: Asking) -> None:
    client = staff(service)
    kept(client, "宴会", dinner(*SIX))
    change = {"act": "stays_away", "attendee": "p3"}
    for version in (0, 2):
        answer = client.post(f"{SEATING}/宴会/changes", json=change, headers=match(version))
        assert codes(answer) == (409, ["sheet_changed"])
    assert client.get(SEATING).json()["version"] == 1


def test_a_lost_table_without_chairs_elsewhere_changes_nothing_and_says_why(service: Asking) -> None:
    client = staff(service)
    before = kept(client, "宴会", dinner(*SIX))
    path, lost = f"{SEATING}/宴会/changes", {"act": "table_lost", "table": 2}
    dry = client.post(path, json=lost, params={"dry_run": True}, headers=match(1)).json()
    assert (dry["seating"], dry["reasons"]) == (None, ["共6人，只有4个座位"])
    assert codes(client.post(path, json=lost, headers=match(1))) == (422, ["seating_no_way"])
    assert client.get(SEATING).json() == before


def test_a_lost_table_moves_its_people_and_nobody_else(service: Asking) -> None:
    client = staff(service)
    tables = [*TABLES, {"number": 3, "seats": 6}]
    before = kept(client, "宴会", dinner(*SIX, tables=tables))["value"]["plans"]["宴会"]
    lost = {"act": "table_lost", "table": 1}
    found = client.post(f"{SEATING}/宴会/changes", json=lost, headers=match(1)).json()
    sat = {name for name, table in tables_of(before).items() if table == 1}
    assert {item["id"] for item in found["moved"]} == sat
    assert found["fewest"] is True
    assert [table["number"] for table in found["seating"]["banquet"]["tables"]] == [2, 3]


FILES = {
    "chart.svg": ("image/svg+xml", b"<svg"),
    "chart.png": ("image/png", b"\x89PNG"),
    "chart.pdf": ("application/pdf", b"%PDF"),
    "preview.svg": ("image/svg+xml", b"<svg"),
    "name-cards.pdf": ("application/pdf", b"%PDF"),
    "seat-list.docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        b"PK",
    ),
    "badges.pdf": ("application/pdf", b"%PDF"),
}


def test_files_are_of_their_kind_and_the_same_every_time(service: Asking) -> None:
    client = staff(service)
    invited(client, g0={}, g1={"plus_ones": 1})
    kept(client, "宴会", dinner(from_invitations=True, hosts=["person-example"]))
    for name, (kind, start) in FILES.items():
        first, second = (client.get(f"{SEATING}/宴会/{name}") for _ in range(2))
        assert (name, first.status_code, first.headers["Content-Type"]) == (name, 200, kind)
        assert first.content[:100].lstrip().startswith(start), name
        assert first.content == second.content, name


def test_the_longest_names_and_ids_there_may_be_can_be_seated(service: Asking) -> None:
    client = staff(service)
    event = client.get(PATH).json()["value"] | {"title": "长" * 300}
    assert client.put(PATH, json=event, headers=match(1)).status_code == 200
    host = client.get("/people/person-example").json()["value"] | {"name": "名" * 300, "title": "职" * 300}
    admin = service.client()
    assert admin.put("/people/person-example", json=host, headers=match(2)).status_code == 200
    long = guest(9, id="g" * 290, name="客" * 100, organisation="企" * 200, post="职" * 100)
    opening = {"demand": {}, "lists": [{"name": "a", "guests": [long]}], "companies": False, "day": DAY}
    assert client.post(f"{PATH}/invitations", json=opening).status_code == 201
    client.post(f"{PATH}/invitations/wave")
    act = {"kind": "accept", "guest": long["id"], "at": "2026-04-01T08:00:00Z", "reply": {"plus_ones": 1}}
    assert client.post(f"{PATH}/invitations/acts", json=act).status_code == 200
    kept(client, "宴会", dinner(from_invitations=True, hosts=["person-example"]))
    for name in FILES:
        assert client.get(f"{SEATING}/宴会/{name}").status_code == 200, name


def test_a_guest_who_was_not_invited_has_no_badge(service: Asking) -> None:
    client = staff(service)
    invited(client, g0={})
    kept(client, "宴会", dinner(*SIX[:1], from_invitations=True))
    answer = client.get(f"{SEATING}/宴会/badges.pdf")
    assert codes(answer) == (422, ["badge_without_code"])
    assert answer.json()["faults"][0]["value"] == "p0"
    assert client.get(f"{SEATING}/宴会/badges.pdf", params={"invited_only": True}).status_code == 200


def test_both_customs_for_even_numbers_are_drawn_before_anything_is_kept(service: Asking) -> None:
    client = staff(service)
    four = {"kind": "rostrum", "day": DAY, "people": list(SIX[:4])}
    answer = client.post(f"{SEATING}/preview.svg", json=four)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")
    assert "左为上，双数时1、2号同居中" in answer.text
    assert "左为上，双数时1号在居中座位左边" in answer.text
    nobody = {**four, "people": []}
    assert codes(client.post(f"{SEATING}/preview.svg", json=nobody)) == (422, ["seating_nothing_to_seat"])


@pytest.mark.parametrize("role", [Role.READER, Role.LEADER, Role.UNIT])
def test_seats_of_guests_are_for_staff_alone(service: Asking, role: Role) -> None:
    seating = kept(staff(service), "宴会", dinner(*SIX))["value"]["plans"]["宴会"]
    other = service.client(role)
    assert other.get(SEATING).status_code == 403
    assert other.put(f"{SEATING}/宴会", json=seating, headers=match(1)).status_code == 403
    assert other.get(f"{SEATING}/宴会/badges.pdf").status_code == 403


def test_the_examples_can_be_sent_in_their_order(service: Asking) -> None:
    client = staff(service)
    example = service.examples("/events/{identity}/seating")
    assert client.post(f"{SEATING}/proposals", json=example("post", "/proposals")).json()["seating"]
    assert client.post(f"{SEATING}/preview.svg", json=example("post", "/preview.svg")).status_code == 200
    put = client.put(f"{SEATING}/主席台", json=example("put", "/{name}"), headers=match(0))
    assert put.status_code == 200
    change = example("post", "/{name}/changes")
    changed = client.post(f"{SEATING}/主席台/changes", json=change, headers=match(1))
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    assert client.get(SEATING).json()["event"] == EVENT
