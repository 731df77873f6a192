"""What is known of the published routing instances: the best values, and what others reached."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.referee import BENCH

FAMILIES = ("toptw", "ttdp", "mctopmtw", "ophs")
# What others reached, as the tables write it: ``ILS=387 (309 ms)``, ``GRILS best/avg/worst=320/320.0/320``.
PUBLISHED = re.compile(r"([A-Za-z][A-Za-z ]*)[A-Za-z/]*=(\d+(?:\.\d+)?)")


class Known(NamedTuple):
    """A case: an instance with so many tours, the best value known, and what others reached, by name.

    ``proven`` says that ``best`` can be reached and nothing is better. Of hotels the sets state the optimum
    without them, which their construction attains but for the rounding of the lengths of trips: no proof.
    """

    family: str
    instance: str
    tours: int
    best: float
    proven: bool
    published: dict[str, float]

    @property
    def title(self) -> str:
        """How a sentence names it."""
        return f"{self.instance}, m = {self.tours}"

    @property
    def path(self) -> Path:
        """The file of the instance. Raises FileNotFoundError if there is none."""
        folder = BENCH / self.family / "instances"
        for found in folder.glob(f"**/{self.instance}.*"):
            return found
        raise FileNotFoundError(f"{self.family} has no instance {self.instance}")

    @property
    def group(self) -> str:
        """The kind of instance: ``c1``, ``rc2``, ``pr01–10``, ``t2``, ``SET_3-4``."""
        if self.family == "ophs":
            return self.instance.partition("/")[0]
        kind, number = re.fullmatch(r"(?:.*-)?([a-z]+)(\d+)", self.instance).groups()  # type: ignore[union-attr]
        if kind == "pr":
            return "pr01–10" if int(number) <= 10 else "pr11–20"
        return f"{kind}{number[0]}"


def known_cases(family: str, only: str = "", every: int = 1) -> list[Known]:
    """Every ``every``-th of the cases whose name and tours, ``NAME:M``, contain ``only``.

    Raises FileNotFoundError if the table of best known values is not there.
    """
    with (BENCH / family / "bks.csv").open(encoding="utf-8") as file:
        cases = [case for case in _rows(family, file) if only in f"{case.instance}:{case.tours}"]
    return cases[::every]


def _rows(family: str, lines: Iterator[str]) -> Iterator[Known]:
    for row in csv.DictReader(lines):
        if row["best_known"]:
            yield Known(
                family=family,
                instance=row["instance"],
                tours=int(row["m"]),
                best=float(row["best_known"]),
                proven="so optimal" in row["note"],
                published=published_in(row["note"]),
            )


def published_in(note: str) -> dict[str, float]:
    """The scores a note states, by the name of the method."""
    return {name: float(score) for name, score in PUBLISHED.findall(note)}
