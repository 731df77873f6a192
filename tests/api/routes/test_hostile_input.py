"""What an enemy would send: inert where it is text, else refused with a clear 4xx, nothing changed."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import httpx

from api.imports.parse.bounds import FREE_TEXT
from tests.api.routes.asking import Asking
from tests.api.routes.examples import RESOURCES, company, example, post_examples
from tests.api.store.rows import all_rows

SPITEFUL = (
    "'; DROP TABLE company; -- \" <script>alert(1)</script> ${7*7} {{7*7}} %s %(x)s {0}"
    " \\ =1+1 \u202e\U0001f600"
)
WRONG: tuple[Any, ...] = (None, 1, -1, 1.5, True, "", [], {}, [[]], {"a": {}}, "x" * 301, "\u0000", 2**60)


def _texts(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of every text that people write freely: no ids, dates, codes."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _texts(item, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
    elif isinstance(value, str) and path and path[0] not in {"id", "format"}:
        yield path


def _with(body: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    head, *rest = path
    if not rest:
        return {**body, head: value}
    inner = body[head]
    if isinstance(inner, list):
        changed = list(inner)
        changed[rest[0]] = value if len(rest) == 1 else _with(inner[rest[0]], tuple(rest[1:]), value)
        return {**body, head: changed}
    return {**body, head: _with(inner, tuple(rest), value)}


def _code(answer: httpx.Response) -> str:
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    return str(answer.json()["code"])


def test_sql_and_html_in_every_text_come_back_as_they_went_in(service: Asking) -> None:
    client = service.client()
    places = post_examples(client)
    kept = 0
    for resource in RESOURCES:
        place = places[resource.path]
        full = resource.example.model_dump(mode="json")
        for path in _texts(full):
            version = client.get(place).headers["ETag"]
            answer = client.put(place, json=_with(full, path, SPITEFUL), headers={"If-Match": version})
            if answer.status_code == 200:
                kept += 1
                assert client.get(place).json()["value"] == _with(full, path, SPITEFUL)
                assert answer.headers["Content-Type"] == "application/json"
            else:
                assert _code(answer)
    assert kept >= 30
    assert {len(client.get(resource.path).json()["items"]) for resource in RESOURCES} == {1}


def test_a_hostile_filter_finds_nothing_and_breaks_nothing(service: Asking) -> None:
    client = service.client()
    client.post("/companies", json=company("1"))
    for name in ("q", "city", "chain", "unit", "kind", "channel"):
        answer = client.get("/companies", params={name: SPITEFUL})
        assert (answer.status_code, answer.json()["items"]) == (200, [])
    for name in ("sort", "after", "limit", "stage", "changed_since", "deleted", "met"):
        assert _code(client.get("/companies", params={name: SPITEFUL}))
    assert _code(client.get(f"/companies/{SPITEFUL.replace('/', '')[:100]}")) == "no_such_record"


def test_wrong_types_in_every_field_are_refused_and_change_nothing(service: Asking) -> None:
    client = service.client()
    places = post_examples(client)
    before = all_rows(service.database)
    for resource in RESOURCES:
        place, body = places[resource.path], example(resource)
        for name in resource.kind.value.model_fields:
            # Of what is wrong in one field some may be right in another: what is taken is written back.
            for wrong in ({"no": "such"}, 10**30, "\u0000", "x" * 30_000):
                answer = client.put(place, json={**body, name: wrong}, headers={"If-Match": '"1"'})
                assert _code(answer), (resource.name, name, wrong)
        for wrong in WRONG:
            assert _code(client.put(place, json=wrong, headers={"If-Match": '"1"'}))
            assert _code(client.post(resource.path, json=wrong))
    assert all_rows(service.database) == before


def test_names_of_ten_thousand_characters_are_refused_and_briefs_of_that_length_are_not(
    service: Asking,
) -> None:
    client = service.client()
    assert _code(client.post("/companies", json=company("1", name="长" * 10_000))) == "text_too_long"
    assert "brief" in FREE_TEXT
    assert client.post("/companies", json=company("1", brief="长" * 20_000)).status_code == 201
    assert _code(client.post("/companies", json=company("2", brief="长" * 20_001))) == "text_too_long"


MADE_UP: dict[str, tuple[Any, ...]] = {
    "id": (
        ["id"], {"a": 1}, ["id", 1, "a"], ["id", "a\0", "a"], ["id", "\ud800", "a"], ["id", True, "a"],
        ["id", "a", 1], ["id", ["a"], "a"], ["name", "a", "a"], ["id", "a", "a\0"],
    ),
    "expected_investment_cny": tuple(["expected_investment_cny", value, "a"] for value in (2**63, "1", 1.5)),
    "last_met_on": (["last_met_on", 1, "a"], ["last_met_on", "soon", "a"]),
    "changed_at": tuple(
        ["changed_at", value, "a"] for value in ("2026-01-01T00:00:00", "0001-01-01T00:00:00+14:00")
    ),
}  # fmt: skip


def test_a_made_up_cursor_is_refused(service: Asking) -> None:
    client = service.client()
    for cursor in ("", "x", "%00", "bnVsbA", "W10", "W1tbW1tbW1tb", "星"):
        answer = client.get(f"/companies?after={cursor}")
        assert _code(answer) in {"unfit_cursor", "text_with_control_character"}, cursor
    for sort, values in MADE_UP.items():
        for made_up in values:
            text = base64.urlsafe_b64encode(json.dumps(made_up).encode()).decode()
            answer = client.get("/companies", params={"sort": sort, "after": text})
            assert _code(answer) == "unfit_cursor", made_up


MOMENTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("/busy-times", {"start": "0001-01-01T00:00:00+14:00", "end": "0001-01-02T00:00:00Z"}),
    ("/busy-times", {"start": "9999-12-30T00:00:00Z", "end": "9999-12-31T23:59:59-12:00"}),
    ("/busy-times", {"start": 253_402_300_700_000, "end": 253_402_300_799_000}),
    ("/companies", company("c", windows=[{"start": "9999-12-31T23:00:00Z", "end": "9999-12-31T23:59:00Z"}])),
    ("/seasons", {"title": "s", "first": "0001-01-01", "last": "9999-12-31"}),
)


def test_moments_at_the_ends_of_the_calendar_are_refused(service: Asking) -> None:
    client = service.client()
    client.post("/units", json={"id": "u", "name": "u"})
    client.post("/people", json={"id": "p", "name": "p", "unit": "u", "rank": 1})
    before = all_rows(service.database)
    for path, body in MOMENTS:
        more = {"id": "b", "person": "p"} if path == "/busy-times" else {"id": "c"}
        assert _code(client.post(path, json=body | more))
    assert all_rows(service.database) == before
