"""How large a season is."""

from planner.season import Season


def sizes(season: Season) -> dict[str, int]:
    """The words {companies}, {people}, {events} and {trains} of a sentence."""
    return {
        "companies": len(season.companies),
        "people": len(season.people),
        "events": len(season.events),
        "trains": len(season.timetable.trains),
    }
