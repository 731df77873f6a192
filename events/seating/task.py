"""What is asked to be seated, whatever the layout: one value in, a plan or the reasons against it out."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from pydantic import Field

from events.seating.attendee import Attendee
from events.seating.banquet import Banquet, BanquetWeights, Pair, Table
from events.seating.car import car
from events.seating.conventions import TWO_IN_THE_MIDDLE, convention
from events.seating.errors import InvalidSeating
from events.seating.meeting_table import meeting_table
from events.seating.photo import PhotoPlace, photo
from events.seating.plan import Layout, SeatingPlan
from events.seating.rows import rostrum
from events.seating.rules import SeatingRules
from events.seating.seated import Seated, Standing
from events.seating.solve import seat_banquet
from planner.errors import Fault
from planner.options import Options
from planner.value import Value

MOST_PEOPLE = 2_000
MOST_EFFORT = 400


class SeatingTask(Value):
    """Who is to be seated, how, by which custom.

    ``convention`` is the id of a custom as it stands on the day; ``rules``, the office's own, replace it.
    ``row_sizes`` are those of a rostrum from the front; ``place`` is a photograph's; ``guests_face_door``
    belongs to meetings, ``host_drives`` to cars; the rest to banquets (see :class:`Banquet`). ``effort``
    counts rounds of search.
    """

    kind: Layout
    title: str = Field(default="", max_length=200)
    people: tuple[Attendee, ...] = Field(default=(), max_length=MOST_PEOPLE)
    convention: str = Field(default=TWO_IN_THE_MIDDLE.id, max_length=100)
    rules: SeatingRules | None = None
    row_sizes: tuple[int, ...] | None = Field(default=None, max_length=100)
    place: PhotoPlace = PhotoPlace()
    guests_face_door: bool = True
    host_drives: bool = False
    tables: tuple[Table, ...] = Field(default=(), max_length=300)
    apart: tuple[Pair, ...] = Field(default=(), max_length=5_000)
    together: tuple[Pair, ...] = Field(default=(), max_length=5_000)
    pinned: dict[str, int] = {}
    head_hosts: int | None = Field(default=None, ge=0)
    weights: BanquetWeights = BanquetWeights()
    seed: int = Field(default=1, ge=0)
    effort: int | None = Field(default=None, ge=0, le=MOST_EFFORT)

    def customs(self, day: date) -> SeatingRules:
        """The custom on ``day``; raises InvalidSeating (``seating_convention_unknown``) if there is none."""
        return self.rules or convention(self.convention, day)

    def banquet(self, day: date) -> Banquet | None:
        """The task as a banquet; None for another layout."""
        if self.kind is not Layout.BANQUET:
            return None
        return Banquet(
            title=self.title,
            attendees=self.people,
            tables=self.tables,
            apart=self.apart,
            together=self.together,
            pinned=self.pinned,
            head_hosts=self.head_hosts,
            weights=self.weights,
            rules=self.customs(day),
        )


def seat(task: SeatingTask, day: date) -> Seated:
    """The seating of ``task`` on ``day``.

    A banquet is searched for and may be infeasible, with reasons. Every other layout follows from custom
    alone: there is one seating, and it is ``BEST``. Raises InvalidSeating for what cannot be read
    (``seating_nothing_to_seat``, ``seating_doubled``, and as the layouts do).
    """
    faults = tuple(_faults(task))
    if faults:
        raise InvalidSeating(faults)
    banquet = task.banquet(day)
    if banquet is not None:
        return seat_banquet(banquet, Options(seed=task.seed, effort=task.effort))
    return Seated(standing=Standing.BEST, plan=_by_custom(task, task.customs(day)))


def _by_custom(task: SeatingTask, rules: SeatingRules) -> SeatingPlan:
    if task.kind is Layout.ROSTRUM:
        return rostrum(task.title, task.people, rules, task.row_sizes)
    if task.kind is Layout.PHOTO:
        return photo(task.title, task.people, rules, task.place)
    if task.kind is Layout.MEETING:
        return meeting_table(task.title, task.people, rules, guests_face_door=task.guests_face_door)
    return car(task.title, task.people, rules, host_drives=task.host_drives)


def _faults(task: SeatingTask) -> Iterator[Fault]:
    if not task.people:
        yield Fault(code="seating_nothing_to_seat", value=task.title)
    counts = Counter(person.id for person in task.people)
    for name in (name for name, count in counts.items() if count > 1):
        yield Fault(code="seating_doubled", place="people", value=name)
