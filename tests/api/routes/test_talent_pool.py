"""The talent pool over HTTP: who lacks which training, who travelled how much; attendance fills it."""

from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from api.accounts.role import Role
from api.store import records
from api.store.publishing import publish
from api.store.season_frames import EVENT, SeasonEvent
from planner.event import EventKind
from tests.api.routes.asking import NOW as TODAY
from tests.api.routes.asking import Asking
from tests.api.spring import FIRST, FRIDAY, NOW, PLANNER, THURSDAY, drafted, kept_season

STEPS = {"1": "2026-01-05", "2": "2026-01-12", "3": "2026-01-19", "4": "2026-03-02"}
MEMBERS: tuple[dict[str, Any], ...] = (
    {"person": "ann", "steps": STEPS, "trainings": ["礼仪"], "skills": ["英语"]},
    {"person": "bob", "steps": STEPS,
     "secondments": [{"to": "驻沪办", "first": "2026-03-01", "last": "2026-06-30"}]},
    {"person": "cat", "steps": {"1": "2026-01-05", "2": "2026-01-12", "3": "2026-01-19"},
     "publicity": {"first": "2026-03-02", "last": "2026-03-20"}},
)  # fmt: skip
TRAINING, SECOND = "/trainings/spring:t1/attendance", "/trainings/spring:t2/attendance"


def training(identity: str, day: date) -> SeasonEvent:
    return SeasonEvent(
        season="spring", id=identity, kind=EventKind.TRAINING, title=f"培训{identity}", candidate_days=(day,)
    )


@pytest.fixture
def staff(service: Asking) -> httpx.Client:
    with service.database.work(PLANNER, NOW) as work:
        kept_season(work)
        for identity, day in (("t1", THURSDAY), ("t2", FRIDAY)):
            records.create(work, EVENT, training(identity, day))
        publish(work, drafted(work, FIRST), 1, None)
    planner = service.client(Role.PLANNER)
    for member in MEMBERS:
        answer = planner.post("/nominations", json=member)
        assert answer.status_code == 201, answer.text
    return service.client(Role.EVENT_STAFF)


def pool(client: httpx.Client, **asked: Any) -> dict[str, dict[str, Any]]:
    answer = client.get("/talent-pool", params=asked)
    assert answer.status_code == 200, answer.text
    return {item["person"]: item for item in answer.json()["members"]}


def trainings(client: httpx.Client) -> dict[str, list[str]]:
    return {name: item["membership"]["trainings"] for name, item in sorted(pool(client).items())}


def told(
    client: httpx.Client, *present: str, subject: str = "政策", path: str = TRAINING, version: int = 0
) -> Any:
    headers = {"If-Match": f'"{version}"'} if version else {}
    body = {"subject": subject, "present": list(present)}
    answer = client.put(path, json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_pool_tells_who_is_in_it_what_he_lacks_and_where_he_is(staff: httpx.Client) -> None:
    found = pool(staff, training=["礼仪", "政策"])
    shown = ("name", "unit_name", "admitted", "lacks")
    assert {name: tuple(item[key] for key in shown) for name, item in found.items()} == {
        "ann": ("安干事", "招商投资局", True, ["政策"]),
        "bob": ("包干事", "德望工业园", True, ["礼仪", "政策"]),
        "cat": ("蔡干事", "招商投资局", False, []),
    }
    assert found["bob"]["seconded_to"] == "驻沪办"
    assert [found[name]["admissible"] for name in ("ann", "bob", "cat")] == [False, False, True]


def test_days_away_are_of_the_year_and_who_travelled_least_comes_first(staff: httpx.Client) -> None:
    found = pool(staff, year=2027)
    assert {name: item["load"] for name, item in found.items()} == {
        "ann": {"trips": 1, "days": 2},
        "bob": {"trips": 0, "days": 0},
        "cat": {"trips": 1, "days": 2},
    }
    assert list(found) == ["bob", "ann", "cat"]  # cat is not admitted yet
    assert {item["load"]["days"] for item in pool(staff).values()} == {0}
    assert staff.get("/talent-pool").json()["year"] == TODAY.year


def test_without_a_list_every_training_there_was_is_wanted(staff: httpx.Client) -> None:
    assert staff.get("/talent-pool").json()["trainings"] == ["礼仪"]
    told(staff, "ann")
    assert staff.get("/talent-pool").json()["trainings"] == ["政策", "礼仪"]
    assert list(pool(staff, lacking=True, training="政策")) == ["bob"]


def test_whoever_was_there_has_had_it_and_those_outside_are_named(staff: httpx.Client) -> None:
    answer = told(staff, "ann", "cat", "head", "ann")
    assert (answer["present"], answer["outside"], answer["version"]) == (["ann", "cat", "head"], ["head"], 1)
    assert trainings(staff) == {"ann": ["礼仪", "政策"], "bob": [], "cat": ["政策"]}
    read = staff.get(TRAINING)
    assert (read.json(), read.headers["etag"]) == (answer, '"1"')


def test_a_correction_takes_back_what_was_told_by_mistake_and_nothing_else(staff: httpx.Client) -> None:
    told(staff, "ann", "bob", subject="礼仪")
    told(staff, "bob", subject="礼仪", path=SECOND)
    # ann had it before; bob has had it by the other training too.
    told(staff, "cat", subject="礼仪", version=1)
    assert trainings(staff) == {"ann": ["礼仪"], "bob": ["礼仪"], "cat": ["礼仪"]}
    told(staff, subject="礼仪", path=SECOND, version=1)
    told(staff, subject="礼仪", version=2)
    assert trainings(staff)["cat"] == []


def test_another_subject_takes_the_place_of_the_first(staff: httpx.Client) -> None:
    told(staff, "ann", "bob")
    told(staff, "bob", subject="外语", version=1)
    assert trainings(staff) == {"ann": ["礼仪"], "bob": ["外语"], "cat": []}


def test_nothing_is_written_where_somebody_was_faster_or_is_nobody(staff: httpx.Client) -> None:
    told(staff, "ann")
    stale = staff.put(TRAINING, json={"subject": "政策", "present": ["bob"]})
    assert (stale.status_code, stale.json()["faults"][0]["code"]) == (409, "sheet_changed")
    body = {"subject": "政策", "present": ["bob", "x"]}
    nobody = staff.put(TRAINING, json=body, headers={"If-Match": '"1"'})
    fault = nobody.json()["faults"][0]
    assert (nobody.status_code, fault["code"], fault["place"]) == (422, "dangling_reference", "present[1]")
    assert trainings(staff)["bob"] == []


def test_only_a_training_has_an_attendance(staff: httpx.Client) -> None:
    refused = staff.put("/trainings/spring:forum/attendance", json={"subject": "x"})
    assert (refused.status_code, refused.json()["faults"][0]["code"]) == (409, "event_of_another_kind")
    assert staff.get(TRAINING).status_code == 404
    assert staff.get("/trainings/spring:none/attendance").status_code == 404


def test_the_history_of_a_nomination_tells_of_it(staff: httpx.Client, service: Asking) -> None:
    told(staff, "bob")
    history = service.client(Role.PLANNER).get("/nominations/bob/history").json()["items"]
    assert [item["action"] for item in history] == ["replace", "create"]


def test_a_unit_sees_its_own_people_and_tells_nothing(staff: httpx.Client, service: Asking) -> None:
    unit = service.client(Role.UNIT, "park")
    assert list(pool(unit)) == ["bob"]
    assert unit.put(TRAINING, json={"subject": "x"}).status_code == 403
    assert service.client(Role.LEADER).get("/talent-pool").status_code == 403


def test_publicity_that_is_not_over_admits_nobody(staff: httpx.Client, service: Asking) -> None:
    tomorrow = (TODAY + timedelta(days=1)).date().isoformat()
    longer = {**MEMBERS[2], "publicity": {"first": "2026-03-02", "last": tomorrow}}
    service.client(Role.PLANNER).put("/nominations/cat", json=longer, headers={"If-Match": '"1"'})
    assert pool(staff)["cat"]["admissible"] is False
