"""What a list is worth, term by term, in plain Python; and what one more guest would add to it."""

from collections import Counter
from collections.abc import Iterable, Sequence

from events.guest import Guest
from events.guests.demand import Attendance, GuestDemand
from events.guests.marks import plain
from planner.rules import Points
from planner.value import Value


class ListWorth(Value):
    """The terms in points: the guests' own, those wished for, and the spread over three dimensions."""

    guests: int = 0
    wished: int = 0
    regions: int = 0
    organisations: int = 0
    segments: int = 0

    @property
    def total(self) -> int:
        """The sum of all terms."""
        return self.guests + self.wished + self.regions + self.organisations + self.segments


def organisation_of(guest: Guest) -> str:
    """By what guests of one organisation are recognised; empty if none is named."""
    return plain(guest.organisation)


def worth_of(chosen: Iterable[Guest], demand: GuestDemand) -> ListWorth:
    """What the list ``chosen`` is worth by the weights of ``demand``."""
    people = tuple(chosen)
    wished = demand.named(Attendance.MAY)
    weights = demand.weights
    return ListWorth(
        guests=sum(guest.points for guest in people),
        wished=weights.wished_points * sum(guest.id in wished for guest in people),
        regions=_spread((guest.region or "" for guest in people), weights.region_steps),
        organisations=_spread((organisation_of(guest) for guest in people), weights.organisation_steps),
        segments=_spread((guest.segment for guest in people), weights.segment_steps),
    )


def _spread(names: Iterable[str], steps: Points) -> int:
    """What so many of each name add; those without a name add nothing."""
    counts = Counter(name for name in names if name)
    return sum(sum(steps[:count]) for count in counts.values())


class Margin:
    """What one more guest would add to a list that grows."""

    def __init__(self, chosen: Sequence[Guest], demand: GuestDemand) -> None:
        self._wished = demand.named(Attendance.MAY)
        self._weights = demand.weights
        self._counts: tuple[Counter[str], ...] = (Counter(), Counter(), Counter())
        for guest in chosen:
            self.add(guest)

    def add(self, guest: Guest) -> None:
        """Let ``guest`` join the list."""
        for counts, name in zip(self._counts, _names(guest), strict=True):
            counts[name] += 1

    def of(self, guest: Guest) -> int:
        """The points ``guest`` would add."""
        weights = self._weights
        steps = (weights.region_steps, weights.organisation_steps, weights.segment_steps)
        points = guest.points + (weights.wished_points if guest.id in self._wished else 0)
        for counts, name, falling in zip(self._counts, _names(guest), steps, strict=True):
            if name and counts[name] < len(falling):
                points += falling[counts[name]]
        return points


def _names(guest: Guest) -> tuple[str, str, str]:
    return guest.region or "", organisation_of(guest), guest.segment
