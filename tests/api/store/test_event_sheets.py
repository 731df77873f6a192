"""Sheets of an event: the last one kept stands, and nobody overwrites what he has not seen."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from api.errors import NotFound, StaleVersion
from api.store import audit_log
from api.store.database import Database
from api.store.event_sheets import Sheet, SheetKind, find_sheet, keep, sheet, sheets_of_kind
from planner.value import Value
from tests.api.spring import NOW, OTHER, PLANNER

EVENT = "spring:forum"


class Note(Value):
    """Something to keep."""

    text: str


def kept(
    database: Database, text: str, version: int | None = None, kind: SheetKind = SheetKind.MINUTES
) -> Sheet:
    with database.work(PLANNER, NOW) as work:
        return keep(work, EVENT, kind, Note(text=text), version)


def test_a_first_sheet_is_version_one_and_says_who_kept_it(database: Database) -> None:
    first = kept(database, "甲")
    assert first == Sheet(
        event=EVENT,
        kind=SheetKind.MINUTES,
        version=1,
        changed_at=NOW,
        changed_by="甲规划",
        body={"text": "甲"},
    )
    with database.reading() as session:
        assert sheet(session, EVENT, SheetKind.MINUTES) == first
        assert find_sheet(session, EVENT, SheetKind.MINUTES) == first


def test_a_change_takes_the_place_of_the_version_it_is_meant_for(database: Database) -> None:
    kept(database, "甲", 0)
    with database.work(OTHER, NOW + timedelta(hours=1)) as work:
        keep(work, EVENT, SheetKind.MINUTES, Note(text="乙"), 1)
    with database.reading() as session:
        found = sheet(session, EVENT, SheetKind.MINUTES)
        log = audit_log.entries(session, kind="event_sheet", subject=f"{EVENT}:minutes")
    assert (found.version, found.body, found.changed_by) == (2, {"text": "乙"}, "乙规划")
    assert [(entry.before, entry.after) for entry in log] == [
        ({"text": "甲"}, {"text": "乙"}),
        (None, {"text": "甲"}),
    ]


@pytest.mark.parametrize("version", [None, 0, 1, 3])
def test_whoever_has_not_seen_the_last_is_refused_and_told_whose_it_is(
    database: Database, version: int | None
) -> None:
    kept(database, "甲")
    kept(database, "乙", 1)
    with pytest.raises(StaleVersion) as refused:
        kept(database, "丙", version)
    [fault] = refused.value.faults
    assert (fault.code, fault.place, fault.value) == ("sheet_changed", EVENT, "minutes")
    assert fault.detail == {"version": str(version or 0), "now": "2", "by": "甲规划"}
    with database.reading() as session:
        assert sheet(session, EVENT, SheetKind.MINUTES).body == {"text": "乙"}


def test_a_version_of_a_sheet_that_never_was_is_refused(database: Database) -> None:
    with pytest.raises(StaleVersion) as refused:
        kept(database, "甲", 1)
    assert refused.value.faults[0].detail == {"version": "1", "now": "0", "by": ""}


def test_kinds_and_events_are_kept_apart(database: Database) -> None:
    kept(database, "甲")
    kept(database, "乙", kind=SheetKind.SEATING)
    with database.work(PLANNER, NOW) as work:
        keep(work, "another", SheetKind.MINUTES, Note(text="丙"), None)
    with database.reading() as session:
        assert find_sheet(session, "another", SheetKind.SEATING) is None
        listed = [(item.event, item.body["text"]) for item in sheets_of_kind(session, SheetKind.MINUTES)]
    assert listed == [("another", "丙"), (EVENT, "甲")]


def test_a_sheet_nobody_kept_is_not_found(database: Database) -> None:
    with database.reading() as session:
        with pytest.raises(NotFound) as refused:
            sheet(session, EVENT, SheetKind.CEREMONY)
        assert find_sheet(session, EVENT, SheetKind.CEREMONY) is None
    assert [fault.code for fault in refused.value.faults] == ["no_such_sheet"]


@pytest.mark.parametrize("version", [None, 1])
def test_of_many_who_keep_one_at_once_exactly_one_does(database: Database, version: int | None) -> None:
    if version is not None:
        kept(database, "before")
    many = 6
    start = Barrier(many)

    def race(number: int) -> int:
        start.wait()
        try:
            kept(database, str(number), version)
        except StaleVersion:
            return -1
        return number

    with ThreadPoolExecutor(many) as pool:
        done = sorted(pool.map(race, range(many)))
    winner = done[-1]
    assert done == [-1] * (many - 1) + [winner]
    with database.reading() as session:
        found = sheet(session, EVENT, SheetKind.MINUTES)
    assert (found.version, found.body) == ((version or 0) + 1, {"text": str(winner)})
