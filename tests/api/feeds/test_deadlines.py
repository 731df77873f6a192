"""What falls due, over the wire: in the very next fetch, by every process, the same bytes everywhere."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import icalendar
import pytest

from api.calendars.privacy import Level
from api.calendars.subscribed import Published, subscribed_calendar
from api.calendars.target import Target, TargetKind
from api.store import records
from api.store.database import Database
from api.store.people import PERSON, UNIT
from api.store.problems import PROBLEM, Problem, ProblemState
from api.store.subscriptions import Order, make
from planner.person import Person, Rank, Unit
from tests.api.calendars.sample import MADE_AT, PUBLISHED, REMADE_AT, REPLANNED
from tests.api.feeds.publishing import NOW, OFFICE, published, subscribed
from tests.api.feeds.web import Web, web

LAND = Problem(
    id="q1", text="用地未落实", person="p01", unit="bureau", due=date(2027, 3, 20), raised_on=date(2027, 1, 4)
)


@pytest.fixture
def served(database: Database, database_url: str) -> Iterator[Web]:
    with database.work(OFFICE, MADE_AT) as work:
        records.create(work, UNIT, Unit(id="bureau", name="招商投资局"))
        for identity in ("p01", "p02"):
            person = Person(id=identity, name=identity, unit="bureau", rank=Rank.STAFF)
            records.create(work, PERSON, person)
    published(database, PUBLISHED)
    with web(database_url) as running:
        yield running


def raised(database: Database, problem: Problem = LAND) -> None:
    with database.work(OFFICE, NOW) as work:
        records.create(work, PROBLEM, problem)


def replaced(database: Database, version: int, problem: Problem, hours: int = 1) -> None:
    with database.work(OFFICE, NOW + timedelta(hours=hours)) as work:
        records.replace(work, PROBLEM, problem, version)


def due(content: bytes) -> list[tuple[str, str, int]]:
    """Title, state and SEQUENCE of what falls due."""
    return [
        (str(entry["SUMMARY"]), str(entry["STATUS"]), int(str(entry["SEQUENCE"])))
        for entry in icalendar.Calendar.from_ical(content).walk("VEVENT")
        if "期限" in str(entry["SUMMARY"])
    ]


def test_a_problem_is_in_the_next_fetch_of_every_process_and_so_is_its_end(
    served: Web, database: Database, database_url: str
) -> None:
    _, token = subscribed(database)
    with web(database_url) as other:
        first = [process.get(token) for process in (served, other)]
        assert [due(answer.content) for answer in first] == [[], []]
        raised(database)
        second = [
            process.get(token, if_none_match=answer.headers["etag"])
            for process, answer in zip((served, other), first, strict=True)
        ]
        assert [due(answer.content) for answer in second] == [[("办结期限 用地未落实", "CONFIRMED", 0)]] * 2
        assert second[0].content == second[1].content
        solved = LAND.model_copy(update={"state": ProblemState.SOLVED, "resolution": "已供地"})
        replaced(database, 1, solved)
        for process in (served, other):
            after = process.get(token, if_none_match=second[0].headers["etag"])
            assert due(after.content) == [("【已办结】办结期限 用地未落实", "CANCELLED", 1)]


def test_the_units_feed_has_it_and_another_persons_stays_as_it_is(served: Web, database: Database) -> None:
    with database.work(OFFICE, NOW) as work:
        unit = Order(target=Target(kind=TargetKind.UNIT, id="bureau"))
        _, of_unit = make(work, unit)
    _, of_other = subscribed(database, "p02")
    before = served.get(of_other)
    raised(database)
    assert due(served.get(of_unit).content) == [("办结期限 用地未落实", "CONFIRMED", 0)]
    again = served.get(of_other, if_none_match=before.headers["etag"])
    assert (again.status_code, again.headers["last-modified"]) == (304, before.headers["last-modified"])


def test_at_the_lowest_level_it_is_a_deadline_and_nothing_more(served: Web, database: Database) -> None:
    raised(database)
    _, token = subscribed(database, level=Level.BUSY)
    content = served.get(token).content
    assert due(content) == [("期限", "CONFIRMED", 0)]
    assert "用地".encode() not in content


def test_a_change_of_a_problem_makes_nobody_elses_calendar_anew(
    served: Web, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def noting(published: Sequence[Published], target: Target, **rest: Any) -> bytes:
        made.append(target.id)
        return subscribed_calendar(published, target, **rest)

    monkeypatch.setattr("api.feeds.rendering.subscribed_calendar", noting)
    tokens = [subscribed(database, person)[1] for person in ("p01", "p02")]
    for expected in (["p01", "p02"], ["p01"]):
        made.clear()
        assert [served.get(token).status_code for token in tokens] == [200, 200]
        assert made == expected
        if expected == ["p01", "p02"]:
            raised(database)
    published(database, REPLANNED, moment=REMADE_AT)
    made.clear()
    assert [served.get(token).status_code for token in tokens] == [200, 200]
    assert made == ["p01", "p02"]


def test_what_was_struck_out_is_dropped_thirty_days_later(served: Web, database: Database) -> None:
    _, token = subscribed(database)
    raised(database)
    replaced(database, 1, LAND.model_copy(update={"person": None}))
    other = LAND.model_copy(update={"id": "q2", "person": "p02"})
    assert [state for _, state, _ in due(served.get(token).content)] == ["CANCELLED"]
    # No clock is asked: it is dropped with the first change that comes later than that.
    with database.work(OFFICE, NOW + timedelta(days=60)) as work:
        records.create(work, PROBLEM, other)
    assert due(served.get(token).content) == []
