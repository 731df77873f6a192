"""四率 by quarter: 履约率, 开工率, 投产率, 资金到位率, each over what it is defined over."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from events.milestones import Milestone
from events.quarter import Quarter
from planner.value import Value


class Rate(StrEnum):
    """One of the four."""

    PERFORMED = "performed"
    STARTED = "started"
    PRODUCING = "producing"
    PAID = "paid"


class Base(StrEnum):
    """What a rate is taken over: all that was signed, or of it what was due or had started."""

    SIGNED = "signed"
    DUE = "due"
    STARTED = "started"


class RateDefinition(Value):
    """A rate with its base; districts count differently, so this is data with its source."""

    rate: Rate
    over: Base = Base.SIGNED
    source: str = "以签约项目为基数；各地口径不一，未核"
    in_force_from: date = date(2022, 1, 1)


DEFINITIONS = tuple(RateDefinition(rate=rate) for rate in Rate)


class RateFigure(Value):
    """A rate of a quarter: ``part`` of ``whole``, projects or (PAID) yuan; ``permille`` rounded down.

    ``permille`` is None where there is nothing to take it over: no rate, not a rate of nought.
    """

    rate: Rate
    quarter: Quarter
    over: Base
    part: int
    whole: int

    @property
    def permille(self) -> int | None:
        """Thousandths, or None."""
        return 1_000 * self.part // self.whole if self.whole else None


def four_rates(
    milestones: Iterable[Milestone],
    quarters: Iterable[Quarter],
    definitions: Sequence[RateDefinition] = DEFINITIONS,
) -> tuple[RateFigure, ...]:
    """Every rate at the end of every quarter, over all projects signed until then.

    A project given up still counts as signed: it lowers the rates. What happens after the quarter does not
    count in it.
    """
    listed = tuple(milestones)
    return tuple(
        _figure([item for item in listed if item.signed_on <= quarter.last], quarter, definition)
        for quarter in quarters
        for definition in definitions
    )


def _figure(signed: list[Milestone], quarter: Quarter, definition: RateDefinition) -> RateFigure:
    end = quarter.last
    base = [item for item in signed if _in_base(item, definition.over, end)]
    if definition.rate is Rate.PAID:
        part = sum(min(item.paid_by(end), item.agreed_cny) for item in base)
        whole = sum(item.agreed_cny for item in base)
    else:
        part, whole = sum(_reached(item, definition.rate, end) for item in base), len(base)
    return RateFigure(rate=definition.rate, quarter=quarter, over=definition.over, part=part, whole=whole)


def _in_base(item: Milestone, base: Base, end: date) -> bool:
    if base is Base.DUE:
        return item.due <= end
    return base is Base.SIGNED or _by(item.started_on, end)


def _reached(item: Milestone, rate: Rate, end: date) -> bool:
    days = {
        Rate.PERFORMED: item.performed_on,
        Rate.STARTED: item.started_on,
        Rate.PRODUCING: item.produced_on,
    }
    return _by(days[rate], end)


def _by(day: date | None, end: date) -> bool:
    return day is not None and day <= end
