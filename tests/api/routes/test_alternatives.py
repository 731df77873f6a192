"""Alternatives for a trip over HTTP: figures and sentences, and what is refused."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from api.accounts.principal import Principal
from api.accounts.role import PERMITTED, Role
from api.routes import context
from api.settings import Settings
from api.store.database import Database
from planner.alternatives import alternatives
from planner.season import Season
from planner.solve import solve
from tests.api.application import Overrides, application
from tests.api.servers import serving
from tests.api.spring import NOW, PLANNER, SEASON, drafted, kept_season

PLAN = solve(SEASON)
TRIP = PLAN.trips[0].id


class Desk:
    """The service with a client, and a draft."""

    def __init__(self, client: httpx.Client, plan: str) -> None:
        self.client, self.plan = client, plan
        self.scopes = PERMITTED[Role.PLANNER]

    def asked(self, trip: str = TRIP, language: str = "zh", **query: Any) -> httpx.Response:
        return self.client.get(
            f"/plans/{self.plan}/trips/{trip}/alternatives",
            params=query,
            headers={"Accept-Language": language},
        )


@pytest.fixture
def desk(database: Database, database_url: str) -> Iterator[Desk]:
    with database.work(PLANNER, NOW) as work:
        kept_season(work)
        plan = drafted(work, PLAN)
    found = list[Desk]()
    overrides: Overrides = {
        context.principal: lambda: Principal(
            account="a", name="甲", role=Role.PLANNER, scopes=found[0].scopes
        )
    }
    app = application(Settings(database_url=database_url), database, lambda: NOW, overrides)
    with serving(app) as address, httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client:
        found.append(Desk(client, plan))
        yield found[0]


def test_figures_are_those_of_the_planner_and_sentences_tell_them(desk: Desk) -> None:
    season: Season = SEASON
    expected = alternatives(season, PLAN, TRIP)
    answer = desk.asked()
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["trip"], told["total"], told["worth"]) == (TRIP, PLAN.objective.total, expected.worth)
    assert [item["figures"] for item in told["alternatives"]] == [
        item.model_dump(mode="json") for item in expected.alternatives
    ]
    assert expected.alternatives
    first = told["alternatives"][0]
    assert first["differs"][-1].endswith("的会面不同")
    assert len(first["visits"]) == sum(bool(day.visits) for day in expected.alternatives[0].trip.days)
    english = desk.asked(language="en", most=1).json()["alternatives"]
    assert len(english) == 1
    assert english[0]["differs"][-1].endswith("of the meetings differ")


def test_what_is_not_there_is_not_found_and_numbers_are_bounded(desk: Desk) -> None:
    assert desk.asked("T99").json()["faults"][0]["code"] == "no_such_record"
    assert desk.asked("T99").status_code == 404
    assert desk.asked(most=0).status_code == 422
    desk.plan = "none"
    assert desk.asked().status_code == 404
