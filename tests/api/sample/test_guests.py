"""The sample's guest list: opened once, whatever it was settled in, with what a person has to look at."""

from datetime import UTC, datetime

from api.sample.settlement import settle
from api.store import invitation_lists, letters, outbox
from api.store.database import Database
from api.store.letters import LetterState
from api.store.outbox import ParcelState
from events.invitation.state import State
from planner.clock import day_of
from tests.api.examples.test_every_operation import SEASON, TWO_TRIPS
from tests.api.sample.test_settlement import AT, OFFICE

FORUM = f"{SEASON.id}:forum"
INVITED = [State.SENT, State.ACCEPTED, State.SENT, State.DRAFTED]


def states(database: Database) -> list[State]:
    with database.reading() as session:
        value = invitation_lists.invitation_list(session, FORUM)
    return [item.state for item in value.invitations]


def test_one_has_accepted_two_owe_an_answer_and_one_is_a_draft(database: Database) -> None:
    settle(database, SEASON, TWO_TRIPS, AT, OFFICE)
    assert states(database) == INVITED


def test_invitations_were_sent_before_the_event_also_when_it_is_over(database: Database) -> None:
    late = datetime(2028, 1, 3, 1, 0, tzinfo=UTC)
    settle(database, SEASON, TWO_TRIPS, late, OFFICE)
    with database.reading() as session:
        value = invitation_lists.invitation_list(session, FORUM)
    sent = {day_of(entry.act.at) for item in value.invitations for entry in item.history}
    assert [(day_of(value.span.start) - day).days for day in sent] == [21]
    assert states(database) == INVITED


def test_a_mail_is_in_doubt_and_a_letter_open(database: Database) -> None:
    settle(database, SEASON, TWO_TRIPS, AT, OFFICE)
    with database.reading() as session:
        mails = outbox.parcels(session).items
        open_letters = letters.letters(session).items
    assert [(mail.recipient, mail.state) for mail in mails] == [
        ("qian@university.example", ParcelState.DOUBTFUL)
    ]
    assert [(letter.event, letter.state) for letter in open_letters] == [(FORUM, LetterState.OPEN)]


def test_settled_again_the_list_stays_as_somebody_left_it(database: Database) -> None:
    settle(database, SEASON, TWO_TRIPS, AT, OFFICE)
    with database.reading() as session:
        before = invitation_lists.invitation_list(session, FORUM)
    settle(database, SEASON, TWO_TRIPS, AT, OFFICE)
    with database.reading() as session:
        assert invitation_lists.invitation_list(session, FORUM) == before
        assert (len(outbox.parcels(session).items), len(letters.letters(session).items)) == (1, 1)
