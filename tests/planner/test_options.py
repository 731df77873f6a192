"""How to solve, as a value."""

import pytest
from pydantic import ValidationError

from planner.options import Options


def test_unless_told_otherwise_work_is_counted_in_rounds_and_a_seed_is_set() -> None:
    assert Options() == Options(seed=1, effort=None, default_rounds=40)


@pytest.mark.parametrize("field", ["seed", "effort", "default_rounds"])
def test_nothing_is_negative(field: str) -> None:
    with pytest.raises(ValidationError, match=field):
        Options.model_validate({field: -1})
