"""宴会: the tables, the guests and hosts, who must not and who must share a table, and what is wished for."""

from collections import Counter
from collections.abc import Iterator

from pydantic import Field

from events.seating.attendee import Attendee
from events.seating.conventions import TWO_IN_THE_MIDDLE
from events.seating.errors import InvalidSeating
from events.seating.rules import SeatingRules
from planner.errors import Fault
from planner.value import Value

Pair = tuple[str, str]


class Table(Value):
    """A round table with its chairs; the ``head`` table (主桌) is filled by rank."""

    number: int = Field(ge=1)
    seats: int = Field(ge=2, le=40)
    name: str = Field(default="", max_length=40)
    head: bool = False


class BanquetWeights(Value):
    """Points: what a wish is worth, or what goes against it costs.

    ``region_pair``: two people of one region at a table; ``host_pair``: two hosts at a table; ``empty_pair``:
    two empty chairs at a table (so gaps spread evenly); ``chain_pair``: two people matched at a table as
    upstream and downstream of one chain, each counted once.
    """

    region_pair: int = Field(default=10, ge=0)
    host_pair: int = Field(default=30, ge=0)
    empty_pair: int = Field(default=10, ge=0)
    chain_pair: int = Field(default=25, ge=0)


class Banquet(Value):
    """Who is to be seated at which tables.

    ``apart`` and ``together`` are pairs of attendee ids that must not, and must, share a table. ``pinned`` is
    attendee id -> table number. ``head_hosts`` is how many chairs of the head table are the hosts';
    None: rank alone decides. ``weights`` judge the head table like the others.
    """

    title: str = Field(min_length=1, max_length=200)
    attendees: tuple[Attendee, ...]
    tables: tuple[Table, ...]
    apart: tuple[Pair, ...] = ()
    together: tuple[Pair, ...] = ()
    pinned: dict[str, int] = {}
    head_hosts: int | None = Field(default=None, ge=0)
    weights: BanquetWeights = BanquetWeights()
    rules: SeatingRules = TWO_IN_THE_MIDDLE


def check_readable(banquet: Banquet) -> None:
    """Refuse a banquet that cannot be read.

    Raises InvalidSeating: nobody or no table (``seating_nothing_to_seat``), an id or table number twice
    (``seating_doubled``), several head tables (``seating_head_tables``), a pair or pin that names an unknown
    person or table (``seating_unknown_person``, ``seating_unknown_table``) or one person twice
    (``seating_pair_of_one``).
    """
    faults = (*_doubled(banquet), *_unknown(banquet))
    if faults:
        raise InvalidSeating(faults)


def _doubled(banquet: Banquet) -> Iterator[Fault]:
    if not banquet.attendees or not banquet.tables:
        yield Fault(code="seating_nothing_to_seat", value=banquet.title)
    people = Counter(attendee.id for attendee in banquet.attendees)
    numbers = Counter(str(table.number) for table in banquet.tables)
    for place, counts in (("attendees", people), ("tables", numbers)):
        for name, count in counts.items():
            if count > 1:
                yield Fault(code="seating_doubled", place=place, value=name)
    heads = [str(table.number) for table in banquet.tables if table.head]
    if len(heads) > 1:
        yield Fault(code="seating_head_tables", place="tables", value=", ".join(heads))


def _unknown(banquet: Banquet) -> Iterator[Fault]:
    people = {attendee.id for attendee in banquet.attendees}
    for wish, pairs in (("apart", banquet.apart), ("together", banquet.together)):
        for number, pair in enumerate(pairs):
            place = f"{wish}[{number}]"
            for name in dict.fromkeys(pair):
                if name not in people:
                    yield Fault(code="seating_unknown_person", place=place, value=name)
            if pair[0] == pair[1]:
                yield Fault(code="seating_pair_of_one", place=place, value=pair[0])
    tables = {table.number for table in banquet.tables}
    for name, number in banquet.pinned.items():
        if name not in people:
            yield Fault(code="seating_unknown_person", place="pinned", value=name)
        if number not in tables:
            yield Fault(code="seating_unknown_table", place=f"pinned.{name}", value=str(number))
