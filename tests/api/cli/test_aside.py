import _thread
import os
from threading import Event, Thread

import pytest

from api.cli import aside


@pytest.fixture(autouse=True)
def nothing_left(monkeypatch: pytest.MonkeyPatch) -> list[Thread]:
    left: list[Thread] = []
    monkeypatch.setattr(aside, "_left_behind", left)
    return left


@pytest.fixture
def exits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The statuses with which the process would have been ended at once."""
    found: list[int] = []
    monkeypatch.setattr(os, "_exit", found.append)
    return found


def test_what_work_returns_or_raises_comes_back(exits: list[int]) -> None:
    assert aside.done_aside(lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        aside.done_aside(lambda: 1 // 0)
    assert (aside.end(3), exits) == (3, [])


def test_a_process_with_work_left_behind_ends_at_once(nothing_left: list[Thread], exits: list[int]) -> None:
    over = Event()
    thread = Thread(target=over.wait, daemon=True)
    thread.start()
    nothing_left.append(thread)
    aside.end(130)
    assert exits == [130]
    over.set()
    thread.join(60)
    assert (aside.end(5), exits) == (5, [130])


def test_an_interrupt_leaves_the_work_behind(nothing_left: list[Thread]) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        aside.done_aside(interrupted)
    assert [thread.name for thread in nothing_left] == ["aside"]


def test_with_a_stop_the_first_interrupt_brings_the_best_so_far(nothing_left: list[Thread]) -> None:
    stopped = Event()

    def work() -> str:
        _thread.interrupt_main()
        return "best" if stopped.wait(60) else "never told"

    assert aside.done_aside(work, stopped.set) == "best"
    assert nothing_left == []


def test_with_a_stop_the_second_interrupt_leaves_the_work_behind(nothing_left: list[Thread]) -> None:
    over = Event()

    def work() -> None:
        _thread.interrupt_main()
        over.wait(60)

    with pytest.raises(KeyboardInterrupt):
        aside.done_aside(work, _thread.interrupt_main)
    over.set()
    assert [thread.name for thread in nothing_left] == ["aside"]


def test_an_interrupt_of_the_work_itself_is_not_taken_for_a_stop() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    stops: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        aside.done_aside(interrupted, lambda: stops.append("stop"))
    assert stops == []
