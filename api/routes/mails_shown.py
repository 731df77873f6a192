"""Mails as a guest will read them, shown before they leave."""

from collections.abc import Sequence
from email import message_from_bytes
from email.policy import default

from api.store.outbox import NewParcel
from planner.value import Value

MOST_SHOWN = 50


class MailShown(Value):
    """A mail as the guest will read it."""

    recipient: str
    occasion: str
    subject: str
    text: str


def shown(parcels: Sequence[NewParcel], first: int = 0) -> tuple[MailShown, ...]:
    """At most :data:`MOST_SHOWN` of ``parcels``, from number ``first`` on."""
    return tuple(map(_shown, parcels[first : first + MOST_SHOWN]))


def _shown(parcel: NewParcel) -> MailShown:
    body = message_from_bytes(parcel.mail, policy=default).get_body(preferencelist=("plain",))
    text = "" if body is None else str(body.get_content())
    return MailShown(recipient=parcel.recipient, occasion=parcel.occasion, subject=parcel.subject, text=text)
