"""What a deadline's entry in calendars was and is (RFC 5545): its UID for ever, its SEQUENCE by each change.

Decided when a record changes and kept; a calendar is only printed from it. :mod:`planner.history` does the
same for the items of a plan.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from events.deadlines import Deadline, Ending, OwnerKind
from planner.clock import ZONE, at
from planner.plan import Revision
from planner.value import Value

KEPT_AFTER_END = timedelta(days=30)
OwnerKey = tuple[OwnerKind, str]


class Entry(Value):
    """An entry as calendars show it; with ``ending`` it is struck out and says why."""

    revision: Revision
    deadline: Deadline
    ending: Ending | None = None


class Left(Value):
    """Somebody in whose calendar the entry stood and stands no more: struck out as he last saw it."""

    kind: OwnerKind
    id: str
    entry: Entry

    @property
    def key(self) -> OwnerKey:
        """Whose calendar."""
        return (self.kind, self.id)


class Followed(Value):
    """A deadline with its history: the ``entry`` of its owners, and of those who answered for it before."""

    entry: Entry
    left: tuple[Left, ...] = ()

    def by_owner(self) -> Mapping[OwnerKey, Entry]:
        """What stands in whose calendar."""
        shown = {item.key: item.entry for item in self.left}
        return shown | {owner.key: self.entry for owner in self.entry.deadline.owners}


def followed(before: Followed | None, wanted: Deadline | None, uid: str, moment: datetime) -> Followed | None:
    """The history with ``wanted`` in it, as the record has it at ``moment``; None if there is nothing.

    ``wanted`` is None where the record is gone or has no such day. ``uid`` is for a first entry alone: one
    that was struck out and comes back is the same. SEQUENCE rises by one, and LAST-MODIFIED becomes
    ``moment``, exactly when somebody's calendar shows something else; who is no owner any more has it struck
    out.
    """
    live = wanted is not None and wanted.ended is None and bool(wanted.owners)
    if before is None:
        if wanted is None or not live:
            return None
        first = Revision(uid=uid, created_at=moment, changed_at=moment)
        return Followed(entry=Entry(revision=first, deadline=wanted))
    last = before.entry
    if wanted is None or not live:
        if last.ending is not None:
            return before
        ending = wanted.ended if wanted is not None and wanted.ended is not None else Ending.REMOVED
        struck = Entry(revision=_next(last.revision, moment), deadline=last.deadline, ending=ending)
        return before.model_copy(update={"entry": struck})
    if last.ending is None and last.deadline == wanted:
        return before
    fresh = Entry(revision=_next(last.revision, moment), deadline=wanted)
    return Followed(entry=fresh, left=tuple(_left(before, fresh)))


def is_shown(entry: Entry, now: datetime) -> bool:
    """Whether calendars still show it: what is struck out until thirty days after its day, or after that."""
    if entry.ending is None:
        return True
    end = at(entry.deadline.day + timedelta(days=1), 0)
    return max(end, entry.revision.changed_at.astimezone(ZONE)) + KEPT_AFTER_END >= now


def changed_owners(before: Followed | None, after: Followed | None) -> frozenset[OwnerKey]:
    """In whose calendars the entry is new, changed or struck out."""
    was = {} if before is None else before.by_owner()
    now = {} if after is None else after.by_owner()
    return frozenset(owner for owner in was.keys() | now.keys() if was.get(owner) != now.get(owner))


def _next(revision: Revision, moment: datetime) -> Revision:
    # Never earlier than it was: a clock that was put back must not date a change before the one it follows.
    changed_at = max(moment, revision.changed_at)
    return revision.model_copy(update={"sequence": revision.sequence + 1, "changed_at": changed_at})


def _left(before: Followed, fresh: Entry) -> Iterator[Left]:
    """Those who answered for it and do not now. Whose entry was struck out before has it as it was."""
    now = {owner.key for owner in fresh.deadline.owners}
    owners = {owner.key for owner in before.entry.deadline.owners}
    last = before.entry
    if last.ending is None:
        last = Entry(revision=fresh.revision, deadline=last.deadline, ending=Ending.HANDED_OVER)
    for key, entry in before.by_owner().items():
        if key not in now:
            yield Left(kind=key[0], id=key[1], entry=last if key in owners else entry)
