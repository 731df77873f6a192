"""Sheets of events: one of a kind, compared before it is replaced."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest

from api.errors import NotFound, StaleVersion
from api.store import audit_log
from api.store.database import Database
from api.store.event_sheets import SheetKind, find_sheet, keep, sheet, sheets_of_kind
from api.store.work import Actor
from events.day_sheet import DaySheet
from events.run_sheet.line import RunSheet
from tests.api.spring import NOW
from tests.builders import MONDAY

EVENT = "spring:forum"
MANY = 4


def _day(title: str) -> DaySheet:
    return DaySheet(sheet=RunSheet(title=title, day=MONDAY))


def _keep(database: Database, title: str, version: int | None, event: str = EVENT) -> int:
    with database.work(Actor(id=title, name=title), NOW) as work:
        return keep(work, event, SheetKind.RUN_SHEET, _day(title), version).version


def test_a_sheet_is_replaced_by_whoever_has_read_it(database: Database) -> None:
    assert _keep(database, "甲", None) == 1
    assert _keep(database, "乙", 1) == 2
    with pytest.raises(StaleVersion) as refused:
        _keep(database, "丙", 1)
    told = {"version": "1", "now": "2", "by": "乙", "kind": "run_sheet"}
    assert refused.value.faults[0].detail == told
    with database.reading() as session:
        found = sheet(session, EVENT, SheetKind.RUN_SHEET)
        assert (found.version, DaySheet.model_validate(found.body)) == (2, _day("乙"))
        assert [entry.action for entry in audit_log.entries(session, kind="event_sheet")] == ["keep"] * 2


def test_kinds_and_events_stand_apart(database: Database) -> None:
    _keep(database, "甲", 0)
    _keep(database, "乙", 0, "spring:another")
    with database.reading() as session:
        kept = sheets_of_kind(session, SheetKind.RUN_SHEET)
        assert [item.event for item in kept] == ["spring:another", EVENT]
        assert sheets_of_kind(session, SheetKind.CEREMONY) == ()
        assert find_sheet(session, EVENT, SheetKind.CEREMONY) is None
        with pytest.raises(NotFound):
            sheet(session, EVENT, SheetKind.CEREMONY)


@pytest.mark.parametrize("version", [0, 1])
def test_of_many_who_keep_at_once_one_is_first_and_the_others_are_told(
    database: Database, version: int
) -> None:
    for before in range(version):
        _keep(database, "先", before)
    together = Barrier(MANY)

    def attempt(number: int) -> bool:
        together.wait()
        try:
            return _keep(database, f"人{number}", version) == version + 1
        except StaleVersion:
            return False

    with ThreadPoolExecutor(MANY) as pool:
        assert sorted(pool.map(attempt, range(MANY))) == [False] * (MANY - 1) + [True]


def test_who_keeps_while_another_is_at_it_waits_and_is_told(database: Database) -> None:
    _keep(database, "先", 0)
    with ThreadPoolExecutor(1) as pool:
        with database.work(Actor(id="甲", name="甲"), NOW) as work:
            keep(work, EVENT, SheetKind.RUN_SHEET, _day("甲"), 1)
            second = pool.submit(_keep, database, "乙", 1)
            sleep(0.5)  # long enough to read what is not committed yet, were there no lock
            assert not second.done()
        with pytest.raises(StaleVersion):
            second.result()
    with database.reading() as session:
        assert sheet(session, EVENT, SheetKind.RUN_SHEET).changed_by == "甲"
