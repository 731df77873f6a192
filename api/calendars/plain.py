r"""Text that every calendar reader takes: no control characters, line ends of one kind.

RFC 5545 §3.3.11 allows in TEXT no control character but the tab, and a line end only as ``\n``; icalendar
7.3 escapes ``\ ; ,`` and line ends but lets NUL and VT through. Line separators that Python and JavaScript
know besides (NEL, U+2028, U+2029) would break lines in some readers.
"""

import re
import unicodedata

_LINE_END = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNWANTED = {"Cc", "Cs"}  # controls, and surrogates, which UTF-8 cannot carry


def paragraph(text: str) -> str:
    """``text`` of several lines, each ended by a line feed, without controls and blanks at its ends."""
    lines = _LINE_END.split(text)
    return "\n".join(_printable(line).strip() for line in lines).strip()


def line(text: str) -> str:
    """``text`` on one line: calcurse refuses a SUMMARY with a line end, and phones cut it there."""
    return " ".join(part for part in paragraph(text).split("\n") if part)


def _printable(text: str) -> str:
    kept = (" " if letter == "\t" else letter for letter in text)
    return "".join(letter for letter in kept if unicodedata.category(letter) not in _UNWANTED)
