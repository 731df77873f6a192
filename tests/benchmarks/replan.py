# ruff: noqa: T201  (a benchmark prints)
"""How soon a published plan is mended after one change: ``python -m tests.benchmarks.replan``.

A season of listed companies, planned for ``--published-seconds`` (kept in ``--plan FILE``, if given), then
one change after another, each against the published plan. A visit has moved if it is not there any more at
its hour with its leader, or was not there before. It has moved needlessly if it was there, its trip keeps
every rule of the changed season, no trip of its leader breaks one, and the change does not name its company.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import monotonic

from api.stopwatch import Stopwatch
from planner.amendment import amended
from planner.audit import audit
from planner.audit.standing_trips import standing_trips
from planner.changes import Change, CompanyCancels, CompanyOpens, PersonBusy, TrainGone
from planner.clock import day_of
from planner.options import Options
from planner.plan import Plan
from planner.replan import replan
from planner.season import Season
from planner.solve import solve
from planner.travel.gtfs import read_gtfs
from planner.travel.network import Network
from planner.window import Busy, Window
from tests.benchmarks.listed_season import listed_season
from tests.benchmarks.machine import described
from tests.benchmarks.marked_section import check_marks, tell
from tests.benchmarks.measured_solve import FEED
from tests.benchmarks.season import table

SECTION = "replan"
COLUMNS = (
    "change", "s", "audit", "value before", "after", "visits", "moved", "of them needlessly", "share, %",
)  # fmt: skip
Moved = tuple[str, object, str]


def changes_of(season: Season, plan: Plan, dice: Random) -> Iterator[tuple[str, Change]]:
    """One change of every kind that the season can have, where the plan feels it."""
    trip = dice.choice([trip for trip in plan.trips if len(trip.days) > 1])
    day = dice.choice(trip.days)
    start = trip.days[0].visits[0].start if trip.days[0].visits else trip.visits[0].start
    busy = Busy(start=start.replace(hour=9, minute=0), end=start.replace(hour=17, minute=0))
    yield "a leader is busy on the first day of a trip", PersonBusy(person=trip.leader, busy=busy)
    visit = dice.choice(trip.visits)
    yield "a company that is met cancels", CompanyCancels(company=visit.company)
    other = dice.choice(dice.choice(plan.trips).visits)
    yield (
        "a company cancels the day it is met on",
        CompanyCancels(company=other.company, day=day_of(other.start)),
    )
    met = {met.company for item in plan.trips for met in item.visits}
    left = dice.choice([company.id for company in season.companies if company.id not in met])
    begin = day.visits[0].start.replace(hour=9, minute=0) if day.visits else start.replace(hour=9, minute=0)
    window = Window(start=begin, end=begin + timedelta(hours=9))
    yield "a company left out opens a day more", CompanyOpens(company=left, window=window)
    numbers = [
        ride.number for t in plan.trips for d in t.days for leg in d.legs for ride in leg.rides
        if ride.number and not ride.estimated
    ]  # fmt: skip
    if numbers:
        yield "a train that is ridden is gone", TrainGone(number=dice.choice(sorted(set(numbers))))


def _visits(plan: Plan) -> set[Moved]:
    return {(visit.company, visit.start, trip.leader) for trip in plan.trips for visit in trip.visits}


def row_of(season: Season, published: Plan, words: str, change: Change) -> tuple[str, ...]:
    """Mend ``published`` after ``change``; a row of the table."""
    begun = monotonic()
    found = replan(season, published, (change,), Options(seed=1), stop=Stopwatch(60.0), quick=True)
    seconds = monotonic() - begun
    now = amended(season, (change,))
    standing = standing_trips(now, published, (), published.trips, published.events, Network(now))
    broken = [trip for trip in published.trips if trip not in standing]
    named = {getattr(change, "company", "")} | {v.company for trip in broken for v in trip.visits}
    leaders = {trip.leader for trip in broken}
    moved = _visits(published) ^ _visits(found.plan)
    needless = {
        item for item in moved & _visits(published) if item[0] not in named and item[2] not in leaders
    }
    count = len(_visits(published))
    verdict = "passed" if audit(found.season, found.plan).passed else "not passed"
    return (
        words, f"{seconds:.1f}", verdict, f"{published.objective.total:,}", f"{found.plan.objective.total:,}",
        str(count), str(len(moved)), str(len(needless)), f"{100 * len(needless) / count:.1f}",
    )  # fmt: skip


def _published(season: Season, seconds: float, path: Path | None) -> Plan:
    if path is not None and path.is_file():
        return Plan.model_validate_json(path.read_bytes())
    plan = solve(season, Options(seed=1), stop=Stopwatch(seconds))
    if path is not None:
        path.write_text(plan.model_dump_json(), encoding="utf-8")
    return plan


def _rows(season: Season, published: Plan, seeds: Sequence[int]) -> Iterator[tuple[str, ...]]:
    for seed in seeds:
        for words, change in changes_of(season, published, Random(seed)):
            row = row_of(season, published, words, change)
            print("   ", " | ".join(row), file=sys.stderr)
            yield row


def main() -> None:
    """Print the table, and write it where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=1_000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3], help="of the changes")
    parser.add_argument("--published-seconds", type=float, default=60.0)
    parser.add_argument("--plan", type=Path, help="keeps the published plan")
    parser.add_argument("--date", default=f"{date.today():%Y-%m-%d}", help="of the run")
    parser.add_argument("--out", type=Path, help="a document with the marks of this benchmark")
    given = parser.parse_args()
    check_marks(given.out, SECTION)
    machine = described(given.date)
    season = listed_season(given.companies, 1, read_gtfs(FEED.read_bytes()))
    published = _published(season, given.published_seconds, given.plan)
    season_words = f"{given.companies:,} companies, published after {given.published_seconds:.0f} s."
    rows = table(COLUMNS, _rows(season, published, given.seeds))
    tell(given.out, SECTION, f"{machine} {season_words}\n\n{rows}")


if __name__ == "__main__":
    main()
