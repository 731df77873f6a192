"""What a worker and its solver say to each other: a line of JSON each."""

from typing import Literal

from api.jobs.arguments import PlanArguments
from planner.errors import Fault
from planner.plan import Plan
from planner.progress import Progress
from planner.season import Season
from planner.value import Value

STOP = "stop"


class Task(Value):
    """What to solve: the first line a solver reads. A line ``stop`` after it asks for the best so far."""

    kind: Literal["plan", "replan"]
    arguments: PlanArguments
    season: Season
    published: Plan | None = None


class Outcome(Value):
    """A plan with the season it answers (None: the task's own), or what stands against one."""

    plan: Plan | None = None
    season: Season | None = None
    fault: Fault | None = None


class Message(Value):
    """A line a solver writes: a step of its work, a plan on the way, or its end.

    A checkpoint comes before the step that tells its value.
    """

    progress: Progress | None = None
    checkpoint: Outcome | None = None
    outcome: Outcome | None = None
