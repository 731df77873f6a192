from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.imports.parse.refusal import Refused
from api.imports.parse.window import windows
from planner.clock import at, day_of, minute_of
from planner.window import Window
from tests.api.imports.parse.frames import SPRING


def spans(text: str) -> list[tuple[str, int, int]]:
    """Windows as (month-day, minute, minute)."""
    return [
        (f"{day_of(w.start):%m-%d}", minute_of(w.start, day_of(w.start)), minute_of(w.end, day_of(w.start)))
        for w in windows(text, SPRING)
    ]


def test_weekdays_days_and_exceptions_together() -> None:
    text = "3月8日-3月12日 每周二、四上午；3月9日 14:00-17:00；除3月11日外"
    # Tuesday the 9th in the morning and, said apart, in the afternoon; Thursday the 11th is excepted.
    assert spans(text) == [("03-09", 540, 720), ("03-09", 840, 1_020)]


def test_an_exception_inside_a_clause_holds_for_it_alone() -> None:
    text = "3月8日-3月10日 9:00-11:30（除3月9日外）；3月9日 14:00-15:00"
    assert spans(text) == [("03-08", 540, 690), ("03-09", 840, 900), ("03-10", 540, 690)]


def test_spans_that_touch_become_one() -> None:
    assert spans("3月9日 9:00-11:00；3月9日 10:30-12:00；3月9日 12:00-13:00") == [("03-09", 540, 780)]


def test_days_and_times_in_pairs_are_not_multiplied() -> None:
    assert spans("3月9日上午，3月10日下午") == [("03-09", 540, 720), ("03-10", 840, 1_080)]


def test_only_working_days_open() -> None:
    # Saturday and Sunday, 清明 on Monday 5 April.
    assert spans("4月2日-4月6日") == [("04-02", 540, 1_080), ("04-06", 540, 1_080)]
    assert spans("每周六") == []
    assert len(spans("工作日")) == len(SPRING.workdays.days) == len(spans("全天")) == len(spans("除5月2日外"))


def test_a_day_from_excel_is_open_all_of_it() -> None:
    assert windows(date(2027, 3, 9), SPRING) == (
        Window(start=at(date(2027, 3, 9), 540), end=at(date(2027, 3, 9), 1_080)),
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3月9日 17:00-14:00", "closes_before_it_opens"),
        ("3月9日 25:30-26:00", "time_out_of_range"),
        ("3月9日 14:00", "time_range_needed"),
        ("6月9日 上午", "day_outside_season"),
        ("每周二、3月10日 上午", "weekday_mismatch"),
        ("除每周五下午外", "days_unreadable"),
        ("提前联系", "days_unreadable"),
    ],
)
def test_windows_that_cannot_be_are_refused(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        windows(text, SPRING)
    assert refused.value.code == code


@given(st.sets(st.sampled_from("一二三四五"), min_size=1), st.integers(8, 12), st.integers(1, 6))
def test_a_weekday_pattern_opens_on_exactly_these_weekdays(names: set[str], opens: int, hours: int) -> None:
    text = f"每周{'、'.join(sorted(names))} {opens}:00-{opens + hours}:00"
    weekdays = {"一二三四五".index(name) for name in names}
    expected = [
        (f"{day:%m-%d}", opens * 60, (opens + hours) * 60)
        for day in SPRING.workdays.days
        if day.weekday() in weekdays
    ]
    assert spans(text) == expected


@given(st.text(alphabet="0123456789月日:-、；周一二上下午除外每工作 ", max_size=20))
def test_any_text_gives_windows_on_working_days_or_is_refused(text: str) -> None:
    try:
        found = windows(text, SPRING)
    except Refused:
        return
    assert {day_of(window.start) for window in found} <= set(SPRING.workdays.days)
