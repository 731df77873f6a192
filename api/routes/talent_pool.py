"""``/talent-pool``: who is in the pool or on the way, who lacks which training, who travelled how much."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from api.accounts.principal import Principal
from api.accounts.role import Action
from api.routes.context import Allowed, ReadingDep, ServiceDep
from api.routes.documentation import refusals
from api.store.attendances import subjects_taught
from api.store.people import people_by_id, unit_names
from api.store.talent_pools import YearLoad, talent_pool, year_loads
from planner.clock import day_of
from planner.person import Person
from planner.talent_pool import Membership, PublicityRule, TalentPool
from planner.value import Value
from planner.workdays import Workdays

router = APIRouter(prefix="/talent-pool", tags=["人才储备库 talent pool"])
Subject = Annotated[str, Field(min_length=1, max_length=200)]
Reader = Annotated[Principal, Depends(Allowed(Action.PERSON_READ))]


class PoolQuery(BaseModel):
    """Which trainings everybody should have had, and of which year the days away are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    training: list[Subject] = Field(
        default=[],
        max_length=50,
        description="应参加的培训，不填为开过的全部 · trainings to have, else all there were",
    )
    year: int | None = Field(
        default=None, ge=2000, le=2200, description="出行天数的年份 · the year of the days away"
    )
    lacking: bool = Field(default=False, description="只要还缺培训的 · only those who lack one")


class PoolMember(Value):
    """Somebody with his nomination.

    ``admissible`` says whether the last step may be taken today: the name stood in public long enough and
    nobody objected. ``lacks`` are trainings still to be had by one who is admitted; ``seconded_to`` is where
    he works today, empty if he can be sent. ``load`` is of the year.
    """

    person: str
    name: str
    unit: str
    unit_name: str
    membership: Membership
    admitted: bool
    admissible: bool
    lacks: tuple[str, ...]
    seconded_to: str
    load: YearLoad


class PoolReport(Value):
    """The pool on a day: those admitted first, who travelled least at the top of each."""

    day: date
    year: int
    trainings: tuple[str, ...]
    members: tuple[PoolMember, ...]


class _Scene(NamedTuple):
    """What members are told against."""

    day: date
    workdays: Workdays
    trainings: tuple[str, ...]
    people: dict[str, Person]
    units: dict[str, str]
    loads: dict[str, YearLoad]


@router.get(
    "",
    responses=refusals(422),
    summary="人才储备库 · The talent pool",
    operation_id="read_talent_pool",
)
def read_talent_pool(
    asked: Annotated[PoolQuery, Query()], who: Reader, session: ReadingDep, service: ServiceDep
) -> PoolReport:
    """步骤、技能、所缺培训、全年出行；单位账户只见本单位。 A unit's account sees its own people."""
    day, pool = day_of(service.clock()), talent_pool(session)
    year = asked.year or day.year
    trainings = tuple(dict.fromkeys(asked.training)) or _all_trainings(pool, subjects_taught(session))
    people, units = people_by_id(session), unit_names(session)
    scene = _Scene(day, Workdays(day, day), trainings, people, units, year_loads(session, year))
    members = [item for item in _members(pool, scene) if who.own_unit in {None, item.unit}]
    shown = [item for item in members if item.lacks or not asked.lacking]
    shown.sort(key=lambda item: (not item.admitted, item.load.days, item.person))
    return PoolReport(day=day, year=year, trainings=trainings, members=tuple(shown))


def _all_trainings(pool: TalentPool, taught: tuple[str, ...]) -> tuple[str, ...]:
    had = {name for item in pool.memberships for name in item.trainings}
    return tuple(sorted(had | set(taught)))


def _members(pool: TalentPool, scene: _Scene) -> Iterator[PoolMember]:
    lacks = pool.lacks(scene.trainings)
    for item in pool.memberships:
        person = scene.people[item.person]
        yield PoolMember(
            person=item.person,
            name=person.name,
            unit=person.unit,
            unit_name=scene.units.get(person.unit, person.unit),
            membership=item,
            admitted=item.admitted,
            admissible=item.admissible_on(scene.day, scene.workdays, PublicityRule()),
            lacks=lacks.get(item.person, ()),
            seconded_to=item.seconded_on(scene.day),
            load=scene.loads.get(item.person, YearLoad()),
        )
