"""One-to-one meetings from proposal to the day itself, over HTTP."""

from io import BytesIO
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook

from api.accounts.role import Role
from tests.api.routes.answered_forum import PATH, codes, invited, match, staff
from tests.api.routes.asking import Asking

MEETINGS = f"{PATH}/meetings"


def request(name: str, first: str, second: str, **fields: Any) -> dict[str, Any]:
    return {"id": name, "first": first, "second": second} | fields


def asked(**fields: Any) -> dict[str, Any]:
    """Two hosts and two companies, everybody with everybody: four meetings in two slots at two tables."""
    people = [{"id": name, "name": name.upper()} for name in ("h1", "h2", "c1", "c2")]
    requests = [
        request("r1", "h1", "c1", points=60),
        request("r2", "h1", "c2", points=40),
        request("r3", "h2", "c1", points=30),
        request("r4", "h2", "c2", points=20),
    ]
    known = {"participants": people, "requests": requests, "slots": 2, "tables": 2, "options": {"effort": 2}}
    return known | fields


def proposed(client: httpx.Client, **fields: Any) -> Any:
    answer = client.post(f"{MEETINGS}/proposals", json=asked(**fields))
    assert answer.status_code == 200, answer.text
    return answer.json()


def put(client: httpx.Client, meetings: Any, version: int = 0, **params: Any) -> httpx.Response:
    return client.put(MEETINGS, json=meetings, headers=match(version), params=params)


def kept(client: httpx.Client, **fields: Any) -> Any:
    answer = put(client, proposed(client, **fields)["meetings"])
    assert answer.status_code == 200, answer.text
    return answer.json()


def changed(client: httpx.Client, version: int, *changes: dict[str, Any], **fields: Any) -> httpx.Response:
    dry_run = fields.pop("dry_run", False)
    body = {"changes": list(changes)} | fields
    headers = match(version)
    return client.post(f"{MEETINGS}/changes", json=body, headers=headers, params={"dry_run": dry_run})


def places(meetings: dict[str, Any]) -> dict[str, tuple[int, int]]:
    return {item["request"]: (item["slot"], item["table"]) for item in meetings["timetable"]["meetings"]}


def test_a_proposal_states_its_value_and_proves_its_bound_and_keeps_nothing(service: Asking) -> None:
    client = staff(service)
    found = proposed(client)
    assert (found["status"], found["points"], found["points_bound"], found["gap_permille"]) == (
        "optimal", 150, 150, 0,
    )  # fmt: skip
    assert (found["gaps"], found["gaps_bound"], found["left_out"], found["obstacles"]) == (0, 0, [], [])
    assert sorted(place for place in places(found["meetings"]).values()) == [(1, 1), (1, 2), (2, 1), (2, 2)]
    assert codes(client.get(MEETINGS)) == (404, ["no_such_sheet"])


def test_what_is_left_out_is_told_with_its_reason_by_name(service: Asking) -> None:
    client = staff(service)
    people: list[dict[str, Any]] = [
        {"id": "h1", "name": "投资局", "most_meetings": 1},
        {"id": "c1", "name": "甲公司"},
        {"id": "c2", "name": "乙公司"},
        {"id": "c3"},
    ]
    requests = [
        request("r1", "h1", "c1", points=9),
        request("r2", "h1", "c2", points=1),
        request("r3", "h1", "c3", wish="no"),
    ]
    found = proposed(client, participants=people, requests=requests)
    assert places(found["meetings"]).keys() == {"r1"}
    assert [(item["second"], item["reason"], item["text"]) for item in found["left_out"]] == [
        ("乙公司", "participant_full", "投资局的洽谈已达上限 1 场"),
        ("c3", "refused", "有一方不愿会面"),
    ]
    one_slot = [people[0] | {"most_meetings": None}, *people[1:]]
    rivals = proposed(client, participants=one_slot, requests=requests, slots=1)["left_out"][0]
    assert (rivals["reason"], rivals["text"]) == (
        "others_worth_more",
        "排入第 1 时段要挤掉 投资局与甲公司（共 9 分）",
    )


def test_an_impossible_day_is_an_answer_with_reasons(service: Asking) -> None:
    client = staff(service)
    found = proposed(client, slots=1, hold_all=True)
    assert (found["status"], found["meetings"]) == ("infeasible", None)
    assert [(item["reason"], item["participants"]) for item in found["obstacles"]] == [
        ("overfull_participant", ["h1"]),
        ("overfull_participant", ["h2"]),
        ("overfull_participant", ["c1"]),
        ("overfull_participant", ["c2"]),
        ("too_few_tables", []),
    ]
    assert found["obstacles"][0]["text"] == "H1：洽谈 2 场，只有 1 个时段可用"
    assert found["obstacles"][4]["text"] == "H1与C1、H1与C2、H2与C1、H2与C2：洽谈桌不够"


def test_guests_who_accepted_take_part(service: Asking) -> None:
    client = staff(service)
    requests = [request("r1", "h1", "g0"), request("r2", "h1", "g1")]
    people = [{"id": "h1", "name": "投资局"}, {"id": "g1", "name": "改名", "forbidden": [1]}]
    body = {"requests": requests, "participants": people, "from_invitations": True}
    assert codes(client.post(f"{MEETINGS}/proposals", json=asked(**body))) == (404, ["no_such_record"])
    invited(client, g0={"plus_ones": 1}, g1={})
    found = proposed(client, **body)
    assert [(item["id"], item["name"]) for item in found["meetings"]["day"]["participants"]] == [
        ("g0", "示例·企业0 嘉宾0"),
        ("g1", "改名"),
        ("h1", "投资局"),
    ]
    assert {name: slot for name, (slot, _) in places(found["meetings"]).items()} == {"r1": 1, "r2": 2}
    declined = body | {"requests": [request("r1", "h1", "g2")]}
    refused = client.post(f"{MEETINGS}/proposals", json=asked(**declined))
    assert codes(refused) == (422, ["no_such_participant"])


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"requests": [request("r1", "h1", "h1")]}, ["meets_oneself"]),
        ({"requests": [request("r1", "h1", "nobody")]}, ["no_such_participant"]),
        ({"requests": [request("r1", "h1", "c1", after=["r9"])]}, ["no_such_request"]),
        ({"requests": [request("r1", "h1", "c1", fixed_slot=3)]}, ["no_such_slot"]),
        ({"morning_slots": 3}, ["morning_beyond_slots"]),
        ({"times": {"starts": [540], "minutes": 20}}, ["slot_times_do_not_fit"]),
        ({"times": {"starts": [540, 550], "minutes": 20}}, ["slots_overlap"]),
        ({"times": {"starts": [540, 1430], "minutes": 20}}, ["slots_overlap"]),
        ({"seconds": 61}, ["less_than_equal"]),
        ({"tables": 100_000_000}, ["less_than_equal"]),
    ],
)
def test_what_cannot_be_read_is_refused(service: Asking, fields: dict[str, Any], expected: list[str]) -> None:
    answer = staff(service).post(f"{MEETINGS}/proposals", json=asked(**fields))
    assert codes(answer) == (422, expected)


def test_meetings_are_kept_under_a_version(service: Asking) -> None:
    client = staff(service)
    first = kept(client)
    assert first["version"] == 1
    assert client.get(MEETINGS).json() == first
    assert client.get(MEETINGS).headers["ETag"] == '"1"'
    assert codes(put(client, first["value"], 0)) == (409, ["sheet_changed"])
    assert codes(client.put(MEETINGS, json=first["value"])) == (428, ["version_required"])
    assert put(client, first["value"], 1).json()["version"] == 2
    nowhere = client.put("/events/season-example:none/meetings", json=first["value"], headers=match(0))
    assert codes(nowhere) == (404, ["no_such_record"])
    lost = client.post("/events/season-example:none/meetings/proposals", json=asked())
    assert codes(lost) == (404, ["no_such_record"])


def test_a_timetable_the_audit_finds_wrong_is_not_kept(service: Asking) -> None:
    client = staff(service)
    right = proposed(client)["meetings"]

    def refused(**timetable: Any) -> list[str]:
        status, found = codes(put(client, right | {"timetable": right["timetable"] | timetable}))
        assert status == 422
        return found

    meetings = right["timetable"]["meetings"]
    here = places(right)
    together = [item | {"slot": 1, "table": number} for number, item in enumerate(meetings, 1)]
    assert refused(meetings=together) == [*["meeting_one_at_a_time"] * 4, "meeting_within_day",
                                          "meeting_within_day"]  # fmt: skip
    same_table = [item | {"table": 1} for item in meetings]
    assert refused(meetings=same_table) == ["meeting_own_table", "meeting_own_table"]
    assert refused(meetings=meetings[1:]) == ["meeting_accounted_for"]
    assert refused(points=999, points_bound=999) == ["meetings_figure"]
    assert refused(points_bound=149) == ["meetings_bound"]
    assert refused(status="infeasible") == ["meetings_not_arranged"]
    forbidden = [person | {"forbidden": [here["r1"][0]]} for person in right["day"]["participants"][:1]]
    day = right["day"] | {"participants": forbidden + right["day"]["participants"][1:]}
    absent = put(client, right | {"day": day})
    assert codes(absent) == (422, ["meeting_while_there"])
    assert absent.json()["title"] == f"「h1」第 {here['r1'][0]} 时段不能洽谈"
    assert codes(client.get(MEETINGS)) == (404, ["no_such_sheet"])


def test_a_final_timetable_is_arranged_anew_only_if_it_is_reopened(service: Asking) -> None:
    client = staff(service)
    value = kept(client)["value"]
    final = value | {"timetable": value["timetable"] | {"stage": "final"}}
    assert put(client, final, 1).status_code == 200
    assert put(client, final, 2).status_code == 200
    timed = final | {"times": {"starts": [840, 870], "minutes": 30}}
    assert put(client, timed, 3).status_code == 200
    assert codes(put(client, value, 4)) == (422, ["timetable_is_final"])
    assert put(client, value, 4, reopen=True).json()["version"] == 5
    assert put(client, value, 5).json()["version"] == 6


def test_who_is_late_is_met_later_and_what_has_happened_stays(service: Asking) -> None:
    client = staff(service)
    before = kept(client, slots=3, times={"starts": [540, 570, 600], "minutes": 20})
    late = {"kind": "late", "participant": "c1", "first_slot": 2}
    dry = changed(client, 1, late, dry_run=True).json()
    assert (dry["dry_run"], dry["version"], dry["fewest"]) == (True, 1, True)
    assert client.get(MEETINGS).json() == before
    done = changed(client, 1, late).json()
    assert (done["version"], done["moved"]) == (2, dry["moved"])
    now = client.get(MEETINGS).json()
    assert (now["value"], now["version"]) == (done["meetings"], 2)
    assert places(done["meetings"]).keys() == {"r1", "r2", "r3", "r4"}
    assert min(places(done["meetings"])[name][0] for name in ("r1", "r3")) == 2
    assert {item["request"] for item in done["moved"]} == {
        name for name, place in places(before["value"]).items() if places(done["meetings"])[name] != place
    }
    assert all("9:" in item["text"] for item in done["moved"])
    for version, dry_run in ((1, False), (3, False), (1, True)):
        assert codes(changed(client, version, late, dry_run=dry_run)) == (409, ["sheet_changed"])
    past = changed(client, 2, {"kind": "absent", "participant": "h1"}, now=3).json()
    stay = {name: place for name, place in places(done["meetings"]).items() if place[0] < 3}
    assert {name: places(past["meetings"]).get(name) for name in stay} == stay


def test_a_lost_table_stays_lost_through_the_changes_that_follow(service: Asking) -> None:
    client = staff(service)
    kept(client, slots=4)
    one = changed(client, 1, {"kind": "table_lost", "table": 1, "from_slot": 1}, now=2).json()
    assert one["meetings"]["changes"] == [{"kind": "table_lost", "table": 1, "from_slot": 2}]
    two = changed(client, 2, {"kind": "late", "participant": "c2", "first_slot": 3}, now=2).json()
    for found in (one, two):
        assert {table for slot, table in places(found["meetings"]).values() if slot >= 2} <= {2}
    back = two["meetings"]
    meetings = [item | {"table": 1} if item["slot"] > 1 else item for item in back["timetable"]["meetings"]]
    again = back | {"timetable": back["timetable"] | {"meetings": meetings}}
    moved = sum(item["slot"] > 1 for item in meetings)
    assert codes(put(client, again, 3)) == (422, ["meeting_at_lost_table"] * moved)
    assert put(client, back, 3).status_code == 200


def test_who_was_left_out_or_arrives_is_brought_in_where_somebody_left(service: Asking) -> None:
    client = staff(service)
    people = [{"id": "h1", "name": "投资局", "most_meetings": 1}, *({"id": name} for name in ("c1", "c2"))]
    requests = [request("r1", "h1", "c1", points=60), request("r2", "h1", "c2", points=40)]
    kept(client, participants=people, requests=requests, slots=2, tables=1)
    newcomer = {"id": "c3", "name": "新到企业"}
    arrived = {
        "kind": "arrived", "participant": newcomer, "requests": [request("r3", "h1", "c3", points=50)],
    }  # fmt: skip
    told = changed(client, 1, {"kind": "absent", "participant": "c1"}, arrived).json()
    [new] = told["brought_in"]
    assert (new["request"], new["at"]["table"]) == ("r3", 1)
    assert new["text"] == f"投资局与新到企业：补排在第{new['at']['slot']}时段第1号桌"
    assert [item["after"] for item in told["moved"]] == [None]
    assert {item["request"] for item in told["left_out"]} == {"r1", "r2"}
    again = client.get(MEETINGS).json()["value"]
    assert [item["id"] for item in again["day"]["participants"]] == ["h1", "c1", "c2", "c3"]
    assert put(client, again, 2).status_code == 200


def test_a_change_that_names_nothing_is_refused(service: Asking) -> None:
    client = staff(service)
    assert codes(changed(client, 0, {"kind": "table_lost", "table": 1})) == (404, ["no_such_sheet"])
    kept(client)
    for change, code in (
        ({"kind": "late", "participant": "x", "first_slot": 2}, "no_such_participant"),
        ({"kind": "table_lost", "table": 3}, "no_such_table"),
        ({"kind": "overrun", "request": "r9"}, "no_such_meeting"),
    ):
        assert codes(changed(client, 1, change)) == (422, [code])
    assert client.get(MEETINGS).json()["version"] == 1


def test_the_workbook_lists_meetings_by_time_and_by_participant(service: Asking) -> None:
    client = staff(service)
    people = [{"id": "h1", "name": "投资局"}, {"id": "c1", "name": '=HYPERLINK("http://x")'}, {"id": "c2"}]
    requests = [request("r1", "h1", "c1", fixed_slot=2), request("r2", "h1", "c2", fixed_slot=1)]
    times = {"starts": [540, 570], "minutes": 20}
    kept(client, participants=people, requests=requests, tables=1, times=times)
    first, second = (client.get(f"{MEETINGS}/timetable.xlsx") for _ in range(2))
    assert (first.status_code, first.content) == (200, second.content)
    book = load_workbook(BytesIO(first.content))
    assert [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets] == [
        [
            ["时段", "时间", "桌号", "甲方", "乙方"],
            [1, "9:00—9:20", 1, "投资局", "c2"],
            [2, "9:30—9:50", 1, "投资局", '=HYPERLINK("http://x")'],
        ],
        [
            ["洽谈方", "时段", "时间", "桌号", "洽谈对象"],
            ["投资局", 1, "9:00—9:20", 1, "c2"],
            ["投资局", 2, "9:30—9:50", 1, '=HYPERLINK("http://x")'],
            ['=HYPERLINK("http://x")', 2, "9:30—9:50", 1, "投资局"],
            ["c2", 1, "9:00—9:20", 1, "投资局"],
        ],
    ]
    cell = book.worksheets[0]["E3"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    english = client.get(f"{MEETINGS}/timetable.xlsx", headers={"Accept-Language": "en"})
    names = load_workbook(BytesIO(english.content)).sheetnames
    assert names == ["By time and table", "By participant"]


def test_guests_and_whom_they_meet_are_for_staff_alone(service: Asking) -> None:
    value = kept(staff(service))["value"]
    change = {"kind": "table_lost", "table": 1}
    for role in (Role.READER, Role.UNIT, Role.LEADER):
        other = service.client(role)
        for refused in (
            other.get(MEETINGS),
            other.post(f"{MEETINGS}/proposals", json=asked()),
            put(other, value, 1),
            changed(other, 1, change),
            other.get(f"{MEETINGS}/timetable.xlsx"),
        ):
            assert refused.status_code == 403
    assert service.client(Role.PLANNER).get(MEETINGS).json()["version"] == 1


def test_the_examples_can_be_sent_in_their_order(service: Asking) -> None:
    client = staff(service)
    example = service.examples("/events/{identity}/meetings")
    found = client.post(f"{MEETINGS}/proposals", json=example("post", "/proposals"))
    assert (found.status_code, found.json()["points"], found.json()["status"]) == (200, 150, "optimal")
    assert put(client, example("put", "")).status_code == 200
    after = client.post(f"{MEETINGS}/changes", json=example("post", "/changes"), headers=match(1))
    assert (after.status_code, after.json()["version"]) == (200, 2), after.text
    assert client.get(f"{MEETINGS}/timetable.xlsx").status_code == 200
