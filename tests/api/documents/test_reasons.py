import pytest

from api.documents.reasons import DETAIL_WORDS, reason_sentence
from api.texts import say
from planner.plan import LeftOut, Price, Reason
from tests.api.documents.sample import SEASON


def _said(**fields: object) -> str:
    return reason_sentence(LeftOut.model_validate({"id": "c11"} | fields), SEASON)


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_reason_is_written(reason: Reason, language: str) -> None:
    sentence = reason_sentence(LeftOut(id="c11", reason=reason), SEASON, "zh" if language == "zh" else "en")
    assert sentence != ""


@pytest.mark.parametrize("reason", list(DETAIL_WORDS))
def test_a_reason_with_its_words_is_told_more_exactly(reason: Reason) -> None:
    detail = dict.fromkeys(DETAIL_WORDS[reason], "某")
    assert _said(reason=reason, detail=detail) == say(f"reason.detailed.{reason.value}", "zh", **detail)
    assert "某" in _said(reason=reason, detail=detail)


def test_a_displaced_company_says_who_would_give_way_and_what_that_costs() -> None:
    price = Price(points=37, exact=True, instead_of=("c04", "c12"))
    sentence = _said(reason=Reason.DISPLACED, price=price)
    assert sentence == "可以安排，但要放弃示例·同德汽配、示例·远山农机，少得37分"


def test_a_price_that_is_no_more_than_estimated_says_so() -> None:
    sentence = _said(reason=Reason.DISPLACED, price=Price(points=1_200, exact=False, instead_of=("c04",)))
    assert sentence == "可以安排，但要放弃示例·同德汽配，约少得1,200分（估算）"
    assert (
        _said(reason=Reason.BUDGET, price=Price(points=5, exact=True)) == "差旅经费不够；若改为安排，少得5分"
    )


def test_of_many_that_would_give_way_the_first_are_named() -> None:
    price = Price(points=9, exact=True, instead_of=("c01", "c02", "c03", "c04", "c05"))
    assert "示例·同德汽配等5家企业" in _said(reason=Reason.DISPLACED, price=price)


def test_an_event_gives_way_by_its_title() -> None:
    price = Price(points=9, exact=True, instead_of=("e5",))
    assert _said(reason=Reason.DISPLACED, price=price) == "可以安排，但要放弃装备制造企业家联谊会，少得9分"
