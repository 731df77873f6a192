"""What every resource does alike: created once, read with its version, changed by it, deleted, restored."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import event

from tests.api.routes.asking import Asking
from tests.api.routes.examples import RESOURCES, company, example, post_examples


def _code(answer: Any) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == "application/problem+json", answer.text
    return answer.status_code, answer.json()["code"]


def test_a_record_goes_through_its_whole_life(service: Asking) -> None:
    client = service.client()
    places = post_examples(client)
    for resource in reversed(RESOURCES):  # what is referred to comes after what refers to it
        place, body = places[resource.path], example(resource)
        read = client.get(place)
        assert (read.status_code, read.headers["ETag"], read.json()["version"]) == (200, '"1"', 1)
        assert read.json()["value"] == resource.example.model_dump(mode="json")
        assert client.get(place, headers={"If-None-Match": '"1"'}).status_code == 304
        replaced = client.put(place, json=body, headers={"If-Match": '"1"'})
        assert (replaced.status_code, replaced.headers["ETag"]) == (200, '"2"')
        assert client.get(place, headers={"If-None-Match": '"1"'}).status_code == 200
    assert client.delete("/people/person-example", headers={"If-Match": '"2"'}).status_code == 409
    for resource in reversed(RESOURCES):
        place = places[resource.path]
        gone = client.delete(place, headers={"If-Match": '"2"'})
        assert (gone.status_code, gone.headers["ETag"]) == (200, '"3"'), gone.text
        assert _code(client.get(place)) == (404, "no_such_record")
        assert client.get(resource.path).json()["items"] == []
        listed = client.get(resource.path, params={"deleted": True}).json()["items"]
        assert [item["deleted_by"] for item in listed] == ["甲"]
    for resource in RESOURCES:
        place = places[resource.path]
        back = client.post(f"{place}/restore", headers={"If-Match": '"3"'})
        assert (back.status_code, back.headers["ETag"]) == (200, '"4"'), back.text
        history = client.get(f"{place}/history").json()
        assert [item["action"] for item in history["items"]] == ["restore", "delete", "replace", "create"]
        assert history["next"] is None


def test_a_change_without_a_version_is_refused(service: Asking) -> None:
    client = service.client()
    for path, place in post_examples(client).items():
        body = next(example(resource) for resource in RESOURCES if resource.path == path)
        assert _code(client.put(place, json=body)) == (428, "version_required")
        assert _code(client.delete(place)) == (428, "version_required")
        assert _code(client.post(f"{place}/restore")) == (428, "version_required")
        for unfit in ("*", '"x"', '"99999999999"'):
            assert _code(client.delete(place, headers={"If-Match": unfit})) == (422, "unfit_version")
        assert client.get(place).json()["version"] == 1


def test_a_stale_version_is_told_who_changed_what(service: Asking) -> None:
    client = service.client(language="en")
    client.post("/companies", json=company("1"))
    client.put("/companies/1", json=company("1", brief="x"), headers={"If-Match": '"1"'})
    refused = client.put("/companies/1", json=company("1", brief="y"), headers={"If-Match": '"1"'})
    assert _code(refused) == (409, "stale_version")
    told = refused.json()["title"]
    assert "甲" in told
    assert "(brief)" in told
    assert client.get("/companies/1").json()["value"]["brief"] == "x"


def test_of_two_edits_of_one_row_at_once_one_wins(service: Asking) -> None:
    client = service.client()
    client.post("/companies", json=company("1"))

    def edit(number: int) -> int:
        body = company("1", brief=f"edit {number}")
        return client.put("/companies/1", json=body, headers={"If-Match": '"1"'}).status_code

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(edit, range(8))) == [200] + 7 * [409]
    assert client.get("/companies/1").json()["version"] == 2
    assert [item["action"] for item in client.get("/companies/1/history").json()["items"]] == [
        "replace",
        "create",
    ]


def test_an_id_or_name_that_is_taken_is_refused(service: Asking) -> None:
    client = service.client()
    client.post("/companies", json=company("1", name="ＡＢＣ 重工"))
    assert _code(client.post("/companies", json=company("1"))) == (409, "record_exists")
    assert _code(client.post("/companies", json=company("2", name="abc重工"))) == (409, "name_taken")
    client.delete("/companies/1", headers={"If-Match": '"1"'})
    assert _code(client.post("/companies", json=company("1"))) == (409, "record_deleted")
    assert client.post("/companies", json=company("2", name="abc重工")).status_code == 201
    refused = client.post("/companies/1/restore", headers={"If-Match": '"2"'})
    assert _code(refused) == (409, "name_taken")


def test_an_unfit_id_is_refused(service: Asking) -> None:
    client = service.client()
    for unfit in ["", " a", ".a", "a/b", 'a"b', "x" * 65, "a%b"]:
        assert _code(client.post("/companies", json=company(unfit))) == (422, "unfit_id")


def test_an_id_is_never_changed(service: Asking) -> None:
    client = service.client()
    client.post("/companies", json=company("1"))
    refused = client.put("/companies/1", json=company("2"), headers={"If-Match": '"1"'})
    assert _code(refused) == (422, "id_differs")


def test_what_a_record_refers_to_must_be_there(service: Asking) -> None:
    refused = service.client().post("/companies", json=company("1", chain="nowhere"))
    assert _code(refused) == (422, "dangling_reference")
    assert refused.json()["faults"][0]["place"] == "chain"


def test_busy_times_do_not_hide_in_a_person(service: Asking) -> None:
    client = service.client()
    client.post("/units", json={"id": "u", "name": "单位"})
    busy = [{"start": "2026-05-11T01:00:00Z", "end": "2026-05-11T09:00:00Z"}]
    person = {"id": "p", "name": "人", "unit": "u", "rank": 3, "busy": busy}
    assert _code(client.post("/people", json=person)) == (422, "busy_in_person")


def test_companies_are_found_by_every_filter(service: Asking) -> None:
    client = service.client()
    client.post("/units", json={"id": "u", "name": "单位"})
    client.post("/chains", json={"id": "c", "name": "产业链"})
    rich = company("rich", "u", chain="c", stage="negotiating", kinds=["500强", "链主"])
    rich |= {"channel": {"kind": "基金"}, "expected_investment_cny": 900, "last_met_on": "2026-01-01"}
    client.post("/companies", json=rich | {"name": "Rich 100% Works_"})
    site = {"city": "440300", "lat": 22.5, "lon": 114.0}
    client.post("/companies", json=company("poor", site=site, expected_investment_cny=100))

    def found(**params: Any) -> list[str]:
        answer = client.get("/companies", params=params)
        assert answer.status_code == 200, answer.text
        return [item["id"] for item in answer.json()["items"]]

    both = ["poor", "rich"]
    assert found() == both
    assert found(q="rich") == ["rich"]
    assert found(q="100%") == ["rich"]
    assert found(q="%") == ["rich"]  # a sign to be found, not a pattern
    assert found(q="_") == ["rich"]
    assert found(city="440300") == ["poor"]
    assert found(chain="c") == found(unit="u") == found(stage="negotiating") == ["rich"]
    assert (found(kind="链主"), found(kind="链")) == (["rich"], [])
    assert found(channel="基金") == ["rich"]
    assert (found(min_investment=500), found(max_investment=500)) == (["rich"], ["poor"])
    assert (found(met=True), found(met=False)) == (["rich"], ["poor"])
    assert (found(changed_since="2026-04-01T08:00:00Z"), found(changed_since="2026-04-01T08:00:01Z")) == (
        both,
        [],
    )
    assert found(sort="-expected_investment_cny") == ["rich", "poor"]
    assert found(sort="-last_met_on") == ["rich", "poor"]


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"sort": "phone"}, "unknown_sort"),
        ({"sort": "--name"}, "unknown_sort"),
        ({"colour": "red"}, "extra_forbidden"),
        ({"limit": 0}, "greater_than_equal"),
        ({"limit": 201}, "less_than_equal"),
        ({"after": "garbage"}, "unfit_cursor"),
        ({"stage": "asleep"}, "enum"),
        ({"min_investment": 10**30}, "less_than_equal"),
        ({"changed_since": "2026-04-01"}, "timezone_aware"),
        ({"changed_since": "0001-01-01T00:00:00+14:00"}, "moment_out_of_range"),
    ],
)
def test_a_list_cannot_be_asked_for_anything(service: Asking, params: dict[str, Any], code: str) -> None:
    refused = service.client().get("/companies", params=params)
    assert _code(refused) == (422, code)
    assert "{" not in refused.text.removeprefix("{").replace('[{"', "")  # every blank is filled


def test_pages_hold_every_record_once(service: Asking) -> None:
    client = service.client()
    for number in range(7):
        client.post("/companies", json=company(f"{number}", expected_investment_cny=number // 3))
    found: list[str] = []
    after: str | None = None
    while True:
        params: dict[str, Any] = {"limit": 2, "sort": "-expected_investment_cny"}
        params |= {"after": after} if after else {}
        answer = client.get("/companies", params=params).json()
        found += [item["id"] for item in answer["items"]]
        after = answer["next"]
        if after is None:
            break
    assert found == ["6", "5", "4", "3", "2", "1", "0"]


def _queries_of_a_list(service: Asking) -> list[str]:
    said: list[str] = []

    def hear(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    event.listen(service.database.engine, "before_cursor_execute", hear)
    try:
        assert service.client().get("/companies", params={"q": "企业", "limit": 50}).status_code == 200
    finally:
        event.remove(service.database.engine, "before_cursor_execute", hear)
    return said


def test_a_list_takes_as_many_queries_for_thirty_rows_as_for_one(service: Asking) -> None:
    client = service.client()
    client.post("/companies", json=company("0"))
    one = _queries_of_a_list(service)
    for number in range(1, 30):
        client.post("/companies", json=company(f"{number}"))
    assert _queries_of_a_list(service) == one
    assert len([said for said in one if "FROM company" in said]) == 1


def test_history_comes_in_pages(service: Asking) -> None:
    client = service.client()
    client.post("/companies", json=company("1"))
    for version in (1, 2, 3):
        client.put(
            "/companies/1", json=company("1", brief=str(version)), headers={"If-Match": f'"{version}"'}
        )
    first = client.get("/companies/1/history", params={"limit": 3}).json()
    assert [item["after"]["brief"] for item in first["items"]] == ["3", "2", "1"]
    rest = client.get("/companies/1/history", params={"limit": 3, "before": first["next"]}).json()
    assert ([item["action"] for item in rest["items"]], rest["next"]) == (["create"], None)
