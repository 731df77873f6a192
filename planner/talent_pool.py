"""100+N 人才储备库: who may be sent, how they came into the pool, what they have learnt, where they work now.

Members are put forward step by step (逐级推选): by themselves, their unit, the review of the bureau; and
their names stand in public (公示) before they are admitted.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import IntEnum
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from planner.clock import at
from planner.season import Season
from planner.value import Value
from planner.window import Busy
from planner.workdays import Workdays


class Step(IntEnum):
    """The steps of a nomination, in the order they are taken."""

    VOLUNTEERED = 1
    PUT_FORWARD = 2
    REVIEWED = 3
    ADMITTED = 4


class Publicity(Value):
    """公示: from the first to the last day the name stands in public; ``objections`` as they were raised."""

    first: date
    last: date
    objections: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.last < self.first:
            raise PydanticCustomError(
                "publicity_ends_before_it_starts",
                "publicity ends on {last} before it starts on {first}",
                {"first": self.first.isoformat(), "last": self.last.isoformat()},
            )
        return self


class PublicityRule(Value):
    """The least working days a name stands in public, with the source and since when it binds."""

    working_days: int = Field(default=5, ge=0, le=60)
    source: str = "参照《党政领导干部选拔任用工作条例》任前公示不少于五个工作日；未核"
    in_force_from: date = date(2019, 3, 3)


class Secondment(Value):
    """顶岗锻炼, 跟班学习: a member works at ``to`` from the first to the last day and cannot be sent."""

    to: str = Field(min_length=1, max_length=200)
    first: date
    last: date

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.last < self.first:
            raise PydanticCustomError(
                "secondment_ends_before_it_starts",
                "a secondment ends on {last} before it starts on {first}",
                {"first": self.first.isoformat(), "last": self.last.isoformat()},
            )
        return self


class Membership(Value):
    """A person's (id) way into the pool: the days of the steps taken so far, trainings had, skills.

    ``seconded_to`` says in words where he works now; ``secondments`` since when and until when.
    """

    person: str
    steps: dict[Step, date]
    trainings: tuple[str, ...] = ()
    seconded_to: str = ""
    publicity: Publicity | None = None
    skills: tuple[str, ...] = ()
    secondments: tuple[Secondment, ...] = ()

    @model_validator(mode="after")
    def _steps_follow_each_other(self) -> Self:
        taken = sorted(self.steps)
        days = [self.steps[step] for step in taken]
        if [int(step) for step in taken] != list(range(1, len(taken) + 1)) or days != sorted(days):
            raise PydanticCustomError(
                "steps_out_of_order",
                "the steps of a nomination are taken one after another, none left out: {steps}",
                {"steps": ", ".join(step.name.lower() for step in taken)},
            )
        return self

    @model_validator(mode="after")
    def _public_between_review_and_admission(self) -> Self:
        shown, reviewed, admitted = (
            self.publicity,
            self.steps.get(Step.REVIEWED),
            self.steps.get(Step.ADMITTED),
        )
        if shown is None:
            return self
        if reviewed is None or shown.first < reviewed or (admitted is not None and admitted <= shown.last):
            raise PydanticCustomError(
                "publicity_out_of_order",
                "a name stands in public after the review and before admission: {first} to {last}",
                {"first": shown.first.isoformat(), "last": shown.last.isoformat()},
            )
        return self

    @property
    def admitted(self) -> bool:
        """Whether the last step has been taken."""
        return Step.ADMITTED in self.steps

    def admissible_on(self, day: date, workdays: Workdays, rule: PublicityRule) -> bool:
        """Whether the last step may be taken on ``day``.

        The review is done, the name has stood in public for the working days of ``rule`` if that binds, that
        is over, and nobody objected.
        """
        if self.admitted or Step.REVIEWED not in self.steps or day < self.steps[Step.REVIEWED]:
            return False
        shown = self.publicity
        if shown is None:
            return day < rule.in_force_from or rule.working_days == 0
        span = range((shown.last - shown.first).days + 1)
        stood = sum(workdays.is_workday(shown.first + timedelta(days=k)) for k in span)
        long_enough = day < rule.in_force_from or stood >= rule.working_days
        return long_enough and shown.last < day and not shown.objections

    def seconded_on(self, day: date) -> str:
        """Where the member works on ``day`` if not at home; empty if he can be sent."""
        return next((item.to for item in self.secondments if item.first <= day <= item.last), "")


class TalentPool(Value):
    """The pool; :meth:`lacking` says who still needs a training."""

    memberships: tuple[Membership, ...] = ()

    @property
    def members(self) -> tuple[str, ...]:
        """Ids of those admitted, in the order they are listed."""
        return tuple(item.person for item in self.memberships if item.admitted)

    def lacking(self, training: str) -> tuple[str, ...]:
        """Ids of members who have not had ``training``."""
        return tuple(
            item.person for item in self.memberships if item.admitted and training not in item.trainings
        )

    def lacks(self, trainings: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Of each member who lacks some of ``trainings``, which, in their order."""
        wanted = tuple(trainings)
        missing = {
            item.person: tuple(name for name in wanted if name not in item.trainings)
            for item in self.memberships
            if item.admitted
        }
        return {person: names for person, names in missing.items() if names}


def with_pool(season: Season, pool: TalentPool, days_away: Mapping[str, int] | None = None) -> Season:
    """``season`` with what the pool knows of its people, so that who has travelled much travels less.

    Skills are added to a person's own, days of a secondment within the horizon are busy, and
    ``days_away`` (person id -> days on the road this year before the season) are taken from
    ``most_days_away``, which then counts the year. Raises ValueError for a negative number of days.
    """
    spent = days_away or {}
    if any(days < 0 for days in spent.values()):
        raise ValueError("Expected days_away >= 0 for everybody.")
    known = {item.person: item for item in pool.memberships if item.admitted}
    people = []
    for person in season.people:
        member = known.get(person.id)
        skills = (*person.skills, *(member.skills if member else ()))
        busy = tuple(
            _busy(item, season)
            for item in (member.secondments if member else ())
            if item.first <= season.last and season.first <= item.last
        )
        people.append(
            person.model_copy(
                update={
                    "skills": tuple(dict.fromkeys(skills)),
                    "busy": (*person.busy, *busy),
                    "most_days_away": max(0, person.most_days_away - spent.get(person.id, 0)),
                }
            )
        )
    return season.model_copy(update={"people": tuple(people)})


def _busy(secondment: Secondment, season: Season) -> Busy:
    """The days of a secondment that lie in the season, whole."""
    first, last = max(secondment.first, season.first), min(secondment.last, season.last)
    return Busy(start=at(first, 0), end=at(last + timedelta(days=1), 0), title=secondment.to)


def pool_of(season: Season) -> tuple[str, ...]:
    """Ids of the people of a season who are marked as in the pool."""
    return tuple(person.id for person in season.people if person.in_pool)
