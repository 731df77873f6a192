"""Ways by road: length from the great circle, time by integrating speed over the hours of the day.

Time-dependent speeds, not time-dependent durations (Ichoua, Gendreau, Potvin, "Vehicle dispatching with
time-dependent travel times", European Journal of Operational Research 144, 2003): a car that leaves later
drives behind the one that left earlier on the same road at the same speed, so it never arrives earlier
(FIFO) by construction. Everything is a whole second, rounded up at the end of each class of road: rounding
up keeps the order.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.travel.assumptions import Road
from planner.travel.compiled import compiled, inner
from planner.travel.distance import great_circle_metres

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
NOT_DRIVEN = -1
DAY_SECONDS = 86_400
SHORT_METRES, SHORT_STEP, LONG_STEP = 20_000, 100, 500


class Pace(NamedTuple):
    """:class:`Road` as arrays for the compiled code.

    ``tier_metres``/``tier_permille`` (tiers): circuity; ``class_metres`` (classes); ``speeds`` in metres an
    hour (classes, bands); ``band_starts`` (bands + 1) in seconds, ending with 86,400.
    """

    tier_metres: Ints
    tier_permille: Ints
    class_metres: Ints
    speeds: Ints
    band_starts: Ints
    ordinary: Ints
    fixed_seconds: int
    most_seconds: int


def pace_of(road: Road) -> Pace:
    """``road`` as arrays."""
    speeds = [
        [1_000 * (kind.night_kmh, kind.day_kmh, kind.peak_kmh)[band.pace] for band in road.bands]
        for kind in road.classes
    ]
    return Pace(
        tier_metres=np.array([tier.up_to_metres for tier in road.circuity], np.int64),
        tier_permille=np.array([tier.permille for tier in road.circuity], np.int64),
        class_metres=np.array([kind.metres for kind in road.classes], np.int64),
        speeds=np.array(speeds, np.int64),
        band_starts=np.array([60 * band.start_minute for band in road.bands] + [DAY_SECONDS], np.int64),
        ordinary=np.array([1_000 * kind.day_kmh for kind in road.classes], np.int64),
        fixed_seconds=60 * road.fixed_minutes,
        most_seconds=60 * road.most_minutes,
    )


@compiled
def road_metres(straight_metres: int, pace: Pace) -> int:
    """Length by road of a way whose ends lie ``straight_metres`` apart.

    Rounded up to 100 metres, beyond 20 km to 500: so few lengths that a table can keep their times.
    """
    total = 0
    start = 0
    for tier in range(pace.tier_metres.size):
        end = min(straight_metres, pace.tier_metres[tier])
        if end > start:
            total += (end - start) * pace.tier_permille[tier]
            start = end
    metres = (total + 999) // 1_000
    step = SHORT_STEP if metres <= SHORT_METRES else LONG_STEP
    return (metres + step - 1) // step * step


@compiled
def way_metres(lat: float, lon: float, other_lat: float, other_lon: float, pace: Pace) -> int:
    """Length by road between two places in degrees."""
    return road_metres(great_circle_metres(lat, lon, other_lat, other_lon), pace)


@compiled
def is_driven(metres: int, pace: Pace) -> bool:
    """Whether a way of this length by road is within the most that is driven at the ordinary pace."""
    seconds = pace.fixed_seconds
    for kind in range(pace.class_metres.size):
        part = min(metres, pace.class_metres[kind])
        seconds += (part * 3_600 + pace.ordinary[kind] - 1) // pace.ordinary[kind]
        metres -= part
    return bool(seconds <= pace.most_seconds)


@compiled
def driven_metres(lat: float, lon: float, other_lat: Floats, other_lon: Floats, pace: Pace) -> Ints:
    """Lengths by road from a place to others in degrees; NOT_DRIVEN where nobody drives so far."""
    found = np.empty(other_lat.shape[0], np.int64)
    for k in range(other_lat.shape[0]):
        metres = way_metres(lat, lon, other_lat[k], other_lon[k], pace)
        found[k] = metres if is_driven(metres, pace) else NOT_DRIVEN
    return found


@inner
def _drive(metres: int, speeds: Ints, band_starts: Ints, second: int) -> int:
    """The second at which ``metres`` on one class of road are done, leaving at ``second``."""
    midnight = second - second % 86_400
    band = 0
    while band_starts[band + 1] <= second - midnight:
        band += 1
    left = metres * 3_600
    while True:
        end = midnight + band_starts[band + 1]
        within = speeds[band] * (end - second)
        if left <= within:
            return int(second + (left + speeds[band] - 1) // speeds[band])
        left -= within
        second = end
        band += 1
        if band + 1 == band_starts.size:
            band = 0
            midnight = end


@compiled
def drive(metres: int, pace: Pace, depart_minute: int) -> int:
    """The minute of arrival, rounded up, of a way of ``metres`` by road left at ``depart_minute``.

    Half of every slower class lies at either end, the fastest in the middle. Never decreasing in
    ``depart_minute`` or in ``metres``.
    """
    second = 60 * depart_minute + pace.fixed_seconds
    last = pace.class_metres.size - 1
    left = metres
    for kind in range(last):
        part = min(left, pace.class_metres[kind])
        left -= part
        second = _drive((part + 1) // 2, pace.speeds[kind], pace.band_starts, second)
    second = _drive(left, pace.speeds[last], pace.band_starts, second)
    left = metres - left
    for kind in range(last - 1, -1, -1):
        before = 0
        for slower in range(kind):
            before += pace.class_metres[slower]
        part = min(max(0, metres - before), pace.class_metres[kind])
        second = _drive(part // 2, pace.speeds[kind], pace.band_starts, second)
    return (second + 59) // 60
