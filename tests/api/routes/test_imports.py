"""``/imports`` over HTTP: looked through, reported, written whole or not at all."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import httpx

from api.accounts.role import Role
from api.imports.workbook import packed
from tests.api.routes.asking import Asking
from tests.api.routes.examples import company
from tests.api.store.rows import all_rows

Sheets = Mapping[str, Sequence[Mapping[str, Any]]]
BASE: dict[str, list[dict[str, Any]]] = {
    "企业": [
        {
            "id": f"C{number}",
            "name": f"示例{number}有限公司",
            "city": "苏州市",
            "lat": 31.3,
            "lon": 120.6,
            "datum": "WGS-84",
            "expected_investment_cny": 1_000_000 * number,
            "first_contact_unit": "a",
        }
        for number in (1, 2, 3)
    ],
    "人员": [
        {"id": "p1", "name": "江书记", "unit": "a", "rank": "正职"},
        {"id": "p2", "name": "安干事", "unit": "b", "rank": "干部"},
    ],
    "单位": [{"id": "a", "name": "经信委"}, {"id": "b", "name": "园区"}],
    "日程占用": [{"person": "p1", "dates": "2027-05-11", "title": "学习"}],
    "区域与驻点": [
        {"kind": "本部", "id": "home", "name": "江津", "cities": "重庆市"},
        {"kind": "区域", "id": "csj", "name": "长三角", "cities": "苏州市"},
    ],
    "规则": [
        {"key": "id", "value": "s1"},
        {"key": "title", "value": "测试季"},
        {"key": "first", "value": "2027-05-03"},
        {"key": "last", "value": "2027-05-28"},
        {"key": "as_of", "value": "2027-04-01"},
    ],
}


@cache
def _base() -> bytes:
    return packed(BASE)


def _with_companies(*rows: Mapping[str, Any]) -> bytes:
    return packed({**BASE, "企业": list(rows)})


def _send(client: httpx.Client, content: bytes, name: str = "季.xlsx", **headers: str) -> httpx.Response:
    return client.post("/imports", files={"file": (name, content)}, headers=headers)


def _committed(client: httpx.Client, content: bytes) -> httpx.Response:
    sent = _send(client, content)
    assert (sent.status_code, sent.json()["faults"]) == (201, []), sent.text
    return client.post(f"/imports/{sent.json()['id']}/commit")


def _counts(report: Any) -> dict[str, tuple[int, int, int]]:
    return {
        item["change"]["kind"]: (item["created"], item["changed"], item["change"]["unchanged"])
        for item in report["kinds"]
        if item["created"] + item["changed"] + item["change"]["unchanged"]
    }


def test_a_workbook_is_looked_through_and_then_written(service: Asking) -> None:
    client = service.client(Role.PLANNER)
    sent = _send(client, _base())
    assert (sent.status_code, sent.json()["faults"]) == (201, [])
    everything = {"unit": (2, 0, 0), "person": (2, 0, 0), "busy_time": (1, 0, 0), "region": (1, 0, 0)}
    everything |= {"outpost": (1, 0, 0), "company": (3, 0, 0), "season": (1, 0, 0)}
    assert _counts(sent.json()) == everything
    assert client.get("/companies").json()["items"] == []
    place = sent.headers["Location"].removeprefix("/api/v1")
    assert client.get(place).json() == sent.json()
    written = client.post(f"{place}/commit")
    assert (written.status_code, _counts(written.json())) == (200, everything)
    assert [item["id"] for item in client.get("/companies").json()["items"]] == ["C1", "C2", "C3"]
    assert client.get("/seasons/s1").json()["value"]["title"] == "测试季"
    assert [item["value"]["title"] for item in client.get("/busy-times").json()["items"]] == ["学习"]
    assert client.get(place).json()["committed_by"] == "甲"
    again = client.post(f"{place}/commit")
    assert (again.status_code, again.json()["code"]) == (409, "import_committed")
    assert [item["id"] for item in client.get("/imports").json()["items"]] == [sent.json()["id"]]


def test_the_report_says_field_by_field_what_changes(service: Asking) -> None:
    client = service.client(Role.PLANNER)
    _committed(client, _base())
    first, second, third = BASE["企业"]
    changed = second | {"expected_investment_cny": 7_000_000, "brief": "新"}
    report = _send(client, _with_companies(first, changed, third)).json()
    assert _counts(report)["company"] == (0, 1, 2)
    change = next(item["change"] for item in report["kinds"] if item["change"]["kind"] == "company")
    assert [(item["id"], item["field"], item["before"], item["after"]) for item in change["samples"]] == [
        ("C2", "expected_investment_cny", 2_000_000, 7_000_000),
        ("C2", "brief", "", "新"),
    ]


def test_a_workbook_with_faults_writes_nothing_and_tells_every_cell(service: Asking) -> None:
    client = service.client(Role.PLANNER)
    bad = BASE["企业"][0] | {"expected_investment_cny": "很多", "city": "亚特兰蒂斯"}
    sent = _send(client, _with_companies(bad))
    assert sent.status_code == 201
    assert sorted(fault["place"] for fault in sent.json()["faults"]) == ["企业!C3", "企业!I3"]
    before = all_rows(service.database)
    refused = client.post(f"/imports/{sent.json()['id']}/commit")
    assert (refused.status_code, refused.json()["code"]) == (422, "import_has_faults")
    assert all_rows(service.database) == before


def test_a_name_that_another_record_has_is_a_fault_of_the_report(service: Asking) -> None:
    client = service.client(Role.PLANNER)
    client.post("/companies", json=company("X", name="示例1 有限公司"))
    faults = _send(client, _base()).json()["faults"]
    assert [(fault["code"], fault["value"]) for fault in faults] == [("name_taken", "示例1有限公司")]


def test_what_changed_since_the_dry_run_is_written_as_it_is_then(service: Asking) -> None:
    client = service.client(Role.PLANNER)
    sent = _send(client, _base()).json()
    _committed(client, _base())
    late = client.post(f"/imports/{sent['id']}/commit")
    assert _counts(late.json())["company"] == (0, 0, 3)
    clash = _send(client, _with_companies(BASE["企业"][0] | {"id": "N", "name": "新有限公司"})).json()
    client.post("/companies", json=company("M", name="新有限公司"))
    before = all_rows(service.database)
    refused = client.post(f"/imports/{clash['id']}/commit")
    assert (refused.status_code, refused.json()["code"]) == (409, "name_taken")
    assert all_rows(service.database) == before


def test_companies_that_change_hands_are_reported_and_logged(service: Asking) -> None:
    client = service.client(Role.PLANNER)
    _committed(client, _base())
    taken = _with_companies(BASE["企业"][0] | {"first_contact_unit": "b"}, *BASE["企业"][1:])
    sent = _send(client, taken).json()
    moves = [{"id": "C1", "before": "a", "after": "b"}]
    assert sent["handed_over"] == moves
    assert client.post(f"/imports/{sent['id']}/commit").json()["handed_over"] == moves
    entries = client.get("/companies/C1/history").json()["items"]
    assert [entry["action"] for entry in entries] == ["hand_over", "replace", "create"]


def test_of_two_commits_at_once_one_writes(service: Asking) -> None:
    client = service.client(Role.PLANNER)
    place = f"/imports/{_send(client, _base()).json()['id']}/commit"
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: client.post(place), range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert len(client.get("/companies/C1/history").json()["items"]) == 1


def test_a_file_sent_twice_with_one_key_is_one_import(service: Asking) -> None:
    client = service.client(Role.PLANNER)
    key = {"Idempotency-Key": "one"}
    first, again = (_send(client, _base(), **key) for _ in range(2))
    assert (again.headers["Idempotent-Replayed"], again.content) == ("true", first.content)
    other = _send(client, _with_companies(BASE["企业"][0]), **key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def _zip(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    fields = list(dict.fromkeys(field for row in rows for field in row))
    lines = [",".join(fields)] + [",".join(str(row.get(field, "")) for field in fields) for row in rows]
    return "\n".join(lines).encode()


def test_a_zip_of_csv_files_is_as_good(service: Asking) -> None:
    client = service.client(Role.PLANNER)
    sheets = {f"../折/{name}.csv": _csv(rows) for name, rows in BASE.items()}
    report = _send(client, _zip(sheets), "季.zip").json()
    assert (report["faults"], _counts(report)["company"]) == ([], (3, 0, 0))
    boxed = _send(client, _zip({"季.xlsx": _base()}), "季.zip").json()
    assert (boxed["faults"], _counts(boxed)["company"]) == ([], (3, 0, 0))


def test_a_bomb_a_formula_and_what_is_no_workbook_are_told_and_harmless(service: Asking) -> None:
    client = service.client(Role.PLANNER)
    zeros = b"\0" * (20 * 2**20)
    for content, name, code in (
        (_zip({"xl/workbook.xml": zeros}), "a.xlsx", "zip_bomb"),
        (_zip({"企业.csv": zeros}), "a.zip", "zip_bomb"),
        (b"MZ", "a.xlsx", "not_a_workbook"),
        (b"", "", "not_a_workbook"),
        (b"PK\x03\x04", "../../etc/passwd.zip", "not_a_workbook"),
        (_zip({}), "a.zip", "folder_without_csv"),
    ):
        sent = _send(client, content, name or "x")
        assert (sent.status_code, [fault["code"] for fault in sent.json()["faults"]]) == (201, [code])
    formula = {f"{name}.csv": _csv(rows).replace("示例1有".encode(), b"=1+1") for name, rows in BASE.items()}
    faults = _send(client, _zip(formula), "a.zip").json()["faults"]
    assert [fault["code"] for fault in faults] == ["formula_cell"]
    assert "/" not in client.get("/imports").json()["items"][0]["file_name"]


def test_only_who_may_import_does(service: Asking) -> None:
    for role in (Role.UNIT, Role.EVENT_STAFF, Role.LEADER, Role.READER):
        assert _send(service.client(role, "a"), _base()).status_code == 403


def test_what_the_dry_run_reports_is_what_is_written_and_a_second_time_nothing(service: Asking) -> None:
    client = service.client(Role.PLANNER)
    about_the_act = {"id", "created_at", "created_by", "committed_at", "committed_by", "expires_at"}

    def reports(content: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
        sent = _send(client, content).json()
        done = client.post(f"/imports/{sent['id']}/commit").json()
        return tuple(  # type: ignore[return-value]
            {name: value for name, value in report.items() if name not in about_the_act}
            for report in (sent, done)
        )

    for content in (_base(), _with_companies(BASE["企业"][0] | {"brief": "改"}, *BASE["企业"][1:])):
        shown, written = reports(content)
        assert shown == written
    kept = {name: rows for name, rows in all_rows(service.database).items() if not _is_of_imports(name)}
    shown, written = reports(content)
    assert shown == written
    assert {kind: counts[:2] for kind, counts in _counts(written).items()} == dict.fromkeys(
        _counts(written), (0, 0)
    )
    after = {name: rows for name, rows in all_rows(service.database).items() if not _is_of_imports(name)}
    assert after == kept


def _is_of_imports(table: str) -> bool:
    """What an import writes of itself, whether or not it changes anything."""
    return table in {"upload", "workbook_import", "audit_log"}
