"""The days of an event over HTTP: ranked against the plan in force, each with what it costs and why."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from api.accounts.role import Role
from api.store import records
from api.store.companies import COMPANY
from api.store.people import BUSY_TIME, BusyTime
from api.store.publishing import publish
from events.dates import rank_days
from planner.clock import at
from planner.travel.network import Network
from tests.api.routes.asking import NOW as TODAY_OF_THE_SERVICE
from tests.api.routes.asking import Asking
from tests.api.spring import FIRST, FRIDAY, NOW, PLANNER, SEASON, THURSDAY, TUESDAY, drafted, kept_season
from tests.builders import MONDAY

DAYS = "/events/spring:forum/days"
TODAY = TODAY_OF_THE_SERVICE.date()
SATURDAY = FRIDAY + timedelta(days=1)


@pytest.fixture
def planned(service: Asking) -> httpx.Client:
    with service.database.work(PLANNER, NOW) as work:
        kept_season(work)
        publish(work, drafted(work, FIRST), 1, None)
    return service.client(Role.PLANNER)


def told(answer: httpx.Response) -> list[tuple[int | None, str, int, bool]]:
    """Rank, day, cost, whether it is exact."""
    assert answer.status_code == 200, answer.text
    return [
        (day["rank"], day["figures"]["day"], day["figures"]["cost"], day["figures"]["exact"])
        for day in answer.json()["days"]
    ]


def test_candidate_days_are_ranked_against_the_published_plan(planned: httpx.Client) -> None:
    answer = planned.get(DAYS)
    expected = rank_days(SEASON, FIRST, "forum", Network(SEASON))
    assert told(answer) == [
        (place, cost.day.isoformat(), cost.cost, cost.exact) for place, cost in enumerate(expected, 1)
    ]
    assert [day[1] for day in told(answer)] == [FRIDAY.isoformat(), THURSDAY.isoformat()]
    body = answer.json()
    assert (body["title"], body["publication"]) == ("装备制造企业家联谊会", 1)
    assert body["days"][0]["why"] == ["方案不受影响", "当年调休安排尚未公布"]


def test_any_day_can_be_weighed_and_a_rest_day_is_none(planned: httpx.Client) -> None:
    asked = {"days": [SATURDAY.isoformat(), MONDAY.isoformat(), FRIDAY.isoformat()]}
    answer = planned.post(DAYS, json=asked)
    ranks = [(rank, day) for rank, day, _, _ in told(answer)]
    assert ranks == [(1, FRIDAY.isoformat()), (2, MONDAY.isoformat()), (None, SATURDAY.isoformat())]
    monday, saturday = answer.json()["days"][1:]
    assert "江书记不能出席：外出招商" in monday["why"]
    assert saturday["why"][:2] == ["不在本季之内", "休息日"]


def test_too_short_a_notice_is_none(planned: httpx.Client) -> None:
    notice = (FRIDAY - TODAY).days
    for days, expected in ((notice - 1, [1, 2]), (notice, [1, None]), (notice + 1, [None, None])):
        assert [rank for rank, *_ in told(planned.get(DAYS, params={"notice_days": days}))] == expected
    assert planned.get(DAYS, params={"notice_days": notice}).json()["days"][1]["why"][0] == "通知时间不足"


def test_a_trip_that_must_give_way_is_named_and_the_cost_is_a_most(
    planned: httpx.Client, service: Asking
) -> None:
    event = planned.get("/events/spring:forum").json()["value"]
    required = {**event, "required": ["head"], "wished": []}
    answer = planned.put("/events/spring:forum", json=required, headers={"If-Match": '"1"'})
    assert answer.status_code == 200, answer.text
    found = planned.post(DAYS, json={"days": [MONDAY.isoformat()]})
    [(rank, _, cost, exact)] = told(found)
    assert (rank, exact, cost > 0) == (1, False, True)
    why = found.json()["days"][0]["why"]
    assert why[0] == f"方案最多减少{cost:,}分（让路的行程按取消计算）"
    assert why[1] == f"须让路：行程T01（长三角，江书记带队，{MONDAY.isoformat()}至{TUESDAY.isoformat()}）"
    assert why[2] == "必须出席的江书记：外出招商"


@pytest.mark.parametrize(
    ("role", "names"),
    [(Role.PLANNER, [["head", "busy"]]), (Role.EVENT_STAFF, [["head", "busy"]]), (Role.READER, [])],
)
def test_only_whoever_may_read_busy_times_is_told_who_is_busy(
    planned: httpx.Client, service: Asking, role: Role, names: list[list[str]]
) -> None:
    span = {"start": at(FRIDAY, 540), "end": at(FRIDAY, 720)}
    with service.database.work(PLANNER, NOW) as work:
        records.create(work, BUSY_TIME, BusyTime(id="b", person="head", title="体检", **span))
    found = service.client(role).post(DAYS, json={"days": [FRIDAY.isoformat()]})
    [day] = found.json()["days"]
    assert [[absent["person"], absent["why"]] for absent in day["figures"]["absent"]] == names
    assert ("江书记" in found.text, "体检" in found.text) == (bool(names), False)


def test_what_the_plan_names_and_the_records_lack_does_not_stand_in_the_way(
    planned: httpx.Client, service: Asking
) -> None:
    with service.database.work(PLANNER, NOW) as work:
        records.delete(work, COMPANY, "b", 1)
    assert [rank for rank, *_ in told(planned.get(DAYS))] == [1, 2]


def test_without_a_plan_the_days_are_ranked_by_who_is_free(service: Asking) -> None:
    with service.database.work(PLANNER, NOW) as work:
        kept_season(work)
    answer = service.client(Role.PLANNER).get(DAYS)
    assert [rank for rank, *_ in told(answer)] == [1, 2]
    assert answer.json()["publication"] == 0


def test_in_english(planned: httpx.Client, service: Asking) -> None:
    answer = service.client(Role.READER, language="en").get(DAYS)
    assert answer.json()["days"][0]["why"] == [
        "the plan loses nothing",
        "the year's make-up days are not announced yet",
    ]


@pytest.mark.parametrize(
    ("path", "body", "status", "codes"),
    [
        ("/events/spring:none/days", {}, 404, ["no_such_record"]),
        (DAYS, {"days": ["2027-03-02", "1066-10-14"]}, 422, ["greater_than_equal"]),
        (DAYS, {"notice_days": -1}, 422, ["greater_than_equal"]),
    ],
)
def test_what_cannot_be_weighed_is_refused(
    planned: httpx.Client, path: str, body: dict[str, Any], status: int, codes: list[str]
) -> None:
    answer = planned.post(path, json=body)
    assert answer.status_code == status, answer.text
    assert [fault["code"] for fault in answer.json()["faults"]] == codes


def test_a_unit_and_a_leader_may_not_ask(planned: httpx.Client, service: Asking) -> None:
    for role in (Role.UNIT, Role.LEADER):
        assert service.client(role, "bureau").get(DAYS).status_code == 403
