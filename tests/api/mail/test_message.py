"""The mail itself: its parts, its headers, its bytes."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import icalendar
import pytest

from api.mail.address import Mailbox
from api.mail.message import GuestMail, Occasion, composed
from tests.api.calendars.readers import libical_faults
from tests.api.mail.golden_mails import FOLDER, golden_mails, read_text
from tests.api.mail.guests import MAIL, NOW


def sent(mail: GuestMail) -> EmailMessage:
    """The mail after it went through a server."""
    return message_from_bytes(bytes(composed(mail)), policy=default)


def parts(message: EmailMessage) -> list[str]:
    return [part.get_content_type() for part in message.walk()]


def calendar(message: EmailMessage) -> EmailMessage:
    [found] = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    return found


def test_it_has_text_html_calendar_and_file_in_the_shape_that_readers_know() -> None:
    assert parts(sent(MAIL)) == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]


@pytest.mark.parametrize("occasion", [item for item in Occasion if item.method is not None])
def test_the_method_of_the_part_is_that_of_the_object_and_libical_has_nothing_against_it(
    occasion: Occasion,
) -> None:
    part = calendar(sent(replace(MAIL, occasion=occasion)))
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    method = "CANCEL" if occasion in {Occasion.CANCELLATION, Occasion.WITHDRAWAL} else "REQUEST"
    assert part.get_param("method") == method
    assert part.get_content_charset() == "utf-8"
    assert f"METHOD:{method}\r\n".encode() in data
    assert libical_faults(data) == []


def test_who_said_no_gets_no_entry() -> None:
    assert parts(sent(replace(MAIL, occasion=Occasion.ACKNOWLEDGEMENT))) == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


def test_who_said_yes_gets_it_as_accepted_and_is_asked_nothing() -> None:
    data = calendar(sent(replace(MAIL, occasion=Occasion.CONFIRMATION))).get_payload(decode=True)
    assert isinstance(data, bytes)
    [event] = icalendar.Calendar.from_ical(data).walk("VEVENT")
    found = {name: event["ATTENDEE"].params[name] for name in ("PARTSTAT", "RSVP")}
    assert found == {"PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}


def test_the_part_and_the_file_hold_the_same_object() -> None:
    message = sent(MAIL)
    [file] = [part for part in message.walk() if part.get_content_type() == "application/ics"]
    assert file.get_filename() == "invite.ics"
    assert file.get_payload(decode=True) == calendar(message).get_payload(decode=True)


def test_equal_data_make_equal_bytes_and_only_ascii_travels() -> None:
    first, second = bytes(composed(MAIL)), bytes(composed(MAIL))
    assert first == second
    assert first.isascii()
    assert max(len(line) for line in first.split(b"\r\n")) <= 998  # RFC 5322 §2.1.1


def test_the_headers_say_who_writes_to_whom_and_where_answers_go() -> None:
    message = sent(MAIL)
    assert {
        name: str(message[name]).strip()
        for name in ("From", "To", "Reply-To", "Subject", "Message-ID", "Auto-Submitted")
    } == {
        "From": "江津区招商投资局 <zs@jiangjin.example>",
        "To": "赵一 <zhao@firm.example>",
        "Reply-To": f"江津区招商投资局 <{MAIL.organizer.address}>",
        "Subject": "邀请函：智能农机企业家联谊会（12月15日）",
        "Message-ID": MAIL.message_id,
        "Auto-Submitted": "auto-generated",
    }


def test_where_answers_go_to_the_sender_no_reply_to_is_needed() -> None:
    assert sent(replace(MAIL, organizer=MAIL.sender))["Reply-To"] is None


def test_nobody_else_is_named() -> None:
    text = bytes(composed(MAIL)).decode()
    message = sent(MAIL)
    assert [message[name] for name in ("Cc", "Bcc")] == [None, None]
    assert text.count("zhao@firm.example") == 1  # the To; the rest is base 64


def test_a_name_cannot_add_a_header() -> None:
    hostile = replace(
        MAIL,
        guest=Mailbox(name="赵\r\nBcc: all@firm.example", address="zhao@firm.example"),
        item=replace(MAIL.item, summary="会\r\nBcc: all@firm.example"),
    )
    message = sent(hostile)
    assert message["Bcc"] is None
    assert message["Subject"] == "邀请函：会 Bcc: all@firm.example（12月15日）"


@pytest.mark.parametrize(("name", "mail"), list(golden_mails()))
def test_what_a_guest_reads(name: str, mail: GuestMail) -> None:
    assert read_text(mail) == (FOLDER / name).read_text(encoding="utf-8")


def test_no_golden_text_is_left_over() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {name for name, _ in golden_mails()}


def test_the_html_says_the_same_with_every_word_escaped() -> None:
    hostile = replace(
        MAIL, guest=Mailbox(name="<script>x</script>", address="zhao@firm.example"), contact='"><img>'
    )
    body = sent(hostile).get_body(preferencelist=("html",))
    assert body is not None
    text = body.get_content()
    assert "<script>" not in text
    assert "<img>" not in text
    assert "&lt;script&gt;x&lt;/script&gt;" in text
    assert f'href="{MAIL.link}"' in text


def test_a_cancellation_has_no_link_to_answer_by() -> None:
    body = sent(replace(MAIL, occasion=Occasion.CANCELLATION)).get_body(preferencelist=("plain",))
    assert body is not None
    assert MAIL.link not in body.get_content()


def test_an_event_over_midnight_says_both_days() -> None:
    late = replace(MAIL.item, end=MAIL.item.start + timedelta(hours=11))
    body = sent(replace(MAIL, item=late)).get_body(preferencelist=("plain",))
    assert body is not None
    assert "2026年12月15日（周二）14:00 至 12月16日 01:00" in body.get_content()


def test_the_date_is_the_one_given() -> None:
    assert sent(MAIL)["Date"].datetime == NOW


def test_a_guest_is_greeted_by_his_post_once() -> None:
    named = replace(MAIL, guest=replace_name(MAIL.guest, "钱教授"), post="教授")
    body = sent(named).get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines()[0] == "尊敬的钱教授："


def replace_name(box: Mailbox, name: str) -> Mailbox:
    return Mailbox(name=name, address=box.address)
