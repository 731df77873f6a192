from api.documents.guests.letter_size import LARGE, SMALL, letter_size

# 26 ideographs and the two of the indent fill a line of 28.
LINE = "字" * 26


def test_as_many_lines_as_a_page_has_are_set_large_and_one_more_is_not() -> None:
    assert letter_size([[LINE] * LARGE.lines]) is LARGE
    assert letter_size([[LINE] * (LARGE.lines - 1), [LINE] * (LARGE.lines + 1)]) is SMALL
    assert letter_size([[LINE + "字"] + [LINE] * (LARGE.lines - 1)]) is SMALL


def test_lines_of_a_paragraph_count_each_and_latin_letters_half() -> None:
    assert letter_size([["\n".join([LINE] * (LARGE.lines + 1))]]) is SMALL
    # 47 letters of 0.55 are 25.85 ideographs
    assert letter_size([["x" * 47] * LARGE.lines]) is LARGE
    assert letter_size([["x" * 48] * LARGE.lines]) is SMALL


def test_no_letters_are_large() -> None:
    assert letter_size([]) is LARGE
