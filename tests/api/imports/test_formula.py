import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.imports.formula import is_formula, neutral, plain


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "+cmd|x"])
def test_what_a_spreadsheet_could_run_gets_an_apostrophe(text: str) -> None:
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", ["+86 000-0000", "-5", "苏州", "a=b", "", "500强"])
def test_what_it_could_not_stays(text: str) -> None:
    assert neutral(text) == text


@given(st.text())
def test_a_neutral_text_never_begins_like_a_formula_and_can_be_read_back(text: str) -> None:
    made = neutral(text)
    assert not is_formula(made.removeprefix("'")) or made.startswith("'")
    assert made == text or plain(made) == text


def test_formulas_are_known_in_both_widths() -> None:
    assert [is_formula(text) for text in ("=A1", " =A1", "＝A1", "A=1")] == [True, True, True, False]
