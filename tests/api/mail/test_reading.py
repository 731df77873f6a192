"""What comes into the box, in the shapes that real programs send it."""

import base64
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.mail.answer import Automatic, Bounce, CalendarAnswer, Doubt, ForAPerson, Letter, OwnCopy, Reply
from api.mail.message import composed
from api.mail.reading import MOST_BYTES, read_mail
from tests.api.mail.guests import ITEM, MAIL, TOKEN

LETTERS = Path(__file__).with_name("letters")
OWN = "zs.jiangjin.example"


def raw(name: str) -> bytes:
    """A mail of the folder, with the guest's token in its place."""
    return (LETTERS / f"{name}.eml").read_bytes().replace(b"@TOKEN@", TOKEN.encode())


def answered(**changed: str) -> bytes:
    """A plain REPLY, lines of its entry changed, or left out where empty."""
    lines = {
        "ORGANIZER": f"ORGANIZER:mailto:zs+{TOKEN}@jiangjin.example",
        "ATTENDEE": "ATTENDEE;PARTSTAT=ACCEPTED:mailto:zhao@firm.example",
        "UID": f"UID:{ITEM.revision.uid}",
        "DTSTAMP": "DTSTAMP:20261124T051000Z",
        "SEQUENCE": "SEQUENCE:1",
        "METHOD": "METHOD:REPLY",
    } | changed
    method = lines.pop("METHOD")
    entry = ["BEGIN:VEVENT", *(line for line in lines.values() if line), "END:VEVENT"]
    calendar = ["BEGIN:VCALENDAR", method, "PRODID:-//x//EN", "VERSION:2.0", *entry, "END:VCALENDAR"]
    head = ["From: zhao@firm.example", "To: zs@jiangjin.example", "Message-ID: <a@firm.example>"]
    head += ["MIME-Version: 1.0", "Content-Type: text/calendar; charset=utf-8; method=REPLY", ""]
    return "\r\n".join([*head, *calendar, ""]).encode()


def doubt(letter: Letter) -> Doubt:
    assert isinstance(letter, ForAPerson), letter
    return letter.doubt


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "outlook-accept",
            {"reply": Reply.ACCEPTED, "made_at": datetime(2026, 11, 24, 2, 11, 6, tzinfo=UTC), "comment": ""},
        ),
        (
            "gmail-decline",
            {
                "reply": Reply.DECLINED,
                "made_at": datetime(2026, 11, 24, 2, 20, 30, tzinfo=UTC),
                "comment": "",
            },
        ),
        (
            "apple-tentative",
            {
                "reply": Reply.TENTATIVE,
                "made_at": datetime(2026, 11, 24, 2, 31, tzinfo=UTC),
                "comment": "看航班",
            },
        ),
        (
            "counter",
            {
                "reply": Reply.COUNTER,
                "start": datetime(2026, 12, 15, 7, 0, tzinfo=UTC),
                "end": datetime(2026, 12, 15, 10, 30, tzinfo=UTC),
                "comment": "能否晚一小时？",
            },
        ),
        ("delegate", {"reply": Reply.DELEGATED, "delegate": "qian@firm.example"}),
    ],
)
def test_an_answer_is_read_with_its_token_whatever_program_sent_it(
    name: str, expected: dict[str, Any]
) -> None:
    letter = read_mail(raw(name), OWN)
    assert isinstance(letter, CalendarAnswer), letter
    common = {
        "uid": ITEM.revision.uid,
        "sequence": 1,
        "attendee": "zhao@firm.example",
        "sender": "zhao@firm.example",
        "tokens": (TOKEN,),
    }
    found = letter.model_dump()
    assert {name: found[name] for name in common | expected} == common | expected


def test_a_cloud_that_encloses_its_answer_as_a_file_is_read() -> None:
    calendar = answered().partition(b"\r\n\r\n")[2]
    letter = read_mail(raw("nextcloud-accept").replace(b"@CALENDAR@", base64.encodebytes(calendar)), OWN)
    assert isinstance(letter, CalendarAnswer)
    assert (letter.reply, letter.sender, letter.tokens) == (
        Reply.ACCEPTED,
        "no-reply@cloud.example",
        (TOKEN,),
    )


def test_what_a_person_writes_goes_to_a_person_with_the_guest_it_seems_to_be_of() -> None:
    letter = read_mail(raw("qq-by-hand"), OWN)
    assert doubt(letter) is Doubt.WRITTEN_BY_HAND
    assert (letter.tokens, letter.excerpt, letter.subject) == ((TOKEN,), "我参加，两个人，谢谢！", "回复")


@pytest.mark.parametrize(
    ("name", "status", "final", "recipient"),
    [
        ("bounce", "5.1.1", True, "zhao@firm.example"),
        ("bounce-delayed", "4.4.7", False, "zhao@firm.example"),
        ("bounce-plain", "5.1.0", True, ""),
    ],
)
def test_a_mail_that_came_back_names_the_one_that_left(
    name: str,
    status: str,
    final: bool,  # noqa: FBT001
    recipient: str,
) -> None:
    letter = read_mail(raw(name), OWN)
    assert isinstance(letter, Bounce), letter
    assert (letter.original, letter.tokens) == (MAIL.message_id, (TOKEN,))
    assert (letter.status, letter.is_final, letter.recipient) == (status, final, recipient)


def test_a_machine_that_is_out_of_office_answers_nothing() -> None:
    letter = read_mail(raw("out-of-office"), OWN)
    assert isinstance(letter, Automatic)
    assert letter.tokens == (TOKEN,)


def test_our_own_copy_is_known_by_its_id() -> None:
    letter = read_mail(bytes(composed(MAIL)), OWN)
    assert isinstance(letter, OwnCopy)
    assert letter.message_id == MAIL.message_id


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"METHOD": "METHOD:REQUEST"}, Doubt.OTHER_METHOD),
        ({"METHOD": ""}, Doubt.OTHER_METHOD),
        ({"ATTENDEE": ""}, Doubt.NO_ANSWER),
        ({"ATTENDEE": "ATTENDEE:mailto:zhao@firm.example"}, Doubt.NO_ANSWER),
        ({"ATTENDEE": "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:zhao@firm.example"}, Doubt.NO_ANSWER),
        ({"MORE": "ATTENDEE;PARTSTAT=ACCEPTED:mailto:qian@firm.example"}, Doubt.SEVERAL_GUESTS),
        ({"MORE": "RECURRENCE-ID:20261215T060000Z"}, Doubt.SEVERAL_ENTRIES),
        ({"MORE": "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:other"}, Doubt.SEVERAL_ENTRIES),
        ({"UID": ""}, Doubt.NO_ANSWER),
        ({"SEQUENCE": "SEQUENCE:one"}, Doubt.BROKEN_CALENDAR),
        ({"DTSTAMP": "DTSTAMP:yesterday"}, Doubt.BROKEN_CALENDAR),
        ({"MORE": "BEGIN:VALARM"}, Doubt.BROKEN_CALENDAR),
    ],
)
def test_an_answer_that_is_none_goes_to_a_person(changed: dict[str, str], expected: Doubt) -> None:
    assert doubt(read_mail(answered(**changed), OWN)) is expected


def test_an_answer_without_organizer_or_stamp_is_an_answer() -> None:
    letter = read_mail(answered(ORGANIZER="", DTSTAMP="", SEQUENCE=""), OWN)
    assert isinstance(letter, CalendarAnswer)
    assert (letter.made_at, letter.sequence, letter.tokens) == (None, 0, ())


def test_twenty_megabytes_are_not_read_but_told_of() -> None:
    big = answered() + b"x" * 20 * 1_048_576
    letter = read_mail(big, OWN)
    assert doubt(letter) is Doubt.TOO_LARGE
    assert (letter.sender, letter.message_id) == ("zhao@firm.example", "<a@firm.example>")
    assert len(big) > MOST_BYTES


def test_a_calendar_part_of_a_megabyte_is_not_parsed() -> None:
    assert doubt(read_mail(answered(COMMENT="COMMENT:" + "x" * 1_048_576), OWN)) is Doubt.TOO_LARGE


@given(st.binary(max_size=2_000))
def test_no_octets_break_the_reader(octets: bytes) -> None:
    assert isinstance(read_mail(octets, OWN), Letter)


@given(st.integers(0, 2_000), st.binary(min_size=1, max_size=8))
def test_no_damage_to_an_answer_breaks_the_reader(place: int, octets: bytes) -> None:
    whole = raw("outlook-accept")
    assert isinstance(read_mail(whole[:place] + octets + whole[place + len(octets) :], OWN), Letter)
