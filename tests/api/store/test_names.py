"""Names compared as people compare them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.store.names import labels, name_key


@pytest.mark.parametrize("same", ["ABC重工", "abc重工", "ＡＢＣ 重工", " Abc\u3000重 工 ", "ａｂｃ重工"])
def test_width_case_and_blanks_tell_no_two_companies_apart(same: str) -> None:
    assert name_key(same) == "abc重工"


@given(st.text())
def test_a_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


def test_labels_stand_between_bars_so_that_a_whole_one_is_found() -> None:
    assert labels(("500强", "链主")) == "|500强|链主|"
    assert labels(()) == ""
