"""Answers by mail: the guest's own counts, anybody else's goes to a person."""

from datetime import timedelta

import pytest

from api.mail.answer import (
    Automatic,
    Bounce,
    CalendarAnswer,
    Doubt,
    ForAPerson,
    Incoming,
    Letter,
    OwnCopy,
    Reply,
)
from api.post import desk
from api.post.answers import receive
from api.store import invitation_lists, letters, outbox
from api.store.database import Database
from api.store.letters import Kept, LetterState
from api.store.outbox import ParcelState
from api.store.work import SYSTEM
from events.invitation.act import Accept
from events.invitation.reply import ReplyForm
from events.invitation.state import State
from tests.api.post.lists import EVENT, NOW, OFFICE, opened, send

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def invited(database: Database) -> dict[str, tuple[str, str]]:
    """g0 and g1 are invited; the UID and token of each."""
    opened(database)
    with database.work(SYSTEM, NOW) as work:
        for number in (0, 1):
            desk.act(work, OFFICE, EVENT, send(number))
        who = invitation_lists.identities(work.session, EVENT)
        return {
            guest: (held.uid, invitation_lists.token_of(work.session, held)) for guest, held in who.items()
        }


def answer(
    uid: str, *tokens: str, reply: Reply = Reply.ACCEPTED, sequence: int = 0, minute: int = 0
) -> Letter:
    return CalendarAnswer(
        uid=uid,
        sequence=sequence,
        reply=reply,
        made_at=LATER + timedelta(minutes=minute),
        attendee="g0@firm.example",
        sender="g0@firm.example",
        tokens=tokens,
    )


def received(database: Database, letter: Letter, key: str = "k1") -> Kept:
    with database.work(SYSTEM, LATER) as work:
        return receive(work, OFFICE, key, letter)


def state(database: Database, guest: str = "g0") -> State:
    with database.reading() as session:
        found = invitation_lists.invitation_list(session, EVENT).find(guest)
    assert found is not None
    return found.state


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply.ACCEPTED, State.ACCEPTED),
        (Reply.DECLINED, State.DECLINED),
        (Reply.TENTATIVE, State.TENTATIVE),
    ],
)
def test_an_answer_with_uid_and_token_counts(
    database: Database, invited: dict[str, tuple[str, str]], reply: Reply, expected: State
) -> None:
    kept = received(database, answer(*invited["g0"], reply=reply))
    assert (kept.state, kept.guest, state(database)) == (LetterState.APPLIED, "g0", expected)


@pytest.mark.parametrize("tokens", ["none", "another's", "wrong"])
def test_without_the_guests_own_token_nothing_changes_and_a_person_looks(
    database: Database, invited: dict[str, tuple[str, str]], tokens: str
) -> None:
    uid, _ = invited["g0"]
    carried = {"none": (), "another's": (invited["g1"][1],), "wrong": ("a" * 32,)}[tokens]
    kept = received(database, answer(uid, *carried))
    assert (kept.state, kept.why and kept.why.code) == (LetterState.OPEN, "letter_without_token")
    assert state(database) is State.SENT


def test_an_answer_about_an_entry_of_somebody_else_is_not_guessed(
    database: Database, invited: dict[str, tuple[str, str]]
) -> None:
    kept = received(database, answer("some-other-uid", invited["g0"][1]))
    assert (kept.state, kept.guest) == (LetterState.OPEN, "g0")
    assert kept.why is not None
    assert kept.why.code == "letter_of_unknown_entry"
    assert state(database) is State.SENT


def test_of_two_answers_the_later_made_counts_whichever_comes_first(
    database: Database, invited: dict[str, tuple[str, str]]
) -> None:
    first = received(database, answer(*invited["g0"], reply=Reply.DECLINED, minute=5))
    second = received(database, answer(*invited["g0"], reply=Reply.ACCEPTED, minute=1), "k2")
    assert (first.state, second.state) == (LetterState.APPLIED, LetterState.OUTDATED)
    assert state(database) is State.DECLINED


def test_an_answer_to_an_older_version_of_the_event_is_not_applied(
    database: Database, invited: dict[str, tuple[str, str]]
) -> None:
    with database.work(SYSTEM, NOW) as work:
        invitation_lists.raise_sequences(work, EVENT, ["g0"])
    kept = received(database, answer(*invited["g0"], sequence=0))
    assert (kept.state, state(database)) == (LetterState.STALE, State.SENT)
    again = received(database, answer(*invited["g0"], sequence=1), "k2")
    assert (again.state, state(database)) == (LetterState.APPLIED, State.ACCEPTED)


@pytest.mark.parametrize("reply", [Reply.COUNTER, Reply.DELEGATED])
def test_what_a_calendar_cannot_settle_goes_to_a_person(
    database: Database, invited: dict[str, tuple[str, str]], reply: Reply
) -> None:
    kept = received(database, answer(*invited["g0"], reply=reply))
    assert kept.why is not None
    assert (kept.state, kept.why.code) == (LetterState.OPEN, f"letter_{reply}")
    assert state(database) is State.SENT


def test_a_yes_by_calendar_keeps_the_slip_that_was_filled_in(
    database: Database, invited: dict[str, tuple[str, str]]
) -> None:
    slip = ReplyForm(plus_ones=1, dietary="不吃辣")
    with database.work(SYSTEM, LATER) as work:
        desk.act(work, OFFICE, EVENT, Accept(guest="g0", at=LATER, reply=slip))
    received(database, answer(*invited["g0"]))
    with database.reading() as session:
        found = invitation_lists.invitation_list(session, EVENT).find("g0")
    assert found is not None
    assert found.reply == slip


def test_a_mail_is_written_down_once(database: Database, invited: dict[str, tuple[str, str]]) -> None:
    received(database, answer(*invited["g0"]), "k1")
    with database.reading() as session:
        assert letters.known_keys(session) == {"k1"}


def test_our_own_copy_settles_a_doubt(database: Database, invited: dict[str, tuple[str, str]]) -> None:
    assert invited
    with database.work(SYSTEM, NOW) as work:
        [held, _] = outbox.claim(work, "w1", 2)
        outbox.leave(work, held)
        outbox.bereave(work, set())
        message_id = outbox.parcel(work.session, held.id).message_id
    kept = received(database, OwnCopy(message_id=message_id))
    with database.reading() as session:
        assert outbox.parcel(session, held.id).state is ParcelState.SENT
    assert kept.state is LetterState.NOTED


@pytest.mark.parametrize(
    ("is_final", "expected", "parcel"),
    [(True, LetterState.OPEN, ParcelState.REFUSED), (False, LetterState.NOTED, ParcelState.SENT)],
)
def test_a_mail_that_came_back_for_good_is_told_and_one_that_is_late_noted(
    database: Database,
    invited: dict[str, tuple[str, str]],
    is_final: bool,  # noqa: FBT001
    expected: LetterState,
    parcel: ParcelState,
) -> None:
    with database.work(SYSTEM, NOW) as work:
        [held] = outbox.claim(work, "w1", 1)
        outbox.leave(work, held)
        outbox.arrived(work, held)
        message_id = outbox.parcel(work.session, held.id).message_id
    bounce = Bounce(
        original=message_id,
        status="5.1.1",
        recipient="g0@firm.example",
        is_final=is_final,
        tokens=(invited["g0"][1],),
    )
    kept = received(database, bounce)
    assert (kept.state, kept.guest) == (expected, "g0")
    with database.reading() as session:
        assert outbox.parcel(session, held.id).state is parcel


@pytest.mark.parametrize("doubt", Doubt)
def test_every_doubt_is_told_with_whose_it_seems_to_be(
    database: Database, invited: dict[str, tuple[str, str]], doubt: Doubt
) -> None:
    kept = received(database, ForAPerson(doubt=doubt, tokens=(invited["g0"][1],), subject="回复"))
    assert kept.why is not None
    assert (kept.state, kept.guest, kept.why.code) == (LetterState.OPEN, "g0", f"letter_{doubt}")
    assert state(database) is State.SENT


def test_a_machine_is_noted(database: Database, invited: dict[str, tuple[str, str]]) -> None:
    assert received(database, Automatic(tokens=(invited["g0"][1],))).state is LetterState.NOTED


def test_no_token_is_kept_with_a_mail(database: Database, invited: dict[str, tuple[str, str]]) -> None:
    token = invited["g0"][1]
    kept = received(database, answer(*invited["g0"]))
    assert token not in kept.model_dump_json()
    assert isinstance(answer(*invited["g0"]), Incoming)
