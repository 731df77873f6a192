"""Doors to knock on: a row's city, address and coordinates as a site in WGS-84."""

from geopy.distance import great_circle  # type: ignore[import-untyped]

from api.imports.assembly.assembly import Assembly
from api.imports.parse.refusal import Refused
from api.imports.rows import Row
from planner.place import City, Datum, Site
from planner.travel.datum import to_wgs84

# The largest prefectures of the four regions reach about this far from their centre.
FAR_KM = 200


def site_of(row: Row, city: City, listed: City, assembly: Assembly) -> Site | None:
    """The site of a row in ``city``, kept under the city ``listed`` that a region names; None once blamed.

    Without coordinates it is the centre of ``city``.
    """
    lat, lon, datum = row.get("lat"), row.get("lon"), row.get("datum")
    if lat is None and lon is None:
        point = (city.lat, city.lon)
    elif lat is None or lon is None:
        assembly.blame(Refused("coordinates_incomplete"), row, "lat" if lat is None else "lon")
        return None
    elif datum is None:
        assembly.blame(Refused("datum_needed"), row, "datum")
        return None
    elif not (abs(lat) <= 90 and abs(lon) <= 180):
        assembly.blame(Refused("coordinates_off_the_globe"), row, "lat" if abs(lat) > 90 else "lon")
        return None
    else:
        exact = to_wgs84(lat, lon, Datum(datum))
        point = (round(exact[0], 6), round(exact[1], 6))
        if great_circle(point, (city.lat, city.lon)).km > FAR_KM:
            assembly.blame(Refused("far_from_city", city=city.name, most=FAR_KM), row, "lat")
            return None
    return Site(city=listed.adcode, address=row.get("address", ""), lat=point[0], lon=point[1])
