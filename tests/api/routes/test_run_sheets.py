"""The day minute by minute, over HTTP."""

from typing import Any

import httpx

from api.accounts.role import Role
from tests.api.routes import test_ceremonies as ceremony
from tests.api.routes.answered_forum import DAY, PATH, codes, invited, match, staff
from tests.api.routes.asking import Asking

SHEET = f"{PATH}/run-sheet"
STATIONS = {"railway": "重庆西站", "airport": "江北机场"}


def line(start: int, minutes: int, step: str = "other", **fields: Any) -> dict[str, Any]:
    return {"start_minute": start, "minutes": minutes, "step": step} | fields


def day(*lines: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"sheet": {"title": "联谊会", "day": DAY, "lines": list(lines)}} | fields


def kept(client: httpx.Client, body: dict[str, Any], version: int = 0) -> Any:
    answer = client.put(SHEET, json=body, headers=match(version))
    assert answer.status_code == 200, answer.text
    return answer.json()


def proposed(client: httpx.Client, **asked: Any) -> Any:
    answer = client.post(f"{SHEET}/proposals", json={"day": DAY} | asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def at(clock: str, day_of_may: int = 18) -> str:
    return f"2026-05-{day_of_may}T{clock}:00+08:00"


def told(found: dict[str, Any]) -> list[tuple[str, int, int]]:
    return [(ln["step"], ln["start_minute"], ln["minutes"]) for ln in found["day"]["sheet"]["lines"]]


def test_a_forum_has_its_usual_parts_and_fetches_its_guests(service: Asking) -> None:
    client = staff(service)
    invited(
        client,
        g0={"plus_ones": 1, "arrival_train": "G8501", "arrival_at": at("07:40"), "return_train": "CA4136",
            "return_at": at("18:00")},
        g1={"arrival_train": "G2217", "arrival_at": at("07:50")},
        g2={"car_plate": "渝A12345", "arrival_at": at("08:00")},
    )  # fmt: skip
    ride = {"重庆西站": 45, "江北机场": 70}
    found = proposed(
        client,
        stations=STATIONS,
        pick_up={"ride_minutes": ride},
        drop_off={"ride_minutes": ride, "ahead_minutes": {"江北机场": 120}},
        compere="person-example",
    )
    # 7:40 and 7:50, 20 minutes to the vehicle, 45 on the road; 18:00 less 120 less 70.
    assert told(found) == [
        ("pick_up", 460, 75),
        ("sign_in", 510, 30),
        ("opening", 540, 5),
        ("address", 545, 10),
        ("keynote", 555, 40),
        ("matching", 595, 75),
        ("photo", 670, 10),
        ("meal", 680, 60),
        ("drop_off", 890, 70),
    ]
    fetched = found["day"]["sheet"]["lines"][0]
    assert (fetched["people"], fetched["words"]["heads"], fetched["where"]) == (["g0", "g1"], "3", "重庆西站")
    assert found["day"]["names"] == {"g0": "嘉宾0", "g1": "嘉宾1", "person-example": "副主任示例人员"}
    assert found["notes"] == []
    assert client.get(SHEET).status_code == 404


def test_whoever_cannot_be_fetched_is_named(service: Asking) -> None:
    client = staff(service)
    invited(
        client,
        g0={"arrival_train": "G8501"},
        g1={"arrival_train": "3U8881", "arrival_at": at("20:00", 17)},
        g2={"return_train": "G1", "return_at": at("18:00")},
    )
    found = proposed(client)
    assert [(note["code"], note["place"]) for note in found["notes"]] == [
        ("arrival_time_unknown", "g0"),
        ("arrival_on_another_day", "g1"),
        ("return_station_unknown", "g2"),
    ]
    assert {step for step, _, _ in told(found)} & {"pick_up", "drop_off"} == set()


def test_batches_that_are_kept_become_lines(service: Asking) -> None:
    client = staff(service)
    ceremony.arranged(client)
    found = proposed(client)
    signing = [ln for ln in found["day"]["sheet"]["lines"] if ln["step"] == "signing"]
    assert [(ln["words"]["batch"], ln["minutes"], ln["where"]) for ln in signing] == [
        ("1", 5, "会议中心"),
        ("2", 5, "会议中心"),
    ]
    assert found["day"]["names"]["person-example"] == "区长陈志强"
    assert [note["code"] for note in found["notes"]] == []
    ceremony.kept(client, ceremony.plan(ceremony.project(1)), 2)
    assert [note["code"] for note in proposed(client)["notes"]] == ["not_arranged"]


def test_an_event_without_usual_parts_is_asked_for_them(service: Asking) -> None:
    client = staff(service)
    other = client.get(PATH).json()["value"] | {"kind": "training"}
    assert client.put(PATH, json=other, headers=match(1)).status_code == 200
    answer = client.post(f"{SHEET}/proposals", json={"day": DAY})
    assert codes(answer) == (422, ["run_sheet_without_parts"])
    parts = [{"step": "other", "minutes": 60, "title": "讲座"}]
    assert told(proposed(client, parts=parts, start_minute=600)) == [("other", 600, 60)]


def test_a_programme_longer_than_two_days_is_refused(service: Asking) -> None:
    parts = [{"step": "other", "minutes": 600}] * 6
    answer = staff(service).post(f"{SHEET}/proposals", json={"day": DAY, "parts": parts})
    assert codes(answer) == (422, ["run_sheet_too_long"])


def test_lines_are_kept_in_order_of_time_under_a_version(service: Asking) -> None:
    client = staff(service)
    assert codes(client.get(SHEET)) == (404, ["no_such_sheet"])
    found = kept(client, day(line(600, 10), line(540, 30)))
    assert [ln["start_minute"] for ln in found["value"]["sheet"]["lines"]] == [540, 600]
    assert codes(client.put(SHEET, json=day(), headers=match(0))) == (409, ["sheet_changed"])
    assert codes(client.put(SHEET, json=day(line(9_000, 1)), headers=match(1))) == (422, ["less_than"])
    assert codes(client.put(SHEET, json=day())) == (428, ["version_required"])
    assert client.get(SHEET).json() == found
    nowhere = client.put("/events/season-example:none/run-sheet", json=day(), headers=match(0))
    assert codes(nowhere) == (404, ["no_such_record"])


def test_a_delay_moves_what_follows_and_shows_what_it_breaks(service: Asking) -> None:
    client = staff(service)
    before = kept(
        client,
        day(
            line(540, 30, where="报告厅", people=["a"]),
            line(570, 30, where="报告厅", people=["a"]),
            line(600, 30, "pick_up", where="重庆西站", people=["a"], fixed=True,
                 words={"station": "重庆西站", "numbers": "—", "heads": "1", "vehicles": "1", "venue": "馆"}),
            names={"a": "王科长"},
        ),
    )  # fmt: skip
    path, delay = f"{SHEET}/delay", {"from_minute": 550, "by_minutes": 15}
    dry = client.post(path, json=delay, params={"dry_run": True}, headers=match(1)).json()
    assert [(ln["start_minute"], ln["minutes"]) for ln in dry["moved"]] == [(540, 45), (585, 30)]
    [clash] = dry["warnings"]["clashes"]
    assert clash.startswith("王科长：")
    assert client.get(SHEET).json() == before
    done = client.post(path, json=delay, headers=match(1)).json()
    assert (done["version"], done["moved"]) == (2, dry["moved"])
    assert client.get(SHEET).json()["value"] == done["day"]
    for version, dry_run in ((1, False), (3, False), (1, True)):
        stale = client.post(path, json=delay, params={"dry_run": dry_run}, headers=match(version))
        assert codes(stale) == (409, ["sheet_changed"])
    early = {"from_minute": 0, "by_minutes": -5}
    assert codes(client.post(path, json=early, headers=match(2))) == (422, ["greater_than_equal"])


def test_warnings_name_rule_source_and_day_in_force(service: Asking) -> None:
    client = staff(service)
    reception = {"day": DAY, "guests": 4, "letter": True, "list_kept": True, "menu": ["茅台", "豆花"]}
    late = line(500, 90, "pick_up", words={
        "station": "重庆西站", "numbers": "G1", "heads": "2", "vehicles": "1", "venue": "会议中心",
    })  # fmt: skip
    kept(client, day(late, line(540, 30, "opening"), reception=reception))
    found = client.get(f"{SHEET}/warnings").json()
    [warning] = found["reception"]
    assert (warning["rule"], warning["in_force_from"]) == ("alcohol", "2025-05-18")
    assert "茅台" in warning["text"]
    assert "《党政机关厉行节约反对浪费条例》" in warning["source"]
    assert found["late"] == ["接站：重庆西站，G1，2人，1辆车，送至会议中心：9:50到达，晚于9:00开场。"]
    sober = reception | {"menu": ["豆花"]}
    kept(client, day(reception=sober), 1)
    assert client.get(f"{SHEET}/warnings").json() == {"reception": [], "clashes": [], "late": []}


def test_files_are_of_their_kind_and_the_same_every_time(service: Asking) -> None:
    client = staff(service)
    kept(client, day(line(540, 30, "opening", people=["a"]), names={"a": "王科长"}))
    names = {"run-sheet.docx": b"PK", "run-sheet.pdf": b"%PDF", "run-sheet.xlsx": b"PK"}
    names["rehearsal.docx?day=2026-05-17"] = b"PK"
    for name, start in names.items():
        first, second = (client.get(f"{PATH}/{name}") for _ in range(2))
        assert (name, first.status_code) == (name, 200)
        assert first.content.startswith(start)
        assert first.content == second.content, name


def test_trains_of_guests_are_for_staff_alone(service: Asking) -> None:
    kept(staff(service), day())
    reader = service.client(Role.READER)
    for refused in (
        reader.get(SHEET),
        reader.post(f"{SHEET}/proposals", json={"day": DAY}),
        reader.put(SHEET, json=day(), headers=match(1)),
        reader.post(f"{SHEET}/delay", json={"from_minute": 0, "by_minutes": 1}, headers=match(1)),
        reader.get(f"{PATH}/run-sheet.pdf"),
    ):
        assert refused.status_code == 403


def test_the_examples_can_be_sent_in_their_order(service: Asking) -> None:
    client = staff(service)
    example = service.examples("/events/{identity}/run-sheet")
    found = client.post(f"{SHEET}/proposals", json=example("post", "/proposals"))
    assert [item["rule"] for item in found.json()["warnings"]["reception"]] == ["list", "alcohol"]
    kept(client, example("put", ""))
    delayed = client.post(f"{SHEET}/delay", json=example("post", "/delay"), headers=match(1))
    assert (delayed.status_code, delayed.json()["version"]) == (200, 2)
