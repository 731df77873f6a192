"""The query parameters of the lists of facts, problems, milestones and nominations."""

from datetime import date

from pydantic import Field

from api.routes.filters import ListQuery, Text, at_least, at_most, contains, equals, labelled
from api.store.problems import ProblemState
from planner.company import Stage


class FactQuery(ListQuery):
    """Facts."""

    criteria = {
        "season": equals("season"),
        "company": equals("company"),
        "done": equals("done"),
        "stage": equals("stage"),
        "since": at_least("day"),
        "until": at_most("day"),
    }
    season: Text | None = Field(default=None, description="招商季编号 · id of the season")
    company: Text | None = Field(default=None, description="企业编号 · id of the company")
    done: bool | None = Field(default=None, description="是否已拜访 · whether the visit was held")
    stage: Stage | None = Field(default=None, description="拜访后的洽谈阶段 · stage after the visit")
    since: date | None = Field(default=None, description="此日之后（含）拜访 · held on this day or later")
    until: date | None = Field(default=None, description="此日之前（含）拜访 · held by this day")


class ProblemQuery(ListQuery):
    """Problems."""

    criteria = {
        "q": contains("text"),
        "company": equals("company"),
        "season": equals("season"),
        "unit": equals("unit"),
        "person": equals("person"),
        "state": equals("state"),
        "due_by": at_most("due"),
        "raised_since": at_least("raised_on"),
    }
    q: Text | None = Field(default=None, description="内容包含 · text contains")
    company: Text | None = Field(default=None, description="企业编号 · id of the company")
    season: Text | None = Field(default=None, description="招商季编号 · id of the season")
    unit: Text | None = Field(default=None, description="责任单位编号 · id of the unit that solves it")
    person: Text | None = Field(default=None, description="责任人编号 · id of the person who solves it")
    state: ProblemState | None = Field(default=None, description="状态 · how far it is")
    due_by: date | None = Field(default=None, description="此日之前（含）到期 · due by this day")
    raised_since: date | None = Field(
        default=None, description="此日之后（含）提出 · raised on this day or later"
    )


class MilestoneQuery(ListQuery):
    """Milestones."""

    criteria = {
        "leader": equals("leader"),
        "key_project": equals("key_project"),
        "due_by": at_most("due"),
        "due_from": at_least("due"),
    }
    leader: Text | None = Field(default=None, description="包联领导编号 · id of the leader in charge")
    key_project: bool | None = Field(default=None, description="是否重点项目 · whether a key project")
    due_by: date | None = Field(default=None, description="此日之前（含）应开工 · due by this day")
    due_from: date | None = Field(default=None, description="此日之后（含）应开工 · due on this day or later")


class YearTargetsQuery(ListQuery):
    """Targets by year."""

    criteria = {"since": at_least("year"), "until": at_most("year")}
    since: int | None = Field(default=None, ge=2000, le=2200, description="自哪年起 · from this year on")
    until: int | None = Field(default=None, ge=2000, le=2200, description="到哪年止 · up to this year")


class NominationQuery(ListQuery):
    """Nominations."""

    criteria = {"admitted": equals("admitted"), "training": labelled("trainings")}
    admitted: bool | None = Field(default=None, description="是否已入库 · whether admitted to the pool")
    training: Text | None = Field(default=None, description="已参加的培训 · a training had")
