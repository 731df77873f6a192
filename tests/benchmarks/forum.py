# ruff: noqa: T201  (a benchmark prints)
"""A large forum arranged: ``python -m tests.benchmarks.forum --companies 300 --hosts 60 --wishes 1500``.

Each seed draws a forum by the rule of :func:`drawn_forum`; a row tells how near the bound its timetable is.
``--document FILE`` writes the table between its marks in FILE as well.
"""

import argparse
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random
from time import monotonic, process_time

from events.matchmaking.arrange import arrange
from events.matchmaking.audit import Evidence
from events.matchmaking.meeting_day import MeetingDay
from events.matchmaking.optimise import answer as _solver  # noqa: F401  (imported before the clock starts)
from events.matchmaking.participant import Participant, Session, Side
from events.matchmaking.request import Request, Wish
from planner.options import Options
from planner.progress import Progress
from tests.benchmarks.countdown import Countdown
from tests.benchmarks.machine import described
from tests.benchmarks.marked_section import check_marks, tell
from tests.benchmarks.season import table

SECTION = "forum"
COLUMNS = (
    "seed", "requests", "held", "points", "bound", "gap, %", "points proven, s", "idle gaps", "of at least",
    "most gaps of one", "seconds", "CPU, s",
)  # fmt: skip


def drawn_forum(companies: int, hosts: int, slots: int, wishes: int, tables: int, seed: int) -> MeetingDay:
    """A forum at which companies want to meet hosts.

    A host misses none, two or four slots, a company none, two, four or half of them, one in ten a half of
    the day; one in fifteen companies bears at most three meetings, every fourth host at most three slots'
    less than it has. Hosts are sought after unevenly (their weight falls with their number); three requests
    in a hundred are musts, five are refused, points are 1 to 100. Companies are guaranteed one meeting.
    """
    random = Random(seed)
    people = [_host(random, number, slots) for number in range(hosts)]
    people += [_company(random, number, slots) for number in range(companies)]
    weights = [1 / (4 + number) for number in range(hosts)]
    pairs: dict[tuple[int, int], None] = {}
    while len(pairs) < wishes:
        pairs[random.choices(range(hosts), weights)[0], random.randrange(companies)] = None
    kinds = random.choices([Wish.WISH, Wish.MUST, Wish.NO], [92, 3, 5], k=wishes)
    seen: Counter[str] = Counter()
    requests = []
    for (host, company), kind in zip(pairs, kinds, strict=True):
        ends = (f"h{host}", f"c{company}")
        seen.update(ends)
        must = kind is Wish.MUST and max(seen[end] for end in ends) <= 2
        wish = Wish.WISH if kind is Wish.MUST and not must else kind
        points = random.randint(1, 100)
        requests.append(Request(id="-".join(ends), first=ends[0], second=ends[1], wish=wish, points=points))
    return MeetingDay(
        participants=tuple(people),
        requests=tuple(requests),
        slots=slots,
        morning_slots=slots // 2,
        tables=tables,
        most_gap_difference=3,
    )


def _host(random: Random, number: int, slots: int) -> Participant:
    missed = tuple(sorted(random.sample(range(1, slots + 1), random.choice([0, 0, 2, 4]))))
    most = slots - len(missed) - 3 if number % 4 == 3 else None
    return Participant(id=f"h{number}", side=Side.HOST, forbidden=missed, most_meetings=most)


def _company(random: Random, number: int, slots: int) -> Participant:
    missed = tuple(sorted(random.sample(range(1, slots + 1), random.choice([0, 0, 2, 4, slots // 2]))))
    half = random.random() < 0.1
    sessions = (random.choice(list(Session)),) if half else tuple(Session)
    most = 3 if number % 15 == 14 else None
    return Participant(
        id=f"c{number}", forbidden=missed, sessions=sessions, most_meetings=most, least_meetings=1
    )


def row_of(given: argparse.Namespace, seed: int) -> tuple[str, ...]:
    """One forum drawn and arranged."""
    day = drawn_forum(given.companies, given.hosts, given.slots, given.wishes, given.tables, seed)
    begun, worked = monotonic(), process_time()
    closed: list[float] = []

    def heard(step: Progress) -> None:
        if not closed and step.best is not None and step.best == step.bound:
            closed.append(monotonic() - begun)

    found = arrange(day, Options(seed=seed), stop=Countdown(given.seconds), progress=heard)
    seconds, cpu = monotonic() - begun, process_time() - worked
    bound = found.points_bound or 0
    uneasiest = max(Evidence(day, found).gaps(), default=0)
    row = (
        str(seed), str(len(day.requests)), str(len(found.meetings)), f"{found.points:,}", f"{bound:,}",
        f"{100 * (bound - found.points) / max(1, bound):.2f}", f"{closed[0]:.1f}" if closed else "–",
        str(found.gaps), str(found.gaps_bound), str(uneasiest),
        f"{seconds:.1f}", f"{cpu:.1f}",
    )  # fmt: skip
    print(*row, file=sys.stderr, flush=True)
    return row


def main() -> None:
    """Print the table, and write it where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=300)
    parser.add_argument("--hosts", type=int, default=60)
    parser.add_argument("--slots", type=int, default=20)
    parser.add_argument("--wishes", type=int, default=1_500)
    parser.add_argument("--tables", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--date", default=f"{date.today():%Y-%m-%d}", help="of the run")
    parser.add_argument("--document", type=Path, help="a document with the marks of this benchmark")
    given = parser.parse_args()
    check_marks(given.document, SECTION)
    machine = described(given.date)
    rows = [row_of(given, seed) for seed in given.seeds]
    section = f"{machine} {_setting(given)}\n\n{table(COLUMNS, rows)}"
    tell(given.document, SECTION, section)


def _setting(given: argparse.Namespace) -> str:
    return (
        f"{given.companies} companies, {given.hosts} hosts, {given.slots} slots, {given.wishes:,} wishes, "
        f"{given.tables} tables; stopped after {given.seconds:.0f} s."
    )


if __name__ == "__main__":
    main()
