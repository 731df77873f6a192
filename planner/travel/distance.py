"""Great-circle distance, compiled, in whole metres.

geopy's ``great_circle`` takes about 5 microseconds a pair; a table of a thousand points has a million
pairs. The formula is the haversine on the same mean Earth radius as geopy's (6,371.009 km, IUGG), so the
two agree to a metre; tests hold them against each other.
"""

import math

from planner.travel.compiled import compiled

EARTH_RADIUS_METRES = 6_371_009.0


@compiled
def great_circle_metres(lat: float, lon: float, other_lat: float, other_lon: float) -> int:
    """Metres between two points in degrees, rounded to the nearest."""
    phi, other_phi = math.radians(lat), math.radians(other_lat)
    half_lat = math.sin((other_phi - phi) / 2.0)
    half_lon = math.sin(math.radians(other_lon - lon) / 2.0)
    root = half_lat * half_lat + math.cos(phi) * math.cos(other_phi) * half_lon * half_lon
    return int(2.0 * EARTH_RADIUS_METRES * math.asin(min(1.0, math.sqrt(root))) + 0.5)
