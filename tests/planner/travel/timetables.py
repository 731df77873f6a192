"""Random small timetables, and earliest arrivals by an independent, slow way."""

from datetime import date

from hypothesis import strategies as st

from planner.timetable import Timetable, Train
from tests.planner.travel.feeds import DAILY, timetable, train

CITIES = ("苏州", "无锡", "上海", "南京", "杭州")


@st.composite
def trains(draw: st.DrawFn, stations: int = len(CITIES)) -> Train:
    """A train that calls at two to four different stations, perhaps past midnight."""
    order = draw(st.permutations(range(stations)))[: draw(st.integers(2, 4))]
    minute = draw(st.integers(240, 1_500))
    calls = []
    for station in order:
        arrive = minute
        minute += draw(st.integers(0, 5))
        calls.append((station, arrive, minute))
        minute += draw(st.integers(0, 90))
    return train(f"G{draw(st.integers(1, 999))}", *calls)


@st.composite
def timetables(draw: st.DrawFn) -> Timetable:
    """Up to twelve trains among five cities."""
    return timetable(CITIES, *draw(st.lists(trains(), max_size=12)))


def runs_around(table: Timetable, day: date) -> list[list[tuple[int, int, int]]]:
    """The calls of all runs of the day before, the day and the day after, in minutes of ``day``."""
    assert all(item == DAILY for item in table.services)
    return [
        [(call.station, call.arrive + shift, call.depart + shift) for call in item.calls]
        for item in table.trains
        for shift in (-1_440, 0, 1_440)
    ]


def earliest(
    table: Timetable, day: date, origin: int, destination: int, ready: int, transfer: int
) -> int | None:
    """Earliest arrival by relaxing every ride until nothing improves; None if never, or after 04:00."""
    best = {origin: ready}
    arrived: dict[int, int] = {}
    changed = True
    while changed:
        changed = False
        for calls in runs_around(table, day):
            for k, (station, _, depart) in enumerate(calls):
                if depart < 0 or best.get(station, 9_999) > depart:
                    continue
                for stop, arrive, _ in calls[k + 1 :]:
                    arrived[stop] = min(arrived.get(stop, 9_999), arrive)
                    if arrive + transfer < best.get(stop, 9_999):
                        best[stop] = arrive + transfer
                        changed = True
    found = arrived.get(destination)
    return found if found is not None and found <= 1_680 else None
