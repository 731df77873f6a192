# ruff: noqa: T201  (a benchmark prints)
"""What seating takes: ``python -m tests.benchmarks.seating`` prints a table.

400 people at 40 tables of ten, an eighth of them hosts, with pairs apart and together, drawn from a seed;
also a late guest, and the documents of the lot. The first line is of a process that has to load or compile
the search. The processor's seconds stand beside the wall's: they hold on a busy machine too. Nothing is
asserted.
"""

import platform
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime

from api.documents.seating.badges import badges, badges_pdf
from api.documents.seating.chart import chart_svg
from api.documents.seating.name_cards import name_cards, name_cards_pdf
from api.documents.seating.printed import chart_pdf, chart_png
from events.guest import Segment
from events.seating.attendee import Attendee, Side
from events.seating.audit import audit_banquet
from events.seating.banquet import Banquet, Table
from events.seating.plan import SeatingPlan
from events.seating.seated import Seated
from events.seating.solve import seat_banquet
from events.seating.table_change import with_at_table
from planner.options import Options
from planner.person import Rank
from tests.benchmarks.season import table

DAY = datetime(2027, 3, 1, tzinfo=UTC)
SEGMENTS = (Segment.UPSTREAM, Segment.MIDSTREAM, Segment.DOWNSTREAM, Segment.SUPPORTING)


def drawn_banquet(people: int, apart: int, together: int, seed: int, *, head: bool = True) -> Banquet:
    """So many people at tables of ten with so many pairs apart and together, drawn from ``seed``."""
    dice = random.Random(seed)
    hosts = people // 8
    attendees = tuple(
        Attendee(
            id=f"p{k}",
            name=f"来宾{k}",
            organisation=f"示例·第{k}号企业有限公司",
            side=Side.HOST if k < hosts else Side.GUEST,
            rank=Rank(dice.choice([2, 3, 3, 4, 4, 4, 5, 5, 5])),
            order=k,
            region=None if k < hosts else dice.choice(["csj", "zsj", "jjj", "mt", "cy"]),
            chain=None if k < hosts else dice.choice(["zb", "qm", "xcl", "dz", "yy"]),
            segment=None if k < hosts else dice.choice(SEGMENTS),
        )
        for k in range(people)
    )
    names = [attendee.id for attendee in attendees]
    pairs = [(names[k], names[k + 1]) for k in dice.sample(range(hosts, people - 1, 2), together)]
    odds: list[tuple[str, str]] = []
    while len(odds) < apart:
        one, other = dice.sample(names, 2)
        if (one, other) not in pairs and (other, one) not in pairs:
            odds.append((one, other))
    tables = tuple(
        Table(number=number, seats=10, head=head and number == 1) for number in range(1, -(-people // 10) + 1)
    )
    return Banquet(
        title="答谢晚宴", attendees=attendees, tables=tables, apart=tuple(odds), together=tuple(pairs)
    )


def timed(work: Callable[[], object]) -> tuple[tuple[str, str], object]:
    """Seconds on the wall and of the processor, and what came of it."""
    start, busy = time.perf_counter(), time.process_time()
    made = work()
    return (f"{time.perf_counter() - start:.2f} s", f"{time.process_time() - busy:.2f} s"), made


def line(dinner: Banquet, what: str) -> tuple[tuple[str, ...], Seated]:
    """Seat a banquet: its line of the table."""
    took, seated = timed(lambda: seat_banquet(dinner, Options(seed=1)))
    assert isinstance(seated, Seated)
    broken = len(audit_banquet(dinner, seated))
    pairs = f"{len(dinner.apart)} apart, {len(dinner.together)} together"
    size = f"{len(dinner.attendees)} at {len(dinner.tables)}, {pairs}"
    value = f"{seated.terms.points} of at most {seated.bound_points}" if seated.plan else str(seated.standing)
    return (what, size, *took, value, str(broken), str(seated.neighbours)), seated


def documents(plan: SeatingPlan) -> list[tuple[str, ...]]:
    """What the documents of a plan take."""
    codes = {person.id: f"https://example.org/c/{person.id}-0123456789abcdef" for person in plan.attendees}
    works: dict[str, Callable[[], bytes]] = {
        "chart.svg": lambda: chart_svg(plan),
        "chart.pdf": lambda: chart_pdf(plan, DAY),
        "chart.png": lambda: chart_png(plan),
        "name cards.pdf": lambda: name_cards_pdf(plan.title, name_cards(plan), DAY),
        "badges.pdf": lambda: badges_pdf(plan.title, badges(plan, codes), DAY),
    }
    rows: list[tuple[str, ...]] = []
    for name, work in works.items():
        took, made = timed(work)
        assert isinstance(made, bytes)
        rows.append((name, f"{len(plan.attendees)} people", *took, f"{len(made) // 1024} KB", "", ""))
    return rows


def main() -> None:
    """Print the table."""
    rows = [line(drawn_banquet(40, 2, 1, 9), "first of a process")[0]]
    row, seated = line(drawn_banquet(400, 200, 40, 1), "400")
    rows.append(row)
    rows += [
        line(drawn_banquet(400, 800, 80, 2), "400, many pairs")[0],
        line(drawn_banquet(393, 200, 40, 3), "393: 7 empty chairs")[0],
        line(drawn_banquet(400, 4_000, 0, 4), "400, 20 at odds with each")[0],
        line(drawn_banquet(100, 60, 10, 5), "100")[0],
        line(drawn_banquet(1_000, 500, 100, 6), "1,000")[0],
    ]
    dinner = drawn_banquet(393, 200, 40, 3)
    plan = seat_banquet(dinner, Options(seed=1)).plan
    assert plan is not None
    late = Attendee(id="late", name="来宾", region="cy", chain="zb", segment=Segment.UPSTREAM)
    whole = dinner.model_copy(update={"attendees": (*dinner.attendees, late)})
    took, _ = timed(lambda: with_at_table(whole, plan, late))
    rows.append(("one more", "394 at 40", *took, "", "", ""))
    # At odds with somebody at each table that has a chair: others must make way.
    open_tables = [group for group in plan.groups if any(seat.attendee is None for seat in group.seats)]
    odds = tuple(("late", next(s.attendee for s in group.seats if s.attendee)) for group in open_tables)
    awkward = whole.model_copy(update={"apart": (*dinner.apart, *odds)})
    took, change = timed(lambda: with_at_table(awkward, plan, late))
    moved = f"{len(change.moved)} move" if hasattr(change, "moved") else "none"
    rows.append(("one more, nowhere free", "394 at 40", *took, moved, "", ""))
    if seated.plan is not None:
        rows += documents(seated.plan)
    print(f"Python {platform.python_version()}\n")
    print(table(("what", "size", "wall", "processor", "points / size", "rules broken", "neighbours"), rows))


if __name__ == "__main__":
    main()
