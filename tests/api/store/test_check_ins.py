"""Who has come: each guest once, however many desks scan at once, and whatever they scan."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from api.errors import NotFound
from api.store import audit_log, check_ins, invitation_lists
from api.store.database import Database
from api.store.work import SYSTEM
from events.check_in import Answer, Outcome, Scan, Seat
from events.guest import Guest
from events.invitation.act import Accept, Decline
from tests.api.post.lists import EVENT, NOW, forum, guest, opened, send


@pytest.fixture(autouse=True)
def _invited(database: Database) -> None:
    """g0 accepted, g1 declined, g2 was never asked."""
    opened(database)
    with database.work(SYSTEM, NOW) as work:
        for what in (send(0), send(1), Accept(guest="g0", at=NOW), Decline(guest="g1", at=NOW)):
            invitation_lists.decided(work, EVENT, what)


def scanned(
    database: Database,
    guest_id: str,
    *,
    event: str = EVENT,
    minutes: int = 0,
    walk_in: Guest | None = None,
    companions: int = 0,
) -> Answer:
    moment = NOW + timedelta(minutes=minutes)
    what = Scan(event=event, guest=guest_id, at=moment, by="丙", companions=companions)
    with database.work(SYSTEM, moment) as work:
        return check_ins.scan(work, what, EVENT, {"g0": Seat(table="3")}, walk_in)


def here(database: Database) -> list[tuple[str, Outcome]]:
    with database.reading() as session:
        return [(item.guest, item.outcome) for item in check_ins.check_in_of(session, EVENT).arrivals]


def test_guests_are_kept_in_order_of_coming_with_who_noted_it(database: Database) -> None:
    scanned(database, "g1")
    answer = scanned(database, "g0", minutes=3, companions=1)
    assert (answer.outcome, answer.seat) == (Outcome.WELCOME, Seat(table="3"))
    assert here(database) == [("g1", Outcome.DECLINED), ("g0", Outcome.WELCOME)]
    with database.reading() as session:
        found = check_ins.check_in_of(session, EVENT)
        log = audit_log.entries(session, kind="arrival")
    assert found == answer.check_in
    assert (found.arrivals[1].at, found.arrivals[1].by, found.arrivals[1].companions) == (
        NOW + timedelta(minutes=3),
        "丙",
        1,
    )
    assert [entry.subject for entry in log] == [f"{EVENT}:g0", f"{EVENT}:g1"]


def test_whoever_comes_again_is_told_since_when_he_is_here(database: Database) -> None:
    scanned(database, "g0")
    again = scanned(database, "g0", minutes=5)
    assert (again.outcome, again.first, again.seat) == (Outcome.AGAIN, NOW, Seat(table="3"))
    assert here(database) == [("g0", Outcome.WELCOME)]


@pytest.mark.parametrize(
    ("guest_id", "event", "outcome"),
    [("g0", "s1:another", Outcome.OTHER_EVENT), ("nobody", EVENT, Outcome.UNKNOWN)],
)
def test_a_code_of_nobody_or_of_another_event_writes_nothing(
    database: Database, guest_id: str, event: str, outcome: Outcome
) -> None:
    assert scanned(database, guest_id, event=event).outcome is outcome
    assert here(database) == []
    with database.reading() as session:
        assert audit_log.entries(session, kind="arrival") == []


def test_a_walk_in_is_kept_once_and_one_of_the_list_is_recognised(database: Database) -> None:
    stranger = guest(9, name="过客")
    first = scanned(database, "g9", walk_in=stranger)
    assert (first.outcome, first.name) == (Outcome.WALK_IN, "过客")
    assert scanned(database, "g9", walk_in=stranger).outcome is Outcome.AGAIN
    known = guest(0).model_copy(update={"id": "someone"})
    assert scanned(database, "someone", walk_in=known).outcome is Outcome.WELCOME
    assert here(database) == [("g9", Outcome.WALK_IN), ("g0", Outcome.WELCOME)]


def test_desks_that_scan_at_once_count_each_guest_once(database: Database) -> None:
    desks = 6
    start = Barrier(desks)

    def desk(number: int) -> Outcome:
        start.wait()
        return scanned(database, f"g{number % 2}").outcome

    with ThreadPoolExecutor(desks) as pool:
        outcomes = sorted(pool.map(desk, range(desks)))
    assert outcomes == sorted([Outcome.WELCOME, Outcome.DECLINED, *[Outcome.AGAIN] * (desks - 2)])
    assert sorted(guest_id for guest_id, _ in here(database)) == ["g0", "g1"]


def test_events_are_kept_apart(database: Database) -> None:
    with database.work(SYSTEM, NOW) as work:
        other = forum().model_copy(update={"event": "s1:other"})
        invitation_lists.open_list(work, other, invitation_lists.letter_of(work.session, EVENT))
    scanned(database, "g0")
    with database.reading() as session:
        assert check_ins.check_in_of(session, "s1:other").arrivals == ()


def test_an_event_without_a_list_has_no_door(database: Database) -> None:
    what = Scan(event="none", guest="g0", at=NOW)
    with database.work(SYSTEM, NOW) as work:
        for ask in (
            lambda: check_ins.scan(work, what, "none", {}),
            lambda: check_ins.door_of(work.session, "none"),
            lambda: check_ins.new_door(work, "none"),
        ):
            with pytest.raises(NotFound):
                ask()


def test_a_door_is_the_same_until_it_is_renewed_and_then_the_old_one_opens_nothing(
    database: Database,
) -> None:
    with database.reading() as session:
        old = check_ins.door_of(session, EVENT)
        assert check_ins.door_of(session, EVENT) == old
        assert check_ins.event_by_door(session, old) == EVENT
    with database.work(SYSTEM, NOW) as work:
        new = check_ins.new_door(work, EVENT)
    with database.reading() as session:
        assert check_ins.door_of(session, EVENT) == new
        opened_by = [check_ins.event_by_door(session, token) for token in (old, new, "guess")]
        assert [entry.action for entry in audit_log.entries(session, kind="door")] == ["rotate"]
    assert opened_by == [None, EVENT, None]


def test_a_badge_is_its_guests_alone(database: Database) -> None:
    with database.reading() as session:
        who = invitation_lists.identities(session, EVENT)
        badges = {name: check_ins.badge_of(session, held) for name, held in who.items()}
        assert len(set(badges.values())) == 3
        found = {name: check_ins.guest_by_badge(session, badge) for name, badge in badges.items()}
        assert found == who
        assert check_ins.guest_by_badge(session, "guess") is None
