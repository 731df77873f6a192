"""The colours of a season: one a region in its order, one for events, greys for what is not planned."""

from planner.season import Season

INK = "#1D2B3A"
SUBTLE = "#66727E"
FAINT = "#98A2AC"
RULE = "#E4E8EC"
REST = "#F1F3F5"
BUSY = "#C3CAD1"
PAPER = "#FFFFFF"
EVENT = "#6B5CA5"
HOLIDAY = "#FBF3E4"
REGIONS = ("#B4474B", "#2B6CA3", "#2E8461", "#B9802B", "#4A6A8A", "#8C5A2B", "#3F7F86", "#7A4B6B")


def region_colours(season: Season) -> dict[str, str]:
    """The colour of each region, by id; colours repeat after the eighth region."""
    return {region.id: REGIONS[number % len(REGIONS)] for number, region in enumerate(season.regions)}
