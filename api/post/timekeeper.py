"""The timekeeper: looks again and again what time asks of lists that run by themselves; in every worker."""

import logging
from collections import Counter
from datetime import datetime
from threading import Event, Thread

from api.clock import Clock
from api.errors import NotFound
from api.post.desk import Done
from api.post.keeping_time import ACTOR, due, keep_time
from api.post.office import Office
from api.store import invitation_lists
from api.store.database import Database, Session
from events.invitation.invitation_list import InvitationList
from planner.errors import Fault

LOOK_SECONDS = 30.0

log = logging.getLogger("zhaoshang.post")


class Timekeeper:
    """Looks every ``every_seconds``, from :meth:`start` to :meth:`stop`; a transaction a list.

    No turn is taken: of several that look at once each locks the list before it decides.
    """

    def __init__(
        self, database: Database, office: Office, clock: Clock, every_seconds: float = LOOK_SECONDS
    ) -> None:
        self._database, self._office, self._clock = database, office, clock
        self._every_seconds = every_seconds
        self._held_up: dict[str, Fault] = {}  # what the log knows
        self._read: dict[str, InvitationList] = {}  # as of its version
        self._stopping = Event()
        self._thread = Thread(target=self._look_on, name="timekeeper", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more, after the list in hand."""
        self._stopping.set()
        self._thread.join()

    def _look_on(self) -> None:
        while not self._stopping.is_set():
            try:
                self.look()
            except Exception:  # the next look may succeed; what is due stays due
                log.exception("the clock could not look at the invitations")
            self._stopping.wait(self._every_seconds)

    def look(self) -> tuple[str, ...]:
        """Look once; the events (ids) whose lists have changed."""
        now = self._clock()
        with self._database.reading() as session:
            waiting = [
                value.event for value in self._running(session, now) if self._is_due(session, value, now)
            ]
        done = []
        for event in waiting:
            if self._stopping.is_set():
                break
            if self._kept(event):
                done.append(event)
        return tuple(done)

    def _running(self, session: Session, now: datetime) -> tuple[InvitationList, ...]:
        """The lists that run by themselves; one unchanged since the last look is not read again."""
        found = {}
        for event, version in invitation_lists.running_by_themselves(session, now).items():
            known = self._read.get(event)
            if known is None or known.version != version:
                known = invitation_lists.invitation_list(session, event)
            found[event] = known
        self._read = found
        return tuple(found.values())

    def _is_due(self, session: Session, value: InvitationList, now: datetime) -> bool:
        """Whether something is; what holds a list up is logged once, until it is another thing."""
        try:
            decision = due(session, value, now)
        except NotFound as error:  # the event is gone
            self._is_held_up(value.event, error.faults[0])
            return False
        if decision.invitations.version == value.version:
            for note in decision.notes:
                if note.code == "list_on_another_day":
                    self._is_held_up(value.event, note)
            return False
        self._held_up.pop(value.event, None)
        return True

    def _is_held_up(self, event: str, why: Fault) -> None:
        if self._held_up.get(event) != why:
            log.warning("invitations of %s wait for a person: %s %s", event, why.code, why.detail)
        self._held_up[event] = why

    def _kept(self, event: str) -> bool:
        """Whether the list has changed; one that fails keeps no other from its turn."""
        try:
            with self._database.work(ACTOR, self._clock()) as work:
                done = keep_time(work, self._office, event)
        except Exception:
            log.exception("the clock could not keep the invitations of %s", event)
            return False
        if done is not None:  # else another worker was faster
            _tell(event, done)
        return done is not None


def _tell(event: str, done: Done) -> None:
    kinds = Counter(effect.kind.value for effect in done.decision.effects)
    said = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())) or "deadlines passed"
    log.info("invitations of %s, by the clock: %s; %d mails queued", event, said, len(done.parcels))
    if done.unreached:
        log.warning("invitations of %s: %d guests have no mail and must be told", event, len(done.unreached))
