import pytest

from api.cli.solving import Abandoned, InHand
from planner.progress import Phase, Progress
from tests.api.cli.test_live import _terminal
from tests.api.jobs.asking import EARLIER, PLAN, SEASON


def test_steps_are_passed_on_and_the_last_plan_is_in_hand() -> None:
    terminal, said = _terminal()
    steps: list[Progress] = []
    held = InHand(terminal, steps.append)
    held.hear(Progress(phase=Phase.DIVE))
    held.keep(SEASON, EARLIER)
    held.keep(SEASON, PLAN)
    assert steps == [Progress(phase=Phase.DIVE)]
    assert held.instead_of(KeyboardInterrupt()) == (SEASON, PLAN)
    assert said.getvalue() == "收到 Ctrl-C：求解已停止，保留目前最好的方案。\n"


def test_with_nothing_in_hand_the_interrupt_goes_on() -> None:
    terminal, said = _terminal("en")
    with pytest.raises(KeyboardInterrupt):
        InHand(terminal, lambda _: None).instead_of(KeyboardInterrupt())
    assert said.getvalue() == "Stopped before there was a plan.\n"


def test_a_solver_that_goes_on_after_the_interrupt_is_ended_where_it_next_speaks() -> None:
    steps: list[Progress] = []
    held = InHand(_terminal()[0], steps.append)
    held.keep(SEASON, PLAN)
    held.instead_of(KeyboardInterrupt())
    with pytest.raises(Abandoned):
        held.hear(Progress(phase=Phase.WRITE))
    with pytest.raises(Abandoned):
        held.keep(SEASON, EARLIER)
    assert steps == []
    assert held.instead_of(KeyboardInterrupt()) == (SEASON, PLAN)
