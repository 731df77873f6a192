"""The sample's papers of events: seatings, a ceremony, a run sheet, minutes, who had a training."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from itertools import product

from api.errors import NotFound
from api.store import attendances, joint_meetings
from api.store.event_sheets import SheetKind, find_sheet, keep
from api.store.invitation_lists import invitation_list
from api.store.seating_sheets import SeatingSheet, with_plan
from api.store.work import Work
from events.agenda import AgendaRules
from events.batches.arrangement import Witness
from events.batches.signing_project import Signer, SigningProject
from events.day_sheet import DayTask, day_sheet
from events.matchmaking.arrange import written
from events.matchmaking.meeting_day import MeetingDay
from events.matchmaking.participant import Participant, Side
from events.matchmaking.request import Request as MeetingRequest
from events.matchmaking.settled import SettledMeetings, SlotTimes
from events.minutes import MinutesTaken
from events.run_sheet.programme import FORUM_PARTS, Programme
from events.seated_guests import guest_parties, host
from events.seating.conventions import TWO_IN_THE_MIDDLE
from events.seating.rows import rostrum
from events.seating.settled import SettledSeating
from events.signing import Signing, SigningPlan
from events.training import Attendance
from planner.clock import day_of
from planner.event import EventKind
from planner.person import Person
from planner.plan import EventDate, Plan
from planner.season import Season

SEATINGS = ("主席台（示例）", "合影前排（示例）")
_SEATED = 4
_REVIEWED_BEFORE, _TEXT_IN_BEFORE = timedelta(days=20), timedelta(days=10)
Papers = Callable[[Work, str, Season, EventDate], None]


def lay_out(work: Work, season: Season, plan: Plan) -> None:
    """Papers for the first event of each kind, where it has none yet and the plan holds one."""
    for kind, sheet, papers in _PAPERS:
        held = next((item for item in plan.events if item.kind is kind), None)
        if held is None:
            continue
        identity = f"{season.id}:{held.event}"
        if find_sheet(work.session, identity, sheet) is None:
            papers(work, identity, season, held)


def _protocol(season: Season) -> list[Person]:
    """Everybody in protocol order."""
    return sorted(season.people, key=lambda person: (person.rank, person.order, person.id))


def _seatings(work: Work, identity: str, season: Season, held: EventDate) -> None:
    units = {unit.id: unit.name for unit in season.units}
    people = [host(person, units.get(person.unit, "")) for person in _protocol(season)[:_SEATED]]
    with suppress(NotFound):  # a forum nobody is invited to has hosts alone
        people += guest_parties(invitation_list(work.session, identity)).attendees
    sheet = SeatingSheet()
    for name in SEATINGS:
        sheet = with_plan(
            sheet,
            name,
            SettledSeating(
                plan=rostrum(held.title, people, TWO_IN_THE_MIDDLE), told_at_door=name == SEATINGS[0]
            ),
            "zh",
        )
    keep(work, identity, SheetKind.SEATING, sheet, None)


def _run_sheet(work: Work, identity: str, season: Season, held: EventDate) -> None:
    compere = _protocol(season)[-1]
    programme = Programme(
        title=held.title, day=day_of(held.start), compere=compere.id, venue="报告厅", parts=FORUM_PARTS
    )
    names = {compere.id: f"{compere.title}{compere.name}"}
    keep(work, identity, SheetKind.RUN_SHEET, day_sheet(DayTask(programme=programme, names=names)), None)


def _ceremony(work: Work, identity: str, season: Season, held: EventDate) -> None:
    day, first = day_of(held.start), _protocol(season)[0]
    witness = Witness(id=first.id, name=first.name, post=first.title, rank=first.rank, order=first.order)
    plan = SigningPlan(
        title=held.title, day=day, projects=(_project(season, day),), witnesses=(witness,), venue="示例宾馆"
    )
    keep(work, identity, SheetKind.CEREMONY, Signing(plan=plan), None)


def _project(season: Season, day: date) -> SigningProject:
    """A project of the season's first company, ready to be signed."""
    company, unit = season.companies[0], season.units[0]
    return SigningProject(
        id="project-demo",
        title=f"{company.name}项目（示例）",
        host_unit=unit.name,
        unit=unit.id,
        host_signer=Signer(id="signer-host", name="王建国（示例）", post="主任"),
        company_name=company.name,
        company=company.id,
        company_signer=Signer(id="signer-company", name="钱总（示例）", post="董事长"),
        amount_cny=1_200_000_000,
        chain=company.chain,
        outside_city=True,
        reviewed_on=day - _REVIEWED_BEFORE,
        contract_in_on=day - _TEXT_IN_BEFORE,
    )


def _minutes(work: Work, identity: str, _season: Season, _held: EventDate) -> None:
    joint_meetings.keep_minutes(work, identity, MinutesTaken(recorder="李干事（示例）"), AgendaRules(), None)


def _attendance(work: Work, identity: str, season: Season, held: EventDate) -> None:
    present = tuple(person.id for person in _protocol(season)[-2:])
    attendances.keep_attendance(work, identity, Attendance(subject=held.title, present=present), None)


def _meetings(work: Work, identity: str, season: Season, _held: EventDate) -> None:
    """Two hosts meet two companies, an afternoon of three slots at two tables."""
    units, companies = season.units[:2], season.companies[:2]
    hosts = [Participant(id=f"unit:{unit.id}", name=unit.name, side=Side.HOST) for unit in units]
    guests = [Participant(id=f"company:{company.id}", name=company.name) for company in companies]
    pairs = list(product(hosts, guests))
    requests = [
        MeetingRequest(id=f"r{number}", first=first.id, second=second.id, points=50 - 10 * number)
        for number, (first, second) in enumerate(pairs, 1)
    ]
    day = MeetingDay(
        participants=(*hosts, *guests), requests=tuple(requests), slots=3, morning_slots=0, tables=2
    )
    turns, tables = (1, 2, 2, 1), (1, 1, 2, 2)  # each host keeps his table, nobody meets two at once
    names = [request.id for request in requests]
    timetable = written(day, dict(zip(names, turns, strict=False)), dict(zip(names, tables, strict=False)))
    times = SlotTimes(starts=(840, 870, 900), minutes=25)
    keep(work, identity, SheetKind.MEETINGS, SettledMeetings(day=day, timetable=timetable, times=times), None)


_PAPERS: tuple[tuple[EventKind, SheetKind, Papers], ...] = (
    (EventKind.FORUM, SheetKind.SEATING, _seatings),
    (EventKind.FORUM, SheetKind.RUN_SHEET, _run_sheet),
    (EventKind.FORUM, SheetKind.MEETINGS, _meetings),
    (EventKind.SIGNING_CEREMONY, SheetKind.CEREMONY, _ceremony),
    (EventKind.JOINT_MEETING, SheetKind.MINUTES, _minutes),
    (EventKind.TRAINING, SheetKind.ATTENDANCE, _attendance),
)
