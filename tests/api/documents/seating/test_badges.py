import re

import pytest
import segno

from api.documents.seating.badges import MOST_CODE_BYTES, Badge, badges, badges_pdf
from api.texts.sentences import sentence
from events.seating.errors import InvalidSeating
from events.seating.plan import SeatingPlan
from tests.api.documents.hostile import EVERYTHING
from tests.api.documents.reading import NEEDS_POPPLER, missing_in_order, text_of_pdf, without_space
from tests.api.documents.seating.plans import MADE_AT, plans

PLAN = plans()["banquet"]
CODES = {person.id: f"https://example.org/c/{person.id}" for person in PLAN.attendees}


def test_a_badge_tells_who_and_where_and_carries_its_code() -> None:
    first = badges(PLAN, CODES)[0]
    assert first == Badge(
        name="周明远",
        organisation="中共示例区委",
        post="书记",
        seat="主桌（1号桌 牡丹）1号座",
        code="https://example.org/c/zhou",
    )


def test_somebody_without_a_code_gets_no_badge_in_silence() -> None:
    with pytest.raises(InvalidSeating) as refused:
        badges(PLAN, {name: code for name, code in CODES.items() if name not in {"zhou", "lin"}})
    faults = [(fault.code, fault.value) for fault in refused.value.faults]
    assert faults == [("badge_without_code", "周明远"), ("badge_without_code", "林致和")]


def test_only_wearers_have_a_badge_and_need_a_code() -> None:
    codes = {name: code for name, code in CODES.items() if name != "lin"}
    assert [badge.code for badge in badges(PLAN, codes, wearers={"zhou", "nobody"})] == [CODES["zhou"]]
    with pytest.raises(InvalidSeating, match="林致和"):
        badges(PLAN, codes, wearers={"zhou", "lin"})


@NEEDS_POPPLER
def test_eight_badges_a_sheet_in_seat_order() -> None:
    sheet = badges(PLAN, CODES)
    pdf = badges_pdf(PLAN.title, sheet, MADE_AT)
    # 50 people: 6 sheets of 8 and one of 2
    assert len(re.findall(rb"/Type ?/Page\b(?!s)", pdf)) == 7
    text = text_of_pdf(pdf)
    assert missing_in_order([without_space(badge.name) for badge in sheet], text) == []
    assert text.count("签到扫码") == 50


@NEEDS_POPPLER
def test_hostile_text_stays_text() -> None:
    hostile = Badge(name=EVERYTHING, organisation=EVERYTHING, post=EVERYTHING, seat=EVERYTHING, code="1")
    assert text_of_pdf(badges_pdf(EVERYTHING, [hostile], MADE_AT)).count("#panic") == 5


def test_another_code_is_another_picture() -> None:
    one = Badge(name="甲", code="https://example.org/c/1")
    other = one.model_copy(update={"code": "https://example.org/c/2"})
    made = [badges_pdf("会", [badge], MADE_AT) for badge in (one, other, one)]
    assert made[0] != made[1]
    assert made[0] == made[2]


def test_the_longest_code_is_still_of_version_10() -> None:
    assert segno.make("x" * MOST_CODE_BYTES, error="m", micro=False).version == 10
    assert badges_pdf("会", [Badge(name="甲", code="x" * MOST_CODE_BYTES)], MADE_AT).startswith(b"%PDF")


def test_a_longer_code_is_refused() -> None:
    with pytest.raises(InvalidSeating) as refused:
        badges_pdf("会", [Badge(name="甲", code="链" * 72)], MADE_AT)
    [fault] = refused.value.faults
    # 72 ideographs of 3 bytes each
    assert sentence(fault).message == "「甲」的二维码内容过长（216字节）"


def test_a_post_that_the_name_says_is_not_printed_again() -> None:
    known = PLAN.model_dump()
    for person in known["attendees"]:
        person["name"] = "周书记" if person["id"] == "zhou" else person["name"]
    [badge] = badges(SeatingPlan.model_validate(known), CODES, wearers={"zhou"})
    assert (badge.name, badge.organisation, badge.post) == ("周书记", "中共示例区委", "")
