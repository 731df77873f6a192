"""What a bureau could be granted: one thing more than a season has, as values that travel as JSON.

A wish only ever widens: whatever plan kept the rules before keeps them afterwards, and is worth no less.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from planner.value import Value


class DayFreed(Value):
    """What keeps a person busy on ``day`` is put off."""

    kind: Literal["day_freed"] = "day_freed"
    person: str
    day: date

    @property
    def subject(self) -> str:
        """The person's id."""
        return self.person


class WeekdayOpened(Value):
    """A company also receives on a weekday (ISO: Monday is 1), whenever visits may take place."""

    kind: Literal["weekday_opened"] = "weekday_opened"
    company: str
    weekday: int = Field(ge=1, le=7)

    @property
    def subject(self) -> str:
        """The company's id."""
        return self.company


class CoolDownWaived(Value):
    """A company may be met again before its cool-down is over."""

    kind: Literal["cool_down_waived"] = "cool_down_waived"
    company: str

    @property
    def subject(self) -> str:
        """The company's id."""
        return self.company


class NeedsWaived(Value):
    """A company receives whoever comes: it asks for no rank, no chief, nobody by name, and no skill.

    The first contact, a rule of the bureau's own, stays.
    """

    kind: Literal["needs_waived"] = "needs_waived"
    company: str

    @property
    def subject(self) -> str:
        """The company's id."""
        return self.company


class DaysAdded(Value):
    """A person may be away on so many days more."""

    kind: Literal["days_added"] = "days_added"
    person: str
    days: int = Field(default=1, ge=1, le=31)

    @property
    def subject(self) -> str:
        """The person's id."""
        return self.person


class VisitsAdded(Value):
    """So many companies more of a capped kind may be met."""

    kind: Literal["visits_added"] = "visits_added"
    label: str
    visits: int = Field(default=1, ge=1, le=100)

    @property
    def subject(self) -> str:
        """The label of the kind."""
        return self.label


class MoneyAdded(Value):
    """So many yuan more for fares and lodging: in a region, or (None) in all."""

    kind: Literal["money_added"] = "money_added"
    region: str | None = None
    amount_cny: int = Field(gt=0, le=10**9)

    @property
    def subject(self) -> str:
        """The region's id; empty for the budget of all."""
        return self.region or ""


class PersonAdded(Value):
    """One more person like this one: of the same base, rank, unit, skills and days away.

    The newcomer has an empty calendar. He is chief of no chain (a chain has one), belongs to no away limit
    and is awaited at no event.
    """

    kind: Literal["person_added"] = "person_added"
    person: str

    @property
    def subject(self) -> str:
        """The id of the person whom the newcomer is like."""
        return self.person


AnyWish = (
    DayFreed
    | WeekdayOpened
    | CoolDownWaived
    | NeedsWaived
    | DaysAdded
    | VisitsAdded
    | MoneyAdded
    | PersonAdded
)
Wish = Annotated[AnyWish, Field(discriminator="kind")]
WISHES: TypeAdapter[tuple[Wish, ...]] = TypeAdapter(tuple[Wish, ...])

# From what a telephone call settles to what takes an appointment: what is asked first where several would do.
EASIEST_FIRST: tuple[type[AnyWish], ...] = (
    DayFreed,
    WeekdayOpened,
    CoolDownWaived,
    NeedsWaived,
    DaysAdded,
    VisitsAdded,
    MoneyAdded,
    PersonAdded,
)


def burden(wish: AnyWish) -> int:
    """How hard a wish is to grant, by its kind: 0 the easiest."""
    return EASIEST_FIRST.index(type(wish))
