"""Subscriptions over the API: made, shown once, rotated, revoked, listed; one's own; single entries."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import icalendar
import pytest
from fastapi.testclient import TestClient

from api.accounts.principal import Principal
from api.accounts.role import Role
from api.calendars import person_calendar
from api.routes import context
from api.settings import Settings
from api.store import audit_log, people
from api.store.database import Database
from api.store.records import create
from tests.api.application import application
from tests.api.calendars.sample import PUBLISHED, REMADE_AT, REPLANNED, SEASON
from tests.api.feeds.publishing import NOW, OFFICE, Clock, published

PLANNER = Principal(account="planner", name="甲规划", role=Role.PLANNER)
HEAD = Principal(account="head", name="甲书记", role=Role.LEADER, person="p01")
PERSON = {"kind": "person", "id": "p01"}


@contextmanager
def asked_by(database: Database, who: Principal) -> Iterator[TestClient]:
    """A client whose requests come from ``who``."""
    settings = Settings(public_url="https://zs.example.cn")
    app = application(settings, database, Clock(), {context.principal: lambda: who})
    with TestClient(app, base_url="http://testserver/api/v1") as client:
        yield client


@pytest.fixture
def filled(database: Database) -> Database:
    """A database with a published plan."""
    published(database, PUBLISHED)
    return database


@pytest.fixture
def planner(filled: Database) -> Iterator[TestClient]:
    with asked_by(filled, PLANNER) as client:
        yield client


def token_of(made: dict[str, Any]) -> str:
    address: str = made["https"]
    return address.removeprefix("https://zs.example.cn/cal/").removesuffix(".ics")


def fetched(client: TestClient, token: str) -> int:
    status: int = client.get(f"http://testserver/cal/{token}.ics").status_code
    return status


def test_a_subscription_is_made_and_its_address_shown_this_once(planner: TestClient) -> None:
    order = {"target": PERSON, "level": "title", "alarms": True, "language": "en", "label": "华为"}
    answer = planner.post("/feeds", json=order)
    made = answer.json()
    assert answer.status_code == 201
    subscription = made["subscription"]
    assert {name: subscription[name] for name in order if name != "target"} == {
        name: order[name] for name in order if name != "target"
    }
    assert subscription["target"] == {**PERSON, "season": None}
    token = token_of(made)
    assert made["webcal"] == f"webcal://zs.example.cn/cal/{token}.ics"
    assert made["qr_svg"].startswith("<svg")
    assert fetched(planner, token) == 200
    later = [planner.get("/feeds").text, planner.get(f"/feeds/{subscription['id']}").text]
    assert [text for text in later if token in text] == []


def test_a_repeated_request_makes_one_subscription_and_is_shown_its_address_again(
    planner: TestClient, filled: Database
) -> None:
    order, key = {"target": PERSON}, {"Idempotency-Key": "k1"}
    first, again = (planner.post("/feeds", json=order, headers=key) for _ in range(2))
    assert [first.status_code, again.status_code] == [201, 201]
    assert again.content == first.content
    assert len(planner.get("/feeds").json()["items"]) == 1
    with filled.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT key, headers, body FROM idempotency_key").one()
    assert token_of(first.json()) not in repr(kept)


def test_every_kind_of_target_can_be_subscribed_to(planner: TestClient) -> None:
    season = SEASON.id
    targets = [
        PERSON,
        {"kind": "trip", "id": "T01", "season": season},
        {"kind": "event", "id": "forum-1", "season": season},
        {"kind": "unit", "id": "bureau"},
        {"kind": "region", "id": "csj"},
    ]
    made = [planner.post("/feeds", json={"target": target}).json() for target in targets]
    assert [fetched(planner, token_of(item)) for item in made] == [200] * 5


def test_nobody_can_subscribe_to_what_is_not_there(planner: TestClient) -> None:
    targets: list[dict[str, str]] = [
        {"kind": "person", "id": "nobody"},
        {"kind": "trip", "id": "T99", "season": SEASON.id},
        {"kind": "trip", "id": "T01", "season": "autumn"},
        {"kind": "event", "id": "forum-1", "season": "autumn"},
    ]
    answers = [planner.post("/feeds", json={"target": target}) for target in targets]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        (422, "no_such_target")
    ] * 4
    assert planner.get("/feeds").json()["items"] == []


def test_orders_that_make_no_sense_are_refused(planner: TestClient) -> None:
    orders: list[dict[str, Any]] = [
        {"target": {"kind": "trip", "id": "T01"}},
        {"target": {"kind": "person", "id": "p01", "season": SEASON.id}},
        {"target": {"kind": "planet", "id": "p01"}},
        {"target": PERSON, "level": "everything"},
        {"target": PERSON, "label": "x" * 101},
        {"target": PERSON, "token": "of my choice"},
        {},
    ]
    assert [planner.post("/feeds", json=order).status_code for order in orders] == [422] * len(orders)


def test_a_person_of_a_record_alone_can_be_subscribed_to_before_any_plan(
    database: Database,
) -> None:
    with database.work(OFFICE, NOW) as work:
        create(work, people.UNIT, SEASON.units[0])
        create(work, people.PERSON, SEASON.people[0])
    with asked_by(database, PLANNER) as client:
        made = client.post("/feeds", json={"target": PERSON})
        assert made.status_code == 201
        assert fetched(client, token_of(made.json())) == 200


def test_rotating_shows_a_new_address_and_revoking_ends_it(planner: TestClient) -> None:
    made = planner.post("/feeds", json={"target": PERSON}).json()
    identity = made["subscription"]["id"]
    rotated = planner.post(f"/feeds/{identity}/rotate").json()
    tokens = [token_of(made), token_of(rotated)]
    assert [fetched(planner, token) for token in tokens] == [404, 200]
    gone = planner.delete(f"/feeds/{identity}")
    assert (gone.status_code, gone.json()["revoked_by"]) == (200, "甲规划")
    assert [fetched(planner, token) for token in tokens] == [404, 404]
    again = planner.post(f"/feeds/{identity}/rotate")
    assert (again.status_code, again.json()["code"]) == (409, "feed_revoked")
    assert planner.delete(f"/feeds/{identity}").json() == gone.json()


def test_every_change_is_in_the_audit_log_without_the_address(planner: TestClient, filled: Database) -> None:
    made = planner.post("/feeds", json={"target": PERSON}).json()
    identity = made["subscription"]["id"]
    rotated = planner.post(f"/feeds/{identity}/rotate").json()
    planner.delete(f"/feeds/{identity}")
    with filled.reading() as session:
        lines = audit_log.entries(session, kind="feed", subject=identity)
    assert [(line.action, line.actor) for line in lines] == [
        ("revoke", "planner"), ("rotate", "planner"), ("create", "planner"),
    ]  # fmt: skip
    told = "".join(line.model_dump_json() for line in lines)
    assert [token for token in (token_of(made), token_of(rotated)) if token in told] == []


def test_unknown_subscriptions_are_not_found(planner: TestClient) -> None:
    answers = [planner.get("/feeds/x"), planner.post("/feeds/x/rotate"), planner.delete("/feeds/x")]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        (404, "no_such_record")
    ] * 3


def test_the_list_is_filtered_and_paged(planner: TestClient) -> None:
    ids = [
        planner.post("/feeds", json={"target": {"kind": "person", "id": person}}).json()["subscription"]["id"]
        for person in ("p01", "p01", "p02")
    ]
    planner.delete(f"/feeds/{ids[0]}")

    def listed(**query: str) -> set[str]:
        return {item["id"] for item in planner.get("/feeds", params=query).json()["items"]}

    assert listed() == set(ids)
    assert listed(kind="person", target="p01", revoked="false") == {ids[1]}
    assert listed(revoked="true") == {ids[0]}
    first = planner.get("/feeds", params={"limit": 2}).json()
    rest = planner.get("/feeds", params={"limit": 2, "after": first["next"]}).json()
    assert {item["id"] for item in (*first["items"], *rest["items"])} == set(ids)
    assert rest["next"] is None


def test_who_has_not_fetched_since_the_change_is_listed(planner: TestClient, database: Database) -> None:
    made = [
        planner.post("/feeds", json={"target": {"kind": "person", "id": person}}).json()
        for person in ("p01", "p02")
    ]
    first, second = (item["subscription"]["id"] for item in made)

    def waiting() -> list[str]:
        return [item["subscription"]["id"] for item in planner.get("/feeds/unfetched").json()["items"]]

    assert sorted(waiting()) == sorted([first, second])
    assert fetched(planner, token_of(made[0])) == 200
    planner.app.state.feeds.book.write()  # type: ignore[attr-defined]  # the app of a TestClient
    assert waiting() == [second]
    published(database, REPLANNED, moment=REMADE_AT)
    assert sorted(waiting()) == sorted([first, second])
    [entry, _] = planner.get("/feeds/unfetched", params={"season": SEASON.id}).json()["items"]
    assert (entry["season"], entry["publication"]) == (SEASON.id, 2)


def test_a_leader_has_subscriptions_of_his_own_calendar_alone(filled: Database) -> None:
    with asked_by(filled, PLANNER) as office:
        his = office.post("/feeds", json={"target": PERSON}).json()["subscription"]["id"]
        others = office.post("/feeds", json={"target": {"kind": "person", "id": "p02"}}).json()
    with asked_by(filled, HEAD) as head:
        made = head.post("/me/feeds", json={"label": "我的手机"})
        assert (made.status_code, made.json()["subscription"]["target"]["id"]) == (201, "p01")
        own = made.json()["subscription"]["id"]
        assert {item["id"] for item in head.get("/me/feeds").json()["items"]} == {his, own}
        rotated = head.post(f"/me/feeds/{his}/rotate").json()
        assert fetched(head, token_of(rotated)) == 200
        assert head.delete(f"/me/feeds/{own}").json()["revoked_by"] == "甲书记"
        foreign = others["subscription"]["id"]
        refused = [head.post(f"/me/feeds/{foreign}/rotate"), head.delete(f"/me/feeds/{foreign}")]
        assert [answer.status_code for answer in refused] == [404, 404]
        assert fetched(head, token_of(others)) == 200
        assert [head.get("/feeds").status_code, head.post("/feeds", json={}).status_code] == [403, 403]


def test_an_account_without_a_person_has_no_calendar_of_its_own(planner: TestClient) -> None:
    answers = [planner.get("/me/feeds"), planner.post("/me/feeds", json={})]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(409, "no_own_person")] * 2


def test_one_entry_can_be_downloaded(planner: TestClient) -> None:
    whole = icalendar.Calendar.from_ical(person_calendar(SEASON, PUBLISHED, "p01")).walk("VEVENT")
    uid = str(whole[2]["UID"])
    answer = planner.get(f"/calendar-items/{uid}.ics", headers={"accept-language": "zh"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="item.ics"'
    [entry] = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert entry.to_ical() == whole[2].to_ical()
    ringing = planner.get(f"/calendar-items/{uid}.ics", params={"alarms": "true"})
    assert ringing.content.count(b"BEGIN:VALARM") == 1
    missing = planner.get("/calendar-items/nothing.ics")
    assert (missing.status_code, missing.json()["code"]) == (404, "no_such_item")


def test_a_leader_downloads_entries_of_his_own_calendar_alone(filled: Database) -> None:
    [first, *_] = icalendar.Calendar.from_ical(person_calendar(SEASON, PUBLISHED, "p01")).walk("VEVENT")
    [other, *_] = icalendar.Calendar.from_ical(person_calendar(SEASON, PUBLISHED, "p02")).walk("VEVENT")
    with asked_by(filled, HEAD) as head:
        statuses = [head.get(f"/me/calendar-items/{item['UID']}.ics").status_code for item in (first, other)]
    assert statuses == [200, 404]
