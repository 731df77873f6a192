"""What a text may hold, wherever it comes from."""

from pathlib import Path

import pytest

from api.imports.parse.bounds import cleaned, most_characters, unwanted_character
from tests.api.imports.workbooks import checked, found, setting


def test_a_name_is_shorter_than_what_people_write() -> None:
    assert (most_characters("name"), most_characters("brief")) == (300, 20_000)


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800", "\ufffe"])
def test_a_character_that_nobody_types_is_named_and_cleaned(sign: str) -> None:
    assert unwanted_character(f"甲{sign}乙") == f"U+{ord(sign):04X}"
    assert cleaned(f"甲{sign}乙") == "甲�乙"


def test_lines_tabs_and_any_script_are_wanted() -> None:
    assert unwanted_character("甲\n\t乙 é 😀") is None


def test_a_cell_is_bounded_as_a_body_is(tmp_path: Path) -> None:
    exact = checked(tmp_path, setting("企业", 0, "brief", "长" * 20_000))
    assert exact.faults == ()
    for field, text, code in (
        ("name", "长" * 301, "text_too_long"),
        ("brief", "长" * 20_001, "text_too_long"),
        ("skills", f"德语、{'长' * 301}", "text_too_long"),
        ("name", "铜梁\x7f精密", "text_with_control_character"),
    ):
        codes = [found_code for found_code, *_ in found(checked(tmp_path, setting("企业", 0, field, text)))]
        assert codes == [code], field
