from datetime import date

import pytest
from pydantic import ValidationError

from events.problem import Problem, ProblemState, Topic


def test_a_problem_kept_before_it_had_a_topic_is_still_read() -> None:
    kept = '{"id": "1", "text": "层高不足", "raised_on": "2026-03-02", "unit": "park"}'
    problem = Problem.model_validate_json(kept)
    assert (problem.topic, problem.project, problem.pending) == (Topic.OTHER, None, True)


def test_solved_and_dropped_problems_are_pending_no_longer() -> None:
    states = {
        state: Problem(
            id="1", text="地", raised_on=date(2026, 3, 2), state=state, resolution="已供地"
        ).pending
        for state in ProblemState
    }
    assert [state for state, pending in states.items() if pending] == [
        ProblemState.OPEN,
        ProblemState.IN_HAND,
    ]


def test_a_solved_problem_says_how() -> None:
    with pytest.raises(ValidationError) as refused:
        Problem(id="1", text="地", raised_on=date(2026, 3, 2), state=ProblemState.SOLVED)
    assert [error["type"] for error in refused.value.errors()] == ["solved_without_resolution"]
