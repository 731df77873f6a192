"""The season's cautions as notes with their place in the workbook."""

from api.imports.assembly.assembly import Assembly
from api.imports.sheets import sheet_of
from api.texts.sentences import fault_codes
from planner.cautions import cautions
from planner.errors import Fault
from planner.plan import Caution
from planner.season import Season

_COLUMNS = {
    "company_region_unserved": "city",
    "company_no_workday_window": "windows",
    "company_cooling_down": "last_met_on",
    "company_nobody_qualified": "least_rank",
    "event_never_possible": "days",
    "roster_lacks_head": "head",
    "roster_lacks_deputy": "deputy",
    "roster_lacks_staff": "staff",
    "roster_lacks_liaison": "liaison",
}


def note_doubts(season: Season, assembly: Assembly) -> None:
    """Note what the season holds that a planner must be shown: companies nobody can meet, thin rosters..."""
    places = {
        **{("company", company.id): f"companies[{k}]" for k, company in enumerate(season.companies)},
        **{("event", event.id): f"events[{k}]" for k, event in enumerate(season.events)},
        **{("unit", unit.name): f"units[{k}]" for k, unit in enumerate(season.units)},
    }
    for caution in cautions(season):
        if caution.code in fault_codes():
            assembly.ledger.notes.append(_note(caution, places, assembly))


def _note(caution: Caution, places: dict[tuple[str, str], str], assembly: Assembly) -> Fault:
    path = next((places[item] for item in caution.detail.items() if item in places), "")
    found = assembly.origins.cell(path)
    column = _COLUMNS.get(caution.code, "")
    place = sheet_of("rules").title() if found is None else found[0].place(column)
    value = "" if found is None else found[0].raw.get(column, "")
    return Fault(code=caution.code, place=place, value=value, detail=caution.detail)
