from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import icalendar
import pytest

from api.cli.invitation_mails import NEXT, SO_FAR, Paper, claim_folder, printed, write_papers
from api.cli.invitation_task import InvitationTask
from api.cli.refusal import Refused
from events.invitation.act import Withdraw
from events.invitation.decide import decide
from planner.clock import at
from tests.api.cli.invitations import task
from tests.events.invitation.lists import send

ASKED = InvitationTask.model_validate(task())
NOW = at(ASKED.held_on, 600) - timedelta(days=14)


def test_an_entry_that_is_taken_back_has_a_higher_sequence_and_the_same_uid() -> None:
    sent = decide(ASKED.drafts(), send("g1", NOW, NOW + timedelta(days=3)))
    gone = decide(sent.invitations, Withdraw(guest="g1", at=NOW + timedelta(days=1)))
    found = printed(ASKED, [(NOW, sent), (NOW + timedelta(days=1), gone)])
    assert [paper.name[4:] for paper in found.papers] == [
        "2026-11-06-invitation-g1.eml",
        "2026-11-07-withdrawal-g1.eml",
    ]
    entries = [_entry(paper.content) for paper in found.papers]
    assert [entry["SEQUENCE"] for entry in entries] == [0, 1]
    assert len({str(entry["UID"]) for entry in entries}) == 1


def _entry(mail: bytes) -> icalendar.Event:
    parts = message_from_bytes(mail, policy=default).walk()
    [part] = [part for part in parts if part.get_content_type() == "text/calendar"]
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    [event] = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert isinstance(event, icalendar.Event)
    return event


def test_who_has_no_mail_gets_a_letter_of_invitation_and_is_named_for_anything_else() -> None:
    sent = decide(ASKED.drafts(), send("g2", NOW, NOW + timedelta(days=3)))
    gone = decide(sent.invitations, Withdraw(guest="g2", at=NOW + timedelta(days=1)))
    found = printed(ASKED, [(NOW, sent), (NOW + timedelta(days=1), gone)])
    assert [paper.name for paper in found.papers] == ["001-2026-11-06-letter-g2.docx"]
    assert found.untold == ("g2",)


def test_parts_are_replaced_and_everything_else_in_the_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    write_papers(tmp_path, [Paper("a.eml", b"1")], [])
    with pytest.raises(Refused) as refused:
        claim_folder(tmp_path, force=False)
    assert [fault.code for fault in refused.value.faults] == ["file_exists", "file_exists"]
    claim_folder(tmp_path, force=True)
    write_papers(tmp_path, [], [Paper("b.eml", b"2")])
    found = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*"))
    assert found == [SO_FAR, NEXT, f"{NEXT}/b.eml", "notes.txt"]


def test_after_an_error_the_folder_is_as_it_was(tmp_path: Path) -> None:
    write_papers(tmp_path, [Paper("a.eml", b"1")], [])
    with pytest.raises(FileNotFoundError):
        write_papers(tmp_path, [Paper("none/b.eml", b"2")], [])
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")) == [
        SO_FAR,
        f"{SO_FAR}/a.eml",
        NEXT,
    ]
