"""A season out of a workbook: whole or not at all."""

from datetime import datetime
from pathlib import Path

from api.imports.check import check
from planner.errors import InvalidSeason
from planner.season import Season


def read(
    path: Path, *, gtfs: Path | None = None, flights: Path | None = None, as_of: datetime | None = None
) -> Season:
    """The season in a workbook (.xlsx) or in a folder of CSV files; arguments as those of ``check``.

    Raises InvalidSeason with every fault, its place as ``企业!C7``.
    """
    imported = check(path, gtfs=gtfs, flights=flights, as_of=as_of)
    if imported.season is None:
        raise InvalidSeason(imported.faults)
    return imported.season
