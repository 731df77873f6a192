"""The sample's papers: one of each for the first event of its kind, and none over what somebody kept."""

from api.sample.event_papers import SEATINGS
from api.sample.settlement import settle
from api.store.database import Database
from api.store.event_sheets import SheetKind, keep, sheets_of_kind
from api.store.seating_sheets import SeatingSheet
from api.store.work import COMMAND_LINE
from events.batches.readiness import readiness
from events.seating.settled import check_settled
from events.signing import Signing, arranged
from tests.api.examples.test_every_operation import SEASON, TWO_TRIPS
from tests.api.sample.test_settlement import AT, OFFICE

SHEETS = {
    SheetKind.SEATING: "forum",
    SheetKind.RUN_SHEET: "forum",
    SheetKind.MEETINGS: "forum",
    SheetKind.CEREMONY: "signing",
    SheetKind.MINUTES: "joint",
    SheetKind.ATTENDANCE: "training",
}


def kept(database: Database) -> dict[SheetKind, list[tuple[str, int]]]:
    """Event and version of every sheet by kind."""
    with database.reading() as session:
        return {
            kind: [(item.event, item.version) for item in sheets_of_kind(session, kind)] for kind in SheetKind
        }


def test_each_kind_is_kept_once_however_often_it_is_settled(database: Database) -> None:
    wanted = {kind: [(f"{SEASON.id}:{event}", 1)] for kind, event in SHEETS.items()}
    wanted[SheetKind.SERIES] = []  # the sample's joint meetings come from its workbook, not from a series
    for _ in (1, 2):
        settle(database, SEASON, TWO_TRIPS, AT, OFFICE)
        assert kept(database) == wanted


def test_what_somebody_kept_stays(database: Database) -> None:
    settle(database, SEASON, TWO_TRIPS, AT, OFFICE)
    with database.work(COMMAND_LINE, AT) as work:
        keep(work, f"{SEASON.id}:forum", SheetKind.SEATING, SeatingSheet(), 1)
    settle(database, SEASON, TWO_TRIPS, AT, OFFICE)
    assert kept(database)[SheetKind.SEATING] == [(f"{SEASON.id}:forum", 2)]


def test_the_seatings_seat_hosts_and_the_guest_who_comes(database: Database) -> None:
    settle(database, SEASON, TWO_TRIPS, AT, OFFICE)
    with database.reading() as session:
        (sheet,) = sheets_of_kind(session, SheetKind.SEATING)
    plans = SeatingSheet.model_validate(sheet.body).plans
    for seating in plans.values():
        check_settled(seating)
    assert tuple(plans) == SEATINGS
    assert {len(seating.plan.attendees) for seating in plans.values()} == {5}


def test_the_project_is_ready_and_can_be_arranged(database: Database) -> None:
    settle(database, SEASON, TWO_TRIPS, AT, OFFICE)
    with database.reading() as session:
        (sheet,) = sheets_of_kind(session, SheetKind.CEREMONY)
    plan = Signing.model_validate(sheet.body).plan
    assert [readiness(project, plan.programme().day) for project in plan.projects] == [()]
    assert len(arranged(plan).batches) == 1
