import pytest

from api.documents.content import Form, Paragraph, Table
from api.documents.meeting_papers import agenda_paper, minutes_paper
from api.texts import Language, say
from events.agenda import Agenda, Matter
from events.dates import Refusal, Why
from events.milestones import One
from events.problem import Topic
from tests.api.documents.ceremony import MEETING


def test_items_are_numbered_through_both_lists() -> None:
    tables = [b for part in agenda_paper(MEETING).sections for b in part.blocks if isinstance(b, Table)]
    assert [[row.cells[0] for row in table.rows] for table in tables] == [["1", "2"], ["3", "4"]]


def test_the_minutes_hold_a_form_for_each_item_that_was_on_the_agenda() -> None:
    _, items, _ = minutes_paper(MEETING).sections
    assert sum(isinstance(block, Form) for block in items.blocks) == 2


def test_a_meeting_with_nothing_pending_says_so() -> None:
    papers = MEETING._replace(agenda=Agenda(day=MEETING.agenda.day, items=()))
    texts = [
        b.text for part in agenda_paper(papers).sections for b in part.blocks if isinstance(b, Paragraph)
    ]
    assert texts == ["无待议事项。"]
    assert minutes_paper(papers).sections[1].blocks == (Paragraph(text="无待议事项。"),)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_matter_topic_and_refusal_has_its_words(language: Language) -> None:
    told = [say(f"joint_meeting.matter.{item.value}", language) for item in Matter]
    told += [say(f"joint_meeting.topic.{item.value}", language) for item in Topic]
    told += [say(f"joint_meeting.one.{item.value}", language) for item in One]
    told += [say(f"event_day.refusal.{item.value}", language) for item in Refusal]
    told += [say(f"event_day.why.{item.value}", language) for item in Why]
    assert all(told)
