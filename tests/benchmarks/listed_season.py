"""Seasons of listed companies: real names, industries, cities and assets; the missing facts made by rule.

The rule, in the words of ``docs/model.md``, everything drawn from one seeded generator:

- 65 working days from 2027-03-01; 100 people at home: 2 principals, 6 deputies who are each chief of one chain,
  4 department heads, 88 staff; the twelve who may lead are busy on 35 % of days, staff on 20 %; 12 days away at most;
  the two principals are never away together.
- A company belongs to one of six chains, receives visitors on 20 to 40 % of the days (mornings, afternoons or both,
  equally often), for 60, 75, 90, 105 or 120 minutes; 20 % ask for a principal, 30 % for the chief of the chain.
- Worth: 500 points times 10 log2(assets / 300 million yuan), at least 5, and 40 more for the top tenth by assets.
"""

import csv
import math
import random
from datetime import date, timedelta
from pathlib import Path

from planner.clock import at
from planner.company import Company, Needs, Stage
from planner.person import Chain, Person, Rank, Unit
from planner.place import Region, Site
from planner.rules import Rules
from planner.season import AwayLimit, Base, Season
from planner.timetable import Timetable
from planner.travel.gazetteer import all_cities, find_city
from planner.window import Busy, Window
from planner.workdays import Workdays

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"
FIRST = date(2027, 3, 1)
WORKING_DAYS = 65
HALVES = (((540, 720),), ((810, 1_080),), ((540, 720), (810, 1_080)))


def listed_season(companies: int, seed: int, timetable: Timetable, most_visits: int = 4) -> Season:
    """A season of so many listed companies; equal arguments give equal seasons."""
    draw = random.Random(seed)
    rows = list(csv.DictReader((SHARED / "listed-companies-2019.csv").open(encoding="utf-8")))
    rows = draw.sample(rows, companies)
    workdays = Workdays(FIRST, FIRST + timedelta(days=150)).days[:WORKING_DAYS]
    chains = tuple(Chain(id=f"c{k}", name=f"产业链{k + 1}", chief=f"d{k}") for k in range(6))
    regions, cities = _places(rows)
    home = find_city("江津")
    return Season(
        id=f"listed-{companies}-{seed}",
        title=f"{companies}家上市公司",
        first=FIRST,
        last=workdays[-1],
        as_of=at(date(2027, 2, 1), 540),
        home=Base(id="home", name="江津", site=Site(city=home.adcode, lat=home.lat, lon=home.lon)),
        cities=cities,
        regions=regions,
        units=(Unit(id="bureau", name="招商投资局"),),
        chains=chains,
        people=tuple(_people(draw, workdays)),
        companies=tuple(_companies(draw, rows, workdays)),
        away_limits=(AwayLimit(id="principals", people=("p0", "p1")),),
        rules=Rules(most_visits_a_day=most_visits),
        timetable=timetable,
    )


def _places(rows: list[dict[str, str]]) -> tuple[tuple[Region, ...], tuple]:  # type: ignore[type-arg]
    by_region: dict[str, set[str]] = {}
    for row in rows:
        by_region.setdefault(row["region"], set()).add(find_city(row["city"]).adcode)
    regions = tuple(
        Region(id=f"r{k}", name=name, cities=tuple(sorted(by_region[name])))
        for k, name in enumerate(sorted(by_region))
    )
    used = {code for region in regions for code in region.cities} | {find_city("江津").adcode, find_city("重庆").adcode}
    return regions, tuple(city for city in all_cities() if city.adcode in used)


def _people(draw: random.Random, workdays: tuple[date, ...]) -> list[Person]:
    leads = [(f"p{k}", Rank.PRINCIPAL) for k in range(2)]
    leads += [(f"d{k}", Rank.DEPUTY) for k in range(6)] + [(f"h{k}", Rank.DEPARTMENT_HEAD) for k in range(4)]
    staff = [(f"s{k}", Rank.STAFF if k % 3 else Rank.DEPARTMENT_DEPUTY) for k in range(88)]
    found = []
    for name, rank in leads + staff:
        share = 0.35 if rank <= Rank.DEPARTMENT_HEAD else 0.2
        busy = tuple(
            Busy(start=at(day, 540), end=at(day, 720)) for day in workdays if draw.random() < share
        )
        found.append(Person(id=name, name=name, unit="bureau", rank=rank, busy=busy, most_days_away=12))
    return found


def _companies(draw: random.Random, rows: list[dict[str, str]], workdays: tuple[date, ...]) -> list[Company]:
    assets = [float(row["total_assets_10k_cny"] or 0) * 10_000 for row in rows]
    top = sorted(assets, reverse=True)[max(0, len(assets) // 10 - 1)]
    found = []
    for row, worth in zip(rows, assets, strict=True):
        value = max(5.0, 10 * math.log2(worth / 3e8) if worth > 0 else 0.0) + (40 if worth >= top else 0)
        chance, need = draw.uniform(0.2, 0.4), draw.random()
        windows = [
            Window(start=at(day, first), end=at(day, last))
            for day in workdays
            if draw.random() < chance
            for first, last in draw.choice(HALVES)
        ]
        needs = Needs(least_rank=Rank.PRINCIPAL) if need < 0.2 else Needs(chief=need < 0.5)
        site = Site(city=find_city(row["city"]).adcode, lat=float(row["lat_assumed"]), lon=float(row["lon_assumed"]))
        found.append(
            Company(
                id=row["code"], name=row["name"], site=site, chain=f"c{draw.randrange(6)}", needs=needs,
                expected_investment_cny=int(value * 500) * 200_000, stage=Stage.LEAD,
                visit_minutes=draw.choice((60, 75, 90, 105, 120)), windows=tuple(windows),
            )  # fmt: skip
        )
    return found


