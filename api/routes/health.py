"""Health, for load balancers and whoever watches: alive, ready, and what of. Nobody need log in."""

from typing import Any, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel

from api.routes.context import ServiceDep
from api.routes.service import Service
from api.store.health import Condition, condition

router = APIRouter(prefix="/health", tags=["运行状况 health"])
ALIVE_SECONDS = 30  # a worker beats every 5 s; one silent for longer is taken for dead


class Alive(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Ready(BaseModel):
    """Whether requests can be served: the database answers, and its tables are this program's."""

    status: Literal["ok", "failing"]
    database: Literal["reachable", "unreachable"]
    tables: Literal["current", "not current", "unknown"]


class Health(Ready):
    """Readiness, and who works in the background: without a worker all can be read, but no plan is made."""

    workers: int
    youngest_beat_seconds: float | None


_NOT_READY: dict[int | str, dict[str, Any]] = {503: {"model": Ready, "description": "暂不可用 · not ready"}}


@router.get("/live", operation_id="read_liveness", summary="进程是否在应答 · Whether the process answers")
def live() -> Alive:
    """进程仍在应答。The process answers."""
    return Alive()


@router.get(
    "/ready",
    responses=_NOT_READY,
    operation_id="read_readiness",
    summary="能否接待请求 · Whether requests can be served",
)
def ready(service: ServiceDep, response: Response) -> Ready:
    """可以接待请求；否则 503。Requests can be served; 503 otherwise."""
    found = _ready(condition(service.database))
    response.status_code = 200 if found.status == "ok" else 503
    return found


@router.get(
    "",
    responses={503: {"model": Health, "description": "暂不可用 · not ready"}},
    operation_id="read_health",
    summary="总体状况，含后台进程 · Readiness and workers",
)
def health(service: ServiceDep, response: Response) -> Health:
    """总体状况，含后台进程。Readiness, and the workers that live."""
    state = condition(service.database)
    found = _ready(state)
    response.status_code = 200 if found.status == "ok" else 503
    ages = _ages(service, state)
    return Health(
        **found.model_dump(),
        workers=sum(age <= ALIVE_SECONDS for age in ages),
        youngest_beat_seconds=min(ages, default=None),
    )


def _ages(service: Service, state: Condition) -> list[float]:
    now = service.clock()
    return [round((now - beat).total_seconds(), 1) for beat in state.beats]


def _ready(state: Condition) -> Ready:
    return Ready(
        status="ok" if state.is_current else "failing",
        database="reachable" if state.is_reachable else "unreachable",
        tables="unknown" if not state.is_reachable else "current" if state.is_current else "not current",
    )
