"""What would help a plan over HTTP: asked for, worked on, shown in sentences; and what is kept from whom."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from api.accounts.principal import Principal
from api.accounts.role import PERMITTED, Action, Role
from api.jobs.messages import HelpsTask
from api.jobs.results import keep_result
from api.jobs.run import task_of
from api.jobs.solver import found_helps
from api.routes import context
from api.routes import jobs as routes
from api.settings import Settings
from api.stopwatch import Stopwatch
from api.store import job_attempts, jobs
from api.store.database import Database
from api.store.publishing import publish
from api.store.work import SYSTEM
from planner.helps.report import helps
from planner.options import Options
from planner.plan import Plan, Status
from planner.wish import DayFreed, DaysAdded, PersonAdded
from tests.api.application import Overrides, application
from tests.api.jobs.fake_engine import FakeEngine
from tests.api.servers import serving, wait_until
from tests.api.spring import FIRST, NOW, PLANNER, SEASON, THURSDAY, drafted, kept_season


class Desk:
    """The service with a client, a worker's hand, and a published plan."""

    def __init__(self, database: Database, client: httpx.Client, engine: FakeEngine, plan: str) -> None:
        self.database, self.client, self.engine, self.plan = database, client, engine, plan
        self.scopes = PERMITTED[Role.PLANNER]

    @property
    def address(self) -> str:
        return f"/plans/{self.plan}/helps/jobs"

    def asked(self, **wish: Any) -> Any:
        answer = self.client.post(self.address, json={"effort": 0, "most": 1, **wish})
        assert answer.status_code == 202, answer.text
        return answer.json()

    def worked_on(self, job: str) -> HelpsTask:
        """The job taken by a worker and brought to its end; what it worked from."""
        with self.database.work(SYSTEM, NOW) as work:
            attempt = job_attempts.take(work, job, "w1", 5)
        assert attempt is not None
        task = task_of(self.database, job)
        assert isinstance(task, HelpsTask)
        outcome = found_helps(task, Stopwatch(), lambda _: None)
        with self.database.work(SYSTEM, NOW) as work:
            keep_result(work, attempt, jobs.job(work.session, job), outcome)
        return task

    def shown(self, job: str, language: str = "zh") -> Any:
        answer = self.client.get(f"{self.address}/{job}", headers={"Accept-Language": language})
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture
def desk(database: Database, database_url: str) -> Iterator[Desk]:
    with database.work(PLANNER, NOW) as work:
        kept_season(work)
        plan = drafted(work, FIRST)
        publish(work, plan, 1, None)
    engine, found = FakeEngine(), list[Desk]()
    overrides: Overrides = {
        context.principal: lambda: Principal(
            account="a", name="甲", role=Role.PLANNER, scopes=found[0].scopes
        ),
        routes._engines: lambda: lambda: engine,
    }
    app = application(Settings(database_url=database_url), database, lambda: NOW, overrides)
    with serving(app) as address, httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client:
        found.append(Desk(database, client, engine, plan))
        yield found[0]


def test_it_is_handed_over_and_followed_like_any_job(desk: Desk) -> None:
    answer = desk.client.post(desk.address, json={"seconds": 9})
    job = answer.json()
    assert (answer.status_code, job["kind"], job["state"]) == (202, "helps", "queued")
    assert answer.headers["location"] == f"/api/v1{desk.address}/{job['id']}"
    wait_until(lambda: desk.engine.closed, "the hand-over")
    assert list(desk.engine.at) == [job["id"]]
    shown = desk.shown(job["id"])
    assert (shown["state"], shown["plan"], shown["assessments"]) == ("queued", None, [])
    one, two = (
        desk.client.post(desk.address, json={}, headers={"Idempotency-Key": "key-1"}).json() for _ in range(2)
    )
    assert one == two
    assert desk.client.post(f"/jobs/{one['id']}/cancel").json()["state"] == "cancelled"


def test_what_was_found_is_told_with_its_figures(desk: Desk) -> None:
    wishes = (DaysAdded(person="head"), PersonAdded(person="deputy"))
    job = desk.asked(wishes=[wish.model_dump(mode="json") for wish in wishes], most=2, companies=["c"])["id"]
    task = desk.worked_on(job)
    assert (task.season.id, task.published is not None, task.arguments.today) == ("spring", True, NOW.date())
    expected = helps(
        task.season, task.plan, Options(effort=0), companies=("c",), wishes=wishes, most=2,
        published=task.plan, today=NOW.date(),
    )  # fmt: skip
    shown = desk.shown(job)
    assert shown["state"] == "done"
    assert shown["anew"]["total"] == (expected.anew.total if expected.anew else None)
    assert [item["figures"] for item in shown["assessments"]] == [
        item.model_dump(mode="json") for item in expected.assessments
    ]
    assert [item["figures"]["company"] for item in shown["losses"]] == [
        item.company for item in expected.losses
    ]
    told = {item["figures"]["wish"]["kind"]: item for item in shown["assessments"]}
    assert told["days_added"]["wish"] == "江书记多外出1天"
    assert told["days_added"]["basis"].startswith("精确")
    english = {item["figures"]["wish"]["kind"]: item for item in desk.shown(job, "en")["assessments"]}
    assert english["person_added"]["wish"] == "one more of 陆副区长's base and rank (副职)"


def test_of_a_draft_changes_are_counted_against_the_plan_it_was_based_on(desk: Desk) -> None:
    with desk.database.work(PLANNER, NOW) as work:
        desk.plan = drafted(work, FIRST, based_on=1)
    task = desk.worked_on(desk.asked()["id"])
    assert task.published is not None
    assert task.arguments.today is None
    with desk.database.work(PLANNER, NOW) as work:
        desk.plan = drafted(work, FIRST)
    assert desk.worked_on(desk.asked()["id"]).published is None


def test_who_may_not_read_busy_times_is_told_of_no_day_that_could_be_freed(desk: Desk) -> None:
    freed = DayFreed(person="bob", day=THURSDAY)
    asked = desk.asked(wishes=[freed.model_dump(mode="json")], companies=["c"])
    assert THURSDAY.isoformat() not in str(asked["arguments"])
    desk.worked_on(asked["id"])
    seen = [item["figures"]["wish"]["kind"] for item in desk.shown(asked["id"])["assessments"]]
    assert "day_freed" in seen
    desk.scopes = desk.scopes - {Action.BUSY_READ}
    shown = desk.shown(asked["id"])
    told = [item["figures"]["wish"]["kind"] for item in shown["assessments"]]
    assert told == [kind for kind in seen if kind != "day_freed"]
    assert "事务另行安排" not in str(shown)


def test_what_is_not_there_or_of_another_kind_is_refused(desk: Desk) -> None:
    plan = desk.client.post("/jobs", json={"season": "spring", "effort": 0}).json()["id"]
    mine = desk.asked()["id"]
    for address in (f"{desk.address}/{plan}", f"{desk.address}/none", f"/plans/other/helps/jobs/{mine}"):
        answer = desk.client.get(address)
        assert (answer.status_code, answer.json()["faults"][0]["code"]) == (404, "no_such_job")
    assert desk.client.post("/plans/none/helps/jobs", json={}).status_code == 404
    unknown = desk.client.post(desk.address, json={"companies": ["nobody"]})
    assert (unknown.status_code, unknown.json()["faults"][0]["code"]) == (422, "wish_names_unknown_company")
    nobody = {"wishes": [{"kind": "days_added", "person": "nobody"}]}
    refused = desk.client.post(desk.address, json=nobody)
    assert (refused.status_code, refused.json()["faults"][0]["code"]) == (422, "wish_names_unknown_person")
    moon = desk.client.post(desk.address, json={"wishes": [{"kind": "moon"}]})
    assert moon.status_code == 422


def test_a_plan_that_says_the_season_is_impossible_has_nothing_to_improve(desk: Desk) -> None:
    none = Plan(season=SEASON.id, made_at=NOW, status=Status.INFEASIBLE)
    with desk.database.work(PLANNER, NOW) as work:
        desk.plan = drafted(work, none)
    refused = desk.client.post(desk.address, json={})
    assert (refused.status_code, refused.json()["faults"][0]["code"]) == (409, "plan_without_trips")
