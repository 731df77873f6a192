"""The guard before every route: size, type, depth, encoding; and what it leaves alone."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from api.store.database import Database
from tests.api.routes.asking import Asking, asking
from tests.api.routes.examples import company
from tests.api.store.rows import all_rows

JSON = {"Content-Type": "application/json"}
LIMIT = 4_096


@pytest.fixture
def guarded(database: Database) -> Iterator[Asking]:
    """A service that takes little."""
    with asking(database, most_json_bytes=LIMIT, most_upload_bytes=2 * LIMIT) as found:
        yield found


def _refused(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == "application/problem+json"
    return answer.status_code, answer.json()["code"]


def _body(length: int) -> bytes:
    text = json.dumps(company("1", brief="")).encode()
    return text.replace(b'"brief": ""', b'"brief": "' + b"x" * (length - len(text)) + b'"')


def test_a_body_over_its_limit_is_refused_whether_announced_or_not(guarded: Asking) -> None:
    client = guarded.client()

    def in_chunks(body: bytes) -> Iterator[bytes]:
        yield from (body[start : start + 1_000] for start in range(0, len(body), 1_000))

    before = all_rows(guarded.database)
    over = _body(LIMIT + 1)
    assert _refused(client.post("/companies", content=over, headers=JSON)) == (413, "body_too_large")
    chunked = client.post("/companies", content=in_chunks(over), headers=JSON)
    assert _refused(chunked) == (413, "body_too_large")
    files = {"file": ("a.xlsx", b"x" * 2 * LIMIT)}
    assert _refused(client.post("/imports", files=files)) == (413, "body_too_large")
    request = client.build_request("POST", "/imports", files=files)
    stream = in_chunks(request.read())
    told = {"Content-Type": request.headers["Content-Type"]}
    assert _refused(client.post("/imports", content=stream, headers=told)) == (413, "body_too_large")
    assert all_rows(guarded.database) == before
    exact = client.post("/companies", content=in_chunks(_body(LIMIT)), headers=JSON)
    assert exact.status_code == 201


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/companies", "text/plain"),
        ("/companies", "application/xml"),
        ("/companies", ""),
        ("/companies", "multipart/form-data; boundary=x"),
        ("/imports", "application/json"),
        ("/imports", "application/x-www-form-urlencoded"),
    ],
)
def test_a_body_of_another_type_is_refused(guarded: Asking, path: str, kind: str) -> None:
    answer = guarded.client().post(path, content=b"{}", headers={"Content-Type": kind})
    assert _refused(answer) == (415, "wrong_content_type")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'{"a":' * 65 + b"1" + b"}" * 65, "json_too_deep"),
        (b"[" * 3_000, "json_too_deep"),
        (b'{"name": "\xff"}', "body_not_utf8"),
        ('{"name": "星"}'.encode("gb18030"), "body_not_utf8"),
        (b'{"name": "\\u0000"}', "text_with_control_character"),
        (b'{"name": "\\ud800"}', "text_with_control_character"),
        (b'{"na\\u0007me": 1}', "text_with_control_character"),
        (b'{"x": 1e400}', "number_too_large"),
        (b'{"x": NaN}', "number_too_large"),
        (b'{"x": -9007199254740992}', "number_too_large"),
        (b'{"x": [1, %s]}' % (b"9" * 3_900), "number_too_large"),
        (b'{"name": "%s"}' % (b"x" * 301), "text_too_long"),
        (b'{"kinds": ["%s"]}' % (b"x" * 301), "text_too_long"),
        (b'{"%s": 1}' % (b"x" * 301), "text_too_long"),
        (b'{"name": ', "json_invalid"),
        (b"", "missing"),
    ],
)
def test_what_no_body_may_hold_is_refused(guarded: Asking, body: bytes, code: str) -> None:
    assert _refused(guarded.client().post("/companies", content=body, headers=JSON)) == (422, code)


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"login=a%00b&password=x", "text_with_control_character"),
        (b"login=a\x1bb&password=x", "text_with_control_character"),
        (b"lo%01gin=a&password=x", "text_with_control_character"),
        (b"login=%ff&password=x", "body_not_utf8"),
        (b"login=\xff&password=x", "body_not_utf8"),
        (b"login=" + b"x" * 301 + b"&password=x", "text_too_long"),
        (b"&".join(b"f%d=1" % number for number in range(101)), "form_too_long"),
    ],
)
def test_what_no_form_may_hold_is_refused(guarded: Asking, body: bytes, code: str) -> None:
    assert _refused(guarded.client().post("/login", content=body, headers=FORM)) == (422, code)


def test_brackets_inside_texts_are_no_depth(guarded: Asking) -> None:
    body = company("1", brief='[{"' * 100 + "\\")
    assert guarded.client().post("/companies", json=body).status_code == 201


def test_every_fault_of_a_body_is_told_with_its_place(guarded: Asking) -> None:
    body: dict[str, Any] = company("1", kinds=["ok", "a\u200bb\u0001"], contact={"name": "x" * 301})
    faults = guarded.client().post("/companies", json=body).json()["faults"]
    assert [(fault["code"], fault["place"]) for fault in faults] == [
        ("text_with_control_character", "body.kinds[1]"),
        ("text_too_long", "body.contact.name"),
    ]


def test_an_address_with_control_characters_or_broken_utf8_is_refused(guarded: Asking) -> None:
    client = guarded.client()
    for address in ("/companies?q=%00", "/companies/%01", "/companies?q=%1b%5b"):
        assert _refused(client.get(address)) == (422, "text_with_control_character")
    assert _refused(client.get("/companies?q=%ff")) == (422, "body_not_utf8")
