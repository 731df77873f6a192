"""Travel times that are looked up once: for work that judges the same trips again and again."""

from datetime import date

from planner.plan import Point
from planner.travel.network import Network, Nominal


class Remembered:
    """A network whose arrivals are remembered; of one season, like the network itself."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._arrivals: dict[tuple[Point, Point, date, int], int] = {}

    def arrival(self, origin: Point, destination: Point, day: date, depart_minute: int) -> int:
        """The earliest arrival, as the network says."""
        asked = (origin, destination, day, depart_minute)
        if asked not in self._arrivals:
            self._arrivals[asked] = self._network.arrival(*asked)
        return self._arrivals[asked]

    def nominal(self, origin: Point, destination: Point) -> Nominal:
        """What the leg costs, which the network remembers itself."""
        return self._network.nominal(origin, destination)
