"""The eight sheets of the workbook, in their order."""

from api.imports.columns import Sheet
from api.imports.sheets.busy import BUSY
from api.imports.sheets.chains import CHAINS
from api.imports.sheets.companies import COMPANIES
from api.imports.sheets.events import EVENTS
from api.imports.sheets.people import PEOPLE
from api.imports.sheets.places import PLACES
from api.imports.sheets.rules import RULES
from api.imports.sheets.units import UNITS

SHEETS: tuple[Sheet, ...] = (COMPANIES, PEOPLE, UNITS, CHAINS, BUSY, PLACES, EVENTS, RULES)


def sheet_of(key: str) -> Sheet:
    """The sheet with this key (``companies``); KeyError for an unknown one."""
    for sheet in SHEETS:
        if sheet.key == key:
            return sheet
    raise KeyError(key)
