"""Text that every file format here can hold: no control characters, no half characters, no hidden direction.

XML 1.0 §2.2 admits no control character but tab, line feed and carriage return; the bidirectional overrides
of Unicode (UAX #9) would let a name print in another order than it is stored, so they go as well.
"""

import re
from typing import Annotated

from pydantic import AfterValidator

_LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029\v\f]")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufdd0-\ufdef"
    "\ufffe\uffff]"
)


def legible(text: str) -> str:
    """``text`` with line feeds for line ends, spaces for tabs, and without what no format can print."""
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))


def one_line(text: str) -> str:
    """``legible(text)`` with every run of white space as one space: for names, titles and headings."""
    return " ".join(legible(text).split())


Legible = Annotated[str, AfterValidator(legible)]
