from collections.abc import Mapping
from datetime import date
from itertools import combinations
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.attendance import PersonDay, is_busy, span_of, wished_attendance
from planner.person import Rank
from planner.season import Season
from planner.window import Span
from tests.builders import MONDAY, busy, person, season
from tests.planner.audit.scene import TUESDAY, event
from tests.tiny_seasons import tiny_seasons


def _attending(*events: Any, away: set[PersonDay] = frozenset(), **fields: Any) -> dict[str, tuple[str, ...]]:  # type: ignore[assignment]
    planned = season(events=events, **fields)
    return wished_attendance(planned, {item.id: item.candidate_days[0] for item in events}, away)


def test_a_wished_guest_at_home_and_free_attends() -> None:
    wished = event("forum", MONDAY, wished=("head", "ann"))
    assert _attending(wished) == {"forum": ("head", "ann")}
    assert _attending(wished, away={PersonDay("head", TUESDAY)}) == {"forum": ("head", "ann")}


def test_a_guest_who_is_away_or_busy_does_not() -> None:
    wished = event("forum", MONDAY, wished=("head", "ann"))
    assert _attending(wished, away={PersonDay("head", MONDAY)}) == {"forum": ("ann",)}
    # The forum runs from 540 to 720.
    for last, expected in ((540, ("head",)), (541, ())):
        taken = (person("head", Rank.PRINCIPAL, busy=(busy(MONDAY, 480, last),)),)
        assert _attending(event("forum", MONDAY, wished=("head",)), people=taken) == {"forum": expected}


def test_required_people_earn_nothing() -> None:
    assert _attending(event("forum", MONDAY, required=("head",), wished=("head",))) == {"forum": ()}


def test_a_guest_required_elsewhere_meanwhile_does_not_attend() -> None:
    required = event("meeting", MONDAY, required=("head",), start_minute=719)
    assert _attending(event("forum", MONDAY, wished=("head",)), required) == {"forum": (), "meeting": ()}


def test_of_overlapping_events_a_guest_attends_as_many_as_he_can() -> None:
    long = event("long", MONDAY, wished=("head",), duration_minutes=600)
    early = event("early", MONDAY, wished=("head",), duration_minutes=60)
    late = event("late", MONDAY, wished=("head",), start_minute=600, duration_minutes=60)
    assert _attending(long, early, late) == {"long": (), "early": ("head",), "late": ("head",)}


def test_a_span_may_run_past_midnight() -> None:
    gala = event("gala", MONDAY, start_minute=1_380, duration_minutes=120)
    assert is_busy(person("head", busy=(busy(TUESDAY, 30, 60),)), span_of(gala, MONDAY))


def _most(season_: Season, name: str, held: Mapping[str, date]) -> int:
    """The most events a guest at home can attend, by trying every set of them."""
    guest = next(item for item in season_.people if item.id == name)
    spans = {item.id: span_of(item, held[item.id]) for item in season_.events}
    bound = [*guest.busy, *(spans[item.id] for item in season_.events if name in item.required)]
    open_to_him = [item.id for item in season_.events if name in item.wished and name not in item.required]
    return max(
        size
        for size in range(len(open_to_him) + 1)
        for chosen in combinations(open_to_him, size)
        if not any(spans[one].overlaps(other) for one in chosen for other in bound)
        if not any(spans[one].overlaps(spans[other]) for one, other in combinations(chosen, 2))
    )


def _times() -> st.SearchStrategy[list[tuple[int, int]]]:
    return st.lists(st.tuples(st.integers(480, 900), st.integers(30, 400)), min_size=1, max_size=6)


@given(_times())
def test_nobody_could_attend_more(times: list[tuple[int, int]]) -> None:
    events = tuple(
        event(f"e{k}", MONDAY, wished=("head",), start_minute=start, duration_minutes=length)
        for k, (start, length) in enumerate(times)
    )
    planned = season(events=events)
    held = {item.id: MONDAY for item in events}
    attended = [name for name, people in wished_attendance(planned, held, ()).items() if people]
    spans: list[Span] = [span_of(item, MONDAY) for item in events if item.id in attended]
    assert not any(one.overlaps(other) for one, other in combinations(spans, 2))
    assert len(attended) == _most(planned, "head", held)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(tiny_seasons())
def test_nobody_of_a_tiny_season_could_attend_more(tiny: Season) -> None:
    held = {item.id: item.candidate_days[0] for item in tiny.events}
    attending = wished_attendance(tiny, held, ())
    for guest in tiny.people:
        assert sum(guest.id in people for people in attending.values()) == _most(tiny, guest.id, held)
