from datetime import date

import pytest
from pydantic import ValidationError

from api.texts.sentences import sentence
from api.texts.unusable import unusable, unusable_fault
from events.invitation.answer_rule import AnswerRule
from planner.errors import Fault


def _refused(**fields: object) -> tuple[Fault, ...]:
    rule = {"last_invitation": date(2026, 11, 16), "last_answer": date(2026, 11, 18)}
    with pytest.raises(ValidationError) as refused:
        AnswerRule.model_validate(rule | fields)
    return unusable(refused.value)


def test_a_value_that_refuses_itself_is_told_in_its_own_words() -> None:
    [fault] = _refused(last_answer=date(2026, 11, 12))
    assert (fault.code, fault.place) == ("answers_end_first", "")
    assert sentence(fault).message == "最后答复日 2026-11-12 早于最后邀请日 2026-11-16"


def test_anything_else_is_told_as_the_planner_does() -> None:
    [fault] = _refused(answer_days="soon")
    assert (fault.code, fault.place, fault.value) == ("int_parsing", "answer_days", "soon")


def test_a_long_value_is_cut() -> None:
    item = {"type": "answers_end_first", "loc": ("rule", 0), "input": "x" * 100, "ctx": {"answer": 1}}
    fault = unusable_fault(item)
    assert (fault.place, fault.value, fault.detail) == ("rule[0]", "x" * 80, {"answer": "1"})
