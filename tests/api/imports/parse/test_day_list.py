from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.imports.parse.day_list import day_list
from api.imports.parse.refusal import Refused
from planner.clock import days_between
from tests.api.imports.parse.frames import FIRST, LAST, SPRING


def march(*days: int) -> tuple[date, ...]:
    return tuple(date(2027, 3, day) for day in days)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("3月8日、3月10日", march(8, 10)),
        ("3月8、10日", march(8, 10)),
        ("3月8日 3月10日", march(8, 10)),
        ("3月8日，3月10日；3月9日", march(8, 9, 10)),
        ("3月1日-3月3日", march(1, 2, 3)),
        ("3月1-3日、8日", march(1, 2, 3, 8)),
        ("3/1-3/3", march(1, 2, 3)),
        ("2027-3-1至2027-3-3", march(1, 2, 3)),
        ("2027-3-1~3-3", march(1, 2, 3)),
        ("2027-3-1—2027-3-3", march(1, 2, 3)),
        ("2月26日-3月2日", march(1, 2)),
        ("3月上旬每周一", march(1, 8)),
        ("3月每周二、四", march(2, 4, 9, 11, 16, 18, 23, 25, 30)),
        ("3月1日至3月31日 周一、周三", march(1, 3, 8, 10, 15, 17, 22, 24, 29, 31)),
        ("3月1日-3月9日 周一至周三", march(1, 2, 3, 8, 9)),
        ("3月上旬每周一三", march(1, 3, 8, 10)),
        ("3月上旬周六日", march(6, 7)),
        ("3月上旬周末", march(6, 7)),
        ("3月9日周二", march(9)),
        ("3月8日-12日，除3月10日、11日外", march(8, 9, 12)),
        ("3月8日-12日（不含3月10日）", march(8, 9, 11, 12)),
        ("4月1日-4月7日工作日", tuple(date(2027, 4, day) for day in (1, 2, 6, 7))),
    ],
)
def test_lists_ranges_months_and_weekdays(text: str, days: tuple[date, ...]) -> None:
    assert day_list(text, SPRING) == days


def test_every_day_but_the_exceptions() -> None:
    assert set(SPRING.workdays.days) < set(day_list("每天", SPRING)) == set(days_between(FIRST, LAST))
    assert set(day_list("每天", SPRING)) - set(day_list("除3月10日外", SPRING)) == set(march(10))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("6月1日", "day_outside_season"),
        ("3月8日、6月10日", "day_outside_season"),
        ("3月5日-3月1日", "days_backwards"),
        ("随便", "days_unreadable"),
        ("3月8日左右", "days_unreadable"),
        ("每月第一个周一", "days_unreadable"),
        ("3月9日周三", "weekday_mismatch"),
        ("周一、周三、3月9日", "weekday_mismatch"),
        ("8日", "day_without_month"),
    ],
)
def test_what_is_not_understood_is_refused_not_guessed(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        day_list(text, SPRING)
    assert refused.value.code == code


@given(
    st.lists(st.tuples(st.dates(FIRST, LAST), st.integers(0, 6)), min_size=1, max_size=5),
    st.sampled_from("、，;"),
)
def test_a_list_of_ranges_is_the_union_of_its_days(ranges: list[tuple[date, int]], comma: str) -> None:
    pairs = [(first, min(LAST, date.fromordinal(first.toordinal() + length))) for first, length in ranges]
    text = comma.join(f"{a.month}月{a.day}日-{b.month}月{b.day}日" for a, b in pairs)
    assert day_list(text, SPRING) == tuple(sorted({day for a, b in pairs for day in days_between(a, b)}))


@given(st.text(alphabet="0123456789年月日-、；周一二三除外每工作至 ", max_size=16))
def test_any_text_gives_days_of_the_season_or_is_refused(text: str) -> None:
    try:
        days = day_list(text, SPRING)
    except Refused:
        return
    assert all(FIRST <= day <= LAST for day in days)
