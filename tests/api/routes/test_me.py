import pytest
from icalendar import Calendar

from api.accounts.principal import Principal
from api.accounts.role import Role
from api.store.database import Database
from api.store.publishing import publish
from api.store.work import COMMAND_LINE
from tests.api.routes.desk import READER, Desk
from tests.api.spring import FIRST, NOW, drafted, kept_season

HEAD = Principal(account="h", name="江书记", role=Role.LEADER, person="head")
BOB = Principal(account="b", name="包干事", role=Role.LEADER, person="bob")


@pytest.fixture
def desk(database: Database) -> Desk:
    with database.work(COMMAND_LINE, NOW) as work:
        kept_season(work)
        publish(work, drafted(work, FIRST), 1, None)
    return Desk(database, HEAD)


def test_a_leader_sees_his_trips_and_events_with_names(desk: Desk) -> None:
    found = desk("GET", "/me/trips").json()
    [trip] = found["trips"]
    assert (trip["season_title"], trip["region"], trip["trip"]["id"]) == ("2027年春季招商季", "长三角", "T01")
    assert [person["name"] for person in trip["people"]] == ["江书记", "安干事", "蔡干事"]
    assert [company["name"] for company in trip["companies"]] == ["苏州云杉装备", "无锡远帆农机"]
    assert [event["title"] for event in found["events"]] == ["装备制造企业家联谊会"]


def test_nobody_sees_anothers_trips_or_busy_times(desk: Desk) -> None:
    desk.who = BOB
    answer = desk("GET", "/me/trips")
    assert answer.json() == {"person": "bob", "trips": [], "events": []}
    desk.who = HEAD
    assert "会议" not in desk("GET", "/me/trips").text
    assert "missing" not in desk("GET", "/me/trips").text


def test_what_is_over_is_left_out_if_asked(desk: Desk) -> None:
    found = desk("GET", "/me/trips?since=2027-03-03").json()
    assert (found["trips"], len(found["events"])) == ([], 1)


def test_drafts_are_nobodys_trips(desk: Desk, database: Database) -> None:
    with database.work(COMMAND_LINE, NOW) as work:
        crew = FIRST.trips[0].model_copy(update={"leader": "bob"})
        drafted(work, FIRST.model_copy(update={"trips": (crew,)}))
    desk.who = BOB
    assert desk("GET", "/me/trips").json()["trips"] == []


def test_the_calendar_as_a_file_is_ones_own(desk: Desk) -> None:
    answer = desk("GET", "/me/calendar.ics", accept_language="zh")
    summaries = sorted(str(event["SUMMARY"]) for event in Calendar.from_ical(answer.content).walk("VEVENT"))
    assert any("苏州云杉装备" in summary for summary in summaries)
    desk.who = BOB
    assert Calendar.from_ical(desk("GET", "/me/calendar.ics").content).walk("VEVENT") == []


def test_an_account_of_nobody_has_no_trips(desk: Desk) -> None:
    desk.who = READER
    assert desk.codes("GET", "/me/trips") == (409, ["no_own_person"])
