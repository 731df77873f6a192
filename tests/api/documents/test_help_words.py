"""Wishes, gains and losses in both languages, and how sure of them one is."""

import pytest

from api.documents.help_words import (
    basis_words,
    easiest_words,
    effect_lines,
    gain_words,
    loss_words,
    subject_words,
    wish_words,
)
from api.documents.register import Register
from planner.helps.assessment import Assessment, Basis, Forced, Loss
from planner.plan import Reason
from planner.wish import (
    AnyWish,
    CoolDownWaived,
    DayFreed,
    DaysAdded,
    MoneyAdded,
    NeedsWaived,
    PersonAdded,
    VisitsAdded,
    WeekdayOpened,
)
from tests.api.spring import SEASON
from tests.builders import EAST, MONDAY

REGISTER = Register(SEASON)
MORE = DaysAdded(person="head", days=2)
WEEKDAY = WeekdayOpened(company="b", weekday=4)


@pytest.mark.parametrize(
    ("wish", "chinese", "english"),
    [
        (MORE, "江书记多外出2天", "江书记 may be away 2 more day(s)"),
        (DayFreed(person="bob", day=MONDAY), "包干事在3月1日（星期一）的事务另行安排", None),
        (WEEKDAY, "无锡远帆农机在周四也可接待", "无锡远帆农机 also receives on Thursdays"),
        (CoolDownWaived(company="a"), "苏州云杉装备免去回访间隔", None),
        (NeedsWaived(company="a"), "苏州云杉装备对来访者不设要求（级别、链长、专人、技能）", None),
        (VisitsAdded(label="500强"), "「500强」类多走访1家", "1 more of the kind “500强”"),
        (MoneyAdded(amount_cny=20_000), "差旅经费增加20,000元", None),
        (MoneyAdded(region=EAST.id, amount_cny=5), f"{EAST.name}差旅经费增加5元", None),
        (PersonAdded(person="deputy"), "增加一名与陆副区长同驻地同级的人员（副职）", None),
    ],
)  # fmt: skip
def test_every_wish_is_a_clause(wish: AnyWish, chinese: str, english: str | None) -> None:
    assert wish_words(wish, REGISTER, "zh") == chinese
    if english is not None:
        assert wish_words(wish, REGISTER, "en") == english


def test_what_is_being_solved_is_named() -> None:
    assert subject_words(None, REGISTER, "zh") == "不满足任何愿望"
    assert subject_words(Forced(company="c"), REGISTER, "zh") == "必须走访：苏州灯塔材料"
    assert subject_words(MORE, REGISTER, "zh") == "江书记多外出2天"


def _gain(basis: Basis, gain: int, least: int = 0, most: int | None = None) -> str:
    item = Assessment(wish=MORE, basis=basis, gain=gain, at_least=least, at_most=most)
    return gain_words(item, "zh")


def test_a_gain_says_whether_it_is_shown_and_between_what_it_lies() -> None:
    assert _gain(Basis.EXACT, 1_234, 1_234, 1_234) == "增加1,234分"
    assert _gain(Basis.EXACT, 0, 0, 0) == "不增分"
    assert _gain(Basis.RESOLVED, 5, 0, 9) == "增加5分\n最优方案之间的增分在0至9之间"
    assert _gain(Basis.DUAL, 7) == "估计增加7分"
    assert _gain(Basis.INSERTION, 7) == "估计增加7分"


def _loss(points: int | None, basis: Basis | None, least: int = 0, most: int | None = None) -> str:
    item = Loss(
        company="c", reason=Reason.DISPLACED, points=points, basis=basis, at_least=least, at_most=most
    )
    return loss_words(item, "zh")


def test_a_loss_says_whether_it_is_shown_an_upper_limit_or_unknown() -> None:
    assert _loss(60, Basis.EXACT, 60, 60) == "减少60分"
    assert _loss(0, Basis.RESOLVED, 0, 3) == "不减分\n最优方案之间的减分在0至3之间"
    assert _loss(60, Basis.INSERTION) == "至多减少60分"
    assert _loss(None, Basis.RESOLVED) == "没有找到走访它的方案"
    assert _loss(None, None) == "可以安排，但要挤掉更值得的安排"


def test_effects_and_the_easiest_wish_name_companies() -> None:
    item = Assessment(wish=MORE, basis=Basis.EXACT, gain=1, brings=("a", "c"), drops=("b",))
    assert [*effect_lines(item, REGISTER, "zh")] == [
        "新走访：苏州云杉装备、苏州灯塔材料",
        "不再走访：无锡远帆农机",
    ]
    loss = Loss(company="c", reason=Reason.DISPLACED)
    assert easiest_words(loss, REGISTER, "zh") == "—"
    met = loss.model_copy(update={"wish": MORE})
    assert easiest_words(met, REGISTER, "zh") == "江书记多外出2天，即可走访"


def test_every_basis_has_its_words() -> None:
    assert len({basis_words(basis, "zh") for basis in Basis}) == len(Basis)
