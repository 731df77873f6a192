"""Which city a station serves: by its name first, then by the nearest place of the gazetteer."""

from functools import cache

import numpy as np
import numpy.typing as npt

from planner.place import City
from planner.travel.gazetteer import all_cities, spoken_name

NAMESAKE_KM = 100.0
"""A station named after a city lies this near to its centre, or it is a namesake of another province."""

NEAREST_KM = 60.0
"""A station with a name of its own serves the nearest place within this distance."""

_KM_A_DEGREE = 111.195


@cache
def _centres() -> npt.NDArray[np.float64]:
    """Latitude and longitude in degrees of every city of the gazetteer: float64 (cities, 2)."""
    return np.array([(city.lat, city.lon) for city in all_cities()], np.float64)


@cache
def _named() -> dict[str, list[int]]:
    names: dict[str, list[int]] = {}
    for index, city in enumerate(all_cities()):
        names.setdefault(spoken_name(city), []).append(index)
    return names


def _distances_km(lat: float, lon: float) -> npt.NDArray[np.float64]:
    """Kilometres to every city on the plane that touches here: exact enough to choose the nearest."""
    centres = _centres()
    north = (centres[:, 0] - lat) * _KM_A_DEGREE
    east = (centres[:, 1] - lon) * _KM_A_DEGREE * np.cos(np.radians(lat))
    distances: npt.NDArray[np.float64] = np.hypot(north, east)
    return distances


def city_of_station(name: str, lat: float, lon: float) -> str | None:
    """The adcode of the prefecture-level city, or municipality, that a station serves; None if none is near.

    苏州北 is of 苏州 if that is within 100 km: the longest name that begins the station's wins. Else the
    nearest city or county within 60 km decides. A county counts as the city it belongs to.
    """
    distances = _distances_km(lat, lon)
    for length in range(len(name), 1, -1):
        namesakes = [k for k in _named().get(name[:length], []) if distances[k] <= NAMESAKE_KM]
        if namesakes:
            return _city(min(namesakes, key=distances.__getitem__))
    nearest = int(distances.argmin())
    return _city(nearest) if distances[nearest] <= NEAREST_KM else None


def _city(index: int) -> str:
    city: City = all_cities()[index]
    return city.parent or city.adcode
