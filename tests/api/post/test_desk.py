"""Decisions and the mails that follow from them."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import icalendar
import pytest

from api.errors import Conflict
from api.mail.message import Occasion
from api.post import desk
from api.post.desk import Done
from api.store import invitation_lists, outbox
from api.store.database import Database
from api.store.outbox import NewParcel, ParcelState
from api.store.work import SYSTEM
from events.guest import Guest
from events.invitation.act import Accept, Act, Decline, Delegate, Hesitate, Withdraw
from events.invitation.reply import ReplyForm
from events.invitation.state import State
from tests.api.calendars.readers import libical_faults
from tests.api.post.lists import EVENT, LETTER, NOW, OFFICE, forum, guest, opened, send

LATER = NOW + timedelta(hours=1)


def act(database: Database, what: Act) -> Done:
    with database.work(SYSTEM, what.at) as work:
        return desk.act(work, OFFICE, EVENT, what)


def calendar(parcel: NewParcel) -> icalendar.Event | None:
    message = message_from_bytes(parcel.mail, policy=default)
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            data = part.get_payload(decode=True)
            assert isinstance(data, bytes)
            assert libical_faults(data) == []
            [event] = icalendar.Calendar.from_ical(data).walk("VEVENT")
            assert isinstance(event, icalendar.Event)
            return event
    return None


def occasions(done: Done) -> list[tuple[str, str]]:
    return [(parcel.recipient, parcel.occasion) for parcel in done.parcels]


def test_who_is_invited_gets_one_mail_with_his_own_entry_and_link(database: Database) -> None:
    opened(database)
    [parcel] = act(database, send(0)).parcels
    with database.reading() as session:
        who = invitation_lists.identities(session, EVENT)["g0"]
        token = invitation_lists.token_of(session, who)
    event = calendar(parcel)
    assert event is not None
    assert (parcel.recipient, parcel.occasion) == ("g0@firm.example", "invitation")
    assert (str(event["UID"]), event["SEQUENCE"]) == (who.uid, 0)
    assert str(event["ORGANIZER"]) == f"mailto:zs+{token}@jiangjin.example"
    assert str(event["URL"]) == f"https://zs.example/r/{token}"
    assert parcel.message_id.startswith(f"<{token}.")


def test_the_mail_lies_in_the_outbox_once_however_often_it_is_asked_for(database: Database) -> None:
    opened(database)
    act(database, send(0))
    again = act(database, send(0))
    assert [fault.code for fault in again.decision.faults] == ["invitation_already_sent"]
    with database.reading() as session:
        states = [outbox.by_state(session, mailing) for mailing in _mailings(database)]
        assert session is not None
    assert states == [{ParcelState.QUEUED: 1}]


def _mailings(database: Database) -> list[str]:
    with database.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT DISTINCT mailing FROM outbox").all()
    return [str(row[0]) for row in rows]


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (Accept(guest="g0", at=LATER), Occasion.CONFIRMATION),
        (Decline(guest="g0", at=LATER), Occasion.ACKNOWLEDGEMENT),
        (Hesitate(guest="g0", at=LATER), Occasion.ACKNOWLEDGEMENT),
        (Withdraw(guest="g0", at=LATER), Occasion.WITHDRAWAL),
    ],
)
def test_every_answer_is_answered(database: Database, what: Act, expected: Occasion) -> None:
    opened(database)
    act(database, send(0))
    assert occasions(act(database, what)) == [("g0@firm.example", expected.value)]


def test_who_said_yes_finds_it_in_his_calendar_and_who_said_no_finds_nothing(database: Database) -> None:
    opened(database)
    act(database, send(0))
    [yes] = act(database, Accept(guest="g0", at=LATER)).parcels
    [no] = act(database, Decline(guest="g0", at=LATER + timedelta(minutes=1))).parcels
    entry = calendar(yes)
    assert entry is not None
    assert entry["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert calendar(no) is None


def test_a_withdrawal_has_a_higher_sequence(database: Database) -> None:
    opened(database)
    act(database, send(0))
    [parcel] = act(database, Withdraw(guest="g0", at=LATER)).parcels
    event = calendar(parcel)
    assert event is not None
    assert (event["SEQUENCE"], str(event["STATUS"])) == (1, "CANCELLED")


def test_a_colleague_gets_his_own_mail(database: Database) -> None:
    opened(database)
    act(database, send(0))
    colleague = Guest(id="c0", name="钱二", segment=guest(0).segment, mail="qian@firm.example")
    done = act(database, Delegate(guest="g0", at=LATER, colleague=colleague, reply=ReplyForm()))
    assert sorted(occasions(done)) == [
        ("g0@firm.example", "acknowledgement"),
        ("qian@firm.example", "confirmation"),
    ]


def test_a_guest_without_mail_gets_none_and_is_invited_all_the_same(database: Database) -> None:
    value = forum(guests=1)
    silent = value.invitations[0].model_copy(update={"guest": guest(0, mail="")})
    opened(database, value.model_copy(update={"invitations": (silent,)}))
    done = act(database, send(0))
    assert (done.parcels, done.decision.done) == ((), True)


def test_who_may_come_is_told_of_a_new_time_and_who_declined_is_not(database: Database) -> None:
    opened(database, forum(places=3))
    for number in (0, 1):
        act(database, send(number))
    act(database, Decline(guest="g1", at=LATER))
    with database.work(SYSTEM, LATER) as work:
        value = invitation_lists.invitation_list(work.session, EVENT)
        span = value.span.model_copy(update={"end": value.span.end + timedelta(hours=1)})
        later = value.model_copy(update={"span": span})
        done = desk.revise(work, OFFICE, later, LETTER, value.version)
    assert occasions(done) == [("g0@firm.example", "update")]
    event = calendar(done.parcels[0])
    assert event is not None
    assert (event["SEQUENCE"], event.decoded("DTEND")) == (1, span.end)
    body = message_from_bytes(done.parcels[0].mail, policy=default).get_body(("plain",))
    assert body is not None
    assert (
        "时间由 2026年12月15日（周二）14:00–17:00 改为 2026年12月15日（周二）14:00–18:00"
        in body.get_content()
    )


def test_more_places_are_nobodys_news(database: Database) -> None:
    value = opened(database)
    act(database, send(0))
    with database.work(SYSTEM, LATER) as work:
        value = invitation_lists.invitation_list(work.session, EVENT)
        more = value.model_copy(update={"quotas": forum(places=9).quotas})
        assert desk.revise(work, OFFICE, more, LETTER, value.version).parcels == ()


def test_a_revision_of_what_has_changed_meanwhile_is_refused(database: Database) -> None:
    value = opened(database)
    act(database, send(0))
    with database.work(SYSTEM, LATER) as work, pytest.raises(Conflict):
        desk.revise(work, OFFICE, value, LETTER, value.version)


def test_a_cancelled_event_strikes_itself_out_and_takes_back_what_has_not_left(database: Database) -> None:
    opened(database, forum(places=3))
    invited = act(database, send(0))
    with database.work(SYSTEM, LATER) as work:
        done = desk.call_off(work, OFFICE, EVENT)
        assert outbox.by_state(work.session, invited.mailing) == {ParcelState.CANCELLED: 1}
    assert occasions(done) == [("g0@firm.example", "cancellation")]
    event = calendar(done.parcels[0])
    assert event is not None
    assert (event["SEQUENCE"], str(event["STATUS"])) == (1, "CANCELLED")


def test_who_owes_an_answer_is_reminded_once_a_day(database: Database) -> None:
    opened(database, forum(places=3))
    for number in (0, 1):
        act(database, send(number))
    act(database, Accept(guest="g1", at=LATER))
    keys, told = [], []
    for at in (LATER, LATER + timedelta(hours=2), LATER + timedelta(days=1)):
        with database.work(SYSTEM, at) as work:
            done = desk.remind(work, OFFICE, EVENT)
            keys.append([parcel.key for parcel in done.parcels])
            told.append(occasions(done))
    assert told == [[("g0@firm.example", "reminder")], [], [("g0@firm.example", "reminder")]]
    assert keys[0] != keys[2]


def test_an_event_called_off_twice_is_told_once_and_nothing_follows(database: Database) -> None:
    opened(database, forum(places=1, guests=3))
    act(database, send(0))
    with database.work(SYSTEM, LATER) as work:
        first = desk.call_off(work, OFFICE, EVENT)
    with database.work(SYSTEM, LATER + timedelta(minutes=1)) as work:
        again = desk.call_off(work, OFFICE, EVENT)
        assert outbox.by_state(work.session, first.mailing) == {ParcelState.QUEUED: 1}
        states = {item.state for item in again.decision.invitations.invitations}
    assert (len(first.parcels), again.parcels, states) == (1, (), {State.WITHDRAWN})


def test_who_waits_does_not_move_up_because_the_event_is_called_off(database: Database) -> None:
    opened(database, forum(places=1, guests=2))
    act(database, send(0))
    act(database, Decline(guest="g0", at=LATER))
    act(database, send(1, LATER))
    act(database, Accept(guest="g1", at=LATER))
    act(database, Accept(guest="g0", at=LATER + timedelta(minutes=1)))  # no place is left: he waits
    with database.work(SYSTEM, LATER + timedelta(hours=1)) as work:
        done = desk.call_off(work, OFFICE, EVENT)
    assert sorted(occasions(done)) == [
        ("g0@firm.example", "cancellation"),
        ("g1@firm.example", "cancellation"),
    ]
    [waiting, _] = done.decision.invitations.invitations
    assert [entry.act.kind for entry in waiting.history] == ["send", "decline", "accept", "withdraw"]


def test_who_has_no_mail_is_named_whenever_something_is_to_be_told(database: Database) -> None:
    value = forum(places=3, guests=2)
    silent = value.invitations[0].model_copy(update={"guest": guest(0, mail="", phone="13800000000")})
    opened(database, value.model_copy(update={"invitations": (silent, value.invitations[1])}))
    unreached = [act(database, send(number)).unreached for number in (0, 1)]
    with database.work(SYSTEM, LATER) as work:
        unreached.append(desk.remind(work, OFFICE, EVENT).unreached)
        now = invitation_lists.invitation_list(work.session, EVENT)
        moved = now.model_copy(update={"title": "新名称"})
        unreached.append(desk.revise(work, OFFICE, moved, LETTER, now.version).unreached)
        unreached.append(desk.call_off(work, OFFICE, EVENT).unreached)
    assert unreached == [("g0",), (), ("g0",), ("g0",), ("g0",)]
