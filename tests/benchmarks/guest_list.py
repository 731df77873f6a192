# ruff: noqa: T201  (a benchmark prints)
"""How long a guest list takes: ``python -m tests.benchmarks.guest_list [--out docs/benchmarks.md]``.

Candidates are drawn from a seed: nine of ten are companies' contacts, the rest experts, associations and
funds; four in five organisations have one candidate, the others up to four; points are spread like
investments (log-normal). The list keeps quotas for seven segments, twelve inviting units and four regions,
some musts and some must-nots. The clock starts before the lists are merged and stops after the check; the
import of the solver, once a process, is told apart. Nothing is asserted.
"""

import argparse
import random
import time
from datetime import UTC, date, datetime
from pathlib import Path

from events.guest import Guest, Segment
from events.guests.demand import Attendance, GuestDemand, Wish
from events.guests.lists import GuestList, merged
from events.guests.propose import propose
from events.guests.quota import GuestQuota
from events.invitation.answer_rule import AnswerRule
from events.invitation.opening import opened
from events.invitation.waves import advance
from planner.clock import at
from planner.event import Event, EventKind
from planner.workdays import Workdays
from tests.benchmarks.machine import described
from tests.benchmarks.marked_section import write_section

UNITS, REGIONS = 12, 4
CHAIN = (Segment.UPSTREAM, Segment.MIDSTREAM, Segment.DOWNSTREAM, Segment.SUPPORTING)
OTHERS = (Segment.EXPERT, Segment.ASSOCIATION, Segment.FUND)
DAY = date(2026, 11, 18)
RULE = AnswerRule(last_invitation=date(2026, 11, 11), last_answer=date(2026, 11, 13))


def drawn(count: int, seed: int) -> list[GuestList]:
    """So many candidates on two lists; one in fifty of the first stands on the second as well."""
    draw = random.Random(seed)
    guests: list[Guest] = []
    organisation = 0
    while len(guests) < count:
        organisation += 1
        segment = draw.choice(CHAIN if draw.random() < 0.9 else OTHERS)
        size = 1 if draw.random() < 0.8 else draw.randint(2, 4)
        region, unit = f"R{draw.randrange(REGIONS)}", f"U{draw.randrange(UNITS)}"
        for _ in range(min(size, count - len(guests))):
            number = len(guests)
            guests.append(
                Guest(
                    id=f"g{number}",
                    name=f"来宾{number}",
                    organisation=f"单位{organisation}",
                    segment=segment,
                    region=region,
                    unit=unit,
                    mail=f"g{number}@example.com" if draw.random() < 0.8 else "",
                    points=int(draw.lognormvariate(8.5, 1.2)),
                )
            )
    twice = [guest.model_copy(update={"id": f"again-{guest.id}"}) for guest in guests[::50]]
    return [GuestList(name="企业库", guests=tuple(guests)), GuestList(name="各单位报送", guests=tuple(twice))]


def demand(places: int, count: int, seed: int) -> GuestDemand:
    """A list of so many with quotas of every kind."""
    draw = random.Random(seed + 1)
    share = max(1, places // 10)
    segments = [
        GuestQuota(id=segment, segment=segment, least=share, most=4 * share) for segment in (*CHAIN, *OTHERS)
    ]
    units = [GuestQuota(id=f"U{n}", unit=f"U{n}", least=places // 20, most=share) for n in range(UNITS)]
    regions = [GuestQuota(id=f"R{n}", region=f"R{n}", least=share, most=5 * share) for n in range(REGIONS)]
    named = draw.sample(range(count), 23)
    wishes = [
        Wish(guest=f"g{number}", attendance=kind)
        for numbers, kind in (
            (named[:3], Attendance.MUST),
            (named[3:13], Attendance.MAY),
            (named[13:], Attendance.MUST_NOT),
        )
        for number in numbers
    ]
    return GuestDemand(
        most_guests=places,
        most_per_organisation=1,
        quotas=(*segments, *units, *regions),
        wishes=tuple(wishes),
    )


def row(count: int, places: int, seed: int) -> str:
    """One measured list as a line of the table."""
    lists, asked = drawn(count, seed), demand(places, count, seed)
    start = time.perf_counter()
    people = merged(lists)
    joined = time.perf_counter()
    found = propose(people, asked)
    done = time.perf_counter()
    workdays = Workdays(DAY, DAY)
    event = Event(id="forum", kind=EventKind.FORUM, title="联谊会", candidate_days=(DAY,))
    invitations = opened(event, DAY, found, asked, RULE, workdays, suspects=people.suspects)
    opening = time.perf_counter()
    advance(invitations, at(date(2026, 10, 28), 600), workdays)
    sent = time.perf_counter()
    cells = (
        f"{count:,}",
        f"{places}",
        f"{seed}",
        found.status.value,
        f"{found.worth.total:,}",
        f"{found.bound:,}",
        f"{len(found.chosen)}",
        f"{joined - start:.2f}",
        f"{done - joined:.2f}",
        f"{done - start:.2f}",
        f"{sent - opening:.3f}",
    )
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Print the table, or write it into its section of a document."""
    parser = argparse.ArgumentParser(description="how long a guest list takes")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    start = time.perf_counter()
    import events.guests.optimise.selection  # noqa: F401, PLC0415  (the import is what is timed)

    imported = time.perf_counter() - start
    machine = described(datetime.now(UTC).date().isoformat())
    head = (
        "| candidates | places | seed | status | value | bound | chosen | merged, s | "
        "proposed and checked, s | both, s | first wave, s |\n" + "| --- " * 11 + "|"
    )
    sizes = [(300, 30, 1), (3_000, 30, 1), (3_000, 30, 2), (3_000, 30, 3), (3_000, 100, 1), (3_000, 300, 1)]
    lines = [head]
    for size in sizes:
        lines.append(row(*size))
        print(lines[-1], flush=True)
    section = f"{machine} Importing the solver: {imported:.2f} s, once a process.\n\n" + "\n".join(lines)
    if arguments.out is None:
        print(section)
    else:
        write_section(arguments.out, "guest list", section)


if __name__ == "__main__":
    main()
