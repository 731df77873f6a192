"""A dry run of the import: every fault and every note, nothing written."""

from datetime import datetime
from pathlib import Path

from api.imports.assembly.season import Surroundings, season_of
from api.imports.flights import flights_of
from api.imports.gathering import gathered, in_reading_order
from api.imports.imported import Imported
from api.imports.ledger import Ledger
from api.imports.reading import Listener, nobody
from api.imports.sheets.flights import FLIGHTS
from api.imports.sources import sheets_in


def check(
    path: Path,
    *,
    gtfs: Path | None = None,
    flights: Path | None = None,
    as_of: datetime | None = None,
    listener: Listener = nobody,
) -> Imported:
    """The season in a workbook (.xlsx) or in a folder of CSV files, or everything that is wrong with it.

    ``gtfs`` is a timetable that goes before the one the workbook names, ``flights`` a table of flights that
    replace the estimates. ``as_of`` (aware) is the moment the data stand for, if the workbook does not say.
    ``listener`` hears every few hundred rows how far it is.
    """
    ledger = Ledger(listener=listener)
    sheets = sheets_in(path, ledger)
    flown = () if flights is None else flights_of(flights, ledger)
    season = None
    if sheets:
        folder = path if path.is_dir() else path.parent
        season = season_of(sheets, ledger, Surroundings(folder, gtfs, as_of, flown))
    order = [rows.grid.title for rows in sheets.values()] + [FLIGHTS.title()]
    faults, notes = (gathered(in_reading_order(found, order)) for found in (ledger.faults, ledger.notes))
    return Imported(None if faults else season, faults, notes)
