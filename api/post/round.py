"""What a worker does for the post besides its jobs, as the settings say: send, read, or neither.

Who can send keeps time as well: where no mail leaves, no deadline shall begin to run by itself.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from api.mail.mailbox import box_of
from api.mail.smtp import Server, SmtpTransport
from api.post.office import office_of
from api.post.postman import Envelope, Postman
from api.post.reader import Reader
from api.post.timekeeper import Timekeeper
from api.settings import Settings
from api.store.database import Database

log = logging.getLogger("zhaoshang.post")


class PostRound:
    """The postman, the timekeeper and the reader of one worker; without settings for them, nobody."""

    def __init__(
        self, settings: Settings, database: Database, executor: str, clock: Callable[[], datetime]
    ) -> None:
        self._staff: list[Postman | Timekeeper | Reader] = []
        if settings.mail_url is not None:
            server = Server.from_url(settings.mail_url.get_secret_value())
            envelope = Envelope(
                office_of(settings).sender.address, settings.mail_copy_to, settings.mail_most_a_minute
            )
            self._staff.append(Postman(database, lambda: SmtpTransport(server), envelope, executor, clock))
            self._staff.append(Timekeeper(database, office_of(settings), clock))
        if settings.mailbox_url is not None:
            box = box_of(settings.mailbox_url.get_secret_value())
            every = settings.mailbox_seconds
            self._staff.append(Reader(database, box, office_of(settings), executor, clock, every))

    def start(self) -> None:
        """Begin; raises InvalidInput (``unfit_mail_address``) for a sender nobody can be."""
        for member in self._staff:
            member.start()
        if self._staff:
            log.info("the post goes round: %s", ", ".join(type(member).__name__ for member in self._staff))

    def stop(self) -> None:
        """End, giving back what was not sent."""
        for member in self._staff:
            member.stop()
