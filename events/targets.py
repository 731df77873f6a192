"""What was signed against what was to be signed, by quarter and by year."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from events.quarter import Quarter
from planner.value import Value

MOST_CNY = 10**15


class Measure(StrEnum):
    """What a target counts: yuan signed, from outside the city, or arrived; projects large, firms great."""

    SIGNED_CNY = "signed_cny"
    LARGE_PROJECTS = "large_projects"
    TOP_COMPANIES = "top_companies"
    OUTSIDE_CITY_CNY = "outside_city_cny"
    PAID_CNY = "paid_cny"


class Target(Value):
    """A year's target, with its source and the year it is for."""

    measure: Measure
    year: int
    amount: int = Field(ge=1, le=MOST_CNY)
    source: str
    in_force_from: date


class Targets(Value):
    """The targets of a district.

    ``quarter_permille`` is the share of the year due by the end of each quarter, evenly unless the district
    says otherwise. ``large_cny`` makes a project large; ``top_kinds`` are the labels of great companies.
    """

    targets: tuple[Target, ...]
    quarter_permille: tuple[int, int, int, int] = (250, 500, 750, 1_000)
    large_cny: int = Field(default=5_000_000_000, ge=1)
    top_kinds: tuple[str, ...] = ("世界500强", "中国500强", "500强", "上市公司")


class YearTargets(Targets):
    """What a district has set itself for ``year``: one target a measure, and what makes a project large."""

    year: int = Field(ge=2000, le=2200)

    @model_validator(mode="after")
    def _is_of_one_year(self) -> Self:
        measures = [target.measure for target in self.targets]
        if len(set(measures)) < len(measures):
            raise PydanticCustomError("target_twice", "a measure has two targets")
        if any(target.year != self.year for target in self.targets):
            raise PydanticCustomError(
                "target_of_another_year", "a target is not of {year}", {"year": self.year}
            )
        return self


SOURCE_2022 = "江津区2022年招商引资目标（《江津特刊》报道）"


def jiangjin_2022() -> Targets:
    """What Jiangjin announced for 2022: 1000 亿, 50 亿 once, ten great firms, 600 亿 outside, 120 亿 paid."""
    amounts = {
        Measure.SIGNED_CNY: 100_000_000_000,
        Measure.LARGE_PROJECTS: 1,
        Measure.TOP_COMPANIES: 10,
        Measure.OUTSIDE_CITY_CNY: 60_000_000_000,
        Measure.PAID_CNY: 12_000_000_000,
    }
    return Targets(
        targets=tuple(
            Target(
                measure=measure,
                year=2022,
                amount=amount,
                source=SOURCE_2022,
                in_force_from=date(2022, 1, 1),
            )
            for measure, amount in amounts.items()
        )
    )


class Signed(Value):
    """A project as it was signed on a day; ``company`` tells great companies apart."""

    project: str
    company: str
    signed_on: date
    amount_cny: int = Field(ge=0, le=MOST_CNY)
    outside_city: bool = False
    kinds: tuple[str, ...] = ()


class Payment(Value):
    """Capital of a project that arrived on a day."""

    project: str
    day: date
    amount_cny: int = Field(gt=0, le=MOST_CNY)


class Standing(Value):
    """One measure: what the quarter brought, what the year has brought until its end, what was due by then.

    ``due`` is rounded up, so that it is met only when it is reached.
    """

    measure: Measure
    quarter: Quarter
    in_quarter: int
    in_year: int
    due: int
    target: int
    source: str

    @property
    def permille_of_year(self) -> int:
        """How much of the year's target is reached, in thousandths, rounded down."""
        return 1_000 * self.in_year // self.target

    @property
    def missing(self) -> int:
        """What lacks of what was due by the end of the quarter."""
        return max(0, self.due - self.in_year)


def against_targets(
    signed: Iterable[Signed], payments: Iterable[Payment], targets: Targets, quarter: Quarter
) -> tuple[Standing, ...]:
    """Every target of the quarter's year with what was reached, in the order of the targets.

    A company counts once a year as great, in the quarter in which it first signed.
    """
    in_year = [item for item in signed if item.signed_on.year == quarter.year]
    until = [item for item in in_year if item.signed_on <= quarter.last]
    before = [item for item in until if item.signed_on < quarter.first]
    money = [item for item in payments if item.day.year == quarter.year and item.day <= quarter.last]
    earlier = [item for item in money if item.day < quarter.first]
    found = []
    for target in (item for item in targets.targets if item.year == quarter.year):
        reached = _reached(until, money, target.measure, targets)
        share = targets.quarter_permille[quarter.number - 1]
        found.append(
            Standing(
                measure=target.measure,
                quarter=quarter,
                in_quarter=reached - _reached(before, earlier, target.measure, targets),
                in_year=reached,
                due=-(-target.amount * share // 1_000),
                target=target.amount,
                source=target.source,
            )
        )
    return tuple(found)


def _reached(
    signed: Sequence[Signed], payments: Sequence[Payment], measure: Measure, targets: Targets
) -> int:
    if measure is Measure.SIGNED_CNY:
        return sum(item.amount_cny for item in signed)
    if measure is Measure.OUTSIDE_CITY_CNY:
        return sum(item.amount_cny for item in signed if item.outside_city)
    if measure is Measure.LARGE_PROJECTS:
        return sum(item.amount_cny >= targets.large_cny for item in signed)
    if measure is Measure.TOP_COMPANIES:
        return len({item.company for item in signed if {*item.kinds} & {*targets.top_kinds}})
    return sum(item.amount_cny for item in payments)
