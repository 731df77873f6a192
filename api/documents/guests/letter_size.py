"""How large a letter is set, so that it keeps to one page with its signature and its code."""

from collections.abc import Iterable, Sequence
from math import ceil
from typing import NamedTuple
from unicodedata import east_asian_width

from api.documents import paper


class LetterSize(NamedTuple):
    """The size of the letters, the distance of lines, both in points, and what a page holds besides.

    ``lines`` of ``characters`` (ideographs) are left by title, signature and code.
    """

    body_pt: float
    pitch_pt: float
    lines: int
    characters: int


# 225 mm of height, of which the title takes 20 mm and signature, code and link 50 mm.
LARGE = LetterSize(paper.BODY_PT, paper.LINE_PITCH_TWIPS / 20, 15, paper.CHARACTERS_A_LINE)
# 四号 instead of 三号.
SMALL = LetterSize(14.0, 24.0, 19, 32)


def letter_size(letters: Iterable[Sequence[str]]) -> LetterSize:
    """The size for a file of letters, each given as its paragraphs; one size for all of them.

    What is too long for one page even in the small size runs on to a second.
    """
    return LARGE if all(lines_of(texts, LARGE) <= LARGE.lines for texts in letters) else SMALL


def lines_of(texts: Sequence[str], size: LetterSize) -> int:
    """Lines that paragraphs of these texts take, each set two characters in."""
    lines = (line for text in texts for line in text.split("\n"))
    return sum(max(1, ceil((2 + _width(line)) / size.characters)) for line in lines)


def _width(text: str) -> float:
    """In ideographs; a Latin letter is taken as half of one."""
    return sum(1.0 if east_asian_width(letter) in "WFA" else 0.55 for letter in text)
