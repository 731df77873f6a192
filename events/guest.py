"""A guest of an event: somebody from outside who may be invited, and how he can be reached."""

from enum import StrEnum

from pydantic import Field

from planner.value import Value


class Segment(StrEnum):
    """Where in the event's chain a guest's organisation stands, or what it is beside the chain."""

    UPSTREAM = "upstream"
    MIDSTREAM = "midstream"
    DOWNSTREAM = "downstream"
    SUPPORTING = "supporting"
    EXPERT = "expert"
    ASSOCIATION = "association"
    FUND = "fund"
    AUTHORITY = "authority"
    MEDIA = "media"


class Guest(Value):
    """A person who may be invited.

    ``company`` is the id of a company the bureau knows, None for others; ``organisation`` is what stands on
    the name card. ``post`` (职务) likewise. ``unit`` (id) is the inviting unit. ``region`` (id) is where the
    organisation lies. ``points`` is what the guest's presence is worth. A guest with neither ``mail`` nor
    ``phone`` is invited by letter.
    """

    id: str
    name: str = Field(min_length=1, max_length=100)
    organisation: str = Field(default="", max_length=200)
    company: str | None = None
    post: str = Field(default="", max_length=100)
    segment: Segment
    chain: str | None = None
    region: str | None = None
    unit: str | None = None
    mail: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=40)
    points: int = Field(default=0, ge=0)

    @property
    def can_be_reached(self) -> bool:
        """Whether a message can be sent: by mail or telephone."""
        return bool(self.mail or self.phone)
