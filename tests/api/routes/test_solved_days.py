"""Days of an event solved anew over HTTP: asked for, worked on, shown beside the quick ranking."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from api.accounts.principal import Principal
from api.accounts.role import PERMITTED, Action, Role
from api.jobs.messages import DaysTask
from api.jobs.results import keep_result
from api.jobs.run import task_of
from api.jobs.solver import solved_days
from api.routes import context
from api.routes import jobs as routes
from api.settings import Settings
from api.stopwatch import Stopwatch
from api.store import job_attempts, jobs, records
from api.store.database import Database
from api.store.people import BUSY_TIME, BusyTime
from api.store.publishing import publish
from api.store.season_frames import EVENT
from api.store.work import SYSTEM
from events.dates import rank_days
from events.solved_days import solve_day, weighed
from planner.clock import at
from planner.options import Options
from planner.travel.network import Network
from tests.api.application import Overrides, application
from tests.api.jobs.fake_engine import FakeEngine
from tests.api.servers import serving, wait_until
from tests.api.spring import FIRST, FRIDAY, NOW, PLANNER, SEASON, THURSDAY, drafted, kept_season
from tests.builders import MONDAY

DAYS = "/events/spring:forum/days"


class Desk:
    """The service with a client, and a worker's hand."""

    def __init__(self, database: Database, client: httpx.Client, engine: FakeEngine) -> None:
        self.database, self.client, self.engine = database, client, engine
        self.scopes = PERMITTED[Role.PLANNER]

    def asked(self, **wish: Any) -> Any:
        answer = self.client.post(f"{DAYS}/jobs", json={"effort": 1, **wish})
        assert answer.status_code == 202, answer.text
        return answer.json()

    def solved(self, job: str) -> None:
        """The job taken by a worker and brought to its end."""
        with self.database.work(SYSTEM, NOW) as work:
            attempt = job_attempts.take(work, job, "w1", 5)
        assert attempt is not None
        task = task_of(self.database, job)
        assert isinstance(task, DaysTask)
        outcome = solved_days(task, Stopwatch(), lambda _: None)
        with self.database.work(SYSTEM, NOW) as work:
            keep_result(work, attempt, jobs.job(work.session, job), outcome)

    def shown(self, job: str) -> Any:
        answer = self.client.get(f"{DAYS}/jobs/{job}")
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture
def desk(database: Database, database_url: str) -> Iterator[Desk]:
    with database.work(PLANNER, NOW) as work:
        kept_season(work)
        publish(work, drafted(work, FIRST), 1, None)
    engine, found = FakeEngine(), list[Desk]()
    overrides: Overrides = {
        context.principal: lambda: Principal(
            account="a", name="甲", role=Role.PLANNER, scopes=found[0].scopes
        ),
        routes._engines: lambda: lambda: engine,
    }
    app = application(Settings(database_url=database_url), database, lambda: NOW, overrides)
    with serving(app) as address, httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client:
        found.append(Desk(database, client, engine))
        yield found[0]


def test_the_days_asked_for_are_handed_over_best_first(desk: Desk) -> None:
    answer = desk.client.post(f"{DAYS}/jobs", json={"best": 1, "seconds": 9, "notice_days": 3})
    job = answer.json()
    assert (answer.status_code, job["kind"], job["state"], job["season"]) == (202, "days", "queued", "spring")
    assert answer.headers["location"] == f"/api/v1{DAYS}/jobs/{job['id']}"
    told = {name: job["arguments"][name] for name in ("event", "days", "notice_days", "seconds", "based_on")}
    assert told == {
        "event": "forum", "days": [FRIDAY.isoformat()], "notice_days": 3, "seconds": 9.0, "based_on": 1,
    }  # fmt: skip
    wait_until(lambda: desk.engine.closed, "the hand-over")
    assert list(desk.engine.at) == [job["id"]]
    shown = desk.shown(job["id"])
    assert (shown["state"], shown["asked"], shown["solved"]) == ("queued", 1, 0)
    assert [day["weighed"]["rank"] for day in shown["days"]] == [None, None]
    assert shown["days"][0]["why_solved"] == ["尚未重新编排"]


def test_what_solving_found_is_ranked_beside_the_quick_figures(desk: Desk) -> None:
    job = desk.asked()["id"]
    desk.solved(job)
    shown = desk.shown(job)
    assert (shown["state"], shown["asked"], shown["solved"], shown["publication"]) == ("done", 2, 2, 1)
    quick = rank_days(SEASON, FIRST, "forum", Network(SEASON))
    days = [
        solve_day(SEASON, FIRST, "forum", cost.day, Options(effort=1), today=NOW.date()) for cost in quick
    ]
    expected = weighed(SEASON, FIRST, quick, days, Network(SEASON))
    told = [(day["weighed"]["quick"]["day"], day["weighed"]["cost"]) for day in shown["days"]]
    assert told == [(day.quick.day.isoformat(), day.cost) for day in expected]
    assert [day["weighed"]["rank"] for day in shown["days"]] == [1, 2]
    assert {day["weighed"]["quick_rank"] for day in shown["days"]} == {1, 2}
    assert shown["days"][0]["why_solved"][0].startswith("重新编排后方案")
    english = desk.client.get(f"{DAYS}/jobs/{job}", headers={"Accept-Language": "en"}).json()
    assert english["days"][0]["why_solved"][0].startswith("planned anew")


def test_what_stood_when_it_was_asked_for_is_what_is_shown(desk: Desk) -> None:
    job = desk.asked()["id"]
    desk.solved(job)
    before = desk.shown(job)
    with desk.database.work(PLANNER, NOW) as work:
        event = records.stored(work.session, EVENT, "spring:forum")
        later = event.value.model_copy(update={"candidate_days": (MONDAY,)})
        records.replace(work, EVENT, later, event.version)
    assert desk.shown(job) == before


def test_days_on_which_it_cannot_be_held_are_not_solved(desk: Desk) -> None:
    asked = {"days": [FRIDAY.isoformat(), "2027-03-06"]}
    job = desk.asked(**asked)
    assert job["arguments"]["days"] == [FRIDAY.isoformat()]
    desk.solved(job["id"])
    saturday = desk.shown(job["id"])["days"][-1]
    assert (saturday["weighed"]["quick_rank"], saturday["why_solved"]) == (None, [])
    assert "休息日" in saturday["why"]
    refused = desk.client.post(f"{DAYS}/jobs", json={"days": ["2027-03-06"]})
    assert (refused.status_code, refused.json()["faults"][0]["code"]) == (409, "no_day_to_solve")


def test_a_job_of_another_kind_or_event_is_not_shown(desk: Desk) -> None:
    plan = desk.client.post("/jobs", json={"season": "spring", "effort": 0}).json()["id"]
    mine = desk.asked()["id"]
    for address in (f"{DAYS}/jobs/{plan}", f"{DAYS}/jobs/none", f"/events/spring:other/days/jobs/{mine}"):
        answer = desk.client.get(address)
        assert (answer.status_code, answer.json()["faults"][0]["code"]) == (404, "no_such_job")
    assert desk.client.post("/events/spring:none/days/jobs", json={}).status_code == 404


def test_a_plan_job_cannot_be_asked_to_solve_days(desk: Desk) -> None:
    refused = desk.client.post("/jobs", json={"season": "spring", "kind": "days"})
    assert (refused.status_code, refused.json()["faults"][0]["place"]) == (422, "body.kind")


def test_it_is_asked_for_once_with_one_key_and_cancelled_like_any_job(desk: Desk) -> None:
    headers = {"Idempotency-Key": "key-1"}
    one, two = (desk.client.post(f"{DAYS}/jobs", json={}, headers=headers).json() for _ in range(2))
    assert one == two
    assert desk.client.post(f"/jobs/{one['id']}/cancel").json()["state"] == "cancelled"
    assert desk.shown(one["id"])["state"] == "cancelled"


def test_who_may_not_read_busy_times_is_not_told_that_somebody_is_missing_for_it(desk: Desk) -> None:
    span = {"start": at(THURSDAY, 0), "end": at(FRIDAY, 0)}
    with desk.database.work(PLANNER, NOW) as work:
        records.create(work, BUSY_TIME, BusyTime.model_validate({"id": "x", "person": "head", **span}))
    job = desk.asked()["id"]
    desk.solved(job)

    def thursday() -> Any:
        days = desk.shown(job)["days"]
        return next(day for day in days if day["weighed"]["quick"]["day"] == THURSDAY.isoformat())

    seen = thursday()
    assert seen["weighed"]["solved"]["missing"] == ["head"]
    assert "不能出席：江书记" in seen["why_solved"]
    desk.scopes = desk.scopes - {Action.BUSY_READ}
    hidden = thursday()
    assert hidden["weighed"]["solved"]["missing"] == []
    told = (*hidden["why"], *hidden["why_solved"])
    assert not any("江书记" in text and "出席" in text for text in told)
