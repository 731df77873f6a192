"""Papers for guests over HTTP: for whom, with which link, for whose eyes."""

import re
from io import BytesIO
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook

from api.accounts.role import Role
from api.routes.exports import DOCX, PDF, XLSX
from api.store import event_sheets
from api.store.event_sheets import SheetKind
from api.store.work import COMMAND_LINE
from tests.api.documents.reading import NEEDS_POPPLER, text_of_docx, text_of_pdf
from tests.api.routes.asking import NOW, Asking
from tests.api.routes.forum import BASE, DAY, EVENT, LETTER, LIST, act, codes, guest, opened, sent, staff
from tests.api.routes.test_check_ins import Seats
from tests.api.store.dump import changed_tables, dump

PAGE = re.compile(rb"/Type ?/Page\b(?!s)")
SILENT = guest(1, mail="", phone="13800000001")
LETTERLESS = guest(2, mail="", phone="")
GETS = {
    "letters.docx": DOCX,
    "letters.pdf": PDF,
    "messages.xlsx": XLSX,
    "badges.pdf": PDF,
    "replies.xlsx": XLSX,
    "guests.xlsx": XLSX,
    "check-in.xlsx": XLSX,
    "check-in.pdf": PDF,
}
NOTICE = {
    "quotas": [
        {"id": "园区", "unit": "park", "least": 2, "most": 5, "segment": "expert", "names_due": "2027-02-13"},
        {"id": "全体专家", "segment": "expert", "least": 1},
    ],
    "letter": LETTER,
    "day": DAY,
}


def invited(service: Asking) -> httpx.Client:
    """A forum with a guest who has mail, one with a telephone alone, one with neither; the first comes."""
    client = sent(service, guest(0), SILENT, LETTERLESS)
    assert act(client, "accept", 0, reply={"dietary": "清真", "plus_ones": 1}).status_code == 200
    return client


def got(client: httpx.Client, name: str, **query: Any) -> bytes:
    answer = client.get(f"{BASE}/{name}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.content


def rows(file: bytes, sheet: int = 0) -> list[dict[str, object]]:
    heading, *lines = load_workbook(BytesIO(file)).worksheets[sheet].values
    return [dict(zip(map(str, heading), line, strict=True)) for line in lines]


def link(client: httpx.Client, number: int) -> str:
    return str(client.get(f"{LIST}/g{number}/link").json()["link"])


@pytest.mark.parametrize("name", GETS)
def test_a_paper_is_a_file_to_be_saved_and_the_same_every_time(service: Asking, name: str) -> None:
    client = invited(service)
    before = dump(service.database)
    answers = [client.get(f"{BASE}/{name}") for _ in range(2)]
    assert answers[0].headers["content-type"] == GETS[name]
    assert answers[0].headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert "private" in answers[0].headers["cache-control"]
    assert answers[0].content == answers[1].content
    assert changed_tables(before, dump(service.database)) == set()


def test_letters_go_to_who_has_no_mail_and_owes_an_answer(service: Asking) -> None:
    client = invited(service)
    text = text_of_docx(got(client, "letters.docx"))
    assert re.findall("尊敬的(.*)：", text) == ["嘉宾1", "嘉宾2"]
    assert re.findall("http.*", text) == [link(client, 1), link(client, 2)]
    assert "2026年4月1日" in text  # the day of the wave, whatever day it is printed
    assert len(PAGE.findall(got(client, "letters.pdf"))) == 2
    assert len(PAGE.findall(got(client, "letters.pdf", slip="true"))) == 4


def test_letters_are_written_to_those_named(service: Asking) -> None:
    client = invited(service)
    text = text_of_docx(got(client, "letters.docx", guest=["g2", "g0"]))
    assert re.findall("尊敬的(.*)：", text) == ["嘉宾0", "嘉宾2"]


def test_the_link_of_a_letter_opens_the_guests_own_page(service: Asking) -> None:
    client = invited(service)
    [found] = re.findall("http.*", text_of_docx(got(client, "letters.docx", guest="g1")))
    page = httpx.get(found.replace("http://127.0.0.1:8000", service.address))
    assert (page.status_code, "嘉宾1" in page.text) == (200, True)


def test_who_was_not_invited_gets_no_letter(service: Asking) -> None:
    client = opened(service, SILENT)
    assert codes(client.get(f"{BASE}/letters.docx")) == (404, ["nobody_to_write_to"])
    for name in ("letters.docx", "letters.pdf", "messages.xlsx", "badges.pdf"):
        answer = client.get(f"{BASE}/{name}", params={"guest": "g1"})
        assert codes(answer) == (409, ["letter_to_the_uninvited"])
        answer = client.get(f"{BASE}/{name}", params={"guest": "g9"})
        assert codes(answer) == (404, ["no_such_record"])
    client.post(f"{LIST}/wave")
    act(client, "withdraw", 1)
    assert codes(client.get(f"{BASE}/letters.docx", params={"guest": "g1"})) == (
        409,
        ["letter_to_the_uninvited"],
    )


def test_messages_go_to_who_has_a_telephone_alone(service: Asking) -> None:
    client = invited(service)
    [row] = rows(got(client, "messages.xlsx"))
    assert (row["姓名"], row["手机"], row["链接"]) == ("嘉宾1", "13800000001", link(client, 1))
    assert str(row["短信内容"]).endswith(link(client, 1))
    assert row["计费条数"] == 2
    named = rows(got(client, "messages.xlsx", guest=["g0", "g2"]))
    assert [line["姓名"] for line in named] == ["嘉宾0", "嘉宾2"]


def test_replies_and_guests_are_told_with_their_names(service: Asking) -> None:
    client = invited(service)
    [row] = rows(got(client, "replies.xlsx"))
    assert (row["姓名"], row["忌口"], row["随行人数"]) == ("嘉宾0", "清真", 1)
    listed = {line["姓名"]: line["状态"] for line in rows(got(client, "guests.xlsx"))}
    assert listed == {"嘉宾0": "参加", "嘉宾1": "已发出", "嘉宾2": "已发出"}


def test_the_list_for_the_door_knows_seats_and_who_has_come(service: Asking) -> None:
    client = invited(service)
    _seat(service, {"g1": {"table": "2", "seat": "1"}, "g0": {"table": "10", "seat": "3"}})
    client.post(f"{BASE}/check-in", json={"guest": "g0"})
    found = [(row["签到"], row["桌"], row["姓名"]) for row in rows(got(client, "check-in.xlsx"))]
    assert found == [("□", "2", "嘉宾1"), ("√", "10", "嘉宾0"), ("□", None, "嘉宾2")]


def _seat(service: Asking, seats: dict[str, dict[str, str]]) -> None:
    with service.database.work(COMMAND_LINE, NOW) as work:
        event_sheets.keep(work, EVENT, SheetKind.SEATING, Seats(seats=seats), None)


@NEEDS_POPPLER
def test_the_printed_list_says_when_it_was_made(service: Asking) -> None:
    text = text_of_pdf(got(invited(service), "check-in.pdf"))
    assert "数据截至2026年4月1日（星期三）16:00" in text


@NEEDS_POPPLER
def test_badges_are_for_who_comes_and_open_at_the_door(service: Asking) -> None:
    client = invited(service)
    _seat(service, {"g0": {"table": "10", "seat": "3号座"}})  # as a kept banquet tells it
    text = text_of_pdf(got(client, "badges.pdf"))
    assert ("嘉宾0" in text, "10桌3号座" in text, "座座" in text, "嘉宾1" in text) == (
        True, True, False, False,
    )  # fmt: skip
    assert "嘉宾1" in text_of_pdf(got(client, "badges.pdf", guest="g1"))


def test_headings_are_in_the_language_of_who_asks_and_texts_in_the_guests(service: Asking) -> None:
    invited(service)
    english = service.client(Role.EVENT_STAFF, language="en")
    [row] = rows(got(english, "messages.xlsx"))
    assert list(row) == ["Name", "Organisation", "Mobile", "Text", "Length", "Parts", "Link"]
    assert "尊敬的嘉宾1" in str(row["Text"])


def test_a_notice_names_quotas_of_units_and_their_days(service: Asking) -> None:
    client = staff(service)
    before = dump(service.database)
    answer = client.post(f"{BASE}/notices.docx", json=NOTICE)
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''notices.docx"
    text = text_of_docx(answer.content)
    # The 13th of February 2027 is a Saturday: due on the Monday after.
    assert "德望工业园 | 2—5人 | 专家 | 2027年2月15日（星期一）" in text
    assert "团结湖会议中心" in text
    assert "全体专家" not in text
    assert client.post(f"{BASE}/notices.pdf", json=NOTICE).content.startswith(b"%PDF")
    assert changed_tables(before, dump(service.database)) == set()


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"quotas": [{"id": "专家", "segment": "expert"}]}, (422, ["no_unit_quota"])),
        ({"quotas": []}, (422, ["no_unit_quota"])),
        ({"quotas": [{"id": "甲", "unit": "none"}]}, (404, ["no_such_record"])),
        ({"day": None}, (409, ["event_without_date"])),
    ],
)
def test_a_notice_to_nobody_is_refused(service: Asking, change: Any, refused: Any) -> None:
    client = staff(service)
    for name in ("notices.docx", "notices.pdf"):
        assert codes(client.post(f"{BASE}/{name}", json=NOTICE | change)) == refused


@pytest.mark.parametrize("name", GETS)
def test_without_a_list_there_is_no_paper_and_without_the_right_none_is_given(
    service: Asking, name: str
) -> None:
    client = staff(service)
    assert codes(client.get(f"{BASE}/{name}")) == (404, ["no_such_record"])
    assert codes(service.client(Role.READER).get(f"{BASE}/{name}")) == (403, ["not_allowed"])


def test_hostile_words_are_printed_as_they_are(service: Asking) -> None:
    text = "=cmd|' /C calc'!A0 <b>#panic()</b> {0}\n第二行"
    letter = dict.fromkeys(("venue", "contact", "agenda", "background", "costs"), text)
    hostile = guest(1, mail="", phone=text[:40], name=text[:90], organisation=text, post=text[:90])
    client = sent(service, hostile, letter=letter)
    for name in GETS:
        query = {"guest": "g1"} if name == "badges.pdf" else {}
        content = got(client, name, **query)
        if name.endswith(".xlsx"):
            cells = [
                c
                for sheet in load_workbook(BytesIO(content)).worksheets
                for r in sheet.iter_rows()
                for c in r
            ]
            assert "f" not in {cell.data_type for cell in cells}
    assert text_of_docx(got(client, "letters.docx")).count("#panic()") >= 5
