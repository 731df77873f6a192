"""The postman: takes mails out of the outbox and hands them to the server, while its worker runs."""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from api.mail.smtp import MailPutOff, MailRefused, MailServerAway, SmtpTransport, Transport
from api.own_thread import OwnThread
from api.store import outbox
from api.store.database import Database
from api.store.job_attempts import DatabaseAway
from api.store.outbox import Claim
from api.store.work import Actor, Work

MOST_A_CLAIM = 20
IDLE_SECONDS = 1.0

log = logging.getLogger("zhaoshang.post")


class TakenAway(Exception):
    """The mail is in other hands: this worker was thought dead."""


class Envelope(NamedTuple):
    """From whom mails go, to which box a copy, and how many a minute at most (0: as many as can be)."""

    sender: str
    copy_to: str | None = None
    most_a_minute: int = 0


class Postman(OwnThread):
    """Sends from :meth:`start` to :meth:`stop`; what it has not sent by then it gives back."""

    def __init__(
        self,
        database: Database,
        connect: Callable[[], SmtpTransport],
        envelope: Envelope,
        executor: str,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__("postman")
        self._database, self._connect, self._envelope = database, connect, envelope
        self._executor, self._clock = executor, clock

    def _go_on(self) -> None:
        with self._connect() as transport:
            while not self._stopping.is_set():
                sent = 0
                with suppress(Exception):  # logged where it happened; the next round may succeed
                    sent = self.deliver(transport)
                if not sent:
                    self._stopping.wait(IDLE_SECONDS)

    def deliver(self, transport: Transport) -> int:
        """Take up to :data:`MOST_A_CLAIM` mails that are due, and send them; how many were taken."""
        try:
            with self._database.work(self._actor, self._clock()) as work:
                claims = outbox.claim(work, self._executor, MOST_A_CLAIM)
            for number, held in enumerate(claims):
                if self._stopping.is_set():
                    self._hand_back(claims[number:])
                    break
                self._send(transport, held)
        except Exception:
            log.exception("the postman could not go his round")
            raise
        return len(claims)

    def _send(self, transport: Transport, held: Claim) -> None:
        recipients = (held.recipient, *filter(None, (self._envelope.copy_to,)))
        try:
            transport.send(self._envelope.sender, recipients, held.mail, lambda: self._leave(held))
        except TakenAway:
            log.warning("mail %s went to another worker", held.id)
            return
        except MailRefused as error:
            fault = error.faults[0]
            self._write(lambda work: outbox.refused(work, held, fault))
            log.warning("mail %s was refused", held.id)
        except (MailPutOff, MailServerAway) as error:
            reason, certain = error.faults[0], isinstance(error, MailPutOff)
            self._write(lambda work: outbox.put_off(work, held, reason, certain=certain))
            log.warning("mail %s could not be handed over: %s", held.id, reason.value)
        else:
            self._write(lambda work: outbox.arrived(work, held))
        if self._envelope.most_a_minute:
            self._stopping.wait(60 / self._envelope.most_a_minute)

    def _leave(self, held: Claim) -> None:
        """Commit that the mail may be taken from now on, before it can be."""
        with self._database.work(self._actor, self._clock()) as work:
            if not outbox.leave(work, held):
                raise TakenAway

    def _hand_back(self, claims: Sequence[Claim]) -> None:
        with self._database.work(self._actor, self._clock()) as work:
            for held in claims:
                outbox.hand_back(work, held)

    def _write(self, write: Callable[[Work], bool]) -> None:
        """Write down what became of a mail; while the database is away, again and again until the end."""
        while True:
            try:
                with self._database.work(self._actor, self._clock()) as work:
                    write(work)
            except DatabaseAway:
                log.warning("the database is away; trying again")
                if self._stopping.wait(IDLE_SECONDS):
                    raise
            else:
                return

    @property
    def _actor(self) -> Actor:
        return Actor(id="system", name=self._executor)
