"""The reader of the box: looks again and again what has come; in every worker, one at a time."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from api.errors import AlreadyThere
from api.mail.mailbox import Box, MailBoxAway
from api.mail.reading import read_mail
from api.own_thread import Repeated
from api.post.answers import receive
from api.post.office import Office
from api.store import letters
from api.store.database import Database
from api.store.work import Actor
from api.store.worker_turn import turn_at

TASK = "mailbox"
_LEASE = timedelta(minutes=2)

log = logging.getLogger("zhaoshang.post")


class Reader(Repeated):
    """Reads every ``every_seconds``, from :meth:`start` to :meth:`stop`."""

    def __init__(
        self,
        database: Database,
        box: Box,
        office: Office,
        executor: str,
        clock: Callable[[], datetime],
        every_seconds: float,
    ) -> None:
        super().__init__("reader", every_seconds, log, "the mailbox could not be read")
        self._database, self._box, self._office = database, box, office
        self._executor, self._clock = executor, clock

    def _step(self) -> None:
        try:
            self.read()
        except MailBoxAway as error:
            log.warning("the mailbox could not be read: %s", error.faults[0].value)

    def read(self) -> int:
        """Read what has come since; how many mails. Raises :class:`MailBoxAway`."""
        count = 0
        with turn_at(self._database, TASK, self._executor, self._clock(), _LEASE) as mine:
            if not mine:
                return 0
            with self._database.reading() as session:
                known = letters.known_keys(session)
            for lying in self._box.lying(known):
                count += self._received(lying.key, lying.raw)
                if self._stopping.is_set():
                    break
        return count

    def _received(self, key: str, raw: bytes) -> bool:
        letter = read_mail(raw, self._office.domain)
        try:
            with self._database.work(Actor(id="system", name="mailbox"), self._clock()) as work:
                kept = receive(work, self._office, key, letter)
        except AlreadyThere:  # another reader was faster: nothing of ours stands
            return False
        log.info("mail %s: %s, %s", kept.id, kept.kind, kept.state)
        return True
