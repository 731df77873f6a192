"""Mails that shall leave: each once, whatever dies."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from api.errors import Conflict, NotFound
from api.store import outbox
from api.store.database import Database
from api.store.outbox import Claim, NewParcel, OutboxRow, ParcelState
from api.store.work import SYSTEM
from planner.errors import Fault

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BUSY = Fault(code="mail_server_busy", place="a@example.cn", value="451")


def parcel(number: int, invitation: str | None = None) -> NewParcel:
    return NewParcel(
        key=f"i{number}:invitation:0",
        invitation=invitation or f"i{number}",
        occasion="invitation",
        recipient=f"g{number}@example.cn",
        subject="邀请函",
        message_id=f"<m{number}@zs.example>",
        mail=f"mail {number}".encode(),
    )


def put(database: Database, *numbers: int, at: datetime = NOW) -> int:
    with database.work(SYSTEM, at) as work:
        return outbox.put(work, "m1", [parcel(number) for number in numbers])


def claimed(database: Database, executor: str = "w1", most: int = 10, at: datetime = NOW) -> list[Claim]:
    with database.work(SYSTEM, at) as work:
        return list(outbox.claim(work, executor, most))


def left(database: Database, held: Claim) -> bool:
    with database.work(SYSTEM, NOW) as work:
        return outbox.leave(work, held)


def states(database: Database) -> dict[ParcelState, int]:
    with database.reading() as session:
        return outbox.by_state(session, "m1")


def test_the_same_mail_is_put_into_the_outbox_once(database: Database) -> None:
    assert (put(database, 1, 2), put(database, 2, 3)) == (2, 1)
    assert states(database) == {ParcelState.QUEUED: 3}


def test_the_database_itself_refuses_the_same_news_twice(database: Database) -> None:
    put(database, 1)
    with database.reading() as session:
        [known] = session.exec(select(OutboxRow)).all()
    again = known.model_dump() | {"id": "other", "message_id": "<other@zs.example>"}
    with pytest.raises(IntegrityError), database.work(SYSTEM, NOW) as work:
        work.session.add(OutboxRow(**again))
    assert states(database) == {ParcelState.QUEUED: 1}


def test_a_mail_goes_from_the_queue_to_the_server(database: Database) -> None:
    put(database, 1)
    [held] = claimed(database)
    assert (held.recipient, held.mail, held.tries) == ("g1@example.cn", b"mail 1", 1)
    assert left(database, held)
    with database.work(SYSTEM, NOW) as work:
        assert outbox.arrived(work, held)
    with database.reading() as session:
        found = outbox.parcel(session, held.id)
    assert (found.state, found.left_at) == (ParcelState.SENT, NOW)


def test_two_workers_who_claim_at_once_hold_different_mails(database: Database) -> None:
    put(database, *range(40))
    start = Barrier(4)

    def claim(executor: str) -> list[str]:
        start.wait()
        return [held.id for _ in range(5) for held in claimed(database, executor, 2)]

    with ThreadPoolExecutor(4) as pool:
        held = [identity for part in pool.map(claim, "abcd") for identity in part]
    assert len(held) == len(set(held)) == 40


def test_the_oldest_due_is_claimed_first_and_what_is_not_due_waits(database: Database) -> None:
    put(database, 2, at=NOW + timedelta(minutes=1))
    put(database, 1)
    assert [held.recipient for held in claimed(database)] == ["g1@example.cn"]
    assert [held.recipient for held in claimed(database, at=NOW + timedelta(minutes=1))] == ["g2@example.cn"]


def test_a_dead_worker_gives_back_what_had_not_left_and_leaves_the_rest_doubtful(database: Database) -> None:
    put(database, 1, 2)
    first, _ = claimed(database)
    left(database, first)
    with database.reading() as session:
        assert (outbox.is_anything_held(session, {"w1"}), outbox.is_anything_held(session, {"w2"})) == (
            False,
            True,
        )
    with database.work(SYSTEM, NOW) as work:
        assert (outbox.bereave(work, {"w1"}), outbox.bereave(work, {"w2"})) == (0, 2)
    assert states(database) == {ParcelState.QUEUED: 1, ParcelState.DOUBTFUL: 1}


def test_a_worker_thought_dead_may_not_send_what_another_holds(database: Database) -> None:
    """The fence: without the comparison of tries and executor both would send."""
    put(database, 1)
    [mine] = claimed(database)
    with database.work(SYSTEM, NOW) as work:
        outbox.bereave(work, {"w2"})
    [theirs] = claimed(database, "w2")
    assert (left(database, mine), left(database, theirs)) == (False, True)
    with database.work(SYSTEM, NOW) as work:
        assert not outbox.arrived(work, mine)


def test_a_worker_that_took_the_mail_twice_is_held_to_the_second_time(database: Database) -> None:
    put(database, 1)
    [first] = claimed(database)
    with database.work(SYSTEM, NOW) as work:
        outbox.hand_back(work, first)
    [second] = claimed(database)
    assert (left(database, first), left(database, second)) == (False, True)


def test_a_busy_server_is_asked_later_and_later(database: Database) -> None:
    put(database, 1)
    waits, at = [], NOW
    for _ in range(9):
        [held] = claimed(database, at=at)
        with database.work(SYSTEM, at) as work:
            outbox.put_off(work, held, BUSY, certain=True)
            due = outbox.parcel(work.session, held.id).due_at
        waits.append(int((due - at).total_seconds()))
        at = due
    assert waits == [30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600]


@pytest.mark.parametrize(("certain", "expected"), [(True, ParcelState.QUEUED), (False, ParcelState.DOUBTFUL)])
def test_once_it_may_have_been_taken_only_the_servers_word_brings_a_mail_back(
    database: Database,
    certain: bool,  # noqa: FBT001
    expected: ParcelState,
) -> None:
    put(database, 1)
    [held] = claimed(database)
    left(database, held)
    with database.work(SYSTEM, NOW) as work:
        outbox.put_off(work, held, BUSY, certain=certain)
    assert states(database) == {expected: 1}


def test_a_refused_mail_says_why_and_a_person_may_send_it_again(database: Database) -> None:
    put(database, 1)
    [held] = claimed(database)
    with database.work(SYSTEM, NOW) as work:
        outbox.refused(work, held, BUSY)
        assert outbox.parcel(work.session, held.id).fault == BUSY
        again = outbox.settle(work, held.id, sent=False)
    assert (again.state, again.fault) == (ParcelState.QUEUED, None)


def _doubtful(database: Database) -> Claim:
    put(database, 1)
    [held] = claimed(database)
    left(database, held)
    with database.work(SYSTEM, NOW) as work:
        outbox.bereave(work, set())
    return held


def test_our_own_copy_in_the_box_settles_a_doubt(database: Database) -> None:
    _doubtful(database)
    with database.work(SYSTEM, NOW) as work:
        found = [outbox.found_in_the_box(work, f"<m{number}@zs.example>") for number in (1, 1, 2)]
    assert found == [True, False, False]
    assert states(database) == {ParcelState.SENT: 1}


def test_a_copy_that_is_read_before_its_sender_is_known_to_be_dead_leaves_no_doubt(
    database: Database,
) -> None:
    put(database, 1)
    [held] = claimed(database)
    left(database, held)
    with database.work(SYSTEM, NOW) as work:
        assert outbox.found_in_the_box(work, "<m1@zs.example>")
        assert outbox.bereave(work, set()) == 0
    assert states(database) == {ParcelState.SENT: 1}


def test_a_person_may_settle_a_doubt_once(database: Database) -> None:
    held = _doubtful(database)
    with database.work(SYSTEM, NOW) as work:
        assert outbox.settle(work, held.id, sent=True).state is ParcelState.SENT
    with database.work(SYSTEM, NOW) as work, pytest.raises(Conflict) as refused:
        outbox.settle(work, held.id, sent=False)
    assert refused.value.faults[0].code == "mail_not_doubtful"


def test_what_is_queued_can_be_taken_back_and_what_is_held_not(database: Database) -> None:
    put(database, 1, 2, 3)
    claimed(database, most=1)
    with database.work(SYSTEM, NOW) as work:
        assert outbox.cancel(work, invitation="i2") == 1
        assert outbox.cancel(work, mailing="m1") == 1
    assert states(database) == {ParcelState.CLAIMED: 1, ParcelState.CANCELLED: 2}


def test_a_mail_that_is_not_there_is_not_found(database: Database) -> None:
    with database.reading() as session, pytest.raises(NotFound):
        outbox.parcel(session, "none")
