"""Decisions and the mails that follow from them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from threading import Event
from time import sleep

import icalendar
import pytest

from api.errors import Conflict
from api.mail.message import Occasion
from api.post import desk
from api.post.desk import Done
from api.store import invitation_lists, outbox
from api.store.database import Database
from api.store.outbox import NewParcel, ParcelState
from api.store.work import SYSTEM, Actor
from events.guest import Guest
from events.invitation.act import Accept, Act, Decline, Delegate, Extend, Hesitate, Withdraw
from events.invitation.decide import decide
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


def test_who_is_given_longer_is_told_the_new_day_by_mail_and_calendar(database: Database) -> None:
    opened(database)
    act(database, send(0))
    until = NOW + timedelta(days=9)
    [parcel] = act(database, Extend(guest="g0", at=LATER, answer_by=until, note="在国外")).parcels
    entry = calendar(parcel)
    assert entry is not None
    # The entry is the same (RFC 5546 §3.2.2.2): an answer to the first mail still counts.
    assert (parcel.occasion, entry["SEQUENCE"]) == ("extension", 0)
    assert str(entry["DESCRIPTION"]).endswith("回复截止：2026年12月2日（周三）10:00")


def test_who_owes_no_answer_finds_no_deadline_in_his_calendar(database: Database) -> None:
    opened(database)
    [invited] = act(database, send(0)).parcels
    [confirmed] = act(database, Accept(guest="g0", at=LATER)).parcels
    descriptions = [str(entry["DESCRIPTION"]) for entry in map(calendar, (invited, confirmed)) if entry]
    assert ["回复截止" in words for words in descriptions] == [True, False]


def test_those_he_brings_are_cut_told_and_granted_later_with_a_mail(database: Database) -> None:
    opened(database)
    for number in (0, 1):
        act(database, send(number))
    [first] = act(database, Accept(guest="g0", at=LATER, reply=ReplyForm(plus_ones=1))).parcels
    assert "您要带 1 人，席位现够 0 人，有席位空出时补足并告知您" in text(first)
    freed = act(database, Decline(guest="g1", at=LATER + timedelta(minutes=1)))
    assert occasions(freed) == [("g1@firm.example", "acknowledgement"), ("g0@firm.example", "plus_ones")]
    entry = calendar(freed.parcels[1])
    assert entry is not None
    assert entry["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert "您的回复现为：出席，随行 1 人。" in text(freed.parcels[1])


def text(parcel: NewParcel) -> str:
    body = message_from_bytes(parcel.mail, policy=default).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_a_reminder_stands_in_the_history_with_who_asked_for_it(database: Database) -> None:
    opened(database)
    act(database, send(0))
    with database.work(Actor(id="p", name="甲"), LATER) as work:
        done = desk.remind(work, OFFICE, EVENT)
    last = done.decision.invitations.invitations[0].history[-1].act
    assert (last.kind, last.by, last.at) == ("remind", "甲", LATER)


def test_what_is_foreseen_is_composed_and_not_queued(database: Database) -> None:
    value = opened(database)
    with database.reading() as session:
        found = desk.foreseen(session, OFFICE, decide(value, send(0)), NOW)
    assert (occasions(found), _mailings(database)) == ([("g0@firm.example", "invitation")], [])


def test_whom_a_wave_invited_a_moment_before_is_told_of_the_cancellation(
    database: Database, database_url: str
) -> None:
    opened(database)
    other = Database(database_url)
    begun = Event()

    def call_off() -> Done:
        with other.work(SYSTEM, LATER) as work:
            begun.set()
            return desk.call_off(work, OFFICE, EVENT)

    with ThreadPoolExecutor(1) as pool:
        with database.work(SYSTEM, NOW) as work:
            desk.act(work, OFFICE, EVENT, send(0))  # holds the list
            calling_off = pool.submit(call_off)
            if not database.is_sqlite:  # there it waits before its transaction begins
                assert begun.wait(20)
                sleep(0.5)  # so that it has read what it reads before it waits for the list
        done = calling_off.result(30)
    other.close()
    assert occasions(done) == [("g0@firm.example", "cancellation")]
