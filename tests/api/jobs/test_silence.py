"""Silence: counted by one's own clock, and only while one was looking."""

from hypothesis import given
from hypothesis import strategies as st

from api.jobs.silence import Silence


def test_a_worker_is_dead_after_so_many_seconds_without_a_beat() -> None:
    silence = Silence(most_seconds=20, most_step_seconds=10)
    silence.hear({"w": 3}, 0)
    for _ in range(3):
        silence.hear({"w": 3}, 6)
        assert not silence.is_dead("w")
    silence.hear({"w": 3}, 2)
    assert silence.is_dead("w")


def test_a_beat_begins_the_count_anew() -> None:
    silence = Silence(20, 10)
    for beats, elapsed in ((1, 0), (1, 10), (2, 9), (2, 10), (2, 9)):
        silence.hear({"w": beats}, elapsed)
    assert not silence.is_dead("w")


def test_a_long_pause_of_the_one_who_looks_is_not_the_others_silence() -> None:
    silence = Silence(20, 10)
    silence.hear({"w": 1}, 0)
    silence.hear({"w": 1}, 3_600)
    assert not silence.is_dead("w")


def test_who_has_left_or_never_came_is_dead() -> None:
    silence = Silence(20, 10)
    silence.hear({"w": 1}, 0)
    silence.hear({}, 5)
    assert silence.is_dead("w")
    assert silence.is_dead("x")
    assert silence.is_dead(None)


@given(st.lists(st.tuples(st.integers(0, 1), st.floats(0, 30)), max_size=30))
def test_nobody_is_dead_who_beat_within_the_seconds(looks: list[tuple[int, float]]) -> None:
    silence, beats, since = Silence(20, 10), 0, 0.0
    silence.hear({"w": 0}, 0)
    for more, elapsed in looks:
        beats += more
        since = 0.0 if more else since + elapsed
        silence.hear({"w": beats}, elapsed)
        if since < 20:
            assert not silence.is_dead("w")
