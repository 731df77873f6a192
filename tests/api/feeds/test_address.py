"""Addresses as phones take them."""

import pytest
import segno

from api.feeds.address import feed_address


@pytest.mark.parametrize(
    ("public_url", "https", "webcal"),
    [
        ("https://zs.example.cn", "https://zs.example.cn/cal/T.ics", "webcal://zs.example.cn/cal/T.ics"),
        ("https://zs.example.cn/", "https://zs.example.cn/cal/T.ics", "webcal://zs.example.cn/cal/T.ics"),
        (
            "http://10.0.0.8:8000/zs",
            "http://10.0.0.8:8000/zs/cal/T.ics",
            "webcal://10.0.0.8:8000/zs/cal/T.ics",
        ),
    ],
)
def test_an_address_hangs_below_the_public_url(public_url: str, https: str, webcal: str) -> None:
    address = feed_address(public_url, "T")
    assert (address.https, address.webcal) == (https, webcal)


def test_the_picture_is_an_svg_of_the_webcal_address() -> None:
    address = feed_address("https://zs.example.cn", "A" * 32)
    expected = segno.make(address.webcal, error="m", micro=False)
    assert address.qr_svg == expected.svg_inline(scale=4)
    assert address.qr_svg.startswith("<svg ")
