"""What trips elsewhere, which nobody can change, leave of rest, days away and away limits."""

from datetime import date, timedelta

from planner.clock import day_of
from planner.season import AwayLimit, Season
from tests.brute_force.options import Option


class Elsewhere:
    """Day by day where each person is for others; pinned trips are as fixed, and had the room first."""

    def __init__(self, season: Season, pinned: tuple[Option, ...]) -> None:
        self.pinned = pinned
        self.days: dict[str, set[date]] = {person.id: set() for person in season.people}
        for person in season.people:
            for span in person.busy:
                day = day_of(span.start)
                while span.away and day <= day_of(span.end - timedelta(microseconds=1)):
                    self.days[person.id].add(day)
                    day += timedelta(days=1)
        self.most_days: dict[str, int] = {}
        for person in season.people:
            here = {day for option in pinned if person.id in option.people for day in option.days}
            counted = {day for day in self.days[person.id] - here if season.first <= day <= season.last}
            room, used = person.most_days_away, min(len(here), person.most_days_away)
            self.most_days[person.id] = max(room - len(counted), used)

    def rested(self, option: Option, rest_days: int) -> bool:
        """Whether everybody aboard has enough days at home between this trip and those elsewhere."""
        return all(
            abs((day - other).days) > rest_days
            for name in option.people
            for day in option.days
            for other in self.days[name]
        )

    def most_away(self, limit: AwayLimit, day: date) -> int:
        """How many of the limit's people the plan may send on ``day``."""
        here = {name for option in self.pinned if day in option.days for name in option.people}
        others = [name for name in limit.people if day in self.days[name] and name not in here]
        return max(limit.most_away - len(others), min(limit.most_away, len(here & set(limit.people))))
