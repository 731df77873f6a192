"""Elements of SVG 1.1 as text, all that comes from data escaped (XML 1.0 §2.4), numbers short and stable."""

from collections.abc import Mapping
from unicodedata import east_asian_width
from xml.sax.saxutils import escape, quoteattr

from api.documents.legible import one_line

FACES = "'Noto Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"
# Of the size: an ideograph fills its square, Latin letters and digits take a little over half of it.
_WIDE, _NARROW = 1.0, 0.58


def number(value: float) -> str:
    """At most one decimal, none if it is nought: the same text for the same value everywhere."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")


def text_width(text: str, size: float) -> float:
    """About how wide ``text`` is at ``size``, in the same unit."""
    return size * sum(_WIDE if east_asian_width(letter) in "WFA" else _NARROW for letter in text)


def _attributes(values: Mapping[str, str | float]) -> str:
    texts = {name: value if isinstance(value, str) else number(value) for name, value in values.items()}
    return "".join(f" {name.replace('_', '-')}={quoteattr(text)}" for name, text in texts.items())


def rectangle(x: float, y: float, width: float, height: float, fill: str, **more: str | float) -> str:
    """A filled box."""
    place = _attributes({"x": x, "y": y, "width": width, "height": height, "fill": fill, **more})
    return f"<rect{place}/>"


def line(x1: float, y1: float, x2: float, y2: float, stroke: str) -> str:
    """A thin rule."""
    return f"<line{_attributes({'x1': x1, 'y1': y1, 'x2': x2, 'y2': y2, 'stroke': stroke})}/>"


def label(x: float, y: float, text: str, fill: str, size: float, **more: str | float) -> str:
    """A text with its baseline at ``y``; an ideographic space inside it stays as wide as it is."""
    place = _attributes({"x": x, "y": y, "fill": fill, "font_size": size, **more})
    words = "　".join(one_line(part) for part in text.split("　"))
    return f"<text{place}>{escape(words)}</text>"


def disc(x: float, y: float, radius: float, fill: str, **more: str | float) -> str:
    """A filled circle about a point."""
    return f"<circle{_attributes({'cx': x, 'cy': y, 'r': radius, 'fill': fill, **more})}/>"


def stacked(x: float, y: float, text: str, fill: str, size: float) -> str:
    """A text written downward, centred on ``x`` from ``y``; one without ideographs lies on its side."""
    words = one_line(text)
    if not any(east_asian_width(letter) in "WF" for letter in words):
        turn = f"rotate(90 {number(x)} {number(y)})"
        return label(x, y + size * 0.36, words, fill, size, transform=turn)
    place = _attributes({"fill": fill, "font_size": size, "text_anchor": "middle"})
    letters = "".join(
        f"<tspan{_attributes({'x': x, 'y': y + size * (0.88 + row)})}>{escape(letter)}</tspan>"
        for row, letter in enumerate(words)
    )
    return f"<text{place}>{letters}</text>"


def with_tip(tip: str, *elements: str) -> str:
    """Elements that tell ``tip`` when pointed at."""
    return f"<g><title>{escape(one_line(tip))}</title>{''.join(elements)}</g>"


def picture(width: float, height: float, title: str, elements: list[str]) -> str:
    """The whole file."""
    head = _attributes(
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {number(width)} {number(height)}",
            "width": width,
            "height": height,
            "role": "img",
            "font_family": FACES,
        }
    )
    body = "\n".join(elements)
    return f"<svg{head}>\n<title>{escape(one_line(title))}</title>\n{body}\n</svg>\n"
