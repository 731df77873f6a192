r"""Text that every calendar reader takes: no control characters, line ends of one kind.

RFC 5545 §3.3.11 allows in TEXT no control character but the tab, and a line end only as ``\n``; icalendar
7.3 escapes ``\ ; ,`` and line ends but lets NUL and VT through. Line separators that Python and JavaScript
know besides (NEL, U+2028, U+2029) would break lines in some readers.
"""

import re
import unicodedata

from icalendar import vText

_LINE_END = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNWANTED = {"Cc", "Cs"}  # controls, and surrogates, which UTF-8 cannot carry


class Text(vText):
    r"""A TEXT value escaped as RFC 5545 §3.3.11 asks.

    When it writes, icalendar 7.3 takes a backslash before a capital N (``D:\New``) for a line end.
    """

    def to_ical(self) -> bytes:
        """The escaped octets, UTF-8: backslash first, then ``;``, ``,`` and line ends."""
        escaped = self.replace("\\", r"\\").replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n")
        return escaped.encode()


def paragraph(text: str) -> Text:
    """``text`` of several lines, each ended by a line feed, without controls and blanks at its ends."""
    lines = _LINE_END.split(text)
    return Text("\n".join(_printable(line).strip() for line in lines).strip())


def line(text: str) -> Text:
    """``text`` on one line: calcurse refuses a SUMMARY with a line end, and phones cut it there."""
    return Text(" ".join(part for part in paragraph(text).split("\n") if part))


def _printable(text: str) -> str:
    kept = (" " if letter == "\t" else letter for letter in text)
    return "".join(letter for letter in kept if unicodedata.category(letter) not in _UNWANTED)
