"""The address of a subscription, as a phone takes it: https, webcal, and a picture to point a camera at."""

from typing import NamedTuple

import segno


class FeedAddress(NamedTuple):
    """``https`` opens in a browser, ``webcal`` subscribes; ``qr_svg`` is a picture of the latter."""

    https: str
    webcal: str
    qr_svg: str


def feed_address(public_url: str, token: str) -> FeedAddress:
    """Where the calendar of ``token`` is found, for phones that reach the service at ``public_url``.

    The scheme webcal has no standard; phones take it for "subscribe", while https makes them import once.
    """
    address = f"{public_url.rstrip('/')}/cal/{token}.ics"
    webcal = "webcal://" + address.partition("://")[2]
    picture = segno.make(webcal, error="m", micro=False)
    return FeedAddress(address, webcal, picture.svg_inline(scale=4))
