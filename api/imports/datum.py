"""GCJ-02 (高德, 腾讯) and BD-09 (百度) coordinates as WGS-84, the one datum inside the program.

The offset of GCJ-02 is a published empirical formula, exact to about a metre where it was fitted; it has no
closed inverse and is undone by fixed-point iteration. Outside mainland China, Taiwan, Hong Kong and Macao's
bounding box the two agree.
"""

from math import atan2, cos, hypot, pi, sin, sqrt

from planner.place import Datum

# Krasovsky 1940, the ellipsoid of the formula.
_AXIS_METRES = 6_378_245.0
_ECCENTRICITY_SQUARED = 0.00669342162296594323
_BD_TURN = pi * 3_000 / 180
_ITERATIONS = 12

Degrees = tuple[float, float]


def to_wgs84(lat: float, lon: float, datum: Datum) -> Degrees:
    """Latitude and longitude in degrees WGS-84, to seven places; UNKNOWN is taken as it is."""
    if datum is Datum.BD09:
        lat, lon = _gcj_from_bd(lat, lon)
    if datum in {Datum.GCJ02, Datum.BD09}:
        lat, lon = _wgs_from_gcj(lat, lon)
    return round(lat, 7), round(lon, 7)


def gcj_from_wgs(lat: float, lon: float) -> Degrees:
    """WGS-84 as GCJ-02."""
    if not (0.8293 <= lat <= 55.8271 and 72.004 <= lon <= 137.8347):
        return lat, lon
    x, y = lon - 105.0, lat - 35.0
    common = (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + common
    north += (20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3
    north += (160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + common
    east += (20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3
    east += (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
    phi = lat / 180 * pi
    magic = 1 - _ECCENTRICITY_SQUARED * sin(phi) ** 2
    meridian = _AXIS_METRES * (1 - _ECCENTRICITY_SQUARED) / (magic * sqrt(magic)) * pi / 180
    parallel = _AXIS_METRES / sqrt(magic) * cos(phi) * pi / 180
    return lat + north / meridian, lon + east / parallel


def _wgs_from_gcj(lat: float, lon: float) -> Degrees:
    guess_lat, guess_lon = lat, lon
    for _ in range(_ITERATIONS):
        there_lat, there_lon = gcj_from_wgs(guess_lat, guess_lon)
        guess_lat, guess_lon = guess_lat + lat - there_lat, guess_lon + lon - there_lon
    return guess_lat, guess_lon


def bd_from_gcj(lat: float, lon: float) -> Degrees:
    """GCJ-02 as BD-09."""
    radius = hypot(lon, lat) + 0.00002 * sin(lat * _BD_TURN)
    angle = atan2(lat, lon) + 0.000003 * cos(lon * _BD_TURN)
    return radius * sin(angle) + 0.006, radius * cos(angle) + 0.0065


def _gcj_from_bd(lat: float, lon: float) -> Degrees:
    guess_lat, guess_lon = lat - 0.006, lon - 0.0065
    for _ in range(_ITERATIONS):
        there_lat, there_lon = bd_from_gcj(guess_lat, guess_lon)
        guess_lat, guess_lon = guess_lat + lat - there_lat, guess_lon + lon - there_lon
    return guess_lat, guess_lon
