import pytest

from api.imports.assembly.index import Index
from api.imports.ledger import Ledger
from api.imports.parse.refusal import Refused
from api.imports.rows import Row
from api.imports.sheets import sheet_of


def row(number: int, **values: str) -> Row:
    return Row(sheet_of("people"), number, "人员", values=dict(values), places={"id": f"人员!A{number}"})


def people() -> tuple[Index, Ledger]:
    index, ledger = Index("人员", also=(("本地", "home"),)), Ledger()
    for number, (id_, name) in enumerate((("P1", "张三"), ("P2", "李四"), ("P3", "张三")), start=3):
        index.add(row(number, id=id_, name=name), ledger)
    return index, ledger


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("P1", "P1"),
        ("ｐ１", "P1"),
        ("李 四", "P2"),
        ("张三（P3）", "P3"),
        ("P3(张三)", "P3"),
        ("本地", "home"),
    ],
)
def test_a_reference_by_id_by_name_or_by_both(text: str, id_: str) -> None:
    assert people()[0].resolve(text) == id_


def test_a_name_of_two_is_refused_with_their_ids() -> None:
    with pytest.raises(Refused) as refused:
        people()[0].resolve("张三")
    assert (refused.value.code, refused.value.detail["ids"]) == ("ambiguous_name", "P1、P3")


def test_a_name_of_nobody_is_refused_with_the_nearest() -> None:
    with pytest.raises(Refused) as refused:
        people()[0].resolve("李四四")
    assert (refused.value.code, refused.value.detail["near"]) == ("unknown_reference", "李四")


def test_an_id_used_twice_is_blamed_at_the_second_with_the_place_of_the_first() -> None:
    index, ledger = people()
    index.add(row(6, id="p1", name="王五"), ledger)
    assert [(fault.code, fault.place, fault.detail) for fault in ledger.faults] == [
        ("duplicate_row", "人员!A6", {"first": "人员!A3"})
    ]


@pytest.mark.parametrize("id_", ["a/b", "..", "a:b", "行\n行", "x" * 65])
def test_an_id_that_cannot_be_a_file_s_name_is_blamed(id_: str) -> None:
    index, ledger = Index("人员"), Ledger()
    index.add(row(3, id=id_, name="甲"), ledger)
    assert [fault.code for fault in ledger.faults] == ["unusable_id"]
