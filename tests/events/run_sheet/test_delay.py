import pytest

from events.run_sheet.delay import delayed
from tests.events.run_sheet.test_line import line, sheet


def _starts(*lines: tuple[int, int], at: int, by: int) -> list[tuple[int, int]]:
    given = sheet(*(line(start, minutes) for start, minutes in lines))
    return [(item.start_minute, item.minutes) for item in delayed(given, at, by).lines]


def test_the_line_that_runs_takes_longer_and_those_after_it_move() -> None:
    assert _starts((540, 10), (550, 10), (560, 10), at=555, by=7) == [(540, 10), (550, 17), (567, 10)]


def test_free_minutes_take_up_what_they_can() -> None:
    assert _starts((540, 10), (555, 10), (565, 5), at=545, by=8) == [(540, 18), (558, 10), (568, 5)]
    assert _starts((540, 10), (560, 10), at=545, by=8) == [(540, 18), (560, 10)]


def test_only_what_is_free_after_the_moment_counts() -> None:
    # 550 to 560 is free, but at 556 six minutes of it are gone.
    assert _starts((540, 10), (560, 10), at=556, by=9) == [(540, 10), (565, 10)]


def test_trains_do_not_wait() -> None:
    train = line(560, 60, "guest", where="重庆西站", fixed=True)
    found = delayed(sheet(line(540, 20), train, line(565, 5)), 550, 15).lines
    assert [(item.start_minute, item.fixed) for item in found] == [(540, False), (560, True), (575, False)]


def test_a_programme_does_not_run_ahead() -> None:
    with pytest.raises(ValueError, match="by_minutes >= 0, got -1"):
        delayed(sheet(), 0, -1)
