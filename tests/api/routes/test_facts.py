import pytest

from api.accounts.principal import Principal
from api.accounts.role import Role
from api.store.database import Database
from api.store.work import COMMAND_LINE
from planner.clock import at
from tests.api.routes.desk import PLANNER, READER, Desk
from tests.api.spring import FRIDAY, NOW, kept_season

BUREAU = Principal(account="u", name="戊单位", role=Role.UNIT, unit="bureau")
REPORT = {"season": "spring", "company": "a", "done": True, "day": "2027-03-01", "stage": "interested"}
RAISED = {"text": "层高不足", "unit": "park", "due": "2027-04-01"}


@pytest.fixture
def desk(database: Database) -> Desk:
    with database.work(COMMAND_LINE, NOW) as work:
        kept_season(work)
    found = Desk(database)
    found.now = at(FRIDAY, 600)
    return found


def test_a_fact_moves_its_company_on_and_raises_problems(desk: Desk) -> None:
    answer = desk("POST", "/facts", {**REPORT, "problems": [RAISED]})
    assert (answer.status_code, answer.headers["location"]) == (201, "/api/v1/facts/spring%3Aa")
    company = desk("GET", "/companies/a").json()["value"]
    assert (company["last_met_on"], company["stage"]) == ("2027-03-01", "interested")
    [problem] = desk("GET", "/problems?state=open&unit=park").json()["items"]
    assert (problem["value"]["text"], problem["value"]["raised_by"]) == ("层高不足", "bureau")
    assert answer.json()["value"]["problems"] == [problem["id"]]


def test_a_fact_is_corrected_withdrawn_and_restored(desk: Desk) -> None:
    desk("POST", "/facts", REPORT)
    path = "/facts/spring:a"
    assert desk("PUT", path, {**REPORT, "outcome": "已谈"}, version=1).json()["version"] == 2
    assert desk.codes("PUT", path, REPORT, version=1) == (409, ["stale_version"])
    assert desk.codes("PUT", path, {**REPORT, "company": "b"}, version=2) == (422, ["id_differs"])
    desk("DELETE", path, version=2)
    assert desk("GET", "/companies/a").json()["value"]["last_met_on"] is None
    assert desk("GET", "/facts").json()["items"] == []
    desk("POST", f"{path}/restore", version=3)
    assert desk("GET", "/companies/a").json()["value"]["last_met_on"] == "2027-03-01"
    history = [item["action"] for item in desk("GET", f"{path}/history").json()["items"]]
    assert history == ["restore", "delete", "replace", "create"]


def test_facts_are_listed_by_day(desk: Desk) -> None:
    desk("POST", "/facts", REPORT)
    desk("POST", "/facts", {**REPORT, "company": "b", "day": "2027-03-02"})
    found = desk("GET", "/facts?since=2027-03-02&sort=-day").json()["items"]
    assert [item["value"]["company"] for item in found] == ["b"]


def test_what_cannot_be_is_refused(desk: Desk) -> None:
    assert desk.codes("POST", "/facts", {**REPORT, "day": "2027-03-06"}) == (422, ["fact_in_the_future"])
    assert desk.codes("POST", "/facts", {**REPORT, "day": None}) == (422, ["fact_without_day"])
    assert desk.codes("POST", "/facts", {**REPORT, "season": "z"}) == (422, ["dangling_reference"])
    assert desk.codes("POST", "/facts", {**REPORT, "company": "z"}) == (404, ["no_such_record"])
    problem = {**RAISED, "id": "p", "raised_on": "2027-03-01", "state": "solved"}
    assert desk.codes("POST", "/problems", problem) == (422, ["solved_without_resolution"])


def test_a_unit_tells_of_its_own_companies_alone(desk: Desk) -> None:
    desk("POST", "/facts", {**REPORT, "company": "c", "problems": [RAISED]})
    desk.who = BUREAU
    assert desk("GET", "/facts").json()["items"] == []
    assert desk.codes("GET", "/facts/spring:c") == (404, ["no_such_record"])
    assert desk.codes("POST", "/facts", {**REPORT, "company": "b"}) == (404, ["no_such_record"])
    assert desk.codes("DELETE", "/facts/spring:c", version=1) == (404, ["no_such_record"])
    assert desk("POST", "/facts", REPORT).status_code == 201
    assert [item["id"] for item in desk("GET", "/facts").json()["items"]] == ["spring:a"]


def test_a_unit_sees_problems_it_solves_or_brought_in(desk: Desk) -> None:
    desk("POST", "/facts", {**REPORT, "problems": [RAISED]})
    desk("POST", "/facts", {**REPORT, "company": "c", "problems": [{"text": "用电"}]})
    desk.who = BUREAU
    assert [item["value"]["text"] for item in desk("GET", "/problems").json()["items"]] == ["层高不足"]
    other = {"id": "p", "text": "x", "raised_on": "2027-03-01", "unit": "park"}
    assert desk.codes("POST", "/problems", other) == (422, ["not_own_unit"])
    foreign = {**other, "unit": "bureau", "company": "c"}
    assert desk.codes("POST", "/problems", foreign) == (422, ["not_own_company"])


def test_a_unit_sees_the_nominations_of_its_own_people(desk: Desk) -> None:
    for person in ("ann", "bob"):
        desk("POST", "/nominations", {"person": person, "steps": {"1": "2027-01-04"}})
    desk.who = BUREAU
    assert [item["id"] for item in desk("GET", "/nominations").json()["items"]] == ["ann"]
    assert desk.codes("POST", "/nominations", {"person": "deputy", "steps": {}}) == (422, ["not_own_person"])


def test_a_reader_tells_nothing(desk: Desk) -> None:
    desk.who = READER
    assert desk.codes("POST", "/facts", REPORT) == (403, ["not_allowed"])
    desk.who = PLANNER
    assert desk("GET", "/facts").json()["items"] == []
