"""Server-sent events: what is new, once, then the end."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from api.jobs.events import events
from api.store.jobs import Job, JobKind, JobState
from planner.errors import Fault
from planner.progress import Phase
from tests.api.jobs.asking import NOW


def _job(step: int, state: JobState = JobState.RUNNING, **more: Any) -> Job:
    values: dict[str, Any] = dict.fromkeys(Job.model_fields) | {
        "id": "j", "kind": JobKind.PLAN, "season": "s", "arguments": {}, "state": state, "requested_by": "甲",
        "created_at": NOW, "attempts": 1, "step": step, "seconds": 1.5,
    }  # fmt: skip
    return Job.model_validate(values | more)


def _heard(
    jobs: list[Job], last_step: int = -1, is_gone: Callable[[], bool] = lambda: False, comment: float = 60
) -> list[str]:
    left = list(jobs)

    async def read() -> Job:
        return left.pop(0) if len(left) > 1 else left[0]

    async def gone() -> bool:
        return is_gone()

    async def listen() -> list[str]:
        return [event async for event in events(read, gone, last_step, 0, comment)]

    return asyncio.run(listen())


def test_a_job_of_days_ends_without_a_draft() -> None:
    heard = _heard([_job(3, JobState.DONE, result="digest", kind=JobKind.DAYS)])
    assert json.loads(heard[-1].split("data: ")[1]) == {"state": "done", "draft": None, "fault": None}


def test_steps_are_told_once_each_and_then_the_end() -> None:
    running = _job(1, phase=Phase.DIVE, best=90, bound=100, gap_permille=100)
    done = _job(3, JobState.DONE, result="d1")
    first, progress, end = _heard([running, running, running, done])
    assert first == "retry: 2000\n\n"
    assert progress.startswith("id: 1\nevent: progress\ndata: ")
    assert json.loads(progress.split("data: ")[1]) == {
        "state": "running", "phase": "dive", "best": 90, "bound": 100, "gap_permille": 100, "seconds": 1.5,
    }  # fmt: skip
    assert end == 'id: 3\nevent: end\ndata: {"state":"done","draft":"d1","fault":null}\n\n'


def test_who_comes_back_hears_what_is_new_alone() -> None:
    found = _heard([_job(4), _job(5), _job(6, JobState.CANCELLED)], last_step=4)
    assert [event.split("\n")[0] for event in found[1:]] == ["id: 5", "id: 6"]


def test_the_end_tells_the_fault() -> None:
    fault = Fault(code="job_defect", value="X", detail={"why": "y"})
    end = _heard([_job(1, JobState.FAILED, fault=fault)])[-1]
    assert json.loads(end.split("data: ")[1]) == {
        "state": "failed",
        "draft": None,
        "fault": {"code": "job_defect", "place": "", "value": "X", "detail": {"why": "y"}},
    }


def test_silence_is_filled_with_comments() -> None:
    found = _heard([_job(1), _job(1), _job(1), _job(2, JobState.DONE)], comment=0)
    assert found[2:-1] == [": \n\n"] * 2


def test_it_ends_when_the_listener_leaves() -> None:
    asked: list[int] = []

    def leaves() -> bool:
        asked.append(1)
        return len(asked) > 3

    assert len(_heard([_job(1)], is_gone=leaves)) == 2
