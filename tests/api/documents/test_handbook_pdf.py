import re

import pytest

from api.documents.handbook import handbook
from api.documents.handbook_pdf import handbook_pdf
from tests.api.documents.hostile import EVERYTHING, LONG, hostile_season
from tests.api.documents.reading import NEEDS_POPPLER, missing_in_order, strings_of, text_of_pdf
from tests.api.documents.sample import PLAN, SEASON


@NEEDS_POPPLER
@pytest.mark.parametrize("trip", [trip.id for trip in PLAN.trips])
def test_every_text_of_the_content_is_printed_in_order(trip: str) -> None:
    book = handbook(SEASON, PLAN, trip)
    assert missing_in_order(strings_of(book), text_of_pdf(handbook_pdf(book))) == []


@NEEDS_POPPLER
def test_pages_but_the_cover_carry_the_mark_and_their_number() -> None:
    text = text_of_pdf(handbook_pdf(handbook(SEASON, PLAN, "t01")))
    assert re.findall(r"—(\d+)—", text)[:3] == ["2", "3", "4"]


def test_the_file_is_dated_by_the_plan() -> None:
    file = handbook_pdf(handbook(SEASON, PLAN, "t03"))
    # 2027-02-20 10:00 in Shanghai is 02:00 UTC.
    assert re.findall(rb"CreationDate ?\((.*?)\)", file) == [b"D:20270220020000Z"]


def test_only_the_packaged_faces_are_embedded() -> None:
    file = handbook_pdf(handbook(SEASON, PLAN, "t03"))
    faces = {name.split(b"+")[-1] for name in re.findall(rb"/FontName ?/([^\s/]+)", file)}
    assert faces == {b"NotoSerifSC-Regular", b"NotoSansSC-Regular"}


@NEEDS_POPPLER
def test_hostile_text_stays_text() -> None:
    book = handbook(hostile_season(EVERYTHING), PLAN, "t01")
    # The cover and the first heading: no page ends among them, so no footer stands between them either.
    assert missing_in_order(strings_of(book)[:3], text_of_pdf(handbook_pdf(book))) == []


@NEEDS_POPPLER
def test_long_names_are_broken_and_not_cut() -> None:
    book = handbook(hostile_season(LONG), PLAN, "t03")
    printed = text_of_pdf(handbook_pdf(book))
    assert printed.count("非") == sum(text.count("非") for text in strings_of(book))
