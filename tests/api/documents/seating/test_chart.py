from itertools import combinations

import pytest
from lxml import etree

from api.documents.seating.chart import chart_svg, preview_svg
from api.documents.seating.frame import wrapped
from api.documents.svg import text_width
from api.texts import Language
from events.seating.attendee import Attendee
from events.seating.car import car
from events.seating.conventions import FIRST_AT_UPPER_HAND, TWO_IN_THE_MIDDLE
from events.seating.plan import Layout, SeatingPlan
from events.seating.rows import rostrum
from events.seating.rules import Viewpoint
from tests.api.documents.hostile import EVERYTHING
from tests.api.documents.seating.plans import plans
from tests.api.documents.seating.reading import GOLDEN, SVG, Box, seats_of, size_of, texts_of
from tests.api.documents.seating.sample import GUESTS, LEADERS

NAMES = sorted(path.stem for path in GOLDEN.glob("*.txt"))


def test_every_plan_of_the_sample_has_its_golden_text() -> None:
    assert sorted(plans()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_says_what_it_said(name: str) -> None:
    golden = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    assert "\n".join(texts_of(chart_svg(plans()[name]))) + "\n" == golden


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("language", "viewpoint", "rows", "tables"),
    [
        ("zh", Viewpoint.AUDIENCE, "视角：观众视角（", "视角：俯视图，"),
        ("zh", Viewpoint.ROSTRUM, "视角：主席台视角（", "视角：俯视图，"),
        ("en", Viewpoint.AUDIENCE, "Viewpoint: audience's view (", "Viewpoint: from above, "),
        ("en", Viewpoint.ROSTRUM, "Viewpoint: rostrum's view (", "Viewpoint: from above, "),
    ],
)
def test_every_chart_names_its_viewpoint_first_and_then_its_custom(
    name: str, language: Language, viewpoint: Viewpoint, rows: str, tables: str
) -> None:
    plan = plans()[name]
    words = rows if plan.layout in {Layout.ROSTRUM, Layout.PHOTO} else tables
    texts = texts_of(chart_svg(plan, language, viewpoint))
    assert [text[: len(words)] for text in texts[1:2]] == [words]
    assert texts[2].startswith("座次：" if language == "zh" else "Custom: ")


@pytest.mark.parametrize("name", ["rostrum", "rostrum_other", "rostrum_rows", "photo"])
def test_rows_stand_as_the_viewpoint_sees_them(name: str) -> None:
    plan = plans()[name]
    for viewpoint, turn in ((Viewpoint.AUDIENCE, 1), (Viewpoint.ROSTRUM, -1)):
        boxes = seats_of(chart_svg(plan, "zh", viewpoint))
        # The front row is nearest the audience, which is below in its own view and above in the rostrum's.
        lines = sorted({box.y for box in boxes}, reverse=turn == 1)
        for line, group in zip(lines, plan.groups, strict=True):
            row = sorted((box for box in boxes if box.y == line), key=lambda box: turn * box.x)
            assert [box.texts[0] for box in row] == [str(seat.number) for seat in group.seats]


def test_at_a_meeting_the_principals_face_each_other_and_the_guests_are_farther_from_the_door() -> None:
    boxes = {box.texts[1]: box for box in seats_of(chart_svg(plans()["meeting"]))}
    guest, host = boxes["许世安"], boxes["周明远"]
    assert guest.x == host.x
    assert guest.y < host.y
    end = {box.texts[1]: box for box in seats_of(chart_svg(plans()["meeting_end"]))}
    assert end["许世安"].y == end["周明远"].y
    # The guests sit at the right of whoever comes in.
    assert end["许世安"].x > end["周明远"].x


def _top(boxes: list[Box]) -> str:
    return min(boxes, key=lambda box: box.y).texts[0]


def test_the_first_host_of_a_table_faces_the_door_and_guest_one_sits_at_his_right() -> None:
    plan = plans()["banquet"]
    head = {str(seat.attendee) for seat in plan.groups[0].seats}
    names = {plan.by_id[name].name for name in head}
    boxes = [box for box in seats_of(chart_svg(plan)) if box.texts[0].replace("　", "") in names]
    boxes = [box for box in boxes if box.y < 420]
    host = next(box for box in boxes if box.texts[1].endswith(" 主陪"))
    first = next(box for box in boxes if box.texts[1].endswith("宾1"))
    assert _top(boxes) == host.texts[0] == "周明远"
    # He looks down the picture, so his right hand is at its left.
    assert first.x < host.x


@pytest.mark.parametrize("name", NAMES)
def test_seats_lie_inside_the_picture_and_do_not_overlap(name: str) -> None:
    svg = chart_svg(plans()[name])
    boxes, (width, height) = seats_of(svg), size_of(svg)
    assert len(boxes) == len(plans()[name].attendees)
    assert all(b.x >= 0 and b.x + b.width <= width and b.y >= 0 and b.y + b.height <= height for b in boxes)
    assert [(one.texts, other.texts) for one, other in combinations(boxes, 2) if one.overlaps(other)] == []


def _named(text: str) -> SeatingPlan:
    people = tuple(
        person.model_copy(update={"name": text, "post": text, "organisation": text}) for person in LEADERS
    )
    return rostrum("台", people, TWO_IN_THE_MIDDLE)


@pytest.mark.parametrize("people", [8, 20])
def test_a_long_name_stays_inside_its_seat(people: int) -> None:
    long = "买买提·吾斯曼江·阿布都热合曼 Christopher Montgomery-Featherstonehaugh"
    crowd = tuple(
        person.model_copy(update={"name": long, "organisation": long})
        for person in (*LEADERS, *GUESTS)[:people]
    )
    svg = chart_svg(rostrum("台", crowd, TWO_IN_THE_MIDDLE))
    for group in etree.fromstring(svg).iter(f"{SVG}g"):
        box = group.find(f"{SVG}rect")
        if group.find(f"{SVG}title") is None or box is None:
            continue
        for text in group.iter(f"{SVG}text"):
            letters = [span.text or "" for span in text.iter(f"{SVG}tspan")]
            size, words = float(text.get("font-size", "0")), text.text or ""
            taken = size * len(letters) if letters else text_width(words, size)
            assert taken <= float(box.get("height" if letters else "width", "0"))


def test_hostile_text_stays_text() -> None:
    root = etree.fromstring(chart_svg(_named(EVERYTHING)))
    assert list(root.iter(f"{SVG}script")) == []
    assert etree.fromstring(chart_svg(_named("<b>&\"'"))) is not None


def test_a_tie_is_printed_for_the_office_to_decide() -> None:
    people = tuple(person.model_copy(update={"order": 0}) for person in LEADERS[:3])
    texts = texts_of(chart_svg(rostrum("台", people, TWO_IN_THE_MIDDLE)))
    assert [text for text in texts if "请办公室定序" in text] == [
        "职级、序号均相同，暂按名单先后排列，请办公室定序：周明远、林致和"
    ]


def test_a_confirmed_custom_says_by_whom() -> None:
    rules = TWO_IN_THE_MIDDLE.model_copy(update={"confirmed_by": "区委办公室"})
    text = "".join(texts_of(chart_svg(rostrum("台", LEADERS, rules))))
    assert "已由区委办公室核定。" in text
    assert "尚未经办公室核定" not in text


def test_a_car_names_the_order_of_its_seats_and_who_drives() -> None:
    driven = texts_of(chart_svg(plans()["car"]))
    own = texts_of(chart_svg(car("车", LEADERS[:2], TWO_IN_THE_MIDDLE, host_drives=True)))
    assert driven[2].startswith("座次：由高到低依次为后排右座、")
    assert own[2].startswith("座次：由高到低依次为副驾驶座、")
    assert ("驾驶员" in driven, "主人驾车" in own) == (True, True)


def test_the_preview_shows_both_customs_with_their_names() -> None:
    svg = preview_svg("签约", LEADERS)
    texts = texts_of(svg)
    assert texts[0] == "双数座次约定对照：签约"
    assert [text for text in texts if text in {TWO_IN_THE_MIDDLE.name, FIRST_AT_UPPER_HAND.name}] == [
        TWO_IN_THE_MIDDLE.name, FIRST_AT_UPPER_HAND.name,
    ]  # fmt: skip
    assert len([text for text in texts if text.startswith("座次：")]) == 2
    boxes = seats_of(svg)
    lines = sorted({box.y for box in boxes})
    rows = [[b.texts[0] for b in sorted(boxes, key=lambda b: b.x) if b.y == line] for line in lines]
    assert ["".join(row) for row in rows] == ["75312468", "86421357"]


def test_lines_break_between_ideographs_and_words_and_keep_punctuation() -> None:
    lines = wrapped("左右以主席台就座者为准（主席台视角）。See the office first", 130, 13)
    assert all(text_width(line, 13) <= 130 for line in lines)
    assert not any(line.startswith(("，", "。", "）")) or line.endswith("（") for line in lines)
    assert "office" in " ".join(lines)
    assert wrapped("", 100, 10) == []


def test_many_attendees_have_a_strip_each() -> None:
    people: tuple[Attendee, ...] = (*LEADERS, *GUESTS)[:40]
    boxes = seats_of(chart_svg(rostrum("台", people, TWO_IN_THE_MIDDLE)))
    assert (len(boxes), {box.width for box in boxes}) == (40, {38.0})
