import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.imports import vocabulary
from api.imports.parse.choice import datum, event_kind, place_kind, rank, rule_key, stage, yes_no
from api.imports.parse.refusal import Refused
from api.imports.parse.text import Cell
from planner.company import Stage
from planner.event import EventKind
from planner.person import Rank
from planner.place import Datum
from tests.api.imports.parse.frames import SPRING


@pytest.mark.parametrize("cell", ["是", " √ ", "Ｙ", "yes", 1, True, 1.0])
def test_yes(cell: Cell) -> None:
    assert yes_no(cell) is True


@pytest.mark.parametrize("cell", ["否", "×", "no", 0, False, "不需要"])
def test_no(cell: Cell) -> None:
    assert yes_no(cell) is False


@given(st.sampled_from(["stage", "datum", "event_kind", "place_kind", "yes_no"]), st.data())
def test_every_word_of_the_vocabulary_means_its_choice(topic: str, data: st.DataObject) -> None:
    words = vocabulary.words(topic)
    code = data.draw(st.sampled_from(sorted(words)))
    word = data.draw(st.sampled_from(words[code]))
    readers = {"stage": stage, "datum": datum, "event_kind": event_kind, "place_kind": place_kind}
    read = (
        "yes" if topic == "yes_no" and yes_no(word) else "no" if topic == "yes_no" else readers[topic](word)
    )
    assert str(read) == code


def test_every_choice_has_words() -> None:
    assert set(vocabulary.words("stage")) == set(Stage)
    assert set(vocabulary.words("event_kind")) == set(EventKind)
    assert set(vocabulary.words("datum")) == {*Datum} - {Datum.UNKNOWN}


@pytest.mark.parametrize(
    ("cell", "expected"), [("正职", 1), ("副职", 2), ("干部", 5), (3, 3), ("4级", 4), ("５", 5)]
)
def test_ranks_by_name_or_number(cell: Cell, expected: int) -> None:
    assert rank(cell, SPRING) == Rank(expected)


def test_a_choice_nobody_knows_is_refused_with_the_choices() -> None:
    with pytest.raises(Refused) as refused:
        rank("局级", SPRING)
    assert refused.value.detail["choices"].startswith("正职、副职")
    with pytest.raises(Refused):
        stage("不详")


def test_rules_by_any_of_their_names() -> None:
    assert {rule_key(name) for name in ("总预算", "Budget", "budget_cny", "总 预 算")} == {"budget_cny"}
    with pytest.raises(Refused) as refused:
        rule_key("预算总额")
    assert refused.value.code == "unknown_rule"
    assert "预算" in refused.value.detail["near"]
