"""``/metrics`` for Prometheus: with an API token of scope ``metrics.read``, or from this machine if set."""

from ipaddress import ip_address
from threading import Lock
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.accounts.principal import Principal
from api.accounts.role import Action
from api.observe import metrics
from api.routes.context import Allowed, ServiceDep, principal
from api.routes.documentation import refusals
from api.routes.health import ALIVE_SECONDS
from api.routes.service import Service
from api.store.figures import connections, figures

router = APIRouter(tags=["运行状况 health"])
_scraping = Lock()  # gauges are set anew for each answer: two at once would mix
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")


def _asks_from_here(request: Request) -> bool:
    """Whether the request was made on this machine, and not handed on by a proxy that runs on it."""
    if request.client is None or any(header in request.headers for header in _FORWARDED):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _known(request: Request, service: ServiceDep) -> Principal | None:
    """Who asks; None where that does not matter."""
    if service.settings.metrics_from_loopback and _asks_from_here(request):
        return None
    return principal(request, service)


class AllowedOrHere(Allowed):
    """As :class:`Allowed`; with the setting ``metrics_from_loopback`` this very machine need not log in."""

    def __call__(  # type: ignore[override]  # nobody need be known here
        self, who: Annotated[Principal | None, Depends(_known)]
    ) -> Principal | None:
        """The principal, if there is one, and allowed."""
        return who and super().__call__(who)


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {}}}, **refusals(401, 403)},
    dependencies=[Depends(AllowedOrHere(Action.METRICS_READ))],
    operation_id="read_metrics",
    summary="运行指标 · Metrics",
)
def read_metrics(service: ServiceDep) -> Response:
    """运行指标，Prometheus 文本格式。Metrics in Prometheus' text format."""
    with _scraping:
        _gauge(service)
        return Response(metrics.exposition(), media_type=metrics.CONTENT_TYPE)


def _gauge(service: Service) -> None:
    with service.database.reading() as session:
        found = figures(session)
    for state, count in found.jobs.items():
        metrics.JOBS.labels(state).set(count)
    metrics.SOLVER_GAP.clear()
    for job, gap in found.gaps.items():
        metrics.SOLVER_GAP.labels(job).set(gap)
    now = service.clock()
    metrics.WORKERS.set(sum((now - beat).total_seconds() <= ALIVE_SECONDS for beat in found.beats))
    for state, count in connections(service.database).items():
        metrics.POOL.labels(state).set(count)
