"""Who had which training: kept with the training, and with the nominations of those who are in the pool."""

from typing import NamedTuple

from sqlmodel import Session

from api.store import records
from api.store.event_sheets import SheetKind
from api.store.joint_meetings import refuse_other_kind
from api.store.kept_sheets import KeptSheet, SheetOf
from api.store.kind import Reference
from api.store.links import refuse_dangling
from api.store.nominations import NOMINATION
from api.store.season_frames import EVENT
from api.store.talent_pools import talent_pool
from api.store.work import Work
from events.training import Attendance
from planner.event import EventKind
from planner.talent_pool import Membership


class AttendanceSheet(Attendance):
    """An attendance as it is kept; ``gained`` are those whose nomination has the subject by it (ids)."""

    gained: tuple[str, ...] = ()


_ATTENDANCE = SheetOf(SheetKind.ATTENDANCE, AttendanceSheet)


class KeptAttendance(NamedTuple):
    """An attendance, the sheet it is kept on, and who of those present is not in the pool (ids)."""

    attendance: AttendanceSheet
    sheet: KeptSheet[AttendanceSheet]
    outside: tuple[str, ...]


def keep_attendance(work: Work, identity: str, told: Attendance, version: int | None) -> KeptAttendance:
    """Keep who was there, over what was told at that ``version``; their nominations follow.

    Whoever is in the pool, or on his way into it, has had the subject. Who was named by mistake loses it
    again, unless he had it before or by another training. Raises :class:`NotFound`, :class:`Conflict` for an
    event of another kind, :class:`StaleVersion`, :class:`InvalidInput` for somebody nobody knows.
    """
    refuse_other_kind(work.session, identity, EventKind.TRAINING)
    present = tuple(dict.fromkeys(told.present))
    refuse_dangling(work.session, {identity: [_reference(k, who) for k, who in enumerate(told.present)]})
    before = find_attendance(work.session, identity)
    pool = {item.person: item for item in talent_pool(work.session).memberships}
    gained = set(before.gained) if before is not None else set()
    if before is not None:
        lost = gained if before.subject != told.subject else gained - set(present)
        elsewhere = _present_elsewhere(work.session, identity, before.subject)
        for person in sorted(lost):
            if person in pool and person not in elsewhere:
                pool[person] = _change(work, pool[person], before.subject, has=False)
        gained -= lost
    for person in present:
        if person in pool and told.subject not in pool[person].trainings:
            pool[person] = _change(work, pool[person], told.subject, has=True)
            gained.add(person)
    kept = AttendanceSheet(subject=told.subject, present=present, gained=tuple(sorted(gained)))
    sheet = _ATTENDANCE.keep(work, identity, kept, version)
    return KeptAttendance(kept, sheet, tuple(person for person in present if person not in pool))


def attendance_of(session: Session, identity: str) -> KeptAttendance:
    """What is kept; raises :class:`NotFound`."""
    records.stored(session, EVENT, identity)
    sheet = _ATTENDANCE.kept(session, identity)
    found = sheet.value
    pool = {item.person for item in talent_pool(session).memberships}
    return KeptAttendance(found, sheet, tuple(person for person in found.present if person not in pool))


def find_attendance(session: Session, identity: str) -> AttendanceSheet | None:
    """What is kept, None while nothing is."""
    return _ATTENDANCE.find_value(session, identity)


def subjects_taught(session: Session) -> tuple[str, ...]:
    """Every subject that was taught to somebody, in order."""
    return tuple(sorted({sheet.value.subject for sheet in _ATTENDANCE.every(session)}))


def _present_elsewhere(session: Session, identity: str, subject: str) -> set[str]:
    """Who had the subject by another training than this."""
    others = (sheet.value for sheet in _ATTENDANCE.every(session) if sheet.event != identity)
    return {person for other in others if other.subject == subject for person in other.present}


def _reference(index: int, person: str) -> Reference:
    return Reference("person", person, f"present[{index}]")


def _change(work: Work, member: Membership, subject: str, *, has: bool) -> Membership:
    kept = tuple(name for name in member.trainings if name != subject)
    after = member.model_copy(update={"trainings": (*kept, subject) if has else kept})
    stored = records.stored(work.session, NOMINATION, member.person)
    return records.replace(work, NOMINATION, after, stored.version).value
