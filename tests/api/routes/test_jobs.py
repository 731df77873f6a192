"""``/jobs`` over HTTP: asked for, listed, followed, cancelled."""

import json
from collections.abc import AsyncIterator, Iterator
from threading import Event
from typing import Any

import httpx
import pytest

from api.accounts.principal import Principal
from api.accounts.role import Role
from api.jobs.engine import Leg, Standing
from api.jobs.events import events
from api.routes import context
from api.routes import jobs as routes
from api.settings import Settings
from api.store import job_attempts
from api.store.database import Database
from api.store.job_attempts import Attempt
from api.store.jobs import JobState
from api.store.work import SYSTEM
from planner.progress import Phase, Progress
from tests.api.application import Overrides, application
from tests.api.jobs.fake_engine import FakeEngine
from tests.api.servers import serving, wait_until
from tests.api.spring import NOW, PLANNER, SEASON, kept_season


class Desk:
    """The service, its engine, and a client."""

    def __init__(self, database: Database, client: httpx.Client, engine: FakeEngine) -> None:
        self.database, self.client, self.engine = database, client, engine

    def asked(self, **more: object) -> dict[str, object]:
        answer = self.client.post("/jobs", json={"season": SEASON.id, "effort": 1, **more})
        assert answer.status_code == 202, answer.text
        found: dict[str, object] = answer.json()
        return found

    def taken(self, job: object) -> Attempt:
        with self.database.work(SYSTEM, NOW) as work:
            attempt = job_attempts.take(work, str(job), "w1", 5)
        assert attempt is not None
        return attempt

    def told(self, attempt: Attempt, best: int) -> None:
        step = Progress(phase=Phase.DIVE, best=best, bound=100)
        with self.database.work(SYSTEM, NOW) as work:
            job_attempts.tell(work, attempt, step, 1.0)

    def finished(self, attempt: Attempt) -> None:
        with self.database.work(SYSTEM, NOW) as work:
            job_attempts.finish(work, attempt, JobState.DONE, result="d1")


@pytest.fixture
def desk(database: Database, database_url: str) -> Iterator[Desk]:
    with database.work(PLANNER, NOW) as work:
        kept_season(work)
    engine = FakeEngine()
    overrides: Overrides = {
        context.principal: lambda: Principal(account="a", name="甲", role=Role.PLANNER),
        routes._engines: lambda: lambda: engine,
    }
    app = application(Settings(database_url=database_url), database, lambda: NOW, overrides)
    with serving(app) as address, httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client:
        yield Desk(database, client, engine)


def test_a_plan_that_is_asked_for_is_put_down_and_handed_over(desk: Desk) -> None:
    answer = desk.client.post("/jobs", json={"season": SEASON.id, "seconds": 3})
    assert answer.status_code == 202
    job = answer.json()
    assert (job["state"], job["season"], job["requested_by"]) == ("queued", SEASON.id, "甲")
    assert answer.headers["location"] == f"/api/v1/jobs/{job['id']}"
    assert desk.client.get(f"/jobs/{job['id']}").json() == job
    wait_until(lambda: desk.engine.closed, "the hand-over")
    assert desk.engine.at == {job["id"]: Standing(Leg.WAITING, None)}


def test_one_key_sent_twice_is_one_job(desk: Desk) -> None:
    answers = [
        desk.client.post("/jobs", json={"season": SEASON.id}, headers={"Idempotency-Key": "k1"})
        for _ in range(2)
    ]
    assert answers[0].json() == answers[1].json()
    assert [answer.status_code for answer in answers] == [202, 202]
    wait_until(lambda: desk.engine.closed, "the hand-over")
    assert len(desk.engine.at) == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"season": "nowhere"}, 404, "no_such_record"),
        ({"season": SEASON.id, "kind": "replan"}, 409, "nothing_published"),
        ({"season": SEASON.id, "changes": [{"kind": "company_cancels", "company": "a"}]}, 422, None),
        ({"season": SEASON.id, "kind": "swim"}, 422, None),
        ({"season": SEASON.id, "seconds": 0}, 422, None),
        ({"season": SEASON.id, "effort": -1}, 422, None),
        ({"season": SEASON.id, "solver": "mine"}, 422, None),
        ({}, 422, None),
    ],
)
def test_what_cannot_be_planned_is_refused(
    desk: Desk, body: dict[str, object], status: int, code: str | None
) -> None:
    answer = desk.client.post("/jobs", json=body)
    assert answer.status_code == status
    assert code in {None, answer.json()["code"]}
    assert desk.client.get("/jobs").json()["items"] == []


def test_jobs_are_listed_and_filtered(desk: Desk) -> None:
    first, second = desk.asked(), desk.asked()
    desk.client.post(f"/jobs/{first['id']}/cancel")
    listed = desk.client.get("/jobs", params={"state": ["queued", "running"]}).json()
    assert [job["id"] for job in listed["items"]] == [second["id"]]
    assert desk.client.get("/jobs", params={"season": "other"}).json() == {"items": [], "next": None}
    page = desk.client.get("/jobs", params={"limit": 1}).json()
    rest = desk.client.get("/jobs", params={"limit": 1, "after": page["next"]}).json()
    assert {page["items"][0]["id"], rest["items"][0]["id"]} == {first["id"], second["id"]}
    assert rest["next"] is None


def test_unknown_jobs_are_not_found(desk: Desk) -> None:
    answers = (
        desk.client.get("/jobs/x"),
        desk.client.post("/jobs/x/cancel"),
        desk.client.get("/jobs/x/progress"),
    )
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(404, "no_such_job")] * 3


def test_cancelling_a_queued_job_ends_it_and_takes_it_out_of_the_queue(desk: Desk) -> None:
    job = str(desk.asked()["id"])
    wait_until(lambda: job in desk.engine.at, "the hand-over")
    assert desk.client.post(f"/jobs/{job}/cancel").json()["state"] == "cancelled"
    wait_until(lambda: desk.engine.at[job].leg is Leg.ENDED, "the withdrawal")


def test_cancelling_a_running_job_turns_it_at_once(desk: Desk) -> None:
    job = desk.asked()["id"]
    desk.taken(job)
    assert desk.client.post(f"/jobs/{job}/cancel").json()["state"] == "cancelling"


def _events(lines: Iterator[str]) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Id, event and data of each event with data."""
    fields: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        if line == "" and "data" in fields:
            yield fields["id"], fields["event"], json.loads(fields["data"])
        fields = {} if line == "" else fields | {name: value}


def test_progress_is_streamed_as_it_is_written_and_ends_with_the_draft(desk: Desk) -> None:
    job = desk.asked()["id"]
    attempt = desk.taken(job)
    desk.told(attempt, 10)
    with desk.client.stream("GET", f"/jobs/{job}/progress") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        heard = _events(answer.iter_lines())
        first = next(heard)
        assert first[1:] == (
            "progress",
            {
                "state": "running",
                "phase": "dive",
                "best": 10,
                "bound": 100,
                "gap_permille": 900,
                "seconds": 1,
            },
        )
        desk.told(attempt, 20)
        assert next(heard)[2]["best"] == 20
        desk.finished(attempt)
        [(last, name, end)] = list(heard)
    assert (name, end) == ("end", {"state": "done", "draft": "d1", "fault": None})
    again = desk.client.get(f"/jobs/{job}/progress", headers={"Last-Event-ID": last})
    assert (again.status_code, again.content) == (204, b"")
    from_first = desk.client.get(f"/jobs/{job}/progress", headers={"Last-Event-ID": first[0]})
    assert [event[1] for event in _events(iter(from_first.text.splitlines()))] == ["end"]


def test_a_listener_that_leaves_ends_its_stream(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = Event()

    async def watched(*arguments: Any) -> AsyncIterator[str]:
        try:
            async for event in events(*arguments):
                yield event
        finally:
            ended.set()

    monkeypatch.setattr(routes, "events", watched)
    job = desk.asked()["id"]
    desk.told(desk.taken(job), 10)
    with desk.client.stream("GET", f"/jobs/{job}/progress") as answer:
        heard = _events(answer.iter_lines())
        next(heard)
        assert not ended.is_set()
    assert ended.wait(60)
