"""What the rules of frugality forbid at a reception, as warnings on what is planned, each with its source.

《党政机关厉行节约反对浪费条例》, revised 2025-05-18. Rules are data with the day they came into force; what
could not be checked against a text says 未核 in its source, and a district replaces it by its own.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from pydantic import Field

from planner.value import Value

REGULATION = "《党政机关厉行节约反对浪费条例》（2025年5月18日修订）"
IN_FORCE_FROM = date(2025, 5, 18)


class ReceptionRule(StrEnum):
    """One rule; its sentence stands in ``api/texts/reception.toml``."""

    LETTER = "letter"
    LIST = "list"
    DISHES = "dishes"
    TOBACCO = "tobacco"
    ALCOHOL = "alcohol"
    WELCOME = "welcome"
    ESCORTS = "escorts"
    MEAL_COMPANY = "meal_company"


class RuleInForce(Value):
    """A rule with where it stands and since when it binds."""

    rule: ReceptionRule
    source: str = REGULATION
    in_force_from: date = IN_FORCE_FROM


class ReceptionRules(Value):
    """The rules of a district.

    Words that betray what a menu must not hold are data too. At a meal for up to ``small_party`` guests at
    most ``most_hosts_small`` hosts eat along, at a larger one a ``share_of_hosts``-th of the guests.
    ``most_escorts`` is the district's own number; None: not more escorts than guests.
    """

    in_force: tuple[RuleInForce, ...] = (
        RuleInForce(rule=ReceptionRule.LETTER),
        RuleInForce(rule=ReceptionRule.LIST),
        RuleInForce(rule=ReceptionRule.DISHES, source=f"{REGULATION}；菜品名单未核"),
        RuleInForce(rule=ReceptionRule.TOBACCO),
        RuleInForce(rule=ReceptionRule.ALCOHOL),
        RuleInForce(rule=ReceptionRule.WELCOME),
        RuleInForce(rule=ReceptionRule.ESCORTS, source=f"{REGULATION}：严格控制陪同人数；具体人数未核"),
        RuleInForce(rule=ReceptionRule.MEAL_COMPANY, source="《党政机关国内公务接待管理规定》陪餐人数；未核"),
    )
    dear_dishes: tuple[str, ...] = ("鱼翅", "燕窝", "鲍鱼", "海参", "龙虾", "野生")
    alcohol: tuple[str, ...] = ("白酒", "红酒", "黄酒", "啤酒", "香槟", "葡萄酒", "茅台", "五粮液")
    tobacco: tuple[str, ...] = ("香烟", "卷烟", "雪茄")
    small_party: int = Field(default=10, ge=1)
    most_hosts_small: int = Field(default=3, ge=0)
    share_of_hosts: int = Field(default=3, ge=1)
    most_escorts: int | None = Field(default=None, ge=0)


class WelcomeAt(StrEnum):
    """Where hosts would stand to welcome guests."""

    STATION = "station"
    AIRPORT = "airport"
    BOUNDARY = "boundary"


class Reception(Value):
    """What is planned: the visitors' letter (公函) and the list (接待清单), the meal, who comes along.

    ``menu`` are dishes and drinks as printed. ``welcomes`` are the places at which leaders welcome guests; a
    driver at the exit is none.
    """

    day: date
    guests: int = Field(ge=1)
    letter: bool = False
    list_kept: bool = False
    menu: tuple[str, ...] = ()
    hosts_at_meal: int = Field(default=0, ge=0)
    escorts: int = Field(default=0, ge=0)
    welcomes: tuple[WelcomeAt, ...] = ()


class ReceptionWarning(Value):
    """A rule that what is planned would break, the words of its sentence, where the rule stands."""

    rule: ReceptionRule
    detail: dict[str, str] = {}
    source: str
    in_force_from: date


def reception_warnings(reception: Reception, rules: ReceptionRules) -> tuple[ReceptionWarning, ...]:
    """A warning for each rule in force on the day that would be broken, in the order of the rules."""
    broken = dict(_broken(reception, rules))
    return tuple(
        ReceptionWarning(
            rule=item.rule, detail=broken[item.rule], source=item.source, in_force_from=item.in_force_from
        )
        for item in rules.in_force
        if item.rule in broken and item.in_force_from <= reception.day
    )


def _broken(plan: Reception, rules: ReceptionRules) -> Iterator[tuple[ReceptionRule, dict[str, str]]]:
    if not plan.letter:
        yield ReceptionRule.LETTER, {}
    if not plan.list_kept:
        yield ReceptionRule.LIST, {}
    menus = (
        (ReceptionRule.DISHES, rules.dear_dishes),
        (ReceptionRule.TOBACCO, rules.tobacco),
        (ReceptionRule.ALCOHOL, rules.alcohol),
    )
    for rule, words in menus:
        found = _naming(plan.menu, words)
        if found:
            yield rule, {"items": "、".join(found)}
    if plan.welcomes:
        yield ReceptionRule.WELCOME, {"places": ",".join(place.value for place in plan.welcomes)}
    most = plan.guests if rules.most_escorts is None else rules.most_escorts
    if plan.escorts > most:
        yield ReceptionRule.ESCORTS, _counts(plan.escorts, most, plan.guests)
    small = plan.guests <= rules.small_party
    most = rules.most_hosts_small if small else plan.guests // rules.share_of_hosts
    if plan.hosts_at_meal > most:
        yield ReceptionRule.MEAL_COMPANY, _counts(plan.hosts_at_meal, most, plan.guests)


def _naming(menu: Iterable[str], words: Iterable[str]) -> list[str]:
    listed = tuple(words)
    return [item for item in menu if any(word in item for word in listed)]


def _counts(planned: int, most: int, guests: int) -> dict[str, str]:
    return {"planned": str(planned), "most": str(most), "guests": str(guests)}
