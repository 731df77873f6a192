"""Processes as one family: who ends unasked comes back, later each time; who refuses ends them all."""

from pathlib import Path
from threading import Event, Thread

import pytest

from api.cli.family import Child, Family
from tests.api.servers import wait_until


class Told:
    """Hears what the family tells; sets ``stop`` once it has told so much."""

    def __init__(self, stop_after: int) -> None:
        self.stop = Event()
        self.said: list[tuple[str, dict[str, object]]] = []
        self._stop_after = stop_after

    def __call__(self, what: str, **words: object) -> None:
        self.said.append((what, words))
        if len(self.said) >= self._stop_after:
            self.stop.set()


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_child_that_ends_unasked_is_started_again_later_each_time() -> None:
    told = Told(stop_after=2)
    assert Family([Child("甲", ["--help"])], "zh", told).live(told.stop) == 0
    assert told.said == [
        ("died", {"name": "甲", "status": 0, "seconds": 1}),
        ("died", {"name": "甲", "status": 0, "seconds": 2}),
    ]


@pytest.mark.parametrize(
    ("arguments", "status"), [(["audit", "no.json", "no.json"], 1), (["no-such-command"], 2)]
)
def test_a_child_that_refuses_ends_the_family_with_its_status(arguments: list[str], status: int) -> None:
    told = Told(stop_after=1)
    assert Family([Child("甲", arguments)], "zh", told).live(told.stop) == status
    assert told.said == []


def test_asked_to_end_it_ends_without_a_word() -> None:
    told = Told(stop_after=99)
    statuses: list[int] = []
    family = Family([], "zh", told)
    thread = Thread(target=lambda: statuses.append(family.live(told.stop)))
    thread.start()
    told.stop.set()
    wait_until(lambda: not thread.is_alive(), "the end")
    assert (statuses, told.said) == ([0], [])
