# ruff: noqa: T201  (a benchmark prints)
"""A family of routing benchmarks: ``python -m tests.benchmarks.table FAMILY --seconds S``.

FAMILY is toptw, ttdp, mctopmtw or ophs. Every case whose best value is known is solved in a process of its
own, one after another, and judged by the referee; ``--peers`` runs other solvers on it with the same seconds
(toptw). ``--document FILE`` writes the tables between their marks in FILE as well. ``--results FOLDER`` keeps
what came of each case there and takes what it finds, so that a run which was stopped goes on.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.kept_outcomes import KeptOutcomes
from tests.benchmarks.machine import described
from tests.benchmarks.marked_section import rewritten, write_section
from tests.benchmarks.referee import ABSENT, BENCH
from tests.benchmarks.routing_gap import gap_percent
from tests.benchmarks.routing_known import FAMILIES, Known, known_cases
from tests.benchmarks.routing_run import Outcome, run
from tests.benchmarks.routing_start import Start, measured_start
from tests.benchmarks.routing_table import Measured, section

# Name of a peer: the package it comes in, and its adapter.
PEERS = {"PyVRP": ("pyvrp", "peers.pyvrp"), "OR-Tools routing": ("ortools", "peers.ortools_routing")}


def measured(
    cases: Sequence[Known],
    seconds: float,
    seed: int,
    peers: Sequence[str],
    cache: str | None,
    kept: KeptOutcomes,
) -> list[Measured]:
    """Every case in turn, and after it the peers on the same case, each on a core of its own."""

    def outcome(module: str, case: Known) -> Outcome:
        return kept.get(module, case, seconds, seed, lambda: run(module, case, seconds, seed, cache))

    rows = []
    for number, case in enumerate(cases, 1):
        ours = outcome(case.family, case)
        with ThreadPoolExecutor(max_workers=max(1, min(len(peers), os.cpu_count() or 1))) as pool:
            running = {name: pool.submit(outcome, PEERS[name][1], case) for name in peers}
        others = {name: future.result() for name, future in running.items()}
        rows.append(Measured(case, ours, others))
        said = [f"{case.title}: {ours.score:g} of {case.best:g} ({gap_percent(ours.score, case.best):.2f} %)"]
        said += [f"{name} {other.score:g}" for name, other in others.items()]
        print(
            f"{number}/{len(cases)}",
            *said,
            ours.verdict,
            f"{ours.seconds:.1f} s",
            file=sys.stderr,
            sep="  ",
            flush=True,
        )
    return rows


def installed_peers() -> tuple[tuple[str, ...], str]:
    """The peers that can be run, and a sentence on all of them."""
    words, found = [], []
    for name, (package, _) in PEERS.items():
        if find_spec(package) is None:
            words.append(f"{name} is absent (install the extra bench)")
        else:
            found.append(name)
            words.append(f"{name} {version(package)}")
    return tuple(found), f"Peers on one core: {', '.join(words)}."


def start_words(start: Start, *, cold: bool) -> str:
    """What code costs, in words."""
    compiled = f"Compiling the search: {start.first:.1f} s, once, before the first case. " if cold else ""
    return f"{compiled}Loading compiled code: {start.later:.1f} s of the seconds of each case."


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("family", choices=FAMILIES)
    parser.add_argument("--seconds", type=float, default=10.0, help="for each case")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="the cases with this in NAME:M")
    parser.add_argument("--every", type=int, default=1, help="every so many-th of them")
    parser.add_argument("--peers", action="store_true", help="other solvers beside the planner (toptw)")
    parser.add_argument("--cold", action="store_true", help="compile anew, to measure it")
    parser.add_argument("--results", type=Path, help="a folder that keeps what came of each case")
    parser.add_argument("--date", default=f"{date.today():%Y-%m-%d}", help="of the run")
    parser.add_argument("--document", type=Path, help="a document with the marks of this benchmark")
    parser.add_argument("--section", help="the name in its marks; without it, the family")
    given = parser.parse_args(words)
    if given.peers and given.family != "toptw":
        parser.error("--peers goes with toptw: the peers' adapters know one window a stop")
    if given.every < 1:
        parser.error("--every must be at least 1")
    return given


def main(words: Sequence[str] | None = None) -> None:
    """Run a family and print its tables."""
    given = _arguments(words)
    name = given.section or given.family
    if not BENCH.is_dir():
        sys.exit(ABSENT)
    cases = known_cases(given.family, given.only, given.every)
    if not cases:
        sys.exit(f"{given.family} has no case with {given.only!r} in NAME:M")
    if given.document is not None and given.document.exists():
        rewritten(given.document.read_text(encoding="utf-8"), name, "")  # before the hours, not after them
    machine = f"{described(given.date)} Seed {given.seed}, {given.seconds:g} s a case."
    peers, sentence = installed_peers() if given.peers else ((), "")
    with ExitStack() as stack:
        cache = stack.enter_context(TemporaryDirectory()) if given.cold else None
        start = measured_start(cache)
        kept = KeptOutcomes(given.results)
        rows = measured(cases, given.seconds, given.seed, peers, cache, kept)
    words_of_start = start_words(start, cold=given.cold)
    text = f"{' '.join(filter(None, (machine, sentence, words_of_start)))}\n\n{section(rows)}"
    print(text)
    if given.document is not None:
        write_section(given.document, name, text)


if __name__ == "__main__":
    main()
