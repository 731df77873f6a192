"""The sample settled in a database: once or twice, the same season, one published plan, living addresses."""

from datetime import UTC, datetime

import pytest

from api.accounts import passwords
from api.errors import Conflict
from api.mail.address import Mailbox
from api.post.office import Office
from api.routes import seasons
from api.sample.settlement import LOGIN, settle
from api.store import accounts, plan_listing, plans, publications, records, season_frames, season_records
from api.store.assembly import season_of
from api.store.database import Database
from api.store.feed_lookup import look_up
from api.store.feed_token import token_hash
from api.store.plans import PlanState
from api.store.work import COMMAND_LINE, Actor
from planner.audit import audit
from tests.api.calendars.sample import PUBLISHED, REPLANNED, SEASON
from tests.api.spring import FIRST
from tests.api.spring import SEASON as SPRING

AT = datetime(2027, 2, 22, 1, 0, tzinfo=UTC)
OFFICE = Office(Mailbox(name="招商投资局", address="office@bureau.example"), "http://127.0.0.1:8000")


def alive(database: Database, token: str) -> str | None:
    """The person whose calendar the address shows, None for a dead one."""
    with database.reading() as session:
        found = look_up(session, token_hash(token))
    return None if found is None else found.address.target[2]


def test_the_season_is_kept_and_its_plan_published(database: Database) -> None:
    settled = settle(database, SEASON, PUBLISHED, AT, OFFICE)
    with database.reading() as session:
        kept = season_of(session, SEASON.id, SEASON.as_of)
        published = publications.published(session)
    assert (kept.companies, kept.people, kept.events) == (SEASON.companies, SEASON.people, SEASON.events)
    assert [(item.season_id, item.number) for item in published] == [(SEASON.id, settled.publication)]


def test_the_log_in_works_with_the_password_told_and_not_with_the_last(database: Database) -> None:
    first = settle(database, SEASON, PUBLISHED, AT, OFFICE)
    second = settle(database, SEASON, PUBLISHED, AT, OFFICE)
    with database.reading() as session:
        account = accounts.by_login(session, LOGIN)
        assert account is not None
        kept = accounts.password_hash(session, account.id)
    assert (passwords.is_right(kept, second.password), passwords.is_right(kept, first.password)) == (
        True,
        False,
    )


def test_feeds_are_of_those_who_lead_and_old_addresses_die(database: Database) -> None:
    first = settle(database, SEASON, PUBLISHED, AT, OFFICE)
    second = settle(database, SEASON, PUBLISHED, AT, OFFICE)
    leaders = {trip.leader for trip in PUBLISHED.trips}
    assert {feed.person.id for feed in second.feeds} <= leaders
    assert [alive(database, feed.token) for feed in second.feeds] == [feed.person.id for feed in second.feeds]
    assert [alive(database, feed.token) for feed in first.feeds] == [None] * len(first.feeds)


def test_the_same_plan_is_published_once_another_again(database: Database) -> None:
    numbers = [
        settle(database, SEASON, plan, AT, OFFICE).publication for plan in (PUBLISHED, PUBLISHED, REPLANNED)
    ]
    assert numbers == [1, 1, 2]


def test_a_draft_with_a_trip_less_that_keeps_every_rule_is_there_once(database: Database) -> None:
    for _ in range(2):
        settle(database, SPRING, FIRST, AT, OFFICE)
    with database.reading() as session:
        (draft,) = plan_listing.plan_page(session, states=(PlanState.DRAFT,)).items
        kept = plans.plan_of(session, draft.id)
        assert (draft.based_on, len(kept.trips)) == (1, len(FIRST.trips) - 1)
    assert audit(SPRING, kept).passed


def test_the_log_in_belongs_to_the_leader_who_leads_most(database: Database) -> None:
    first = settle(database, SEASON, PUBLISHED, AT, OFFICE)
    settle(database, SEASON, PUBLISHED, AT, OFFICE)
    with database.reading() as session:
        account = accounts.by_login(session, LOGIN)
    assert account is not None
    assert account.value.person == first.feeds[0].person.id


def test_a_season_that_came_of_trying_examples_is_in_nobodys_way(database: Database) -> None:
    settle(database, SEASON, PUBLISHED, AT, OFFICE)
    with database.reading() as session:
        account = accounts.by_login(session, LOGIN)
    assert account is not None
    with database.work(Actor(id=account.id, name=account.value.name), AT) as work:
        records.create(
            work, season_frames.SEASON, seasons.RESOURCE.example.model_copy(update={"home": "home"})
        )
    assert settle(database, SEASON, PUBLISHED, AT, OFFICE).publication == 1


def test_a_database_in_use_is_left_alone(database: Database) -> None:
    other = SEASON.model_copy(update={"id": "another"})
    with database.work(COMMAND_LINE, AT) as work:
        season_records.load(work, other)
    with pytest.raises(Conflict) as refused:
        settle(database, SEASON, PUBLISHED, AT, OFFICE)
    assert [fault.code for fault in refused.value.faults] == ["demo_database_in_use"]
    with database.reading() as session:
        assert publications.published(session) == []
