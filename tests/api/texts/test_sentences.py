"""Every fault that the source can raise is said, in both languages."""

import ast
import string

import pytest

from api.store.event_sheets import SheetKind
from api.store.kinds import KINDS
from api.texts.sentences import FaultText, fault_codes, sentence, spoken
from planner.errors import Fault
from planner.event import EventKind
from tests.house.source import PACKAGES, name_of, python_files, tree

# What makes a fault of a code: the value itself, pydantic's error, and the imports' own refusals.
MAKERS = {"Fault", "PydanticCustomError", "Refused", "blamed"}


def _codes() -> set[tuple[str, str]]:
    return {
        (name_of(path), str(words[0].value))
        for path in python_files(*PACKAGES)
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) in MAKERS
        for words in [[*call.args[:1], *(word.value for word in call.keywords if word.arg == "code")]]
        if words and isinstance(words[0], ast.Constant) and isinstance(words[0].value, str)
    }


def test_every_code_in_the_source_has_its_sentences() -> None:
    assert {(where, code) for where, code in _codes() if code not in fault_codes()} == set()


class _AnyWord(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return f"<{key}>"


@pytest.mark.parametrize("code", sorted(fault_codes()))
def test_a_fault_is_said_in_chinese_and_in_english(code: str) -> None:
    blanks = _blanks_of(code)
    fault = Fault(
        code=code, place="企业!C7", value="?", detail=dict.fromkeys(blanks - {"place", "value"}, "x")
    )
    chinese, english = sentence(fault), sentence(fault, "en")
    assert all(chinese)
    assert all(english)
    assert any("一" <= letter <= "鿿" for letter in chinese.message)


def _blanks_of(code: str) -> set[str]:
    from api.texts.sentences import _sentences  # noqa: PLC0415

    wordings = [wording for part in _sentences()[code].values() for wording in part.values()]
    return {name for text in wordings for _, name, _, _ in string.Formatter().parse(text) if name}


def test_value_and_details_are_filled_in() -> None:
    fault = Fault(code="plan_has_no_such_trip", value="T9")
    assert sentence(fault) == FaultText(
        "方案中没有编号为「T9」的行程", "方案中已有的行程编号", "请核对行程编号；方案调整后编号可能已取消"
    )


def test_a_code_nobody_wrote_is_a_defect() -> None:
    with pytest.raises(KeyError):
        sentence(Fault(code="no such code"))


def test_on_a_page_a_fault_is_told_in_sentences() -> None:
    fault = Fault(code="no_such_record", value="x", detail={"kind": "unit"})
    assert spoken(fault) == "没有编号为「x」的记录（单位）。请核对编号；已删除的记录可以恢复。"
    assert spoken(fault, "en") == (
        "There is no record “x” (unit). Check the id; a deleted record can be restored."
    )


def test_every_kind_of_record_has_its_name() -> None:
    kinds = {*KINDS, *(kind.value for kind in SheetKind), *(kind.value for kind in EventKind)}
    kinds |= _kinds_of_the_store()
    assert {kind for kind in kinds if f"（{kind}）" in sentence(_of(kind)).message} == set()


def _of(kind: str) -> Fault:
    return Fault(code="no_such_record", value="x", detail={"kind": kind})


def _kinds_of_the_store() -> set[str]:
    """The constants that modules of the store call their records by."""
    return {
        str(node.value.value)
        for path in python_files("api/store")
        for node in tree(path).body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and any(getattr(target, "id", "") in {"KIND", "LIST_KIND"} for target in node.targets)
    }
