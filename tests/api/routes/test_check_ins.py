"""Check-in over HTTP: each once, nobody turned away, the door's link opened and shut."""

from typing import Any

import httpx
import pytest

from api.accounts.role import Role
from api.store import check_ins, event_sheets
from api.store.event_sheets import SheetKind
from api.store.work import COMMAND_LINE
from planner.value import Value
from tests.api.routes.asking import NOW, Asking
from tests.api.routes.forum import BASE, EVENT, act, codes, sent, staff
from tests.api.store.dump import changed_tables, dump

CHECK_IN, DOOR = f"{BASE}/check-in", f"{BASE}/door"
WALK_IN = {"id": "w1", "name": "朱来", "organisation": "路过", "segment": "authority"}


class Seats(Value):
    """As much of a kept seating as the door reads."""

    seats: dict[str, dict[str, str]]


def met(client: httpx.Client, **coming: Any) -> dict[str, Any]:
    answer = client.post(CHECK_IN, json=coming)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def attendance(client: httpx.Client) -> dict[str, Any]:
    return dict(client.get(CHECK_IN).json())


def test_who_is_expected_is_welcome_and_once(service: Asking) -> None:
    client = sent(service)
    act(client, "accept", 0)
    act(client, "accept", 1)
    first = met(client, guest="g0")
    assert (first["outcome"], first["name"], first["flags"], first["first"]) == ("welcome", "嘉宾0", [], None)
    before = dump(service.database)
    again = met(client, guest="g0")
    assert (again["outcome"], again["first"]) == ("again", "2026-04-01T08:00:00Z")
    assert changed_tables(before, dump(service.database)) == set()
    found = attendance(client)
    assert [item["guest"] for item in found["arrivals"]] == ["g0"]
    assert (found["missing"], sum(found["heads"].values())) == (["g1"], 1)
    assert found["arrivals"][0]["by"] == "甲"


def test_who_was_not_expected_is_entered_with_a_flag(service: Asking) -> None:
    client = sent(service)
    act(client, "decline", 1)
    outcomes = {
        number: (answer["outcome"], [flag["code"] for flag in answer["flags"]])
        for number in (0, 1)
        for answer in [met(client, guest=f"g{number}")]
    }
    assert outcomes == {0: ("unanswered", ["came_unanswered"]), 1: ("declined", ["came_declined"])}
    walk_in = met(client, walk_in=WALK_IN, companions=2)
    assert walk_in["outcome"] == "walk_in"
    assert {flag["code"] for flag in walk_in["flags"]} == {"came_walk_in", "more_companions_than_granted"}
    assert len(attendance(client)["arrivals"]) == 3


def test_a_walk_in_who_is_on_the_list_is_recognised(service: Asking) -> None:
    client = sent(service)
    act(client, "accept", 0)
    known = WALK_IN | {"name": "嘉宾0", "organisation": "企业0"}
    assert met(client, walk_in=known)["outcome"] == "welcome"


def test_a_code_of_nobody_records_nothing(service: Asking) -> None:
    client = sent(service)
    before = dump(service.database)
    answer = met(client, guest="g99")
    assert (answer["outcome"], [flag["code"] for flag in answer["flags"]]) == (
        "unknown",
        ["guest_not_on_list"],
    )
    assert changed_tables(before, dump(service.database)) == set()


@pytest.mark.parametrize("coming", [{}, {"guest": ""}, {"companions": 2}])
def test_somebody_must_stand_there(service: Asking, coming: dict[str, Any]) -> None:
    client = sent(service)
    assert codes(client.post(CHECK_IN, json=coming)) == (422, ["nobody_at_the_door"])


def test_the_seat_is_told(service: Asking) -> None:
    client = sent(service)
    with service.database.work(COMMAND_LINE, NOW) as work:
        kept = Seats(seats={"g0": {"table": "3", "seat": "5"}})
        event_sheets.keep(work, EVENT, SheetKind.SEATING, kept, None)
    assert met(client, guest="g0")["seat"] == {"table": "3", "seat": "5"}
    assert met(client, guest="g1")["seat"] is None


def test_the_doors_link_lets_a_phone_in_until_it_is_renewed(service: Asking) -> None:
    client = sent(service)
    link = client.get(DOOR).json()["link"]
    path = link[link.index("/d/") :]
    assert httpx.get(f"{service.address}{path}").status_code == 200
    fresh = client.post(DOOR).json()["link"]
    assert client.get(DOOR).json()["link"] == fresh != link
    assert httpx.get(f"{service.address}{path}").status_code == 404
    assert httpx.get(f"{service.address}{fresh[fresh.index('/d/') :]}").status_code == 200
    with service.database.reading() as session:
        assert check_ins.event_by_door(session, path.removeprefix("/d/")) is None


@pytest.mark.parametrize(
    ("method", "path"), [("GET", CHECK_IN), ("POST", CHECK_IN), ("GET", DOOR), ("POST", DOOR)]
)
def test_without_a_list_nothing_is_found_and_without_the_right_nothing_is_told(
    service: Asking, method: str, path: str
) -> None:
    client = staff(service)
    body = {"guest": "g0"} if (method, path) == ("POST", CHECK_IN) else None
    assert codes(client.request(method, path, json=body)) == (404, ["no_such_record"])
    assert codes(service.client(Role.READER).request(method, path, json=body)) == (403, ["not_allowed"])
