"""QR codes (ISO/IEC 18004) of links: as SVG for print, as PNG for Word, with their quiet zone."""

from io import BytesIO

import segno

QUIET_MODULES = 4
_PIXELS_A_MODULE = 8


def code_svg(content: str) -> str:
    """The code as SVG of its natural size."""
    buffer = BytesIO()
    _code(content).save(buffer, kind="svg", border=QUIET_MODULES, light="#fff")
    return buffer.getvalue().decode()


def code_png(content: str) -> bytes:
    """The code as PNG, 8 pixels a module: sharp on paper at any size a letter has."""
    buffer = BytesIO()
    _code(content).save(buffer, kind="png", border=QUIET_MODULES, scale=_PIXELS_A_MODULE)
    return buffer.getvalue()


def _code(content: str) -> segno.QRCode:
    # M restores a seventh of the code: a fold or a stamp across it does no harm.
    return segno.make_qr(content, error="m")
