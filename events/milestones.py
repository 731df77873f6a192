"""What follows a signing: the day by which works must have started, and who watches over it (五个一)."""

from calendar import monthrange
from datetime import date

from pydantic import Field

from planner.value import Value
from planner.workdays import Workdays


class StartOfWorks(Value):
    """Months from signing to start of works, with the source of the rule and the day it came into force.

    The default is what Jiangjin announced in 2022: three months, six for key projects.
    """

    months: int = Field(default=3, gt=0)
    key_project_months: int = Field(default=6, gt=0)
    source: str = "江津区「开工入库」要求：一般项目签约后3个月，重点项目6个月"
    in_force_from: date = date(2022, 1, 1)


class Milestone(Value):
    """A project's start of works: the day it is due, the day of the reminder, the leader (id) in charge."""

    project: str
    signed_on: date
    due: date
    reminder: date
    leader: str
    key_project: bool = False


def start_of_works(
    project: str,
    signed_on: date,
    leader: str,
    workdays: Workdays,
    rule: StartOfWorks,
    *,
    key_project: bool = False,
) -> Milestone:
    """The milestone of a signed project.

    The due day is the same day of the month so many months on (the month's last if it has no such day); the
    reminder is the working day on or before the day a month earlier.
    """
    months = rule.key_project_months if key_project else rule.months
    return Milestone(
        project=project,
        signed_on=signed_on,
        due=months_after(signed_on, months),
        reminder=workdays.on_or_before(months_after(signed_on, months - 1)),
        leader=leader,
        key_project=key_project,
    )


def months_after(day: date, months: int) -> date:
    """The same day of the month ``months`` later, or the month's last day if it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
