"""A series of joint meetings over HTTP: kept, previewed, laid into a season, changed by hand, laid again."""

from datetime import date
from threading import Thread
from typing import Any

import httpx
import pytest

from api.accounts.role import Role
from api.errors import AlreadyThere, StaleVersion
from api.store import meeting_series, records
from api.store.season_frames import SEASON as SEASONS
from api.store.work import SYSTEM
from planner.workdays import DayKind, DayOverride
from tests.api.routes.answered_forum import codes, match
from tests.api.routes.asking import NOW, Asking
from tests.api.spring import PLANNER, kept_season
from tests.api.store.dump import changed_tables, dump

SERIES = "/joint-meeting-series"
BODY: dict[str, Any] = {
    "id": "joint",
    "title": "重点项目联席会议",
    "units": ["bureau", "park"],
    "leaders": ["head"],
    "start_minute": 870,
    "duration_minutes": 120,
    "venue": "区政府三楼会议室",
}
FIRST, LAST = date(2027, 3, 1), date(2027, 5, 31)
MARCH, APRIL, MAY = "spring:joint-2027-03", "spring:joint-2027-04", "spring:joint-2027-05"


@pytest.fixture
def staff(service: Asking) -> httpx.Client:
    """The event staff; the season lasts until May, and the park is led by the deputy."""
    with service.database.work(PLANNER, NOW) as work:
        kept_season(work)
        frame = records.stored(work.session, SEASONS, "spring")
        off = DayOverride(day=date(2027, 4, 20), kind=DayKind.REST_DAY, note="区庆")
        longer = frame.value.model_copy(update={"first": FIRST, "last": LAST, "day_overrides": (off,)})
        records.replace(work, SEASONS, longer, frame.version)
    client = service.client(Role.EVENT_STAFF)
    planner = service.client(Role.PLANNER)
    park = planner.get("/units/park").json()
    led = park["value"] | {"roster": {"deputy": "deputy"}}
    assert planner.put("/units/park", json=led, headers=match(park["version"])).status_code == 200
    assert client.post(SERIES, json=BODY).status_code == 201
    return client


def laid(client: httpx.Client, version: int = 1, **params: Any) -> httpx.Response:
    body = {"season": "spring"}
    return client.post(f"{SERIES}/joint/meetings", json=body, headers=match(version), params=params)


def outcomes(answer: httpx.Response) -> dict[str, str]:
    assert answer.status_code == 200, answer.text
    return {item["event"]: item["outcome"] for item in answer.json()["meetings"]}


def event(client: httpx.Client, identity: str) -> Any:
    return client.get(f"/events/{identity}").json()


def put_event(client: httpx.Client, identity: str, **fields: Any) -> None:
    now = event(client, identity)
    answer = client.put(f"/events/{identity}", json=now["value"] | fields, headers=match(now["version"]))
    assert answer.status_code == 200, answer.text


def test_the_days_of_a_season_are_previewed_with_why_each_is_moved(staff: httpx.Client) -> None:
    answer = staff.get(f"{SERIES}/joint/meetings", params={"season": "spring"})
    found = answer.json()
    assert answer.headers["etag"] == '"1"'
    assert (found["dry_run"], found["unrepresented"]) == (True, ["bureau"])
    assert [(item["usual"], item["day"], item["text"]) for item in found["meetings"]] == [
        (
            "2027-03-20",
            "2027-03-19",
            "2027年3月20日（星期六）是周末，提前到2027年3月19日（星期五）；新排入，2027年3月19日（星期五）",
        ),
        (
            "2027-04-20",
            "2027-04-19",
            "2027年4月20日（星期二）是区庆，提前到2027年4月19日（星期一）；新排入，2027年4月19日（星期一）",
        ),
        ("2027-05-20", "2027-05-20", "新排入，2027年5月20日（星期四）"),
    ]
    english = staff.get(
        f"{SERIES}/joint/meetings", params={"season": "spring"}, headers={"Accept-Language": "en"}
    )
    assert english.json()["meetings"][2]["text"].startswith("new, on ")


def test_a_dry_run_keeps_nothing_and_laying_makes_events_with_agendas(
    staff: httpx.Client, service: Asking
) -> None:
    before = dump(service.database)
    assert set(outcomes(laid(staff, dry_run=True)).values()) == {"created"}
    assert changed_tables(before, dump(service.database)) == set()
    assert set(outcomes(laid(staff)).values()) == {"created"}
    march = event(staff, MARCH)["value"]
    assert {
        name: march[name] for name in ("kind", "candidate_days", "required", "start_minute", "venue")
    } == {
        "kind": "joint_meeting",
        "candidate_days": ["2027-03-19"],
        "required": ["head", "deputy"],
        "start_minute": 870,
        "venue": "区政府三楼会议室",
    }
    agenda = staff.get(f"/joint-meetings/{MARCH}/agenda").json()
    assert (agenda["day"], agenda["following"]) == ("2027-03-19", "2027-04-19")
    assert "park" in agenda["agenda"]["units"]


def test_laid_twice_nothing_changes(staff: httpx.Client, service: Asking) -> None:
    laid(staff)
    before = dump(service.database)
    assert set(outcomes(laid(staff)).values()) == {"unchanged"}
    assert changed_tables(before, dump(service.database)) == set()


def test_what_was_moved_or_deleted_by_hand_stays_and_the_rest_follows_the_series(staff: httpx.Client) -> None:
    laid(staff)
    put_event(staff, MARCH, candidate_days=["2027-03-23"])
    assert staff.delete(f"/events/{MAY}", headers=match(1)).status_code == 200
    changed = staff.put(f"{SERIES}/joint", json=BODY | {"venue": "新馆"}, headers=match(1))
    assert changed.status_code == 200
    assert codes(laid(staff)) == (409, ["sheet_changed"])
    answer = laid(staff, 2)
    assert outcomes(answer) == {MARCH: "changed", APRIL: "changed", MAY: "deleted"}
    first = answer.json()["meetings"][0]
    assert (first["day"], first["changed"], first["by_hand"]) == ("2027-03-23", ["venue"], ["candidate_days"])
    assert first["text"].endswith("手工改过的保持不变：日期")
    march = event(staff, MARCH)["value"]
    assert (march["candidate_days"], march["venue"]) == (["2027-03-23"], "新馆")
    assert event(staff, APRIL)["value"]["venue"] == "新馆"
    assert staff.get(f"/events/{MAY}").status_code == 404
    assert outcomes(laid(staff, 2)) == {MARCH: "unchanged", APRIL: "unchanged", MAY: "deleted"}


def test_an_event_of_the_same_id_that_came_otherwise_is_left_alone(staff: httpx.Client) -> None:
    other = {
        "season": "spring", "id": "joint-2027-04", "kind": "joint_meeting", "title": "另一个会",
        "candidate_days": ["2027-04-07"],
    }  # fmt: skip
    assert staff.post("/events", json=other).status_code == 201
    assert outcomes(laid(staff))[APRIL] == "not_of_series"
    assert event(staff, APRIL)["value"]["title"] == "另一个会"


def test_laying_needs_the_version_that_was_seen_and_the_right_to_write(
    staff: httpx.Client, service: Asking
) -> None:
    body = {"season": "spring"}
    assert staff.post(f"{SERIES}/joint/meetings", json=body).status_code == 428
    assert codes(laid(staff, 7, dry_run=True)) == (409, ["sheet_changed"])
    missing = staff.post(f"{SERIES}/joint/meetings", json={"season": "autumn"}, headers=match(1))
    assert codes(missing) == (404, ["no_such_record"])
    assert codes(staff.get(f"{SERIES}/none/meetings", params=body)) == (404, ["no_such_record"])
    reader = service.client(Role.READER)
    assert reader.get(f"{SERIES}/joint/meetings", params=body).status_code == 200
    refused = reader.post(f"{SERIES}/joint/meetings", json=body, headers=match(1))
    assert refused.status_code == 403


def test_who_is_named_by_a_series_cannot_be_deleted(staff: httpx.Client, service: Asking) -> None:
    planner = service.client(Role.PLANNER)
    assert planner.delete("/units/park", headers=match(2)).status_code == 409
    unknown = staff.post(SERIES, json=BODY | {"id": "other", "units": ["none"]})
    assert (unknown.status_code, unknown.json()["faults"][0]["place"]) == (422, "units[0]")


def test_of_two_who_lay_it_at_once_one_makes_the_events(staff: httpx.Client, service: Asking) -> None:
    found: list[object] = []

    def lay() -> None:
        try:
            with service.database.work(SYSTEM, NOW) as work:
                meetings = meeting_series.lay(work, "joint", "spring", 1).meetings
            found.append(sorted(item.outcome.value for item in meetings))
        except (AlreadyThere, StaleVersion) as refused:
            found.append(refused)

    threads = [Thread(target=lay) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found.count(["created"] * 3) == 1
    assert found.count(["unchanged"] * 3) == 2
    assert {event(staff, name)["version"] for name in (MARCH, APRIL, MAY)} == {1}
