import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from planner.clock import at
from planner.window import Span, Window
from tests.builders import MONDAY


def _span(start: int, end: int) -> Span:
    return Span(start=at(MONDAY, start), end=at(MONDAY, end))


def _error(start: int, end: int) -> str:
    with pytest.raises(ValidationError) as refused:
        Window(start=at(MONDAY, start), end=at(MONDAY, end))
    return str(refused.value.errors()[0]["type"])


def test_a_window_closes_after_it_opens() -> None:
    assert Window(start=at(MONDAY, 540), end=at(MONDAY, 541)).end == at(MONDAY, 541)
    assert _error(540, 540) == "closes_before_it_opens"
    assert _error(540, 480) == "closes_before_it_opens"


def test_a_window_lies_within_one_day_of_china() -> None:
    assert Window(start=at(MONDAY, 0), end=at(MONDAY, 1_439)).start == at(MONDAY, 0)
    assert _error(1_380, 1_500) == "window_spans_days"


def test_a_busy_span_may_run_over_days() -> None:
    assert _span(540, 4_000).end == at(MONDAY, 4_000)


def test_spans_that_only_touch_do_not_overlap() -> None:
    assert not _span(540, 600).overlaps(_span(600, 660))
    assert _span(540, 601).overlaps(_span(600, 660))
    assert _span(540, 720).overlaps(_span(600, 660))


@given(*(st.integers(0, 50) for _ in range(4)))
def test_two_spans_overlap_if_they_share_a_minute(a: int, b: int, c: int, d: int) -> None:
    one, other = _span(a, a + b + 1), _span(c, c + d + 1)
    shared = set(range(a, a + b + 1)) & set(range(c, c + d + 1))
    assert one.overlaps(other) == bool(shared)
    assert one.overlaps(other) == other.overlaps(one)
