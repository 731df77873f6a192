# ruff: noqa: T201  (a benchmark prints)
"""An import of 5,000 companies over HTTP: ``python -m tests.benchmarks.import_workbook`` prints a table.

The sample's workbook with its companies repeated under other names, sent to ``zhaoshang web`` in a process of
its own: the dry run, the commit, and the most memory that process ever had; then ``zhaoshang check`` of the
same file in a process of its own. Nothing is asserted.
"""

import argparse
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import httpx

from api.imports.workbook import write_workbook
from api.sample.rules import TIMETABLE_FILE
from api.sample.workbook import rows
from api.store.database import Database
from tests.api.servers import process_serving
from tests.benchmarks.machine import described
from tests.benchmarks.staffed import BACKENDS, fresh_database, token_of_administrator

COMPANIES = 5_000
MIB = 2**20


def big_workbook(companies: int) -> dict[str, Sequence[Mapping[str, Any]]]:
    """The sample with so many companies, without its timetable; nobody is pinned."""
    sheets: dict[str, Sequence[Mapping[str, Any]]] = dict(rows())
    kept = [field for field in sheets["企业"][0] if not field.startswith("pinned")]
    sheets["企业"] = [
        {field: row.get(field) for field in kept} | {"id": f"C{number:05}", "name": f"{row['name']}{number}"}
        for number, row in enumerate(islice(cycle(sheets["企业"]), companies))
    ]
    sheets["规则"] = [row for row in sheets["规则"] if row.get("value") != TIMETABLE_FILE]
    return sheets


def _peak_mib(process: int) -> float:
    """The most memory a running process ever had resident (proc(5), VmHWM)."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1_024 / MIB


def _over_http(backend: str, workbook: Path) -> None:
    with fresh_database(backend) as (url, folder):
        database = Database(url)
        token = token_of_administrator(database)
        database.close()
        with process_serving("web", database_url=url, folder=folder) as (running, address):
            client = httpx.Client(base_url=f"{address}/api/v1", timeout=600)
            client.headers["Authorization"] = f"Bearer {token}"
            before = _peak_mib(running.process.pid)
            began = perf_counter()
            sent = client.post("/imports", files={"file": (workbook.name, workbook.read_bytes())})
            looked = perf_counter() - began
            report = sent.raise_for_status().json()
            assert report["faults"] == [], report["faults"][:3]
            client.post(f"/imports/{report['id']}/commit").raise_for_status()
            whole = perf_counter() - began
            peak = _peak_mib(running.process.pid)
            client.close()
    print(
        f"| API, {backend} | {looked:.1f} | {whole - looked:.1f} | {whole:.1f} | {before:.0f} | {peak:.0f} |"
    )


def _by_command(workbook: Path) -> None:
    began = perf_counter()
    code = "import sys; from api.cli import main; sys.exit(main())"
    subprocess.run([sys.executable, "-c", code, "check", str(workbook)], check=True, capture_output=True)
    seconds = perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1_024 / MIB
    print(f"| `zhaoshang check` | {seconds:.1f} | | {seconds:.1f} | | {peak:.0f} |", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=COMPANIES)
    companies = parser.parse_args().companies
    print(described(datetime.now(UTC).date().isoformat()), "\n")
    print("| by | dry run, s | commit, s | together, s | memory before, MiB | peak memory, MiB |")
    print("| --- | --- | --- | --- | --- | --- |")
    with TemporaryDirectory(prefix="zhaoshang-") as place:
        workbook = Path(place) / "season.xlsx"
        write_workbook(workbook, big_workbook(companies))
        _by_command(workbook)
        for backend in BACKENDS:
            _over_http(backend, workbook)


if __name__ == "__main__":
    main()
