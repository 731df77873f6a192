"""The query parameters of lists: what a list may be filtered by, how it is sorted and cut into pages."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from api.store.listing import MOST_A_PAGE, Filter, Test
from api.store.moments import Moment
from planner.company import Stage
from planner.event import EventKind
from planner.person import Rank

MOST_CNY = 10**15
Text = Annotated[str, Field(max_length=300)]
Criterion = Callable[[Any], Filter]


def equals(column: str) -> Criterion:
    """The column is the value given."""
    return lambda value: Filter(column, Test.IS, value.value if isinstance(value, Enum) else value)


def contains(column: str) -> Criterion:
    """The column contains the text given, whatever its case."""
    return lambda value: Filter(column, Test.CONTAINS, value)


def labelled(column: str) -> Criterion:
    """One of the labels in the column is the text given."""
    return lambda value: Filter(column, Test.CONTAINS, f"|{value}|")


def at_least(column: str) -> Criterion:
    """The column is the value given or beyond."""
    return lambda value: Filter(column, Test.AT_LEAST, value)


def at_most(column: str) -> Criterion:
    """The column is the value given or before."""
    return lambda value: Filter(column, Test.AT_MOST, value)


def filled(column: str) -> Criterion:
    """The column holds something (true) or nothing (false)."""
    return lambda value: Filter(column, Test.SET if value else Test.UNSET)


class ListQuery(BaseModel):
    """What every list takes. ``criteria`` says what each further parameter of a list means."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    criteria: ClassVar[Mapping[str, Criterion]] = {}

    sort: str = Field(
        default="id",
        max_length=40,
        description="排序字段，前加 - 为降序 · field to sort by, descending with - before it",
        examples=["-changed_at"],
    )
    limit: int = Field(default=50, ge=1, le=MOST_A_PAGE, description="每页条数 · records a page")
    after: str | None = Field(
        default=None,
        max_length=4_000,
        description="上一页返回的 next · the value `next` of the page before",
    )
    deleted: bool = Field(default=False, description="列出已删除的记录 · list deleted records instead")
    changed_since: Moment | None = Field(
        default=None,
        description="此刻之后有过修改（含） · changed at this moment or later",
        examples=["2026-01-01T00:00:00+08:00"],
    )

    def filters(self) -> list[Filter]:
        """The filters of the parameters that were given."""
        meant = {"changed_since": at_least("changed_at"), **self.criteria}
        given = {name: getattr(self, name) for name in meant}
        return [meant[name](value) for name, value in given.items() if value is not None]

    @property
    def column(self) -> str:
        """The column sorted by."""
        return self.sort.removeprefix("-")

    @property
    def descending(self) -> bool:
        """Whether the order is reversed."""
        return self.sort.startswith("-")


class CompanyQuery(ListQuery):
    """Companies."""

    criteria = {
        "q": contains("name"),
        "city": equals("city"),
        "chain": equals("chain"),
        "unit": equals("unit"),
        "stage": equals("stage"),
        "kind": labelled("kinds"),
        "channel": equals("channel"),
        "min_investment": at_least("expected_investment_cny"),
        "max_investment": at_most("expected_investment_cny"),
        "met": filled("last_met_on"),
    }
    q: Text | None = Field(default=None, description="名称包含 · name contains")
    city: Text | None = Field(default=None, description="城市行政区划代码 · adcode of the city")
    chain: Text | None = Field(default=None, description="产业链编号 · id of the chain")
    unit: Text | None = Field(default=None, description="首接单位编号 · id of the unit of first contact")
    stage: Stage | None = Field(default=None, description="洽谈阶段 · stage of the talks")
    kind: Text | None = Field(default=None, description="标签，如 500强 · label, such as 500强")
    channel: Text | None = Field(default=None, description="招商渠道 · channel")
    min_investment: int | None = Field(
        default=None,
        ge=0,
        le=MOST_CNY,
        description="预计投资不少于（元） · least expected investment in yuan",
    )
    max_investment: int | None = Field(
        default=None, ge=0, le=MOST_CNY, description="预计投资不多于（元） · most expected investment in yuan"
    )
    met: bool | None = Field(default=None, description="是否已拜访过 · whether it was ever met")


class PersonQuery(ListQuery):
    """People."""

    criteria = {
        "q": contains("name"),
        "unit": equals("unit"),
        "rank": equals("rank"),
        "base": equals("base"),
        "skill": labelled("skills"),
        "in_pool": equals("in_pool"),
    }
    q: Text | None = Field(default=None, description="姓名包含 · name contains")
    unit: Text | None = Field(default=None, description="单位编号 · id of the unit")
    rank: Rank | None = Field(default=None, description="职级，1 最高 · rank, 1 the highest")
    base: Text | None = Field(default=None, description="驻点编号 · id of the base")
    skill: Text | None = Field(default=None, description="技能 · skill")
    in_pool: bool | None = Field(default=None, description="是否在人才库 · whether in the talent pool")


class UnitQuery(ListQuery):
    """Units."""

    criteria = {"q": contains("name"), "economic": equals("economic")}
    q: Text | None = Field(default=None, description="名称包含 · name contains")
    economic: bool | None = Field(default=None, description="是否经济部门 · whether an economic unit")


class ChainQuery(ListQuery):
    """Chains."""

    criteria = {"q": contains("name"), "chief": equals("chief")}
    q: Text | None = Field(default=None, description="名称包含 · name contains")
    chief: Text | None = Field(default=None, description="链长的人员编号 · id of the chief")


class NameQuery(ListQuery):
    """Regions, and whatever else has only a name."""

    criteria = {"q": contains("name")}
    q: Text | None = Field(default=None, description="名称包含 · name contains")


class OutpostQuery(NameQuery):
    """Outposts."""

    criteria = {"q": contains("name"), "city": equals("city")}
    city: Text | None = Field(default=None, description="城市行政区划代码 · adcode of the city")


class CityQuery(NameQuery):
    """Cities."""

    criteria = {"q": contains("name"), "province": equals("province")}
    province: Text | None = Field(default=None, description="省份 · province")


class BusyTimeQuery(ListQuery):
    """Busy times."""

    criteria = {
        "person": equals("person"),
        "since": at_least("end"),
        "until": at_most("start"),
        "source": equals("source"),
    }
    person: Text | None = Field(default=None, description="人员编号 · id of the person")
    since: Moment | None = Field(
        default=None,
        description="此刻之后才结束 · not over before this moment",
        examples=["2026-01-01T00:00:00+08:00"],
    )
    until: Moment | None = Field(
        default=None,
        description="此刻之前已开始 · begun by this moment",
        examples=["2026-12-31T00:00:00+08:00"],
    )
    source: Text | None = Field(default=None, description="来源日历 · calendar it came from")


class MeetingSeriesQuery(ListQuery):
    """Series of joint meetings."""

    criteria = {"q": contains("title")}
    q: Text | None = Field(default=None, description="名称包含 · title contains")


class EventQuery(ListQuery):
    """Events."""

    criteria = {
        "q": contains("title"),
        "season": equals("season"),
        "kind": equals("event_kind"),
        "chain": equals("chain"),
    }
    q: Text | None = Field(default=None, description="名称包含 · title contains")
    season: Text | None = Field(default=None, description="招商季编号 · id of the season")
    kind: EventKind | None = Field(default=None, description="活动类型 · kind of event")
    chain: Text | None = Field(default=None, description="产业链编号 · id of the chain")


class SeasonQuery(ListQuery):
    """Seasons."""

    criteria = {"q": contains("title"), "begun_by": at_most("first"), "ending_from": at_least("last")}
    q: Text | None = Field(default=None, description="名称包含 · title contains")
    begun_by: date | None = Field(default=None, description="此日之前（含）开始 · begun by this day")
    ending_from: date | None = Field(
        default=None, description="此日之后（含）结束 · ending on this day or later"
    )
