from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.joint_meeting import JointMeeting
from planner.errors import InvalidSeason
from planner.event import EventKind
from planner.workdays import DayKind, DayOverride, Workdays

SPRING = Workdays(date(2027, 3, 1), date(2027, 5, 31))


def meeting(**fields: object) -> JointMeeting:
    return JointMeeting.model_validate({"id": "J", "title": "联席会议"} | fields)


def test_the_twentieth_of_each_month_leaves_its_rest_days_for_the_working_day_before() -> None:
    # 20 March 2027 is a Saturday, 20 April a Tuesday, 20 May a Thursday.
    assert meeting().held_on(SPRING) == (date(2027, 3, 19), date(2027, 4, 20), date(2027, 5, 20))


def test_or_for_the_one_after_where_the_district_says_so() -> None:
    assert meeting(moves_earlier=False).held_on(SPRING)[0] == date(2027, 3, 22)


def test_a_saturday_that_is_worked_holds_its_meeting() -> None:
    worked = DayOverride(day=date(2027, 3, 20), kind=DayKind.WORKDAY, note="调休")
    assert meeting().held_on(Workdays(SPRING.first, SPRING.last, (worked,)))[0] == date(2027, 3, 20)


def test_a_day_off_on_the_twentieth_moves_the_meeting() -> None:
    off = DayOverride(day=date(2027, 4, 20), kind=DayKind.REST_DAY, note="区庆")
    assert meeting().held_on(Workdays(SPRING.first, SPRING.last, (off,)))[1] == date(2027, 4, 19)


def test_the_moved_day_decides_whether_a_meeting_is_of_the_season() -> None:
    # The season ends on Friday the 19th: the meeting of Saturday the 20th is held on it.
    assert meeting().held_on(Workdays(date(2027, 3, 1), date(2027, 3, 19))) == (date(2027, 3, 19),)
    # It begins on Saturday the 20th: the meeting was held the day before.
    assert meeting().held_on(Workdays(date(2027, 3, 20), date(2027, 4, 19))) == ()


def test_a_district_may_keep_other_days() -> None:
    assert meeting(day_of_month=28).held_on(SPRING)[0] == date(2027, 3, 26)
    assert meeting(days=(date(2027, 3, 6),)).held_on(SPRING) == (date(2027, 3, 5),)


def test_each_meeting_is_an_event_on_its_one_day() -> None:
    first, *_ = meeting(required=("P1", "P1"), wished=("P1", "P2"), start_minute=870).to_events(SPRING)
    assert (first.id, first.kind, first.title) == ("J-2027-03", EventKind.JOINT_MEETING, "联席会议")
    assert (first.candidate_days, first.start_minute) == ((date(2027, 3, 19),), 870)
    assert (first.required, first.wished) == (("P1",), ("P2",))


def test_a_season_without_a_meeting_is_refused() -> None:
    with pytest.raises(InvalidSeason) as refused:
        meeting().to_events(Workdays(date(2027, 3, 22), date(2027, 4, 9)))
    assert [fault.code for fault in refused.value.faults] == ["no_joint_meeting"]


@given(st.integers(2024, 2027), st.sampled_from((True, False)))
def test_a_year_has_twelve_meetings_on_working_days(year: int, earlier: bool) -> None:  # noqa: FBT001
    workdays = Workdays(date(year, 1, 1), date(year, 12, 31))
    days = meeting(moves_earlier=earlier).held_on(workdays)
    assert [day.month for day in days] == list(range(1, 13))
    assert all(workdays.is_workday(day) for day in days)
    assert all((day.day <= 20) is earlier or day.day == 20 for day in days)
