"""The bureau as its guests see it: who writes, where answers go, where the reply pages stand."""

from typing import NamedTuple

from api.mail.address import Mailbox, mailbox, tagged
from api.settings import Settings


class Office(NamedTuple):
    """From whom mails come. ``tags``: whether the server delivers ``zs+token@…`` to the same box."""

    sender: Mailbox
    public_url: str
    tags: bool = True

    @property
    def domain(self) -> str:
        """What our Message-IDs end in: below the sender's domain, so that no colleague's mail looks ours."""
        return f"zhaoshang.{self.sender.address.rpartition('@')[2].strip('[]')}"

    def organizer(self, token: str) -> Mailbox:
        """Where a guest's calendar sends its answers."""
        if not self.tags:
            return self.sender
        return Mailbox(name=self.sender.name, address=tagged(self.sender.address, token))

    def link(self, token: str) -> str:
        """The guest's reply page."""
        return f"{self.public_url}/r/{token}"


def office_of(settings: Settings) -> Office:
    """As the settings say."""
    sender = mailbox(settings.mail_from, "ZHAOSHANG_MAIL_FROM")
    return Office(sender, settings.public_url, settings.mail_reply_tags)
