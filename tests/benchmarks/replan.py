# ruff: noqa: T201  (a benchmark prints)
"""How fast, and with how little moved, a published plan is mended: ``python -m tests.benchmarks.replan``.

A season of listed companies, a plan of it published (read from ``--plan FILE``, or made in ``--seconds`` and
kept there), and changes of every kind at drawn places. Each is mended in this process, code loaded by one
mend before, and audited afresh. ``--out FILE`` writes the table between its marks in FILE as well.

**moved** counts visits of the published plan that are met on another day, under another leader or no more;
**needlessly** are those of trips that keep every rule of the changed season and of companies that the change
does not name, its share is of all published visits. **left** is what the plan is worth without the broken
trips, changes priced: no mended plan may be worth less.
"""

import argparse
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

from api.stopwatch import Stopwatch
from planner.amendment import amended
from planner.audit import audit
from planner.changes import Change, CompanyCancels, CompanyOpens, EventMoved, PersonBusy, TrainGone
from planner.clock import DAY_MINUTES, at, day_of
from planner.event import Event, EventKind
from planner.objective import objective_of
from planner.options import Options
from planner.plan import Plan, Trip
from planner.replan import replan
from planner.season import Season
from planner.solve import solve
from planner.travel.gtfs import read_gtfs
from planner.travel.network import Network
from planner.window import Busy, Window
from tests.benchmarks.listed_season import COMPANIES, FIRST, listed_season
from tests.benchmarks.machine import described
from tests.benchmarks.marked_section import check_marks, tell
from tests.benchmarks.measured_solve import FEED
from tests.benchmarks.season import table

SECTION = "replan"
COLUMNS = (
    "change", "seconds", "CPU, s", "published", "left", "mended", "trips broken", "visits moved",
    "needlessly", "needlessly, %", "audit",
)  # fmt: skip
LAST_CHANCE = 64  # working days of the season less one, for the day that the event is published on


@dataclass(frozen=True)
class Row:
    """What came of one change; seconds from the change to the plan and its differences."""

    name: str
    seconds: float
    cpu_seconds: float
    left: int
    mended: int
    broken: int
    moved: int
    needlessly: int
    verdict: str


def season_with_event(companies: int, seed: int) -> Season:
    """The listed season with a forum that a principal must attend on one of two days."""
    season = listed_season(companies, seed, read_gtfs(FEED.read_bytes()))
    days = season.workdays().days
    forum = Event(
        id="forum",
        kind=EventKind.FORUM,
        title="产业对接会",
        candidate_days=(days[LAST_CHANCE // 2], days[LAST_CHANCE]),
        required=("p0", "d0"),
        wished=tuple(f"d{k}" for k in range(1, 6)),
    )
    free = {"p0", "d0"}
    people = tuple(
        person.model_copy(update={"busy": ()}) if person.id in free else person for person in season.people
    )
    return season.model_copy(update={"events": (forum,), "people": people})


def changes(season: Season, plan: Plan, draw: random.Random, places: int) -> Iterator[tuple[str, Change]]:
    """Of every kind one at each of so many places."""
    met = {visit.company for trip in plan.trips for visit in trip.visits}
    days = season.workdays().days
    numbers = sorted({n for trip in plan.trips for n in _numbers(trip)})
    for _ in range(places):
        trip = draw.choice(plan.trips)
        visit = draw.choice(trip.visits)
        day = draw.choice(trip.dates)
        yield "company cancels", CompanyCancels(company=visit.company)
        yield "company cancels a day", CompanyCancels(company=visit.company, day=day_of(visit.start))
        yield "leader busy", PersonBusy(person=trip.leader, busy=_whole(day))
        yield "member busy", PersonBusy(person=draw.choice(trip.members), busy=_whole(day))
        near = [c for c in season.companies if c.id not in met and c.site.city in _cities(season, trip)]
        opens = draw.choice(near or [c for c in season.companies if c.id not in met])
        window = Window(start=at(day, 540), end=at(day, 1_080))
        yield "company opens", CompanyOpens(company=opens.id, window=window)
        yield "train gone", TrainGone(number=draw.choice(numbers))
        yield "event moved", EventMoved(event="forum", day=draw.choice(days))


def _whole(day: date) -> Busy:
    return Busy(start=at(day, 0), end=at(day, DAY_MINUTES))


def _cities(season: Season, trip: Trip) -> tuple[str, ...]:
    return next(region.cities for region in season.regions if region.id == trip.region)


def _numbers(trip: Trip) -> Iterator[str]:
    for day in trip.days:
        for leg in day.legs:
            yield from (ride.number for ride in leg.rides if ride.number)


def measured(season: Season, published: Plan, name: str, change: Change) -> Row:
    """Mend one change, by the clock, and judge what came of it."""
    begun, used = perf_counter(), process_time()
    found = replan(season, published, [change], quick=True)
    seconds, cpu = perf_counter() - begun, process_time() - used
    now = amended(season, [change])
    broken = broken_trips(now, published, change)
    named = change.company if isinstance(change, CompanyCancels | CompanyOpens) else None
    kept = [trip for trip in published.trips if trip.id not in broken]
    left = objective_of(now, kept, found.plan.events, Network(now), published).total
    judged = audit(now, found.plan, None, published)
    before, after = _meetings(published.trips), _meetings(found.plan.trips)
    moved = [company for company, meeting in before.items() if after.get(company) != meeting]
    idle = {visit.company for trip in kept for visit in trip.visits} - {named}
    verdict = "passed" if judged.passed else f"{len(judged.violations)} violations"
    return Row(
        name=name,
        seconds=seconds,
        cpu_seconds=cpu,
        left=left,
        mended=found.plan.objective.total,
        broken=len(broken),
        moved=len(moved),
        needlessly=len(idle & set(moved)),
        verdict=verdict if found.plan.bound is None else f"solved anew, {verdict}",
    )


def broken_trips(now: Season, published: Plan, change: Change) -> set[str]:
    """Trips (ids) that break a rule of the changed season, and those of whom a moved event needs at home."""
    places = [violation.place for violation in audit(now, published, None, published).violations]
    found = {
        trip.id
        for number, trip in enumerate(published.trips)
        if any(place.partition(".")[0] == f"trips[{number}]" for place in places)
    }
    if isinstance(change, EventMoved):
        needed = {name for event in now.events if event.id == change.event for name in event.required}
        found |= {t.id for t in published.trips if change.day in t.dates and needed & {*t.delegation}}
    return found


def _meetings(trips: tuple[Trip, ...]) -> dict[str, tuple[date, str]]:
    return {visit.company: (day_of(visit.start), trip.leader) for trip in trips for visit in trip.visits}


def _published(path: Path | None, season: Season, seconds: float) -> Plan:
    """The plan that people hold: read, or made and kept."""
    if path is not None and path.exists():
        return Plan.model_validate_json(path.read_bytes())
    plan = solve(season, Options(seed=1), stop=Stopwatch(seconds))
    if path is not None:
        path.write_text(plan.model_dump_json(), encoding="utf-8")
    return plan


def _cells(row: Row, published: Plan) -> tuple[str, ...]:
    visits = sum(len(trip.visits) for trip in published.trips)
    return (
        row.name, f"{row.seconds:.2f}", f"{row.cpu_seconds:.2f}", f"{published.objective.total:,}",
        f"{row.left:,}", f"{row.mended:,}", str(row.broken), str(row.moved), str(row.needlessly),
        f"{100 * row.needlessly / visits:.2f}", row.verdict,
    )  # fmt: skip


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1, help="of the season and of the places drawn")
    parser.add_argument("--places", type=int, default=2, help="of each kind of change")
    parser.add_argument("--plan", type=Path, help="the published plan; made and kept there if it is missing")
    parser.add_argument("--seconds", type=float, default=60.0, help="given to a plan that must be made")
    parser.add_argument("--date", default=f"{date.today():%Y-%m-%d}", help="of the run")
    parser.add_argument("--out", type=Path, help="a document with the marks of this benchmark")
    return parser.parse_args()


def main() -> None:
    """Print the table, and write it where asked."""
    given = _arguments()
    if not (FEED.is_file() and COMPANIES.is_file()):
        sys.exit(f"needs {FEED.name} and {COMPANIES.name}: put the folder shared beside the repository")
    check_marks(given.out, SECTION)
    machine = described(given.date)
    season = season_with_event(given.companies, given.seed)
    published = _published(given.plan, season, given.seconds)
    first = CompanyCancels(company=published.trips[0].visits[0].company)
    replan(season, published, [first], quick=True)  # loads what is loaded once
    rows = []
    for name, change in changes(season, published, random.Random(given.seed), given.places):
        row = measured(season, published, name, change)
        rows.append(_cells(row, published))
        print(" | ".join(rows[-1]), file=sys.stderr)
    visits = sum(len(trip.visits) for trip in published.trips)
    what = (
        f"{given.companies:,} listed companies from {FIRST}, {len(published.trips)} trips, {visits} visits."
    )
    tell(given.out, SECTION, f"{machine} {what}\n\n{table(COLUMNS, rows)}")


if __name__ == "__main__":
    main()
