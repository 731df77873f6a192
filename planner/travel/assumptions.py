"""What travel is assumed to take where no timetable says so: numbers as data, each with its ground.

Sources. Circuity of Chinese roads averages 1.33 (Ballou, Rahardja, Sakai, "Selected country circuity
factors for road travel distance estimation", Transportation Research A 36, 2002) and falls with distance
(Giacomin, Levinson, "Road network circuity in metropolitan areas", Environment and Planning B 42, 2015);
the tiers below give that average near 50 km. Whatever names no source is this project's own
assumption, made to be replaced by a planner who knows better. docs/travel.md repeats them in a table.
"""

from planner.value import Value


class Tier(Value):
    """The part of a way up to ``up_to_metres``, with one figure that holds on it."""

    up_to_metres: int
    permille: int


class RoadClass(Value):
    """Speeds on one class of road in km/h: by night, in the ordinary day, and in the two peaks.

    ``metres`` of every way run on this class, half of them at either end, before the next class begins.
    """

    metres: int
    night_kmh: int
    day_kmh: int
    peak_kmh: int


class Band(Value):
    """From ``start_minute`` of the day on, ``pace`` holds: 0 night, 1 day, 2 peak."""

    start_minute: int
    pace: int


class Road(Value):
    """Ways by car.

    ``circuity`` is marginal: each tier multiplies only its own part of the great circle, so that a place
    farther away is never nearer by road. The speed classes likewise: in town first, then ring and trunk
    roads, then motorway, and the same at the other end. ``fixed_minutes`` are for getting in, parking and
    the gate. A way longer than ``most_minutes`` at the ordinary pace is not driven; the limit looks at the
    ordinary pace whatever the hour, because a limit on the hour's own pace would make leaving later
    arrive earlier.
    """

    circuity: tuple[Tier, ...] = (
        Tier(up_to_metres=20_000, permille=1_400),
        Tier(up_to_metres=100_000, permille=1_280),
        Tier(up_to_metres=20_000_000, permille=1_200),
    )
    classes: tuple[RoadClass, RoadClass, RoadClass] = (
        RoadClass(metres=14_000, night_kmh=38, day_kmh=30, peak_kmh=20),
        RoadClass(metres=26_000, night_kmh=64, day_kmh=56, peak_kmh=42),
        RoadClass(metres=20_000_000, night_kmh=92, day_kmh=92, peak_kmh=84),
    )
    bands: tuple[Band, ...] = (
        Band(start_minute=0, pace=0),
        Band(start_minute=360, pace=1),
        Band(start_minute=420, pace=2),
        Band(start_minute=540, pace=1),
        Band(start_minute=1_020, pace=2),
        Band(start_minute=1_140, pace=1),
        Band(start_minute=1_320, pace=0),
    )
    fixed_minutes: int = 5
    most_minutes: int = 360


class Rail(Value):
    """Ways by train.

    ``entry_minutes``: from the kerb through security to the platform; ``exit_minutes``: back to the kerb.
    ``transfer_minutes``: least time between two trains at one station. A station is used if it lies in the
    same prefecture and within ``access_metres`` by road, or anywhere within ``near_metres``; where that
    finds none, anywhere within ``access_metres``. Between stations of one prefecture at most
    ``near_metres`` apart one may change by car, at the slowest pace of the day.
    ``circuity_permille`` turns great-circle into fare kilometres.
    """

    entry_minutes: int = 25
    exit_minutes: int = 10
    transfer_minutes: int = 20
    access_metres: int = 90_000
    near_metres: int = 40_000
    least_metres: int = 20_000
    circuity_permille: int = 1_200
    wait_minutes: int = 20
    first_minute: int = 390
    last_minute: int = 1_290


class Air(Value):
    """Ways by plane.

    ``overhead_minutes``: from the kerb of the airport to departure; ``exit_minutes``: from arrival to the
    kerb. Where no flight table is imported, a plane leaves whenever one is ready between ``first_minute``
    and ``last_minute`` and takes ``fixed_minutes`` plus the great circle at ``speed_kmh``. An airport is used
    if it is one of the ``most_airports`` nearest within ``access_metres`` by road.
    """

    overhead_minutes: int = 90
    exit_minutes: int = 40
    fixed_minutes: int = 30
    speed_kmh: int = 750
    first_minute: int = 420
    last_minute: int = 1_290
    least_metres: int = 500_000
    access_metres: int = 120_000
    most_airports: int = 2


class Assumptions(Value):
    """All of them. Provinces in ``islands`` (first two digits of the adcode) have no road or rail out."""

    road: Road = Road()
    rail: Rail = Rail()
    air: Air = Air()
    islands: tuple[str, ...] = ("46", "71")
    same_place_metres: int = 50
