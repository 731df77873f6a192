"""What examples are chosen from: the database as it stands, and the account that looks at it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from api.store import plans, publications
from api.store.accounts import Account
from api.store.database import Session
from api.store.publications import Publication
from planner.plan import Plan, Trip, Visit

Shown = dict[str, "Example"]  # by operation id


class Example(NamedTuple):
    """What an operation can be sent: ``parameters`` by name, the ``body`` as JSON or the fields of a form."""

    parameters: Mapping[str, Any] = {}
    body: Any = None


class PlannedVisit(NamedTuple):
    """A visit of the published plan, and its trip."""

    trip: Trip
    visit: Visit


@dataclass(frozen=True)
class Scene:
    """The database in one session, the account that looks, and the instant it looks at."""

    session: Session
    account: Account
    at: datetime

    @cached_property
    def publication(self) -> Publication | None:
        """The latest publication, whatever its season."""
        return max(publications.published(self.session), key=lambda item: item.published_at, default=None)

    @cached_property
    def plan(self) -> Plan | None:
        """The plan of that publication."""
        return None if self.publication is None else plans.plan_of(self.session, self.publication.plan_id)

    @property
    def visits(self) -> list[PlannedVisit]:
        """Its visits; first those of a trip that the account's person is part of."""
        trips = [] if self.plan is None else list(self.plan.trips)
        trips.sort(key=lambda trip: self.account.person not in trip.delegation)
        return [PlannedVisit(trip, visit) for trip in trips for visit in trip.visits]


def if_match(identity: str, version: int) -> dict[str, str]:
    """The parameters of a change of the record ``identity`` that stands at ``version``."""
    return {"identity": identity, "if-match": f'"{version}"'}
