import pytest

from api.store.assembly import season_of
from api.store.database import Database
from api.store.work import COMMAND_LINE
from planner.season import VisitPin
from tests.api.routes.desk import READER, Desk
from tests.api.spring import FIRST, NOW, TUESDAY, drafted, kept_season

PINS = "/seasons/spring/pins"


@pytest.fixture
def desk(database: Database) -> Desk:
    with database.work(COMMAND_LINE, NOW) as work:
        kept_season(work)
    return Desk(database)


def test_a_visit_is_pinned_and_planned_by(desk: Desk, database: Database) -> None:
    answer = desk("PUT", f"{PINS}/visits/a", {"day": "2027-03-02", "leader": "head"}, version=1)
    assert (answer.status_code, answer.headers["etag"]) == (200, '"2"')
    assert desk("GET", PINS).json()["pins"] == answer.json()["pins"]
    with database.reading() as session:
        found = season_of(session, "spring", NOW)
    assert found.pins.visits == (VisitPin(company="a", day=TUESDAY, leader="head"),)


def test_a_second_pin_of_a_visit_replaces_the_first(desk: Desk) -> None:
    desk("PUT", f"{PINS}/visits/a", {"day": "2027-03-02"}, version=1)
    answer = desk("PUT", f"{PINS}/visits/a", {}, version=2)
    assert answer.json()["pins"]["visits"] == [{"company": "a", "day": None, "leader": None}]
    assert desk("DELETE", f"{PINS}/visits/a", version=3).json()["pins"]["visits"] == []


def test_a_trip_of_a_plan_is_pinned_as_it_is(desk: Desk, database: Database) -> None:
    with database.work(COMMAND_LINE, NOW) as work:
        plan_id = drafted(work, FIRST)
    assert desk("PUT", f"{PINS}/trips/T01", {"plan": plan_id}, version=1).status_code == 200
    with database.reading() as session:
        pinned = season_of(session, "spring", NOW).pins.trips
    assert pinned == (FIRST.trips[0].model_copy(update={"pinned": True}),)
    assert desk("DELETE", f"{PINS}/trips/T01", version=2).json()["pins"]["trips"] == []
    assert desk.codes("PUT", f"{PINS}/trips/T99", {"plan": plan_id}, version=3) == (404, ["no_such_record"])


def test_an_events_day_is_pinned(desk: Desk, database: Database) -> None:
    answer = desk("PUT", f"{PINS}/events/forum", {"day": "2027-03-05"}, version=1)
    assert answer.json()["pins"]["events"] == {"forum": "2027-03-05"}
    assert desk("DELETE", f"{PINS}/events/forum", version=2).json()["pins"]["events"] == {}


@pytest.mark.parametrize(
    ("method", "path", "body", "refused"),
    [
        ("PUT", "visits/a", {"day": "2028-01-01"}, (422, ["pin_outside_season"])),
        ("PUT", "visits/z", {}, (422, ["dangling_reference"])),
        ("PUT", "visits/a", {"leader": "z"}, (422, ["dangling_reference"])),
        ("PUT", "events/z", {"day": "2027-03-05"}, (404, ["no_such_record"])),
        ("PUT", "events/forum", {"day": "2027-04-05"}, (422, ["pin_outside_season"])),
        ("PUT", "trips/T01", {"plan": "z"}, (404, ["no_such_record"])),
        ("DELETE", "visits/a", None, (404, ["not_pinned"])),
        ("DELETE", "trips/T01", None, (404, ["not_pinned"])),
        ("DELETE", "events/forum", None, (404, ["not_pinned"])),
    ],
)
def test_what_cannot_be_pinned_is_refused(
    desk: Desk, method: str, path: str, body: object, refused: tuple[int, list[str]]
) -> None:
    assert desk.codes(method, f"{PINS}/{path}", body, version=1) == refused
    assert desk("GET", PINS).json()["version"] == 1


def test_of_two_who_pin_at_one_version_the_second_is_told(desk: Desk) -> None:
    desk("PUT", f"{PINS}/visits/a", {}, version=1)
    assert desk.codes("PUT", f"{PINS}/visits/b", {}, version=1) == (409, ["stale_version"])
    assert desk.codes("PUT", f"{PINS}/visits/b", {}) == (428, ["version_required"])


def test_a_reader_pins_nothing(desk: Desk) -> None:
    desk.who = READER
    assert desk("GET", PINS).status_code == 200
    assert desk.codes("PUT", f"{PINS}/visits/a", {}, version=1) == (403, ["not_allowed"])
