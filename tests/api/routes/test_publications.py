import pytest

from api.store.database import Database
from api.store.publications import published
from api.store.work import COMMAND_LINE
from tests.api.routes.desk import READER, Desk
from tests.api.spring import FIRST, NOW, SEASON, SECOND, THIRD, drafted, kept_season
from tests.plans import replaced


@pytest.fixture
def drafts(database: Database) -> tuple[str, str, str]:
    with database.work(COMMAND_LINE, NOW) as work:
        kept_season(work)
        return (drafted(work, FIRST, title="一稿"), drafted(work, SECOND, title="二稿"), drafted(work, THIRD))


@pytest.fixture
def desk(database: Database, drafts: tuple[str, str, str]) -> Desk:
    return Desk(database)


def in_force(database: Database) -> list[tuple[str, int]]:
    with database.reading() as session:
        return [(found.plan_id, found.number) for found in published(session)]


def test_a_dry_run_publishes_nothing(desk: Desk, database: Database, drafts: tuple[str, ...]) -> None:
    found = desk("POST", f"/plans/{drafts[0]}/publish?dry_run=true", version=1).json()
    assert (found["dry_run"], found["number"], found["plan"]["state"]) == (True, 1, "draft")
    people = [item["name"] for item in found["affected"] if item["target"]["kind"] == "person"]
    assert people == ["安干事", "江书记", "蔡干事"]
    assert in_force(database) == []


def test_a_plan_is_published(desk: Desk, database: Database, drafts: tuple[str, ...]) -> None:
    answer = desk("POST", f"/plans/{drafts[0]}/publish", version=1)
    assert (answer.status_code, answer.headers["etag"]) == (200, '"2"')
    assert (answer.json()["dry_run"], answer.json()["plan"]["published_by"]) == (False, "甲规划")
    assert in_force(database) == [(drafts[0], 1)]


def test_a_plan_that_breaks_a_rule_is_refused_with_reasons(desk: Desk, database: Database) -> None:
    early = replaced(FIRST, ("trips", 0, "days", 0, "visits", 0, "start"), lambda at: at.replace(hour=3))
    with database.work(COMMAND_LINE, NOW) as work:
        broken = drafted(work, early)
    answer = desk("POST", f"/plans/{broken}/publish", version=1, accept_language="zh")
    faults = answer.json()["faults"]
    assert (answer.status_code, {fault["code"] for fault in faults}) == (422, {"plan_fails_audit"})
    assert faults[0]["place"] == "trips[0].days[0].visits[0]"
    assert in_force(database) == []
    assert desk("GET", f"/plans/{broken}").json()["version"] == 1


def test_who_was_overtaken_is_told_and_may_rebase(
    desk: Desk, database: Database, drafts: tuple[str, ...]
) -> None:
    desk("POST", f"/plans/{drafts[0]}/publish", version=1)
    answer = desk("POST", f"/plans/{drafts[2]}/publish", version=1, accept_language="zh")
    [fault] = answer.json()["faults"]
    assert (answer.status_code, fault["code"]) == (409, "published_meanwhile")
    assert "第 1 版「一稿」（甲规划，" in fault["message"]
    rebased = desk("POST", f"/plans/{drafts[2]}/rebase", version=1)
    assert [item["change"] for item in rebased.json()["comparison"]["items"]] == [
        "visit_dropped", "visit_added",
    ]  # fmt: skip
    again = desk("POST", f"/plans/{drafts[2]}/publish", version=2)
    assert (again.status_code, again.json()["number"]) == (200, 2)
    assert in_force(database) == [(drafts[2], 2)]


def test_a_publication_is_undone_by_publishing_the_one_before_again(
    desk: Desk, database: Database, drafts: tuple[str, ...]
) -> None:
    desk("POST", f"/plans/{drafts[0]}/publish", version=1)
    desk("POST", f"/plans/{drafts[1]}/publish", {"base": 1}, version=1)
    old = f"/plans/{drafts[0]}"
    version = desk("GET", old).json()["version"]
    assert desk.codes("POST", f"{old}/publish", version=version) == (422, ["base_required"])
    again = desk("POST", f"{old}/publish", {"base": 2}, version=version).json()
    assert (again["number"], again["plan"]["title"], again["plan"]["id"] in drafts) == (3, "一稿", False)
    issues = desk("GET", "/seasons/spring/publications", accept_language="zh").json()["items"]
    assert [(item["plan"]["number"], item["plan"]["state"]) for item in issues] == [
        (3, "published"), (2, "superseded"), (1, "superseded"),
    ]  # fmt: skip
    assert issues[2]["changes"] == ["首次发布。"]
    assert issues[0]["changes"][-1].startswith("路途时间：") or len(issues[0]["changes"]) > 1


def test_a_request_sent_twice_publishes_once(desk: Desk, database: Database, drafts: tuple[str, ...]) -> None:
    path = f"/plans/{drafts[0]}/publish"
    first, second = (desk("POST", path, version=1, idempotency_key="k") for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert second.json() == first.json()
    assert in_force(database) == [(drafts[0], 1)]


def test_a_reader_publishes_nothing(desk: Desk, database: Database, drafts: tuple[str, ...]) -> None:
    desk.who = READER
    assert desk.codes("POST", f"/plans/{drafts[0]}/publish", version=1) == (403, ["not_allowed"])
    assert in_force(database) == []


def test_publications_of_no_season_are_not_found(desk: Desk) -> None:
    assert desk.codes("GET", "/seasons/none/publications") == (404, ["no_such_record"])
    assert desk("GET", f"/seasons/{SEASON.id}/publications").json() == {"items": []}
