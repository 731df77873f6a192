import pytest

from api.documents.seating.reasons import answer_words, reason_words
from api.documents.seating.words import captions, seat_words, spaced_name
from api.texts import Language
from events.seating.attendee import Attendee
from events.seating.seated import Obstacle, Seated, SeatingReason, Standing, TableTerms
from tests.api.documents.seating.plans import plans
from tests.api.documents.seating.sample import DINNER


@pytest.mark.parametrize(
    ("plan", "person", "language", "words"),
    [
        ("rostrum", "zhou", "zh", "主席台（观众视角）左起第4座"),
        ("rostrum_rows", "g08", "zh", "第2排（观众视角）左起第11座"),
        ("meeting", "d1", "zh", "客方左起第3座（面向门内看）"),
        ("banquet", "lin", "zh", "主桌（1号桌 牡丹）7号座"),
        ("banquet", "lin", "en", "Head table (Table 1 牡丹), seat 7"),
        ("car", "lin", "zh", "后排右座"),
    ],
)
def test_a_guest_is_told_where_to_sit(plan: str, person: str, language: Language, words: str) -> None:
    placed = plans()[plan].place_of(person)
    assert placed is not None
    assert seat_words(plans()[plan], placed, language) == words


@pytest.mark.parametrize(
    ("name", "spaced"),
    [("陈群", "陈　群"), ("周明远", "周明远"), ("欧阳思远", "欧阳思远"), ("Al", "Al"), (" 陈 群 ", "陈 群")],
)
def test_two_ideographs_are_spaced(name: str, spaced: str) -> None:
    assert spaced_name(name) == spaced


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("obstacle", Obstacle)
def test_every_obstacle_has_its_sentence(obstacle: Obstacle, language: Language) -> None:
    reason = SeatingReason(obstacle=obstacle, people=("zhou", "lin"), table=3, count=5, most=4)
    assert reason_words(DINNER, reason, language) != ""


def test_a_party_at_odds_is_named_with_the_two() -> None:
    reason = SeatingReason(obstacle=Obstacle.PARTY_AT_ODDS, people=("zhou", "he", "lin"))
    words = "周明远、何清、林致和：须同桌，其中周明远与何清又不得同桌"
    assert reason_words(DINNER, reason) == words


def test_an_answer_says_what_is_proven_and_what_is_not() -> None:
    terms = TableTerms(points=90)
    feasible = Seated(standing=Standing.FEASIBLE, terms=terms, bound_points=100, passed_over=("qin",))
    assert answer_words(DINNER, feasible) == (
        "桌次安排90分，已证明上限100分；桌内顺序未证明最优",
        "按职级应在主桌、因回避要求或须同桌人数未安排：欧阳思远",
    )
    reason = SeatingReason(obstacle=Obstacle.TOO_FEW_SEATS, count=9, most=8)
    refused = Seated(standing=Standing.INFEASIBLE, reasons=(reason,))
    assert answer_words(DINNER, refused) == ("排不出符合要求的座次", "共9人，只有8个座位")


def test_beside_a_name_stands_what_it_does_not_say() -> None:
    known = {"id": "a", "organisation": "西南大学", "post": "教授"}
    assert captions(Attendee.model_validate(known | {"name": "钱一"})) == ("西南大学", "教授")
    assert captions(Attendee.model_validate(known | {"name": "钱教授"})) == ("西南大学",)
