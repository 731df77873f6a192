"""A project to be signed: 甲方 and 乙方 with their signers, the amount, on site or online, its readiness."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from planner.value import Value

MOST_CNY = 10**15


class Presence(StrEnum):
    """Where the company's side signs."""

    ON_SITE = "on_site"
    ONLINE = "online"


class Signer(Value):
    """Who signs for one side; one person has one ``id`` however many projects he signs.

    ``post`` (职务) stands on the table card. ``left_on`` is the first day on which he no longer holds it.
    """

    id: str = Field(min_length=1, max_length=200)
    name: str = Field(min_length=1, max_length=100)
    post: str = Field(default="", max_length=100)
    left_on: date | None = None

    def signs_on(self, day: date) -> bool:
        """Whether he still holds his post on ``day``."""
        return self.left_on is None or day < self.left_on


class SigningProject(Value):
    """A project that is to be signed, whatever is still missing of it.

    ``host_unit`` is 甲方 by name (the district, a town, a park) and ``unit`` its id if the bureau keeps it;
    ``company`` is 乙方's id likewise. ``amount_cny`` is the agreed investment in yuan, 0 for not known yet.
    ``reviewed_on`` is the day the review passed it, ``contract_in_on`` the day its text was handed in.
    ``outside_city`` marks capital from outside the municipality (市外). ``copies`` of the contract are laid
    out. ``order`` decides among equal amounts, the lower the weightier.
    """

    id: str = Field(min_length=1, max_length=200)
    title: str = Field(min_length=1, max_length=200)
    host_unit: str = Field(default="", max_length=200)
    unit: str | None = Field(default=None, max_length=200)
    host_signer: Signer | None = None
    company_name: str = Field(default="", max_length=200)
    company: str | None = Field(default=None, max_length=200)
    company_signer: Signer | None = None
    amount_cny: int = Field(default=0, ge=0, le=MOST_CNY)
    chain: str | None = None
    kinds: tuple[str, ...] = ()
    key_project: bool = False
    outside_city: bool = False
    presence: Presence = Presence.ON_SITE
    reviewed_on: date | None = None
    contract_in_on: date | None = None
    copies: int = Field(default=4, ge=1, le=99)
    order: int = 0

    @property
    def signers(self) -> tuple[Signer, ...]:
        """Those named so far, 甲方 first."""
        return tuple(signer for signer in (self.host_signer, self.company_signer) if signer is not None)
