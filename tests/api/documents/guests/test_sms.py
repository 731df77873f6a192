import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.documents.guests.sms import message_length, message_parts

# TS 23.040: 70 characters of UCS-2 alone, 67 a part; 160 of seven bits alone, 153 a part.


@pytest.mark.parametrize(
    ("text", "length", "parts"),
    [
        ("", 0, 1),
        ("字" * 70, 70, 1),
        ("字" * 71, 71, 2),
        ("字" * 134, 134, 2),
        ("字" * 135, 135, 3),
        ("x" * 160, 160, 1),
        ("x" * 161, 161, 2),
        ("x" * 306, 306, 2),
        ("x" * 307, 307, 3),
        ("€" * 80, 160, 1),
        ("€" * 81, 162, 2),
        ("x" * 69 + "字", 70, 1),
        ("x" * 70 + "字", 71, 2),
        ("😀" * 35, 70, 1),
        # 33 of two units fill a part of 67 but for one unit that no half of a character may take
        ("😀" * 66, 132, 2),
        ("😀" * 67, 134, 3),
        # 152 and an escaped character: it may not be cut, so 304 septets of 306 do not fit two parts
        ("x" * 152 + "€" + "x" * 152, 306, 3),
    ],
)
def test_a_text_is_counted_as_the_network_counts_it(text: str, length: int, parts: int) -> None:
    assert (message_length(text), message_parts(text)) == (length, parts)


@given(st.text(max_size=400), st.text(max_size=40))
def test_more_text_never_makes_fewer_messages(text: str, more: str) -> None:
    assert message_parts(text.encode(errors="ignore").decode() + "字" + more) >= message_parts(
        text.encode(errors="ignore").decode()
    )
