import pytest

from api.accounts.principal import Principal
from api.accounts.role import Action, Role
from api.documents.season_comparison import WhatIf
from api.store import documents
from api.store.database import Database
from api.store.drafts import keep_draft
from api.store.work import COMMAND_LINE
from planner.plan import Plan
from planner.season import Season
from tests.api.routes.desk import PLANNER, READER, Desk
from tests.api.spring import FIRST, NOW, SEASON, SECOND, THIRD, drafted, kept_season
from tests.builders import MONDAY, busy, company


@pytest.fixture
def drafts(database: Database) -> tuple[str, str, str]:
    with database.work(COMMAND_LINE, NOW) as work:
        kept_season(work)
        return (drafted(work, FIRST, title="一稿"), drafted(work, SECOND, title="二稿"), drafted(work, THIRD))


@pytest.fixture
def desk(database: Database, drafts: tuple[str, str, str]) -> Desk:
    return Desk(database)


def test_plans_are_listed_and_paged(desk: Desk, drafts: tuple[str, ...]) -> None:
    seen, after = [], ""
    for _ in range(3):
        page = desk("GET", f"/plans?limit=1{after}").json()
        seen += [item["id"] for item in page["items"]]
        after = f"&after={page['next']}"
    assert (sorted(seen), page["next"]) == (sorted(drafts), None)


def test_lists_are_filtered(desk: Desk, drafts: tuple[str, ...]) -> None:
    desk("POST", f"/plans/{drafts[0]}/publish", version=1)
    states = [item["state"] for item in desk("GET", "/plans?season=spring&state=published").json()["items"]]
    assert states == ["published"]
    assert desk("GET", "/plans?season=other").json()["items"] == []
    assert desk("GET", "/plans?job=none").json()["items"] == []
    assert desk.codes("GET", "/plans?after=x") == (422, ["unfit_cursor"])


def test_a_plan_and_its_season_come_as_they_are_kept(desk: Desk, drafts: tuple[str, ...]) -> None:
    record = desk("GET", f"/plans/{drafts[0]}")
    assert (record.json()["title"], record.headers["etag"]) == ("一稿", '"1"')
    assert Plan.model_validate(desk("GET", f"/plans/{drafts[0]}/plan").json()) == FIRST
    assert Season.model_validate(desk("GET", f"/plans/{drafts[0]}/season").json()) == SEASON
    assert desk("GET", f"/plans/{drafts[0]}/audit").json()["violations"] == []
    assert desk.codes("GET", "/plans/none/plan") == (404, ["no_such_record"])


def test_a_token_that_may_not_read_busy_times_gets_none(desk: Desk, drafts: tuple[str, ...]) -> None:
    desk.who = PLANNER.model_copy(update={"scopes": frozenset({Action.EXPORT})})
    found = Season.model_validate(desk("GET", f"/plans/{drafts[0]}/season").json())
    assert [person.busy for person in found.people] == [()] * 5
    desk.who = READER
    assert desk.codes("GET", f"/plans/{drafts[0]}/season") == (403, ["not_allowed"])


def test_a_draft_is_renamed_discarded_and_restored(desk: Desk, drafts: tuple[str, ...]) -> None:
    path = f"/plans/{drafts[0]}"
    assert desk("PUT", f"{path}/title", {"title": "定稿"}, version=1).json()["title"] == "定稿"
    assert desk.codes("PUT", f"{path}/title", {"title": "又一稿"}, version=1) == (409, ["stale_version"])
    assert desk("DELETE", path, version=2).json()["state"] == "discarded"
    assert len(desk("GET", "/plans").json()["items"]) == 2
    assert [item["id"] for item in desk("GET", "/plans?deleted=true").json()["items"]] == [drafts[0]]
    assert desk.codes("POST", f"{path}/publish", version=3) == (404, ["no_such_record"])
    assert desk("POST", f"{path}/restore", version=3).json()["state"] == "draft"
    assert desk.codes("DELETE", path) == (428, ["version_required"])


def test_two_plans_are_compared_in_words(desk: Desk, drafts: tuple[str, ...]) -> None:
    found = desk("GET", f"/plans/{drafts[0]}/diff/{drafts[2]}", accept_language="zh").json()
    assert [item["change"] for item in found["items"]] == ["visit_dropped", "visit_added"]
    assert [item["change"] for item in found["trips"]] == ["trip_changed"]
    assert found["lines"][1:3] == [
        "取消拜访 无锡远帆农机：原定 3月2日（星期二） 09:00 江书记",
        "新增拜访 苏州灯塔材料：3月2日（星期二） 09:00 江书记",
    ]
    terms = {item["term"]: (item["before"], item["after"]) for item in found["terms"]}
    assert terms["total"] == (FIRST.objective.total, THIRD.objective.total)
    assert terms["fares"] == (-FIRST.objective.fares, -THIRD.objective.fares)
    same = desk("GET", f"/plans/{drafts[0]}/diff/{drafts[0]}", accept_language="en").json()
    assert same["lines"] == ["The two plans do not differ."]


def test_two_plans_are_compared_with_their_seasons(
    desk: Desk, database: Database, drafts: tuple[str, ...]
) -> None:
    # The draft of a season with one more company, that the second plan meets not.
    later = SEASON.model_copy(update={"companies": (*SEASON.companies, company("d", MONDAY))})
    with database.work(COMMAND_LINE, NOW) as work:
        digest = documents.put(work, later.model_dump_json())
        new = keep_draft(work, season_id=SEASON.id, season_document=digest, plan=THIRD, based_on=None)
    found = desk("GET", f"/plans/{drafts[0]}/what-if/{new}", accept_language="zh").json()
    assert found == WhatIf.of((SEASON, FIRST), (later, THIRD), "zh").model_dump(mode="json")
    assert [(item["part"], item["subject"]) for item in found["comparison"]["seasons"]] == [("company", "d")]
    assert desk.codes("GET", f"/plans/{drafts[0]}/what-if/nowhere") == (404, ["no_such_record"])


def test_who_may_not_read_busy_times_or_seasons_does_not_learn_of_them_by_comparing(
    desk: Desk, database: Database, drafts: tuple[str, ...]
) -> None:
    tired = tuple(
        person.model_copy(update={"busy": (busy(MONDAY),)}) if person.id == "ann" else person
        for person in SEASON.people
    )
    with database.work(COMMAND_LINE, NOW) as work:
        digest = documents.put(work, SEASON.model_copy(update={"people": tired}).model_dump_json())
        new = keep_draft(work, season_id=SEASON.id, season_document=digest, plan=FIRST, based_on=None)
    path = f"/plans/{drafts[0]}/what-if/{new}"
    fields = [item["field"] for item in desk("GET", path).json()["comparison"]["seasons"]]
    assert fields == [["busy"]]
    desk.who = PLANNER.model_copy(update={"scopes": frozenset({Action.EXPORT})})
    assert desk("GET", path).json()["comparison"]["seasons"] == []
    desk.who = READER
    assert desk.codes("GET", path) == (403, ["not_allowed"])


def test_a_leader_does_not_see_plans(desk: Desk, drafts: tuple[str, ...]) -> None:
    desk.who = Principal(account="l", name="江书记", role=Role.LEADER, person="head")
    assert desk.codes("GET", "/plans") == (403, ["not_allowed"])
