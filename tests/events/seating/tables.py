"""Small banquets at random, and every assignment that keeps what must be kept, to judge the solver by."""

import random
from collections.abc import Iterator
from itertools import product

from events.guest import Segment
from events.seating.attendee import Attendee, Side
from events.seating.banquet import Banquet, Table
from events.seating.head_table import party_tables
from planner.person import Rank


def any_banquet(seed: int, people: int = 7, *, head: bool | None = None) -> Banquet:
    """A few people at two or three tables, with pairs apart and together, at times a pin and a head table."""
    dice = random.Random(seed)
    attendees = tuple(
        Attendee(
            id=f"p{k}",
            name=f"p{k}",
            side=dice.choice([Side.HOST, Side.GUEST, Side.GUEST]),
            rank=Rank(dice.randint(1, 5)),
            order=k,
            region=dice.choice([None, "csj", "mt"]),
            chain=dice.choice([None, "zb", "qm"]),
            segment=dice.choice([Segment.UPSTREAM, Segment.MIDSTREAM, Segment.DOWNSTREAM, Segment.EXPERT]),
        )
        for k in range(people)
    )
    names = [attendee.id for attendee in attendees]
    sizes = dice.choice([(4, 4), (3, 4), (3, 3, 2), (5, 3), (4, 3, 3)])
    with_head = dice.random() < 0.3 if head is None else head
    tables = tuple(
        Table(number=number, seats=seats, head=with_head and number == 1)
        for number, seats in enumerate(sizes, start=1)
    )
    apart = tuple((a, b) for a, b in (dice.sample(names, 2) for _ in range(dice.randint(0, 8))))
    together = tuple((a, b) for a, b in (dice.sample(names, 2) for _ in range(dice.randint(0, 2))))
    pinned = {dice.choice(names): dice.randint(1, len(tables))} if dice.random() < 0.3 else {}
    return Banquet(
        title="晚宴", attendees=attendees, tables=tables, apart=apart, together=together, pinned=pinned
    )


def every_assignment(banquet: Banquet) -> Iterator[dict[str, int]]:
    """Attendee id -> table number, every way that keeps chairs, pairs and settled tables."""
    names = [attendee.id for attendee in banquet.attendees]
    settled = party_tables(banquet) | banquet.pinned
    numbers = [table.number for table in banquet.tables]
    for choice in product(*([settled[name]] if name in settled else numbers for name in names)):
        at = dict(zip(names, choice, strict=True))
        if (
            all(choice.count(table.number) <= table.seats for table in banquet.tables)
            and all(at[one] != at[other] for one, other in banquet.apart)
            and all(at[one] == at[other] for one, other in banquet.together)
        ):
            yield at
