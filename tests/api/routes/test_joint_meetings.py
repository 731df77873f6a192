"""A joint meeting over HTTP: what is overdue is on its agenda, and its minutes are kept."""

from datetime import date
from io import BytesIO
from typing import Any

import httpx
import pytest
from docx import Document

from api.accounts.role import Role
from api.store import records
from api.store.season_frames import EVENT, SeasonEvent
from events.milestones import Milestone
from planner.event import EventKind
from tests.api.routes.asking import Asking
from tests.api.spring import FRIDAY, NOW, PLANNER, SEASON, TUESDAY, kept_season

MEETING = "/joint-meetings/spring:joint-3"
LATE = {"id": "q1", "text": "三期用地", "topic": "land", "unit": "park", "person": "bob",
        "due": "2027-02-20", "raised_on": "2027-01-11"}  # fmt: skip
SOON = {"id": "q2", "text": "高管子女入学", "unit": "bureau", "due": "2027-03-18", "raised_on": "2027-01-12"}
LATER = {"id": "q3", "text": "明年用电", "unit": "park", "due": "2027-09-01", "raised_on": "2027-01-12"}
UNOWNED = {"id": "q4", "text": "物流补贴", "raised_on": "2027-01-12"}
TAKEN: dict[str, Any] = {
    "present": [{"unit": "park", "name": "陆副区长"}, {"unit": "visitor", "name": "周某"}],
    "decisions": [{"number": 1, "text": "月底前供地。", "new_due": "2027-03-31"}],
    "recorder": "安干事",
    "issuer": "江书记",
}


def joint(identity: str, day: date, **fields: Any) -> SeasonEvent:
    return SeasonEvent(
        season=SEASON.id,
        id=identity,
        kind=EventKind.JOINT_MEETING,
        title="3月联席会议",
        candidate_days=(day,),
        required=("head",),
        venue="区政府三楼会议室",
        **fields,
    )


@pytest.fixture
def staff(service: Asking) -> httpx.Client:
    with service.database.work(PLANNER, NOW) as work:
        kept_season(work)
        records.create(work, EVENT, joint("joint-3", TUESDAY))
    planner = service.client(Role.PLANNER)
    for problem in (LATE, SOON, LATER, UNOWNED):
        assert planner.post("/problems", json=problem).status_code == 201
    overdue = Milestone(
        project="p1",
        signed_on=date(2026, 11, 1),
        due=date(2027, 2, 1),
        reminder=date(2027, 1, 4),
        leader="deputy",
    )
    assert planner.post("/milestones", json=overdue.model_dump(mode="json")).status_code == 201
    return service.client(Role.EVENT_STAFF)


def texts(content: bytes) -> list[str]:
    """Every paragraph and every cell of a document."""
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def test_what_is_overdue_and_what_falls_due_before_the_next_meeting_is_on_the_agenda(
    staff: httpx.Client,
) -> None:
    found = staff.get(f"{MEETING}/agenda").json()
    items = [(item["matter"], item["subject"], item["days_late"]) for item in found["agenda"]["items"]]
    assert items == [
        ("overdue_problem", "q1", 10),
        ("overdue_start", "p1", 29),
        ("due_problem", "q2", 0),
        ("unowned_problem", "q4", 0),
    ]
    # The 20th of March is a Saturday.
    assert (found["day"], found["following"]) == (TUESDAY.isoformat(), "2027-03-19")
    assert found["agenda"]["units"] == ["bureau", "park"]
    assert found["names"] == {
        "bureau": "招商投资局",
        "park": "德望工业园",
        "bob": "包干事",
        "deputy": "陆副区长",
    }


def test_the_meeting_that_follows_bounds_what_is_taken_up(staff: httpx.Client, service: Asking) -> None:
    with service.database.work(PLANNER, NOW) as work:
        records.create(work, EVENT, joint("joint-4", FRIDAY))
    found = staff.get(f"{MEETING}/agenda").json()
    assert found["following"] == FRIDAY.isoformat()
    assert "q2" not in [item["subject"] for item in found["agenda"]["items"]]


def test_a_solved_problem_is_off_the_agenda(staff: httpx.Client, service: Asking) -> None:
    solved = {**LATE, "state": "solved", "resolution": "已供地"}
    changed = service.client().put("/problems/q1", json=solved, headers={"If-Match": '"1"'})
    assert changed.status_code == 200
    subjects = [item["subject"] for item in staff.get(f"{MEETING}/agenda").json()["agenda"]["items"]]
    assert subjects == ["p1", "q2", "q4"]


def test_what_there_is_no_time_for_is_said(staff: httpx.Client) -> None:
    asked = {"overdue_minutes": "100", "standing": "park"}
    agenda = staff.get(f"{MEETING}/agenda", params=asked).json()["agenda"]
    assert [item["subject"] for item in agenda["items"]] == ["q1"]
    assert [item["subject"] for item in agenda["beyond"]] == ["p1", "q2", "q4"]
    assert agenda["units"] == ["park", "bureau"]


def test_the_agenda_as_a_document(staff: httpx.Client) -> None:
    answer = staff.get(f"{MEETING}/agenda.docx")
    assert "%E8%AE%AE%E7%A8%8B" in answer.headers["content-disposition"]
    found = texts(answer.content)
    assert [word for word in ("三期用地", "高管子女入学", "物流补贴", "逾期问题") if word not in found] == []
    assert "招商投资局、德望工业园，共2个单位。" in found
    assert answer.content == staff.get(f"{MEETING}/agenda.docx").content


def test_minutes_are_kept_and_changed_by_their_version(staff: httpx.Client) -> None:
    assert staff.get(f"{MEETING}/minutes").status_code == 404
    first = staff.put(f"{MEETING}/minutes", json=TAKEN)
    assert (first.status_code, first.headers["etag"]) == (200, '"1"')
    assert first.json()["names"]["park"] == "德望工业园"
    again = staff.put(f"{MEETING}/minutes", json={**TAKEN, "recorder": "蔡干事"}, headers={"If-Match": '"1"'})
    assert (again.status_code, again.json()["version"]) == (200, 2)
    read = staff.get(f"{MEETING}/minutes")
    assert (read.json(), read.headers["etag"]) == (again.json(), '"2"')
    for stale in ({}, {"If-Match": '"1"'}):
        refused = staff.put(f"{MEETING}/minutes", json=TAKEN, headers=stale)
        assert refused.status_code == 409
        assert [fault["code"] for fault in refused.json()["faults"]] == ["sheet_changed"]


def test_minutes_are_about_the_agenda_of_their_meeting_whatever_is_solved_since(
    staff: httpx.Client, service: Asking
) -> None:
    staff.put(f"{MEETING}/minutes", json=TAKEN)
    solved = {**LATE, "state": "solved", "resolution": "已供地"}
    service.client().put("/problems/q1", json=solved, headers={"If-Match": '"1"'})
    after = staff.put(f"{MEETING}/minutes", json=TAKEN, headers={"If-Match": '"1"'}).json()
    assert after["minutes"]["agenda"]["items"][0]["subject"] == "q1"


def test_the_minutes_as_a_document_are_a_form_until_they_are_kept(staff: httpx.Client) -> None:
    empty = texts(staff.get(f"{MEETING}/minutes.docx").content)
    assert "月底前供地。" not in empty
    staff.put(f"{MEETING}/minutes", json=TAKEN)
    filled = texts(staff.get(f"{MEETING}/minutes.docx").content)
    expected = ("月底前供地。", "3月31日", "陆副区长", "周某", "安干事", "江书记")
    assert [word for word in expected if not any(word in text for text in filled)] == []


@pytest.mark.parametrize(
    ("taken", "code"),
    [
        ({"decisions": [{"number": 9, "text": "x"}]}, "no_such_agenda_item"),
        ({"decisions": [{"number": 1, "text": "x"}] * 2}, "decided_twice"),
        ({"present": [{"unit": "park"}] * 2}, "unit_present_twice"),
    ],
)
def test_minutes_that_contradict_the_agenda_are_refused_and_not_kept(
    staff: httpx.Client, taken: dict[str, Any], code: str
) -> None:
    answer = staff.put(f"{MEETING}/minutes", json=taken)
    assert (answer.status_code, [fault["code"] for fault in answer.json()["faults"]]) == (422, [code])
    assert staff.get(f"{MEETING}/minutes").status_code == 404


def test_an_event_of_another_kind_has_no_agenda(staff: httpx.Client) -> None:
    for path in ("agenda", "agenda.docx", "minutes.docx", "minutes"):
        where = f"/joint-meetings/spring:forum/{path}"
        answer = staff.put(where, json={}) if path == "minutes" else staff.get(where)
        assert (answer.status_code, answer.json()["faults"][0]["code"]) == (409, "event_of_another_kind")
    assert staff.get("/joint-meetings/spring:none/agenda").status_code == 404


def test_a_reader_reads_and_keeps_nothing(staff: httpx.Client, service: Asking) -> None:
    reader = service.client(Role.READER)
    assert reader.get(f"{MEETING}/agenda").status_code == 200
    assert reader.put(f"{MEETING}/minutes", json=TAKEN).status_code == 403
