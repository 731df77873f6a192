from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.imports.frame import BUSY_PARTS
from api.imports.parse.clock_time import minute_of_day, timed_parts, times
from api.imports.parse.refusal import Refused
from api.imports.parse.text import Cell
from tests.api.imports.parse.frames import SPRING

VISITING = SPRING.visiting


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("9:00-11:30", ((540, 690),)),
        ("９：００—１１：３０", ((540, 690),)),
        ("9点半至11点", ((570, 660),)),
        ("14时30分-16时", ((870, 960),)),
        ("9-11点", ((540, 660),)),
        ("下午2点-4点", ((840, 960),)),
        ("上午9:00-下午3:00", ((540, 900),)),
        ("晚上7点-9点", ((1_140, 1_260),)),
        ("9:00-11:30、14:00-16:30", ((540, 690), (840, 990))),
        ("上午", ((540, 720),)),
        ("下午", ((840, 1_080),)),
        ("全天", ((540, 1_080),)),
        ("上午、下午", ((540, 720), (840, 1_080))),
    ],
)
def test_spans_of_time(text: str, spans: tuple[tuple[int, int], ...]) -> None:
    assert times(text, SPRING, VISITING) == spans


def test_a_busy_day_is_divided_at_noon_and_at_six() -> None:
    read = [times(text, SPRING, BUSY_PARTS)[0] for text in ("上午", "下午", "晚上", "全天")]
    assert read == [(0, 720), (720, 1_080), (1_080, 1_440), (0, 1_440)]


@pytest.mark.parametrize(
    ("cell", "minute"),
    [("9:00", 540), ("14：30", 870), ("下午2点", 840), ("9点半", 570), ("24:00", 1_440), (0.375, 540),
     (time(9, 30), 570), (datetime(1900, 1, 1, 9, 30), 570), (timedelta(hours=8), 480), ("中午1点", 780)],
)  # fmt: skip
def test_one_time_of_day(cell: Cell, minute: int) -> None:
    assert minute_of_day(cell, SPRING) == minute


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("25:30-26:00", "time_out_of_range"),
        ("9:60-10:00", "time_out_of_range"),
        ("11:00-9:00", "closes_before_it_opens"),
        ("9:00-9:00", "closes_before_it_opens"),
        ("14:00", "time_range_needed"),
        ("有空时", "times_unreadable"),
        ("9:00-11:00左右", "times_unreadable"),
    ],
)
def test_what_is_no_span_of_time_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        times(text, SPRING, VISITING)
    assert refused.value.code == code


def test_times_belong_to_the_words_before_them() -> None:
    parts = timed_parts("3月9日上午,3月10日14:00-16:00", VISITING)
    assert parts == (("3月9日", ((540, 720),)), ("3月10日", ((840, 960),)))


def test_words_behind_times_that_are_taken_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        timed_parts("3月9日上午,3月10日", VISITING)
    assert (refused.value.code, refused.value.detail) == ("days_unreadable", {"text": "3月10日"})


@given(st.integers(0, 1_439), st.integers(1, 1_440), st.sampled_from(("-", "至", "～", "—", " - ")))
def test_any_span_written_with_colons_is_read(start: int, length: int, dash: str) -> None:
    end = min(start + length, 1_440)
    text = f"{start // 60}:{start % 60:02}{dash}{end // 60}:{end % 60:02}"
    assert times(text, SPRING, VISITING) == ((start, end),)
