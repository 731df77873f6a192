"""A job's progress as server-sent events (WHATWG HTML, §9.2), read from its row."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from time import monotonic
from typing import Any

from pydantic_core import to_json

from api.store.jobs import MAKES_A_DRAFT, Job

RETRY_MS = 2_000
POLL_SECONDS = 0.5
COMMENT_SECONDS = 10.0


async def events(
    read: Callable[[], Awaitable[Job]],
    is_gone: Callable[[], Awaitable[bool]],
    last_step: int = -1,
    poll_seconds: float = POLL_SECONDS,
    comment_seconds: float = COMMENT_SECONDS,
) -> AsyncIterator[str]:
    """The job's steps after ``last_step``, until it ends or the listener ``is_gone``.

    An event ``progress`` has the job's state, phase, best value and bound (points), gap (permille) and
    seconds; the last event, ``end``, its final state, the draft if it made one and the fault that stopped it.
    Its id is the step, so that a listener who comes back (``Last-Event-ID``) hears only what is new. While
    nothing happens a comment keeps proxies from hanging up.
    """
    yield f"retry: {RETRY_MS}\n\n"
    said = monotonic()
    while not await is_gone():
        job = await read()
        if not job.is_open:
            draft = job.result if job.kind in MAKES_A_DRAFT else None
            yield _event("end", job.step, {"state": job.state, "draft": draft, "fault": job.fault})
            return
        if job.step > last_step:
            last_step, said = job.step, monotonic()
            yield _event("progress", job.step, _progress(job))
        elif monotonic() - said >= comment_seconds:
            said = monotonic()
            yield ": \n\n"
        await asyncio.sleep(poll_seconds)


def _progress(job: Job) -> dict[str, Any]:
    return job.model_dump(include={"state", "phase", "best", "bound", "gap_permille", "seconds"})


def _event(name: str, step: int, data: dict[str, Any]) -> str:
    return f"id: {step}\nevent: {name}\ndata: {to_json(data).decode()}\n\n"
