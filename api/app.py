"""The application: settings in, ASGI out; every router is hung in here."""

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from api.clock import Clock, wall_clock
from api.examples import description
from api.feeds.server import FeedServer, is_fetch
from api.feeds.throttle import Throttle
from api.observe.feed_fetches import CountedFetches
from api.observe.headers import SecurityHeaders
from api.observe.requests import Observed
from api.pages import door, reply
from api.routes import (
    accounts,
    alternatives,
    attendances,
    audit,
    bulletins,
    busy_calendars,
    busy_times,
    calendar_items,
    ceremonies,
    ceremony_files,
    chains,
    check_ins,
    cities,
    companies,
    company_export,
    docs_page,
    event_days,
    events,
    exports,
    facts,
    feeds,
    four_rates,
    guest_documents,
    guest_lists,
    health,
    helps,
    imports,
    invitation_clock,
    invitations,
    jobs,
    joint_meetings,
    login,
    mails,
    me,
    meeting_series,
    meetings,
    metrics,
    milestones,
    nominations,
    oidc,
    outposts,
    own_feeds,
    people,
    pins,
    plans,
    problem_list,
    problems,
    publications,
    regions,
    robots,
    run_sheet_files,
    run_sheets,
    seasons,
    seating,
    seating_files,
    solved_days,
    talent_pool,
    targets,
    tokens,
    unit_notices,
    units,
)
from api.routes.body_guard import BodyGuard
from api.routes.documentation import describe
from api.routes.service import Service
from api.settings import Settings
from api.store.database import Database

# Each is mounted below /api/v1. One line a router, in the order of the docs.
ROUTERS: Sequence[APIRouter] = (
    login.router,
    oidc.router,
    tokens.router,
    accounts.router,
    audit.router,
    units.router,
    people.router,
    chains.router,
    regions.router,
    outposts.router,
    cities.router,
    companies.router,
    busy_times.router,
    busy_calendars.router,
    seasons.router,
    events.router,
    event_days.router,
    solved_days.router,
    meeting_series.router,
    joint_meetings.router,
    guest_lists.router,
    invitations.router,
    invitation_clock.router,
    mails.router,
    check_ins.router,
    guest_documents.router,
    unit_notices.router,
    seating.router,
    seating_files.router,
    meetings.router,
    ceremonies.router,
    ceremony_files.router,
    run_sheets.router,
    run_sheet_files.router,
    pins.router,
    plans.router,
    helps.router,
    alternatives.router,
    publications.router,
    facts.router,
    problem_list.router,
    milestones.router,
    nominations.router,
    targets.records_router,
    targets.router,
    talent_pool.router,
    attendances.router,
    bulletins.router,
    four_rates.router,
    exports.router,
    company_export.router,
    me.router,
    imports.router,
    jobs.router,
    feeds.router,
    own_feeds.router,
    calendar_items.router,
)
# Outside /api/v1: for machines that watch, and for people who read.
ROOT_ROUTERS: Sequence[APIRouter] = (
    health.router,
    metrics.router,
    robots.router,
    docs_page.router,
    reply.router,
    door.router,
    description.router,
)
DESCRIPTION = """招商出行规划的接口。登录后用浏览器会话，或在 `Authorization: Bearer` 里带接口令牌。

Log in with a browser, or send an API token as `Authorization: Bearer`. Every refusal is
`application/problem+json` (RFC 9457) with a stable `code`, in the language of `Accept-Language`; every
change of a record says by `If-Match` which version it changes.

`make demo` 之后，用它打印的账号登录：每个操作都按数据库的现状填好了例子，照页面顺序逐个 Execute 即可；
只有密码、要上传的文件和外部日历的地址须自己填。

After `make demo` log in as it says: every operation is filled in with an example for the database as it
stands, to be executed one after another; only passwords, files and the address of a calendar elsewhere are
yours to put in.
"""


class Application(FastAPI):
    """FastAPI with our middleware around all of it, its own answers to defects included."""

    def build_middleware_stack(self) -> ASGIApp:
        """Calendars straight to their server; all else observed, headed, guarded."""
        service: Service = self.state.service
        feeds = CountedFetches(self.state.feeds)
        guarded = super().build_middleware_stack()
        rest = Observed(SecurityHeaders(guarded, is_secure=service.settings.is_secure))

        async def dispatch(scope: Scope, receive: Receive, send: Send) -> None:
            await (feeds if is_fetch(scope) else rest)(scope, receive, send)

        return dispatch


def create_app(settings: Settings, database: Database, clock: Clock = wall_clock) -> FastAPI:
    """The service on ``database``; nothing is read or written before the first request."""
    app = Application(
        title="招商出行规划 zhaoshang",
        version="1",
        description=DESCRIPTION,
        openapi_url=None,  # api.examples.description serves it
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        # Of itself FastAPI would report to wherever OTEL_EXPORTER_OTLP_ENDPOINT points.
        telemetry={"auto_configure": False, "tracing": False, "metrics": False, "logs": False},
    )
    app.state.service = Service(settings=settings, database=database, clock=clock)
    app.state.feeds = FeedServer(database, clock)
    app.state.guest_throttle = Throttle(time.monotonic)
    problems.install(app)
    app.add_middleware(BodyGuard)
    for router in ROUTERS:
        app.include_router(router, prefix="/api/v1")
    for router in ROOT_ROUTERS:
        app.include_router(router)
    describe(app)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    try:
        yield
    finally:
        await run_in_threadpool(app.state.feeds.close)  # writes down who fetched what
