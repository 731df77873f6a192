"""Seasons of listed companies: real names, industries, cities and assets; the missing facts made by rule.

The rule, in the words of ``docs/model.md``, everything drawn from one seeded generator:

- 65 working days from 2027-03-01; 100 people at home: 2 principals, 6 deputies who are each chief of one
  chain, 4 department heads, 88 staff; the twelve who may lead are busy on 35 % of days, staff on 20 %;
  12 days away at most; the two principals are never away together.
- A company belongs to one of six chains, receives visitors on 20 to 40 % of the days (mornings, afternoons
  or both, equally often), for 60, 75, 90, 105 or 120 minutes; 20 % ask for a principal, 30 % for the chief
  of the chain.
- Worth: 500 points times 10 log2(assets / 300 million yuan), that factor at least 5, and 40 more for the top
  tenth by assets.
- The table has 2,391 companies. A larger season has each of them more than once, as a works of its own: under
  its code and a number, up to 0.05° away to each side, all that is drawn above drawn for it anew. So 10,000
  are no 10,000 firms: cities and assets come four times each, and so do the companies that could matter.
"""

import csv
import math
import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from planner.clock import at
from planner.company import Company, Needs, Stage
from planner.person import Chain, Person, Rank, Unit
from planner.place import City, Region, Site
from planner.rules import Rules
from planner.season import AwayLimit, Base, Season
from planner.timetable import Timetable
from planner.travel.gazetteer import all_cities, find_city
from planner.window import Busy, Window
from planner.workdays import Workdays

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"
COMPANIES = SHARED / "listed-companies-2019.csv"
FIRST = date(2027, 3, 1)
WORKING_DAYS = 65
MOST_DAYS_AWAY = 12
MORNING, AFTERNOON = (540, 720), (810, 1_080)
OPENINGS = ((MORNING,), (AFTERNOON,), (MORNING, AFTERNOON))
VISIT_MINUTES = (60, 75, 90, 105, 120)
LEADERS = (
    *((f"p{k}", Rank.PRINCIPAL) for k in range(2)),
    *((f"d{k}", Rank.DEPUTY) for k in range(6)),
    *((f"h{k}", Rank.DEPARTMENT_HEAD) for k in range(4)),
)
STAFF = tuple((f"s{k}", Rank.STAFF if k % 3 else Rank.DEPARTMENT_DEPUTY) for k in range(88))
CHAINS = tuple(Chain(id=f"c{k}", name=f"产业链{k + 1}", chief=f"d{k}") for k in range(6))

Row = dict[str, str]
city_named = cache(find_city)  # some hundred cities, of thousands of companies


def listed_season(companies: int, seed: int, timetable: Timetable, most_visits: int = 4) -> Season:
    """A season of so many listed companies; equal arguments give equal seasons.

    ``most_visits`` is the most visits a day. Raises FileNotFoundError without the table of companies.
    """
    draw = random.Random(seed)
    with COMPANIES.open(encoding="utf-8") as table:
        rows = _drawn(draw, list(csv.DictReader(table)), companies)
    workdays = Workdays(FIRST, FIRST + timedelta(days=150)).days[:WORKING_DAYS]
    home = find_city("江津")
    regions = _regions(rows)
    return Season(
        id=f"listed-{companies}-{seed}",
        title=f"{companies}家上市公司",
        first=FIRST,
        last=workdays[-1],
        as_of=at(date(2027, 2, 1), 540),
        home=Base(id="home", name="江津", site=Site(city=home.adcode, lat=home.lat, lon=home.lon)),
        cities=_cities(regions),
        regions=regions,
        units=(Unit(id="bureau", name="招商投资局"),),
        chains=CHAINS,
        people=tuple(_people(draw, workdays)),
        companies=tuple(_companies(draw, rows, workdays)),
        away_limits=(AwayLimit(id="principals", people=("p0", "p1")),),
        rules=Rules(most_visits_a_day=most_visits),
        timetable=timetable,
    )


def _drawn(draw: random.Random, listed: list[Row], companies: int) -> list[Row]:
    """So many of the listed companies: each once, then, if there are not enough, further works of theirs."""
    rows = draw.sample(listed, min(companies, len(listed)))
    works = 2
    while len(rows) < companies:
        more = draw.sample(listed, min(companies - len(rows), len(listed)))
        rows += [_works(draw, row, works) for row in more]
        works += 1
    return rows


def _works(draw: random.Random, row: Row, number: int) -> Row:
    north, east = draw.uniform(-0.05, 0.05), draw.uniform(-0.05, 0.05)
    return row | {
        "code": f"{row['code']}-{number}",
        "name": f"{row['name']}{number}厂",
        "lat_assumed": f"{float(row['lat_assumed']) + north:.4f}",
        "lon_assumed": f"{float(row['lon_assumed']) + east:.4f}",
    }


def _regions(rows: list[Row]) -> tuple[Region, ...]:
    """The regions of the companies, each with the cities in which one lies."""
    by_name: dict[str, set[str]] = {}
    for row in rows:
        by_name.setdefault(row["region"], set()).add(city_named(row["city"]).adcode)
    return tuple(
        Region(id=f"r{k}", name=name, cities=tuple(sorted(by_name[name])))
        for k, name in enumerate(sorted(by_name))
    )


def _cities(regions: tuple[Region, ...]) -> tuple[City, ...]:
    """The cities of the regions, home, and 重庆 with its stations and airport."""
    used = {adcode for region in regions for adcode in region.cities}
    used |= {find_city(name).adcode for name in ("江津", "重庆")}
    return tuple(city for city in all_cities() if city.adcode in used)


def _people(draw: random.Random, workdays: tuple[date, ...]) -> Iterator[Person]:
    for name, rank in LEADERS + STAFF:
        share = 0.35 if rank <= Rank.DEPARTMENT_HEAD else 0.2
        busy = tuple(Busy(start=at(day, 540), end=at(day, 720)) for day in workdays if draw.random() < share)
        yield Person(id=name, name=name, unit="bureau", rank=rank, busy=busy, most_days_away=MOST_DAYS_AWAY)


def _companies(draw: random.Random, rows: list[Row], workdays: tuple[date, ...]) -> Iterator[Company]:
    for row, points in zip(rows, _points(rows), strict=True):
        chance, need = draw.uniform(0.2, 0.4), draw.random()
        windows = tuple(
            Window(start=at(day, first), end=at(day, last))
            for day in workdays
            if draw.random() < chance
            for first, last in draw.choice(OPENINGS)
        )
        yield Company(
            id=row["code"],
            name=row["name"],
            site=_site(row),
            chain=f"c{draw.randrange(6)}",
            needs=Needs(least_rank=Rank.PRINCIPAL) if need < 0.2 else Needs(chief=need < 0.5),
            # 200,000 yuan at a lead's chance of 50 ‰ and 100 points a million are one point.
            expected_investment_cny=points * 200_000,
            stage=Stage.LEAD,
            visit_minutes=draw.choice(VISIT_MINUTES),
            windows=windows,
        )


def _points(rows: list[Row]) -> list[int]:
    """What each company is worth, by its assets."""
    assets_cny = [float(row["total_assets_10k_cny"] or 0) * 10_000 for row in rows]
    least_of_top = sorted(assets_cny, reverse=True)[max(0, len(rows) // 10 - 1)]
    worth = (max(5.0, 10 * math.log2(cny / 3e8) if cny > 0 else 0.0) for cny in assets_cny)
    return [
        int((value + (40 if cny >= least_of_top else 0)) * 500)
        for value, cny in zip(worth, assets_cny, strict=True)
    ]


def _site(row: Row) -> Site:
    city = city_named(row["city"])
    return Site(city=city.adcode, lat=float(row["lat_assumed"]), lon=float(row["lon_assumed"]))
