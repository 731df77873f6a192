from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from events.invitation.answer_rule import AnswerRule, told
from planner.clock import at, day_of
from planner.workdays import DayKind, DayOverride, Workdays

WORKDAYS = Workdays(date(2026, 1, 1), date(2026, 12, 31))
RULE = AnswerRule(answer_days=3, last_invitation=date(2026, 12, 28), last_answer=date(2026, 12, 30))
# The notice of 4 November 2025: weekends worked in 2026, and a day of each holiday.
WORKING_WEEKENDS = tuple(date(2026, m, d) for m, d in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)))


def _due(sent: date, days: int = 3, workdays: Workdays = WORKDAYS) -> datetime:
    rule = RULE.model_copy(update={"answer_days": days})
    return rule.answer_by(at(sent, 600), workdays)


@pytest.mark.parametrize("day", WORKING_WEEKENDS)
def test_an_answer_may_be_due_on_a_working_weekend(day: date) -> None:
    assert _due(day - timedelta(days=3)) == at(day, 1_080)


@pytest.mark.parametrize("day", WORKING_WEEKENDS)
def test_the_office_is_open_on_a_working_weekend(day: date) -> None:
    assert RULE.next_office_hour(at(day, 600), WORKDAYS) == at(day, 600)


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        (date(2026, 2, 12), date(2026, 2, 24)),  # 15 to 23 February is 春节
        (date(2026, 9, 22), date(2026, 9, 28)),  # 25 to 27 September is 中秋
        (date(2026, 9, 30), date(2026, 10, 8)),  # 1 to 7 October is 国庆
        (date(2026, 11, 11), date(2026, 11, 16)),  # the 14th is a Saturday
    ],
)
def test_an_answer_due_on_a_rest_day_is_due_on_the_next_working_day(sent: date, due: date) -> None:
    assert _due(sent) == at(due, 1_080)


@given(st.datetimes(datetime(2026, 1, 2), datetime(2026, 12, 28)), st.integers(0, 20))
def test_an_answer_is_due_on_a_working_day_never_after_the_last(sent: datetime, days: int) -> None:
    rule = RULE.model_copy(update={"answer_days": days})
    sent_at = at(sent.date(), sent.hour * 60)
    due = rule.answer_by(sent_at, WORKDAYS)
    assert WORKDAYS.is_workday(day_of(due))
    assert due <= rule.answers_until(WORKDAYS)
    full = at(WORKDAYS.on_or_after(sent.date() + timedelta(days=days)), 1_080)
    assert due == min(full, rule.answers_until(WORKDAYS))


def test_the_last_days_move_back_to_working_days() -> None:
    # 3 and 4 October are holidays, 30 September is a Wednesday.
    rule = AnswerRule(last_invitation=date(2026, 10, 3), last_answer=date(2026, 10, 4))
    assert rule.invites_until(WORKDAYS) == rule.answers_until(WORKDAYS) == at(date(2026, 9, 30), 1_080)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (at(date(2026, 11, 9), 539), at(date(2026, 11, 9), 540)),
        (at(date(2026, 11, 9), 540), at(date(2026, 11, 9), 540)),
        (at(date(2026, 11, 9), 1_079), at(date(2026, 11, 9), 1_079)),
        (at(date(2026, 11, 9), 1_080), at(date(2026, 11, 10), 540)),
        (at(date(2026, 11, 13), 1_100), at(date(2026, 11, 16), 540)),
        (at(date(2026, 9, 24), 1_100), at(date(2026, 9, 28), 540)),
        (at(date(2026, 9, 18), 1_100), at(date(2026, 9, 20), 540)),
        (at(date(2026, 11, 14), 600), at(date(2026, 11, 16), 540)),  # at ten of a Saturday
        (at(date(2026, 10, 1), 600), at(date(2026, 10, 8), 540)),
    ],
)
def test_the_office_opens_next_on_a_working_day(now: datetime, opens: datetime) -> None:
    assert RULE.next_office_hour(now, WORKDAYS) == opens


def test_an_unannounced_year_is_known_as_such_inside_the_horizon_or_outside() -> None:
    assert WORKDAYS.is_announced(2026)
    assert not WORKDAYS.is_announced(2090)
    named = DayOverride(day=date(2090, 4, 8), kind=DayKind.WORKDAY)
    assert Workdays(date(2026, 1, 1), date(2026, 12, 31), (named,)).is_announced(2090)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"last_answer": date(2026, 12, 27)}, "answers_end_first"),
        ({"opening_minute": 1_080}, "office_never_open"),
    ],
)
def test_a_rule_out_of_order_is_refused(fields: dict[str, object], kind: str) -> None:
    with pytest.raises(ValidationError) as refused:
        AnswerRule.model_validate(RULE.model_dump() | fields)
    assert [error["type"] for error in refused.value.errors()] == [kind]


def test_an_instant_is_told_in_chinas_time() -> None:
    assert told(datetime.fromisoformat("2026-11-16T10:00:00+00:00")) == "2026-11-16 18:00"
    assert told(None) == "—"
