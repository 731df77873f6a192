"""What a worker and its solver say to each other: a line of JSON each."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from api.jobs.arguments import DaysArguments, HelpsArguments, PlanArguments, TripArguments
from events.solved_days import SolvedDay
from planner.alternatives import Alternatives
from planner.errors import Fault
from planner.helps.assessment import Helps
from planner.plan import Plan
from planner.progress import Progress
from planner.season import Season
from planner.value import Value
from planner.wish import Wish

STOP = "stop"


class Task(Value):
    """What to solve: the first line a solver reads. A line ``stop`` after it asks for the best so far."""

    kind: Literal["plan", "replan"]
    arguments: PlanArguments
    season: Season
    published: Plan | None = None
    start: Plan | None = None


class DaysTask(Value):
    """The days of an event to solve, less those ``done`` by an attempt before."""

    kind: Literal["days"] = "days"
    arguments: DaysArguments
    season: Season
    published: Plan | None = None
    done: tuple[SolvedDay, ...] = ()


class HelpsTask(Value):
    """A plan of which to find what would help it; ``done`` is what an attempt before has found.

    ``wishes`` None asks for all that could help.
    """

    kind: Literal["helps"] = "helps"
    arguments: HelpsArguments
    season: Season
    plan: Plan
    published: Plan | None = None
    wishes: tuple[Wish, ...] | None = None
    done: Helps | None = None


class TripTask(Value):
    """A trip of a plan for which alternatives are looked for while somebody waits."""

    kind: Literal["trip"] = "trip"
    arguments: TripArguments
    season: Season
    plan: Plan
    published: Plan | None = None


AnyTask = Task | DaysTask | HelpsTask | TripTask
TASKS: TypeAdapter[AnyTask] = TypeAdapter(Annotated[AnyTask, Field(discriminator="kind")])


class Outcome(Value):
    """A plan with its season (None: the task's own), days solved, helps, alternatives, or a fault."""

    plan: Plan | None = None
    season: Season | None = None
    days: tuple[SolvedDay, ...] | None = None
    helps: Helps | None = None
    alternatives: Alternatives | None = None
    fault: Fault | None = None

    @property
    def has_result(self) -> bool:
        """Whether there is anything to keep."""
        return self.plan is not None or self.helps is not None or bool(self.days)


class Message(Value):
    """A line a solver writes: a step of its work, a plan, days or helps on the way, or its end.

    A checkpoint comes before the step that tells its value.
    """

    progress: Progress | None = None
    checkpoint: Outcome | None = None
    outcome: Outcome | None = None
