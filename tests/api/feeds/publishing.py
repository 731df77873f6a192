"""The sample's plans published as the service publishes them, and subscriptions to them."""

from datetime import datetime, timedelta

from api.calendars.privacy import Level
from api.calendars.target import Target, TargetKind
from api.store import documents
from api.store.database import Database
from api.store.drafts import keep_draft
from api.store.publications import published_of
from api.store.publishing import publish
from api.store.season_frames import SeasonRow
from api.store.season_records import load
from api.store.subscriptions import Order, Subscription, make, revoke
from api.store.work import Actor
from planner.clock import at
from planner.plan import Plan
from planner.season import Season
from tests.api.calendars.sample import MADE_AT, SEASON
from tests.builders import MONDAY

OFFICE = Actor(id="office", name="办公室")
NOW = at(MONDAY, 600)


class Clock:
    """A clock that stands where it is set; each look at it is a millisecond later."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now


def published(database: Database, plan: Plan, season: Season = SEASON, moment: datetime = MADE_AT) -> int:
    """Publish ``plan`` of ``season`` after whatever is published of it; the publication's number.

    Before the first one the season's records are kept.
    """
    with database.work(OFFICE, moment) as work:
        if work.session.get(SeasonRow, season.id) is None:
            load(work, season)
        before = published_of(work.session, season.id)
        digest = documents.put(work, season.model_dump_json())
        base = None if before is None else before.number
        draft = keep_draft(work, season_id=season.id, season_document=digest, plan=plan, based_on=base)
        number = publish(work, draft, version=1, base=base).number
    assert number is not None
    return number


def subscribed(
    database: Database,
    person: str = "p01",
    *,
    level: Level = Level.FULL,
    alarms: bool = False,
    label: str = "",
    moment: datetime = NOW,
) -> tuple[Subscription, str]:
    """A subscription to a person's calendar, and its token."""
    target = Target(kind=TargetKind.PERSON, id=person)
    with database.work(OFFICE, moment) as work:
        return make(work, Order(target=target, level=level, alarms=alarms, label=label))


def revoked(database: Database, identity: str) -> None:
    """Revoke a subscription, as another process would."""
    with database.work(OFFICE, NOW) as work:
        revoke(work, identity)


def revoked_in_vain(database: Database, identity: str) -> None:
    """Revoke it in a transaction that fails; raises ZeroDivisionError."""
    with database.work(OFFICE, NOW) as work:
        revoke(work, identity)
        raise ZeroDivisionError
