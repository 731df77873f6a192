"""Sheets with the value they hold: typed on the way in and out, compared with the version a change is for."""

import pytest
from pydantic import ValidationError

from api.errors import NotFound, StaleVersion
from api.store import event_sheets
from api.store.database import Database
from api.store.event_sheets import SheetKind
from api.store.kept_sheets import KeptSheet, SheetOf
from api.store.work import SYSTEM
from events.day_sheet import DaySheet
from events.run_sheet.line import RunSheet
from planner.value import Value
from tests.api.spring import NOW
from tests.builders import MONDAY

EVENT = "spring:forum"
RUN_SHEET = SheetOf(SheetKind.RUN_SHEET, DaySheet)


def _day(title: str) -> DaySheet:
    return DaySheet(sheet=RunSheet(title=title, day=MONDAY))


def _keep(database: Database, title: str, version: int | None, event: str = EVENT) -> KeptSheet[DaySheet]:
    with database.work(SYSTEM, NOW) as work:
        return RUN_SHEET.keep(work, event, _day(title), version)


def test_what_is_kept_is_read_as_the_value_it_was(database: Database) -> None:
    kept = _keep(database, "甲", None)
    assert (kept.event, kept.version, kept.changed_at, kept.changed_by) == (EVENT, 1, NOW, SYSTEM.name)
    with database.reading() as session:
        assert RUN_SHEET.kept(session, EVENT) == RUN_SHEET.find(session, EVENT) == kept
        assert RUN_SHEET.find_value(session, EVENT) == kept.value == _day("甲")


def test_nothing_kept_is_none_or_refused(database: Database) -> None:
    with database.reading() as session:
        assert (RUN_SHEET.find(session, EVENT), RUN_SHEET.find_value(session, EVENT)) == (None, None)
        assert RUN_SHEET.every(session) == ()
        with pytest.raises(NotFound) as refused:
            RUN_SHEET.kept(session, EVENT)
    assert refused.value.faults[0].code == "no_such_sheet"


def test_every_event_has_its_own_and_another_kind_none_of_them(database: Database) -> None:
    _keep(database, "甲", None)
    _keep(database, "乙", None, "spring:another")
    with database.reading() as session:
        titles = [(item.event, item.value.sheet.title) for item in RUN_SHEET.every(session)]
        assert titles == [("spring:another", "乙"), (EVENT, "甲")]
        assert SheetOf(SheetKind.CEREMONY, DaySheet).every(session) == ()


def test_a_change_for_another_version_than_is_kept_is_refused_before_it_is_worked_out(
    database: Database,
) -> None:
    _keep(database, "甲", None)
    with database.reading() as session:
        assert RUN_SHEET.kept_at(session, EVENT, 1).value == _day("甲")
        with pytest.raises(StaleVersion) as early:
            RUN_SHEET.kept_at(session, EVENT, 7)
    with pytest.raises(StaleVersion) as late:
        _keep(database, "乙", 7)
    assert early.value.faults == late.value.faults


def test_a_body_of_another_shape_is_not_believed(database: Database) -> None:
    class Stranger(Value):
        """Not what a run sheet holds."""

        lines: int

    with database.work(SYSTEM, NOW) as work:
        event_sheets.keep(work, EVENT, SheetKind.RUN_SHEET, Stranger(lines=3), None)
    with database.reading() as session, pytest.raises(ValidationError):
        RUN_SHEET.kept(session, EVENT)
