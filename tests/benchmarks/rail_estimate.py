# ruff: noqa: T201  (a benchmark prints)
"""How far the estimate of rail time lies from the timetables: ``python -m tests.benchmarks.rail_estimate``.

Over all ordered pairs of cities with a direct train in both real feeds. The truth for a pair is the median
of the minutes aboard over its direct trains in one feed; the distance is the great circle between the centres
of the two cities in the gazetteer, as the estimate uses it. The line is fitted on the feed of 2022 alone, by
least absolute deviations in proportion to distance (trips inside a region are short, and the long pairs would
drown them); the feed of 2016 was not used to fit.
"""

import sys
from itertools import pairwise
from pathlib import Path
from statistics import median

import numpy as np
import numpy.typing as npt

from planner.timetable import Timetable
from planner.travel.distance import great_circle_metres
from planner.travel.estimate import rail_minutes
from planner.travel.gazetteer import city_at
from planner.travel.gtfs import read_gtfs

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"
FITTED, HELD_OUT = "gtfs-china-emu-2022.zip", "gtfs-china-hsr-2016.zip"
CLASSES_KM = (0, 100, 200, 400, 800, 1_600, 4_000)
Floats = npt.NDArray[np.float64]
Pair = tuple[str, str]


def direct_minutes(table: Timetable) -> dict[Pair, float]:
    """Median minutes aboard a direct train, by (adcode, adcode)."""
    found: dict[Pair, list[int]] = {}
    for train in table.trains:
        for k, here in enumerate(train.calls):
            for there in train.calls[k + 1 :]:
                ends = (table.stations[here.station].city, table.stations[there.station].city)
                if ends[0] is not None and ends[1] is not None and ends[0] != ends[1]:
                    found.setdefault((ends[0], ends[1]), []).append(there.arrive - here.depart)
    return {pair: median(minutes) for pair, minutes in found.items()}


def kilometres(pair: Pair) -> float:
    """Great circle between the centres of two cities."""
    here, there = (city_at(adcode) for adcode in pair)
    assert here is not None
    assert there is not None
    return great_circle_metres(here.lat, here.lon, there.lat, there.lon) / 1_000


def fitted_line(distances_km: Floats, minutes: Floats) -> tuple[float, float]:
    """Intercept and minutes a kilometre of least absolute deviations a kilometre.

    By iteratively reweighted least squares.
    """
    columns = np.stack([np.ones_like(distances_km), distances_km], axis=1)
    weights = 1 / distances_km
    line = np.zeros(2)
    for _ in range(300):
        root = np.sqrt(weights)
        line[:] = np.linalg.lstsq(columns * root[:, None], minutes * root, rcond=None)[0]
        weights = 1 / distances_km / np.maximum(0.001, np.abs(columns @ line - minutes))
    return float(line[0]), float(line[1])


def report(name: str, distances_km: Floats, minutes: Floats) -> None:
    """Print the errors of the estimate against one feed, by distance and over all."""
    estimated = np.array([rail_minutes(int(km * 1_000)) for km in distances_km])
    errors = np.abs(estimated - minutes)
    columns = (
        "great circle, km",
        "pairs",
        "median minutes",
        "median error",
        "90th percentile",
        "median error, %",
    )
    print(f"\n{name}\n| " + " | ".join(columns) + " |")
    print("|---|---|---|---|---|---|")
    spans = [*pairwise(CLASSES_KM), (0, 4_000)]
    for low, high in spans:
        part = (distances_km >= low) & (distances_km < high)
        percent = 100 * np.median(errors[part] / minutes[part])
        figures = (np.median(minutes[part]), np.median(errors[part]), np.quantile(errors[part], 0.9), percent)
        label = "all" if (low, high) == spans[-1] else f"{low} to {high}"
        print(f"| {label} | {part.sum()} | " + " | ".join(f"{figure:.0f}" for figure in figures) + " |")


def main() -> None:
    """Print the fit and both tables of errors."""
    if not (SHARED / FITTED).is_file():
        sys.exit("needs the real feeds: put the shared data folder beside the repository")
    fitted, held_out = (
        direct_minutes(read_gtfs((SHARED / name).read_bytes())) for name in (FITTED, HELD_OUT)
    )
    pairs = sorted(fitted.keys() & held_out.keys())
    distances = np.array([kilometres(pair) for pair in pairs])
    intercept, slope = fitted_line(distances, np.array([fitted[pair] for pair in pairs]))
    print(f"{len(pairs)} ordered pairs; fit: {intercept:.1f} min + {slope:.4f} min/km, {60 / slope:.0f} km/h")
    report(f"{FITTED} (fitted)", distances, np.array([fitted[pair] for pair in pairs]))
    report(f"{HELD_OUT} (held out)", distances, np.array([held_out[pair] for pair in pairs]))


if __name__ == "__main__":
    main()
