# ruff: noqa: T201  (a benchmark prints)
"""Lists of 50 of 10,000 companies over HTTP: ``python -m tests.benchmarks.api_lists`` prints a table.

``zhaoshang web`` in a process of its own, on SQLite and on PostgreSQL; one client that asks for one list
after another by API token, over one connection. Each list is asked for ``--times`` times, in turn with the
others. Nothing is asserted.
"""

import argparse
from datetime import UTC, date, datetime, timedelta
from random import Random
from statistics import quantiles
from time import perf_counter

import httpx

from api.store.bulk import write_all
from api.store.database import Database
from api.store.work import COMMAND_LINE
from planner.company import Channel, Company, FirstContact, Stage
from planner.person import Chain, Unit
from planner.place import Site
from tests.api.servers import process_serving
from tests.benchmarks.machine import described
from tests.benchmarks.staffed import BACKENDS, fresh_database, token_of_administrator

COMPANIES = 10_000
CITIES = ("320500", "310000", "440300", "110000", "350200")
LISTS: dict[str, dict[str, str | int]] = {
    "no filter": {},
    "page 100 by name": {"sort": "name"},
    "name contains": {"q": "装备 77"},
    "city, stage, sorted by investment": {
        "city": "320500",
        "stage": "lead",
        "sort": "-expected_investment_cny",
    },
    "unit, chain, label": {"unit": "u3", "chain": "c1", "kind": "500强"},
    "investment from to, never met": {"min_investment": 10**8, "max_investment": 10**9, "met": "false"},
    "by day last met, latest first": {"sort": "-last_met_on"},
    "one unit's, changed lately": {
        "unit": "u5",
        "changed_since": "2026-01-01T00:00:00+08:00",
        "sort": "-changed_at",
    },
}


def fill(database: Database) -> None:
    """Ten units, six chains, companies drawn from a fixed seed."""
    dice = Random(1)
    companies = [
        Company(
            id=f"C{number:05}",
            name=f"示例智能装备 {number} 有限公司",
            site=Site(city=dice.choice(CITIES), address="示例路 1 号", lat=31.3, lon=120.6),
            chain=f"c{number % 6}",
            expected_investment_cny=dice.randrange(10**7, 10**10),
            stage=dice.choice(list(Stage)),
            kinds=("500强",) if number % 7 == 0 else (),
            first_contact=FirstContact(unit=f"u{number % 10}"),
            channel=Channel(kind="基金"),
            last_met_on=date(2026, 1, 1) + timedelta(days=number % 300) if number % 2 else None,
            brief="虚构企业，仅供测量。" * 10,
        )
        for number in range(COMPANIES)
    ]
    with database.work(COMMAND_LINE, datetime.now(UTC)) as work:
        units = [Unit(id=f"u{number}", name=f"单位{number}") for number in range(10)]
        chains = [Chain(id=f"c{number}", name=f"产业链{number}") for number in range(6)]
        write_all(work, {"unit": units, "chain": chains, "company": companies})


def _hundredth_page(client: httpx.Client) -> str:
    """The cursor of the page after 99 others, by name."""
    after = ""
    for _ in range(99):
        params: dict[str, str | int] = {"sort": "name", "limit": 50}
        params |= {"after": after} if after else {}
        after = client.get("/companies", params=params).raise_for_status().json()["next"]
    return after


def measure(address: str, token: str, times: int) -> dict[str, tuple[int, list[float]]]:
    """By list how many records it held, and milliseconds from asking to having read the answer."""
    told = {"Authorization": f"Bearer {token}"}
    taken: dict[str, tuple[int, list[float]]] = {}
    with httpx.Client(base_url=f"{address}/api/v1", headers=told, timeout=60) as client:
        deep = {"after": _hundredth_page(client)}
        for turn in range(times + 3):  # the first turns warm up
            for name, params in LISTS.items():
                asked = params | (deep if name.startswith("page") else {})
                began = perf_counter()
                answer = client.get("/companies", params={"limit": 50, **asked}).raise_for_status()
                milliseconds = (perf_counter() - began) * 1_000
                count = len(answer.json()["items"])
                if turn >= 3:
                    taken.setdefault(name, (count, []))[1].append(milliseconds)
    return taken


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    times = parser.parse_args().times
    print(described(datetime.now(UTC).date().isoformat()), "\n")
    print("| database | list | records | p50, ms | p95, ms |\n| --- | --- | --- | --- | --- |")
    for backend in BACKENDS:
        with fresh_database(backend) as (url, folder):
            database = Database(url)
            fill(database)
            token = token_of_administrator(database)
            database.close()
            with process_serving("web", database_url=url, folder=folder) as (_, address):
                for name, (count, taken) in measure(address, token, times).items():
                    cuts = quantiles(taken, n=100)
                    print(f"| {backend} | {name} | {count} | {cuts[49]:.1f} | {cuts[94]:.1f} |", flush=True)


if __name__ == "__main__":
    main()
