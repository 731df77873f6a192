from pathlib import Path

import pytest

from api.imports.duplicates import name_key
from tests.api.imports.workbooks import checked, noted, setting


@pytest.mark.parametrize(
    "variant",
    [
        "澄泽精密机械股份有限公司",
        "澄泽精密机械（中国）有限公司",
        "澄泽精密机械(集团)有限责任公司",
        "澄泽 精密机械",
        "澄泽精密机械集团公司",
        "澄泽精密机械Co., Ltd.",
        "澄泽精密机械　股份",
    ],
)
def test_variants_of_a_name_share_a_key(variant: str) -> None:
    assert name_key(variant) == name_key("澄泽精密机械有限公司") == "澄泽精密机械"


@pytest.mark.parametrize(
    ("one", "other"), [("澄泽机械", "澄泽精密机械"), ("甲科技有限公司", "甲实业有限公司")]
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_a_name_that_is_all_legal_form_keeps_it() -> None:
    assert name_key("集团有限公司") != ""


def test_full_width_letters_and_case_are_no_difference() -> None:
    assert name_key("ＡＢＢ（中国）有限公司") == name_key("abb有限公司") == "abb"


def test_a_possible_duplicate_is_a_note_with_both_places(tmp_path: Path) -> None:
    imported = checked(tmp_path, setting("企业", 1, "name", "澄泽精密机械（中国）股份有限公司"))
    note = next(note for note in imported.notes if note.code == "possible_duplicate")
    assert (note.place, note.detail["first"]) == ("企业!B4", "企业!B3")
    assert imported.season is not None
    assert ("possible_duplicate", "企业!B4") in noted(imported)
