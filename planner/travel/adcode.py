"""What an administrative code tells (GB/T 2260): two digits of province, two of prefecture, two of county."""

from collections.abc import Collection

MUNICIPALITIES = ("11", "12", "31", "50")
"""Beijing, Tianjin, Shanghai, Chongqing: provinces that are one city."""


def prefecture(adcode: str) -> str:
    """The code of the prefecture-level city, or municipality, that ``adcode`` lies in."""
    return adcode[:2] + "0000" if adcode[:2] in MUNICIPALITIES else adcode[:4] + "00"


def landmass(adcode: str, islands: Collection[str]) -> str:
    """Equal for places that a road may join: the province if it is one of ``islands``, else nothing."""
    return adcode[:2] if adcode[:2] in islands else ""
