from datetime import date, datetime

import pytest
from pydantic import ValidationError

from events.invitation.answer_rule import AnswerRule
from events.invitation.reminder_rule import ReminderRule
from planner.clock import at
from tests.events.invitation.lists import RULE, WORKDAYS


def _rule(**reminders: object) -> AnswerRule:
    return RULE.model_copy(update={"reminders": ReminderRule.model_validate(reminders)})


@pytest.mark.parametrize(
    ("due", "reminders"),
    [
        # Monday the 16th: two working days before is Thursday the 12th.
        (at(date(2026, 11, 16), 1_080), [at(date(2026, 11, 12), 600), at(date(2026, 11, 16), 600)]),
        # 1 to 7 October is 国庆: two working days before the 8th is 29 September.
        (at(date(2026, 10, 8), 1_080), [at(date(2026, 9, 29), 600), at(date(2026, 10, 8), 600)]),
        # Sunday 20 September is worked.
        (at(date(2026, 9, 21), 1_080), [at(date(2026, 9, 18), 600), at(date(2026, 9, 21), 600)]),
        # A deadline of before the hour of reminders has none on its own day.
        (at(date(2026, 11, 17), 600), [at(date(2026, 11, 13), 600)]),
        # One that somebody has put on a Saturday is counted from the working day before it.
        (at(date(2026, 11, 14), 1_080), [at(date(2026, 11, 11), 600), at(date(2026, 11, 13), 600)]),
    ],
)
def test_reminders_leave_two_working_days_before_the_deadline_and_on_its_day(
    due: datetime, reminders: list[datetime]
) -> None:
    assert list(_rule().reminds_at(due, WORKDAYS)) == reminders


def test_another_rule_names_other_days_and_none_leaves_before_the_office_opens() -> None:
    due = at(date(2026, 11, 16), 1_080)
    found = _rule(working_days_before=(3, 1), minute=300).reminds_at(due, WORKDAYS)
    assert found == (at(date(2026, 11, 11), 540), at(date(2026, 11, 13), 540))
    assert _rule(working_days_before=()).reminds_at(due, WORKDAYS) == ()


def test_the_rule_says_where_it_comes_from_and_since_when() -> None:
    assert (ReminderRule().source.endswith("未核"), ReminderRule().in_force_from) == (
        True,
        date(2026, 11, 27),
    )


def test_a_list_does_nothing_by_itself_unless_it_says_so() -> None:
    assert AnswerRule(last_invitation=date(2026, 11, 16), last_answer=date(2026, 11, 16)).by_itself is False


@pytest.mark.parametrize(
    ("reminders", "kind"),
    [
        ({"working_days_before": [2, 2]}, "reminder_day_twice"),
        ({"working_days_before": [-1]}, "greater_than_equal"),
        ({"minute": 1_080}, "reminder_after_closing"),
    ],
)
def test_a_rule_that_reminds_twice_or_never_is_refused(reminders: dict[str, object], kind: str) -> None:
    with pytest.raises(ValidationError) as refused:
        AnswerRule.model_validate(RULE.model_dump() | {"reminders": reminders})
    assert [error["type"] for error in refused.value.errors()] == [kind]
