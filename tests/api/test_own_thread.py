"""Work in a thread of its own: step after step, whatever one of them raises, until it is stopped."""

import logging
from threading import Event, Timer, current_thread

import pytest

from api.own_thread import Repeated
from tests.api.servers import wait_until

log = logging.getLogger("zhaoshang.test")


class Steps(Repeated):
    """Counts its steps; the first ones fail."""

    def __init__(self, every_seconds: float, failing: int = 0) -> None:
        super().__init__("steps", every_seconds, log, "a step failed")
        self.taken, self.failing, self.names = 0, failing, set[str]()

    def _step(self) -> None:
        self.taken += 1
        self.names.add(current_thread().name)
        if self.taken <= self.failing:
            raise OSError(self.taken)


def test_a_step_is_taken_at_once_and_again_until_it_is_stopped() -> None:
    steps = Steps(0.01)
    steps.start()
    wait_until(lambda: steps.taken > 2, "three steps", 20)
    steps.stop()
    assert (steps.names, steps._thread.is_alive()) == ({"steps"}, False)


def test_a_step_that_fails_is_told_and_the_next_one_taken(caplog: pytest.LogCaptureFixture) -> None:
    steps = Steps(0.01, failing=2)
    steps.start()
    wait_until(lambda: steps.taken > 2, "a step after the failures", 20)
    steps.stop()
    assert [record.message for record in caplog.records if record.name == log.name] == ["a step failed"] * 2


def test_who_waits_for_the_next_step_is_stopped_at_once() -> None:
    steps = Steps(3_600)
    steps.start()
    wait_until(lambda: steps.taken == 1, "the first step", 20)
    steps.stop()
    assert (steps._thread.is_alive(), steps.taken) == (False, 1)


def test_stopping_waits_for_the_step_in_hand() -> None:
    begun, go_on = Event(), Event()

    class Slow(Steps):
        def _step(self) -> None:
            begun.set()
            go_on.wait(20)
            super()._step()

    slow = Slow(3_600)
    slow.start()
    assert begun.wait(20)
    Timer(0.2, go_on.set).start()
    slow.stop()
    assert slow.taken == 1
