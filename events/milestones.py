"""What follows a signing: when works must have started, what is reached, and who watches over it (五个一)."""

from calendar import monthrange
from datetime import date
from enum import StrEnum

from pydantic import Field

from planner.value import Value
from planner.workdays import Workdays

MOST_CNY = 10**15


class StartOfWorks(Value):
    """Months from signing to start of works, with the source of the rule and the day it came into force.

    The default is what Jiangjin announced in 2022: three months, six for key projects.
    """

    months: int = Field(default=3, gt=0, le=240)
    key_project_months: int = Field(default=6, gt=0, le=240)
    source: str = "江津区「开工入库」要求：一般项目签约后3个月，重点项目6个月"
    in_force_from: date = date(2022, 1, 1)


class Paid(Value):
    """Capital that has arrived (到位资金), in yuan."""

    day: date
    amount_cny: int = Field(gt=0, le=MOST_CNY)


class FiveOnes(Value):
    """五个一: one project, one leader, one map (作战图), one team (专班), seen through to the end.

    Project and leader stand in the milestone. ``map`` says where the map is kept, ``team`` who the team is,
    ``sees_through`` (person id) who answers for it until production (一抓到底).
    """

    map: str = Field(default="", max_length=500)
    team: str = Field(default="", max_length=500)
    sees_through: str = Field(default="", max_length=200)


class One(StrEnum):
    """One of the five."""

    LEADER = "leader"
    MAP = "map"
    TEAM = "team"
    SEES_THROUGH = "sees_through"


class Milestone(Value):
    """A project's start of works: the day it is due, the day of the reminder, the leader (id) in charge.

    ``performed_on`` is when the company kept its first promise (履约), ``started_on`` the start of works
    (开工), ``produced_on`` of production (投产). ``agreed_cny`` was signed for, ``paid`` has arrived of it.
    A project given up on ``dropped_on`` is watched no longer.
    """

    project: str
    signed_on: date
    due: date
    reminder: date
    leader: str
    key_project: bool = False
    unit: str | None = Field(default=None, max_length=200)
    performed_on: date | None = None
    started_on: date | None = None
    produced_on: date | None = None
    dropped_on: date | None = None
    agreed_cny: int = Field(default=0, ge=0, le=MOST_CNY)
    paid: tuple[Paid, ...] = ()
    five_ones: FiveOnes = FiveOnes()

    def overdue_on(self, day: date) -> bool:
        """Whether works should have started before ``day`` and have not by then."""
        started = self.started_on is not None and self.started_on <= day
        return self.due < day and not started and not self.dropped_by(day)

    def dropped_by(self, day: date) -> bool:
        """Whether the project was given up on ``day`` or before."""
        return self.dropped_on is not None and self.dropped_on <= day

    def paid_by(self, day: date) -> int:
        """What has arrived until ``day``, in yuan."""
        return sum(item.amount_cny for item in self.paid if item.day <= day)

    @property
    def lacking(self) -> tuple[One, ...]:
        """Which of the five ones nobody has named yet."""
        named = {
            One.LEADER: self.leader,
            One.MAP: self.five_ones.map,
            One.TEAM: self.five_ones.team,
            One.SEES_THROUGH: self.five_ones.sees_through,
        }
        return tuple(one for one, words in named.items() if not words.strip())


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
