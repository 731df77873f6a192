from datetime import date

import pytest
from pydantic import ValidationError

from events.candidate_days import EventCalendar
from events.forum import Forum
from planner.workdays import Workdays

WORKDAYS = Workdays(date(2027, 3, 1), date(2027, 5, 31))
CALENDAR = EventCalendar(WORKDAYS, date(2027, 3, 1))
APRIL = tuple(date(2027, 4, day) for day in (1, 2, 6, 7))


def test_a_forum_requires_the_chief_and_gives_three_weeks_notice() -> None:
    forum = Forum(id="F", title="联谊会", chain="L1", chief="P2", required=("P3", "P2"), wished=("P1", "P3"))
    event = forum.to_event(CALENDAR)
    assert (event.required, event.wished) == (("P2", "P3"), ("P1",))
    assert event.candidate_days[0] == date(2027, 3, 22)
    assert (event.chain, event.company_count, event.expert_count) == ("L1", 30, 5)


def test_a_forum_keeps_off_holidays_unless_told_otherwise() -> None:
    forum = Forum(id="F", title="联谊会", chain="L1", among=APRIL)
    assert forum.to_event(CALENDAR).candidate_days == (date(2027, 4, 1), date(2027, 4, 7))
    free = forum.model_copy(update={"next_to_holidays": True})
    assert free.to_event(CALENDAR).candidate_days == APRIL


def test_a_forum_keeps_off_the_joint_meeting() -> None:
    calendar = EventCalendar(WORKDAYS, None, frozenset({date(2027, 4, 20)}))
    forum = Forum(id="F", title="联谊会", chain="L1", among=(date(2027, 4, 20), date(2027, 4, 21)))
    assert forum.to_event(calendar).candidate_days == (date(2027, 4, 21),)


@pytest.mark.parametrize(
    "fields", [{"company_count": 0}, {"expert_count": -1}, {"notice_days": -1}, {"chain": None}]
)
def test_a_forum_that_cannot_be_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Forum.model_validate({"id": "F", "title": "联谊会", "chain": "L1"} | fields)
