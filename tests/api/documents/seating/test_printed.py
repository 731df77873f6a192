import re
import struct

import pytest

from api.documents.seating.chart import chart_svg
from api.documents.seating.printed import chart_pdf, chart_png
from events.seating.conventions import TWO_IN_THE_MIDDLE
from events.seating.rows import rostrum
from events.seating.rules import Viewpoint
from tests.api.documents.hostile import EVERYTHING
from tests.api.documents.processes import printed_in_two
from tests.api.documents.reading import NEEDS_POPPLER, text_of_pdf, without_space
from tests.api.documents.seating.plans import MADE_AT, plans
from tests.api.documents.seating.reading import size_of, texts_of
from tests.api.documents.seating.sample import GUESTS, LEADERS

MAKE_ALL = """
from hashlib import sha256
from api.documents.seating.badges import badges, badges_pdf
from api.documents.seating.chart import chart_svg
from api.documents.seating.name_cards import name_cards, name_cards_pdf
from api.documents.seating.printed import chart_pdf, chart_png
from api.documents.seating.seat_list import seat_list_docx
from tests.api.documents.seating.plans import MADE_AT, plans

made = []
for plan in (plans()["meeting"], plans()["banquet"]):
    codes = {person.id: "https://example.org/" + person.id for person in plan.attendees}
    made += [chart_svg(plan), chart_pdf(plan, MADE_AT), chart_png(plan), seat_list_docx(plan, MADE_AT)]
    made.append(name_cards_pdf(plan.title, name_cards(plan), MADE_AT))
    made.append(badges_pdf(plan.title, badges(plan, codes), MADE_AT))
print([sha256(file).hexdigest() for file in made])
"""


def test_every_document_has_the_same_bytes_in_every_process() -> None:
    first, second = printed_in_two(MAKE_ALL)
    assert first == second


@NEEDS_POPPLER
@pytest.mark.parametrize("name", sorted(plans()))
def test_the_pdf_prints_every_text_of_the_picture_on_one_sheet(name: str) -> None:
    plan = plans()[name]
    pdf = chart_pdf(plan, MADE_AT)
    # Where letters stand one below the other poppler reads them in its own order: they are counted.
    printed = sorted(text_of_pdf(pdf))
    assert printed == sorted(without_space("".join(texts_of(chart_svg(plan)))))
    assert len(re.findall(rb"/Type ?/Page\b(?!s)", pdf)) == 1


def test_the_pdf_is_dated_and_embeds_the_packaged_face_alone() -> None:
    pdf = chart_pdf(plans()["rostrum"], MADE_AT)
    assert re.findall(rb"CreationDate ?\((.*?)\)", pdf) == [b"D:20270301020000Z"]
    assert {name.split(b"+")[-1] for name in re.findall(rb"/FontName ?/([^\s/]+)", pdf)} == {
        b"NotoSansSC-Regular"
    }


def test_a_large_chart_is_printed_on_a3_and_a_high_one_standing() -> None:
    forty = rostrum("台", (*LEADERS, *GUESTS)[:40], TWO_IN_THE_MIDDLE)
    sheets = [_paper(chart_pdf(plan, MADE_AT)) for plan in (plans()["rostrum"], plans()["banquet"], forty)]
    # 841.89 points are 297 mm, 595.28 are 210 mm, 1,190.55 are 420 mm
    assert sheets == [(842, 595), (595, 842), (1_191, 842)]


def _paper(pdf: bytes) -> tuple[int, int]:
    [(width, height)] = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return round(float(width)), round(float(height))


@pytest.mark.parametrize("viewpoint", Viewpoint)
def test_a_png_has_two_pixels_for_each_of_the_picture_and_no_side_over_5_000(viewpoint: Viewpoint) -> None:
    for name, scale in (("rostrum", 2.0), ("banquet", 9.0)):
        png = chart_png(plans()[name], "zh", viewpoint, scale)
        assert png.startswith(b"\x89PNG")
        width, height = struct.unpack(">II", png[16:24])
        drawn = size_of(chart_svg(plans()[name], "zh", viewpoint))
        fits = min(scale, 5_000 / max(drawn))
        assert abs(width - drawn[0] * fits) <= 1
        assert abs(height - drawn[1] * fits) <= 1


@NEEDS_POPPLER
def test_hostile_text_stays_text() -> None:
    people = tuple(person.model_copy(update={"name": EVERYTHING, "post": EVERYTHING}) for person in LEADERS)
    # A title is validated, which refuses half characters; people changed on the way in were not.
    pdf = chart_pdf(rostrum(EVERYTHING.replace("\ud800", ""), people, TWO_IN_THE_MIDDLE), MADE_AT)
    assert "#panic" in text_of_pdf(pdf)
