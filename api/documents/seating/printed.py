"""A seating chart as PDF, on one sheet, and as PNG: the same picture as the SVG, its letters embedded."""

import json
import re
from datetime import datetime
from functools import cache
from importlib.resources import files

from api.documents.legible import one_line
from api.documents.seating.chart import chart_svg
from api.documents.typesetting import typeset
from api.texts import Language
from events.seating.plan import SeatingPlan
from events.seating.rules import Viewpoint

POINTS_AN_INCH = 72
# Wider pictures go on A3, and PNGs have no side longer than this.
A4_WIDTH = 1_300
MOST_PIXELS = 5_000


@cache
def _template() -> bytes:
    return files(__package__).joinpath("chart.typ").read_bytes()


def _size(svg: bytes) -> tuple[float, float]:
    """Width and height of a picture of ours, in pixels."""
    found = re.search(rb'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg[:400])
    assert found is not None  # noqa: S101  (api.documents.svg.picture writes it)
    return float(found[1]), float(found[2])


def _sheet(plan: SeatingPlan, svg: bytes, language: Language, paper: str) -> dict[str, str]:
    width, height = _size(svg)
    sheet = {
        "title": one_line(plan.title),
        "language": language,
        "paper": paper,
        "landscape": width >= height,
        "width": width,
        "height": height,
    }
    return {"sheet": json.dumps(sheet, ensure_ascii=True), "chart": svg.decode()}


def chart_pdf(
    plan: SeatingPlan,
    made_at: datetime,
    language: Language = "zh",
    viewpoint: Viewpoint = Viewpoint.AUDIENCE,
) -> bytes:
    """The chart on one sheet, A4 or, if it is large, A3. ``made_at`` dates the file."""
    svg = chart_svg(plan, language, viewpoint)
    paper = "a4" if max(_size(svg)) <= A4_WIDTH else "a3"
    [pdf] = typeset(_template(), _sheet(plan, svg, language, paper), int(made_at.timestamp()))
    return pdf


def chart_png(
    plan: SeatingPlan, language: Language = "zh", viewpoint: Viewpoint = Viewpoint.AUDIENCE, scale: float = 2
) -> bytes:
    """The chart in pixels: ``scale`` for each of the SVG's, fewer if a side would exceed 5,000."""
    svg = chart_svg(plan, language, viewpoint)
    fits = min(scale, MOST_PIXELS / max(_size(svg)))
    inputs = _sheet(plan, svg, language, "")
    [png] = typeset(_template(), inputs, 0, "png", POINTS_AN_INCH * fits)
    return png
