# ruff: noqa: T201  (a benchmark prints)
"""How fast feeds are served: ``python -m tests.benchmarks.feeds`` prints a table; nothing is asserted.

The service process (``zhaoshang web``) on SQLite and on PostgreSQL, with 10,000 subscriptions, against a bare
Starlette route that serves the same bytes from memory, in turn, in the same run, by wrk with 32 connections.
``--seconds`` is how long each turn lasts, ``--rounds`` how many there are; figures are medians over them, the
ratio that of each pair of turns. ``--out docs/feeds.md`` writes the table there as well.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

import httpx

from api.store.database import Database
from api.store.migration import migrate
from tests.api.feeds.publishing import published
from tests.api.postgresql import postgresql_server
from tests.api.servers import process_serving
from tests.benchmarks.feed_season import ENTRIES, busy_plan, busy_season, subscriptions_for
from tests.benchmarks.machine import described
from tests.benchmarks.marked_section import write_section

SUBSCRIPTIONS = 10_000
CONNECTIONS = 32
# Cycles through the addresses of a file, or asks one, and prints its figures as JSON; times in microseconds.
SCRIPT = """
local paths, requests, turn = {}, {}, 0
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
if #paths > 1 then
  init = function(arguments)
    for place, path in ipairs(paths) do requests[place] = wrk.format("GET", path) end
  end
  request = function()
    turn = turn % #requests + 1
    return requests[turn]
  end
end
done = function(summary, latency, rates)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format('{"requests": %d, "microseconds": %d, "p99": %d, "failed": %d}',
    summary.requests, summary.duration, latency:percentile(99), failed))
end
"""


HEADINGS = (
    "database", "asked", "bare, a second", "feed, a second", "ratio", "least–most", "bare p99, ms", "p99, ms",
    "failed",
)  # fmt: skip


class Turn(NamedTuple):
    """What wrk measured once."""

    a_second: float
    p99_ms: float
    failed: int


class Load(NamedTuple):
    """What is asked: the headers, and whether of one address or of all."""

    name: str
    headers: dict[str, str]
    every_address: bool
    status: int


def wrk(folder: Path, base: str, paths: list[str], headers: dict[str, str], seconds: int) -> Turn:
    """One turn of wrk against ``base``."""
    (folder / "wrk.lua").write_text(SCRIPT)
    (folder / "paths").write_text("\n".join(paths))
    asked = [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    options = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", str(folder / "wrk.lua")]
    command = ["wrk", *options, *asked, base + paths[0]]
    done = subprocess.run(
        command,
        check=True,
        capture_output=True,
        text=True,
        env={"PATHS": str(folder / "paths"), "PATH": _PATH},
    )
    found = json.loads(done.stdout[done.stdout.index("{") :])
    return Turn(found["requests"] / found["microseconds"] * 1e6, found["p99"] / 1_000, found["failed"])


_PATH = str(Path(shutil.which("wrk") or "wrk").parent)


@contextmanager
def bare(folder: Path, body: bytes, tag: str) -> Iterator[str]:
    """The bare route in a process of its own; where it answers."""
    (folder / "body").write_bytes(body)
    command = [sys.executable, "-m", "tests.benchmarks.bare_feed", str(folder / "body"), tag]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def measured(folder: Path, url: str, kind: str, seconds: int, rounds: int) -> Iterator[str]:
    """The rows of one database."""
    database = Database(url)
    migrate(database)
    published(database, busy_plan(), busy_season())
    tokens = subscriptions_for(database, SUBSCRIPTIONS)
    database.close()
    paths = [f"/cal/{token}.ics" for token in tokens]
    with process_serving("web", database_url=url, folder=folder) as (_, address):
        plain = httpx.get(address + paths[0], headers={"accept-encoding": "identity"})
        packed = httpx.get(address + paths[0], headers={"accept-encoding": "gzip"})
        assert plain.content.count(b"BEGIN:VEVENT") == ENTRIES, plain.content.count(b"BEGIN:VEVENT")
        tag = plain.headers["etag"]
        loads = [
            Load(f"200, {len(plain.content) // 1_024} KiB plain", {}, every_address=False, status=200),
            Load(
                f"200, {int(packed.headers['content-length']) // 1_024} KiB gzipped",
                {"accept-encoding": "gzip"},
                every_address=False,
                status=200,
            ),
            Load("304", {"if-none-match": tag}, every_address=False, status=304),
            Load(
                f"200 gzipped, {SUBSCRIPTIONS:,} addresses in turn",
                {"accept-encoding": "gzip"},
                every_address=True,
                status=200,
            ),
        ]
        with bare(folder, plain.content, tag) as other, httpx.Client() as client:
            for path in paths:  # each address is looked up once; after that the process knows it
                assert client.get(address + path).status_code == 200
            for load in loads:
                asked = paths if load.every_address else paths[:1]
                for base in (address, other):
                    assert httpx.get(base + asked[0], headers=load.headers).status_code == load.status
                yield _row(folder, kind, load, (other, address), asked, seconds, rounds)


def _row(
    folder: Path, kind: str, load: Load, bases: tuple[str, str], paths: list[str], seconds: int, rounds: int
) -> str:
    turns: tuple[list[Turn], list[Turn]] = ([], [])
    for _ in range(rounds):
        for base, kept in zip(bases, turns, strict=True):
            kept.append(wrk(folder, base, paths, load.headers, seconds))
    bare_turns, own_turns = turns
    bare_rate, own_rate = (median(turn.a_second for turn in kept) for kept in turns)
    ratios = [own.a_second / other.a_second for other, own in zip(bare_turns, own_turns, strict=True)]
    p99s = [median(turn.p99_ms for turn in kept) for kept in turns]
    failed = sum(turn.failed for kept in turns for turn in kept)
    return (
        f"| {kind} | {load.name} | {bare_rate:,.0f} | {own_rate:,.0f} | {median(ratios):.0%} "
        f"| {min(ratios):.0%}–{max(ratios):.0%} | {p99s[0]:.1f} | {p99s[1]:.1f} | {failed} |"
    )


def main() -> None:
    """Print the table."""
    if shutil.which("wrk") is None:
        sys.exit("needs wrk: apt-get install wrk")
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--seconds", type=int, default=5)
    reading.add_argument("--rounds", type=int, default=5)
    reading.add_argument("--out", type=Path)
    wanted = reading.parse_args()
    lines: list[str] = []
    for line in _table(wanted.seconds, wanted.rounds):
        print(line, flush=True)
        lines.append(line)
    if wanted.out is not None:
        write_section(wanted.out, "feeds", "\n".join(lines))


def _table(seconds: int, rounds: int) -> Iterator[str]:
    yield described(datetime.now(UTC).date().isoformat()) + "\n"
    yield f"| {' | '.join(HEADINGS)} |\n| {' | '.join('---' for _ in HEADINGS)} |"
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="feeds")))
        yield from measured(folder, f"sqlite:///{folder / 'feeds.db'}", "SQLite", seconds, rounds)
        server = stack.enter_context(postgresql_server())
        yield from measured(folder, server, "PostgreSQL", seconds, rounds)


if __name__ == "__main__":
    main()
