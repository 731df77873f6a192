"""Charts read back: texts and boxes where they stand."""

import re
from pathlib import Path
from typing import NamedTuple

from lxml import etree

GOLDEN = Path(__file__).parent / "golden"
SVG = "{http://www.w3.org/2000/svg}"


class Box(NamedTuple):
    """A box of a chart, in pixels of the whole picture, with the texts of its group."""

    x: float
    y: float
    width: float
    height: float
    texts: tuple[str, ...]

    def overlaps(self, other: "Box") -> bool:
        """Whether the two share more than an edge."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


def _shift(element: etree._Element) -> tuple[float, float]:
    x = y = 0.0
    for around in (element, *element.iterancestors()):
        found = re.match(r"translate\(([-\d.]+) ([-\d.]+)\)", around.get("transform", ""))
        if found:
            x, y = x + float(found[1]), y + float(found[2])
    return x, y


def texts_of(svg: bytes) -> list[str]:
    """Every text of a chart in order; one written downward is one text."""
    root = etree.fromstring(svg)
    return ["".join(map(str, text.itertext())) for text in root.iter(f"{SVG}text")]


def seats_of(svg: bytes) -> list[Box]:
    """The boxes that say something when pointed at: the seats that are taken."""
    found = []
    for group in etree.fromstring(svg).iter(f"{SVG}g"):
        box = group.find(f"{SVG}rect")
        if group.find(f"{SVG}title") is None or box is None:
            continue
        dx, dy = _shift(group)
        x, y = float(box.get("x", "0")) + dx, float(box.get("y", "0")) + dy
        texts = tuple("".join(map(str, text.itertext())) for text in group.iter(f"{SVG}text"))
        found.append(Box(x, y, float(box.get("width", "0")), float(box.get("height", "0")), texts))
    return found


def size_of(svg: bytes) -> tuple[float, float]:
    """Width and height of the picture."""
    root = etree.fromstring(svg)
    return float(root.get("width", "0")), float(root.get("height", "0"))
