"""Chinese map datums to WGS-84 and back: GCJ-02 (高德, 腾讯) and BD-09 (百度).

GCJ-02 displaces WGS-84 by a smooth function of place, some hundred metres; the function was never published
officially, and the coefficients below are the ones in general use since 2013 (the library eviltransform and
its ports). There is no closed inverse: it is found by fixed-point iteration, far below a metre. BD-09 turns
and scales GCJ-02 a little further. Outside a box around China both are WGS-84.
"""

import math

from planner.place import Datum

Degrees = tuple[float, float]

_AXIS_METRES = 6_378_245.0
"""Semi-major axis of the Krasovsky 1940 ellipsoid."""

_ECCENTRICITY_SQUARED = 0.00669342162296594323
_BD_TURN = math.pi * 3_000.0 / 180.0
_BD_LAT, _BD_LON = 0.006, 0.0065
_ITERATIONS = 8


def to_wgs84(lat: float, lon: float, datum: Datum) -> Degrees:
    """Latitude and longitude in degrees WGS-84 of a place given in ``datum``; UNKNOWN is left as it is."""
    if datum is Datum.GCJ02:
        return _undisplaced(lat, lon)
    if datum is Datum.BD09:
        return _undisplaced(*_bd09_to_gcj02(lat, lon))
    return lat, lon


def from_wgs84(lat: float, lon: float, datum: Datum) -> Degrees:
    """Latitude and longitude in degrees of ``datum`` of a place given in WGS-84; UNKNOWN is left as it is."""
    if datum is Datum.GCJ02:
        return _displaced(lat, lon)
    if datum is Datum.BD09:
        return _gcj02_to_bd09(*_displaced(lat, lon))
    return lat, lon


def _waves(size: float, *terms: tuple[float, float]) -> float:
    """Sum of ``amplitude * sin(pi * size * frequency)``."""
    return sum(amplitude * math.sin(math.pi * size * frequency) for amplitude, frequency in terms)


def _northward(x: float, y: float) -> float:
    """Displacement in metres at ``x`` degrees east of 105 E and ``y`` degrees north of 35 N."""
    smooth = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    waves = _waves(x, (20.0, 6.0), (20.0, 2.0)) + _waves(
        y, (20.0, 1.0), (40.0, 1.0 / 3.0), (160.0, 1.0 / 12.0), (320.0, 1.0 / 30.0)
    )
    return smooth + waves * 2.0 / 3.0


def _eastward(x: float, y: float) -> float:
    """The other displacement in metres, of the same arguments."""
    smooth = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    waves = _waves(
        x, (20.0, 6.0), (20.0, 2.0), (20.0, 1.0), (40.0, 1.0 / 3.0), (150.0, 1.0 / 12.0), (300.0, 1.0 / 30.0)
    )
    return smooth + waves * 2.0 / 3.0


def _displaced(lat: float, lon: float) -> Degrees:
    """WGS-84 to GCJ-02."""
    if not (0.8293 <= lat <= 55.8271 and 72.004 <= lon <= 137.8347):
        return lat, lon
    x, y = lon - 105.0, lat - 35.0
    phi = math.radians(lat)
    flattening = 1.0 - _ECCENTRICITY_SQUARED * math.sin(phi) ** 2
    meridian = _AXIS_METRES * (1.0 - _ECCENTRICITY_SQUARED) / flattening**1.5
    parallel = _AXIS_METRES / math.sqrt(flattening) * math.cos(phi)
    return lat + math.degrees(_northward(x, y) / meridian), lon + math.degrees(_eastward(x, y) / parallel)


def _undisplaced(lat: float, lon: float) -> Degrees:
    """GCJ-02 to WGS-84: the place whose displacement leads here."""
    guess_lat, guess_lon = lat, lon
    for _ in range(_ITERATIONS):
        there_lat, there_lon = _displaced(guess_lat, guess_lon)
        guess_lat, guess_lon = guess_lat + lat - there_lat, guess_lon + lon - there_lon
    return guess_lat, guess_lon


def _gcj02_to_bd09(lat: float, lon: float) -> Degrees:
    radius = math.hypot(lon, lat) + 0.00002 * math.sin(lat * _BD_TURN)
    angle = math.atan2(lat, lon) + 0.000003 * math.cos(lon * _BD_TURN)
    return radius * math.sin(angle) + _BD_LAT, radius * math.cos(angle) + _BD_LON


def _bd09_to_gcj02(lat: float, lon: float) -> Degrees:
    lat, lon = lat - _BD_LAT, lon - _BD_LON
    radius = math.hypot(lon, lat) - 0.00002 * math.sin(lat * _BD_TURN)
    angle = math.atan2(lat, lon) - 0.000003 * math.cos(lon * _BD_TURN)
    return radius * math.sin(angle), radius * math.cos(angle)
