"""Text without what calendar readers stumble over."""

import pytest

from api.calendars.plain import line, paragraph


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("一\r\n二\r三\n四", "一\n二\n三\n四"),
        ("a\x00b\x07c\x7fd\x9fe", "abcde"),
        ("a\vb\fc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("a\tb", "a b"),
        ("  blanks  \n  at the ends  \n\n", "blanks\nat the ends"),
        ('半角;,\\"与全角；，＼“”', '半角;,\\"与全角；，＼“”'),
        ("\ud800lone surrogate", "lone surrogate"),
        ("👩‍👩‍👧 🚜 𠮷", "👩‍👩‍👧 🚜 𠮷"),
    ],
)
def test_a_paragraph_keeps_its_words_and_lines_alone(given: str, printed: str) -> None:
    assert paragraph(given) == printed


def test_a_line_is_one_line() -> None:
    assert line(" 一\r\n\n 二\t三　四 ") == "一 二 三　四"
