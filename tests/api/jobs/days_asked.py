"""Jobs that solve the days of an event, and what a fake solver is to say of them."""

from pathlib import Path

from api.jobs.arguments import DaysArguments
from api.jobs.messages import Message, Outcome
from api.store import documents, jobs
from api.store.database import Database
from api.store.jobs import Job, JobKind
from events.solved_days import SolvedDay
from planner.options import Options
from planner.plan import Status
from tests.api.jobs.asking import NOW, PLANNER
from tests.api.spring import FIRST, FRIDAY, SEASON, THURSDAY

ONE = SolvedDay(day=FRIDAY, status=Status.FEASIBLE, total=11, bound=12)
BOTH = (ONE, SolvedDay(day=THURSDAY, status=Status.OPTIMAL, total=9, bound=9))


def days_asked(database: Database) -> Job:
    """A queued job that solves Friday, then Thursday."""
    with database.work(PLANNER, NOW) as work:
        arguments = DaysArguments(
            season_document=documents.put(work, SEASON.model_dump_json()),
            published_document=documents.put(work, FIRST.model_dump_json()),
            based_on=1,
            event="forum",
            days=(FRIDAY, THURSDAY),
            options=Options(effort=0),
        )
        return jobs.request(work, JobKind.DAYS, SEASON.id, arguments.model_dump(mode="json"))


def days_on_the_way(folder: Path) -> Path:
    """A file with the day that a fake solver has done first."""
    path = folder / "checkpoint.json"
    path.write_text(Message(checkpoint=Outcome(days=(ONE,))).model_dump_json(), encoding="utf-8")
    return path


def days_answered(folder: Path) -> None:
    """Have the fake solver hand over both days at its end."""
    message = Message(outcome=Outcome(days=BOTH))
    (folder / "answer.json").write_text(message.model_dump_json(), encoding="utf-8")
