import struct

import segno
from lxml import etree

from api.documents.guests.code_picture import QUIET_MODULES, code_png, code_svg

LINK = "https://zs.example/r/" + "a" * 32


def _modules() -> int:
    return len(segno.make_qr(LINK, error="m").matrix) + 2 * QUIET_MODULES


def test_both_pictures_have_the_quiet_zone_of_four_modules() -> None:
    root = etree.fromstring(code_svg(LINK).encode())
    assert root.get("width") == str(_modules())
    width, height = struct.unpack(">II", code_png(LINK)[16:24])
    assert (width, height) == (8 * _modules(), 8 * _modules())


def test_a_link_of_ours_is_read_at_the_size_it_has_on_a_letter() -> None:
    # 32 mm: modules of half a millimetre and more are what telephones read at arm's length.
    assert 32 / _modules() >= 0.5


def test_a_module_is_dark_where_the_standard_says() -> None:
    assert code_svg(LINK) != code_svg(LINK + "b")
    assert code_png(LINK) == code_png(LINK)
