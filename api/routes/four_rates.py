"""``/four-rates``: 履约率, 开工率, 投产率, 资金到位率 at the end of each quarter."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from api.accounts.role import Action
from api.routes.context import Allowed, LanguageDep, ReadingDep
from api.routes.documentation import refusals
from api.store.database import Session
from api.store.milestones import every_milestone
from api.texts import Language, say
from events.four_rates import DEFINITIONS, Base, Rate, RateDefinition, RateFigure, four_rates
from events.quarter import Quarter
from planner.value import Value

router = APIRouter(prefix="/four-rates", tags=["通报 bulletin"])


class RatesQuery(BaseModel):
    """Of which quarters, and what the rates are taken over: districts count differently."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    year: int = Field(ge=2000, le=2200, description="年 · the year", examples=[2026])
    quarter: int | None = Field(
        default=None, ge=1, le=4, description="季度，不填为全年各季 · the quarter, else each", examples=[2]
    )
    over: Base | None = Field(
        default=None, description="统一改用的基数 · another base for all, e.g. projects that were due"
    )


class FourRate(Value):
    """A rate of a quarter with its name: ``part`` of ``whole``, projects or (paid) yuan.

    ``permille`` is rounded down, and None where there is nothing to take it over. ``source`` says whose
    definition it is.
    """

    name: str
    rate: Rate
    quarter: Quarter
    over: Base
    over_name: str
    part: int
    whole: int
    permille: int | None
    source: str


class FourRates(Value):
    """The rates, quarter by quarter."""

    rates: tuple[FourRate, ...]


@router.get(
    "",
    responses=refusals(422),
    dependencies=[Depends(Allowed(Action.BULLETIN_READ))],
    summary="四率 · The four rates",
    operation_id="read_four_rates",
)
def read_four_rates(
    asked: Annotated[RatesQuery, Query()], session: ReadingDep, language: LanguageDep
) -> FourRates:
    """截至季末，以全部签约项目为基数；季后发生的不计。 At the quarter's end, over all that was signed."""
    numbers = (1, 2, 3, 4) if asked.quarter is None else (asked.quarter,)
    quarters = tuple(Quarter(year=asked.year, number=number) for number in numbers)
    definitions = tuple(
        item if asked.over is None else RateDefinition(rate=item.rate, over=asked.over, source="")
        for item in DEFINITIONS
    )
    figures = four_rates(every_milestone(session), quarters, definitions)
    return FourRates(rates=tuple(_told(figure, definitions, language) for figure in figures))


def rates_of_quarter(session: Session, quarter: Quarter) -> tuple[RateFigure, ...]:
    """The rates at its end, by the usual definitions."""
    return four_rates(every_milestone(session), (quarter,))


def told_rates(figures: tuple[RateFigure, ...], language: Language) -> tuple[FourRate, ...]:
    """The figures with their names, by the usual definitions."""
    return tuple(_told(figure, DEFINITIONS, language) for figure in figures)


def _told(figure: RateFigure, definitions: tuple[RateDefinition, ...], language: Language) -> FourRate:
    return FourRate(
        name=say(f"joint_meeting.rate.{figure.rate.value}", language),
        rate=figure.rate,
        quarter=figure.quarter,
        over=figure.over,
        over_name=say(f"joint_meeting.rate.over_{figure.over.value}", language),
        part=figure.part,
        whole=figure.whole,
        permille=figure.permille,
        source=next(item.source for item in definitions if item.rate is figure.rate),
    )
