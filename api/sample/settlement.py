"""The sample district settled in a database: records, published plan, a draft, a log-in, feeds of leaders.

Settling twice leaves one of each: records of the same ids are replaced, a plan that changes nothing is not
published again, the log-in gets a new password, the draft and the addresses of the last time go.
"""

from collections import Counter
from datetime import datetime
from typing import NamedTuple

from api.accounts import administration, passwords
from api.accounts.role import Role
from api.calendars.target import Target, TargetKind
from api.errors import Conflict
from api.post.office import Office
from api.sample.draft import lighter
from api.sample.event_papers import lay_out
from api.sample.guests import invite
from api.store import (
    accounts,
    documents,
    drafts,
    listing,
    plans,
    publications,
    publishing,
    season_records,
    subscriptions,
)
from api.store.database import Database
from api.store.plan_listing import plan_page
from api.store.plans import PlanState
from api.store.season_frames import SEASON
from api.store.work import Actor, Work
from planner.errors import Fault
from planner.history import with_history
from planner.person import Person
from planner.plan import Plan
from planner.season import Season

LOGIN = "demo"
LEADERS = 3
_PAGE = 200
_ACTOR = Actor(id="demo", name="示例 demo")
_DRAFT = "少跑一趟（示例） one trip fewer"  # how the draft of an earlier settling is known
_LABEL = "示例 demo"  # how the addresses of an earlier settling are known


class LeaderFeed(NamedTuple):
    """A leader and the token of his calendar's address."""

    person: Person
    token: str


class Settled(NamedTuple):
    """What to tell a newcomer: log-in, password, addresses, and the number the plan is published under."""

    login: str
    password: str
    feeds: tuple[LeaderFeed, ...]
    publication: int


def refuse_foreign(database: Database, season_id: str) -> None:
    """Raise :class:`Conflict` if the database holds seasons of others: somebody works with it.

    Those that came of the examples of ``/docs``, tried by the log-in of the demonstration, are not others'.
    """
    with database.reading() as session:
        seasons = listing.page(session, SEASON, limit=listing.MOST_A_PAGE).items
    held = [item.id for item in seasons if item.id != season_id and item.created_by != _ACTOR.name]
    if held:
        detail = {"season": held[0]}
        raise Conflict(Fault(code="demo_database_in_use", value=str(database.url), detail=detail))


def settle(database: Database, season: Season, plan: Plan, at: datetime, office: Office) -> Settled:
    """Keep ``season``, publish ``plan``, make the log-in and the feeds: one transaction, all or nothing.

    Events get guests, invited by ``office``, and papers where they have none.

    Raises :class:`Conflict` if the database holds other seasons.
    """
    refuse_foreign(database, season.id)
    with database.work(_ACTOR, at) as work:
        season_records.load(work, season)
        number = _publish(work, season, plan)
        _keep_draft(work, season, plan, number)
        invite(work, season, plan, office)
        lay_out(work, season, plan)
        leaders = _busiest(season, plan)
        return Settled(
            login=LOGIN,
            password=_log_in(work, leaders[0].id if leaders else None),
            feeds=tuple(_feeds(work, leaders)),
            publication=number,
        )


def _publish(work: Work, season: Season, plan: Plan) -> int:
    """Publish the plan unless what is published already says the same; the number it is published under."""
    current = publications.published_of(work.session, season.id)
    if current is not None:
        before = plans.plan_of(work.session, current.plan_id)
        after = with_history(plan, before, work.at)
        if after.model_copy(update={"made_at": before.made_at, "version": before.version}) == before:
            return current.number
    base = None if current is None else current.number
    draft = drafts.keep_draft(
        work,
        season_id=season.id,
        season_document=documents.put(work, season.model_dump_json()),
        plan=plan,
        based_on=base,
        title=season.title,
    )
    published = publishing.publish(work, draft, 1, base)
    return published.number or 1


def _keep_draft(work: Work, season: Season, plan: Plan, number: int) -> None:
    """A draft to compare, name, discard and publish; none where there is nothing to give up."""
    for old in plan_page(work.session, season=season.id, states=(PlanState.DRAFT,), limit=_PAGE).items:
        if old.title == _DRAFT:
            drafts.discard(work, old.id, old.version)
    fewer = lighter(season, plan)
    if fewer is not None:
        digest = documents.put(work, season.model_dump_json())
        drafts.keep_draft(
            work, season_id=season.id, season_document=digest, plan=fewer, based_on=number, title=_DRAFT
        )


def _log_in(work: Work, person: str | None) -> str:
    """An administrator's log-in, ``person`` its own, with a password made by chance, never a known one."""
    wanted = administration.AccountChange(name=_ACTOR.name, role=Role.ADMINISTRATOR, person=person)
    present = accounts.by_login(work.session, LOGIN)
    if present is None:
        new = administration.NewAccount(login=LOGIN, must_change=False, **dict(wanted))
        return administration.create(work, new).initial_password or ""
    administration.change(work, present.id, wanted, present.version)
    password = passwords.made_by_chance()
    administration.keep_password(work, present.id, password, "reset_password")
    return password


def _busiest(season: Season, plan: Plan) -> list[Person]:
    """The leaders who lead most; equal ones in the season's order."""
    led = Counter(trip.leader for trip in plan.trips)
    busiest = sorted((person for person in season.people if led[person.id]), key=lambda p: -led[p.id])
    return busiest[:LEADERS]


def _feeds(work: Work, leaders: list[Person]) -> list[LeaderFeed]:
    """Fresh addresses for the leaders."""
    for old in _earlier(work):
        subscriptions.revoke(work, old)
    return [LeaderFeed(person, _address(work, person)) for person in leaders]


def _earlier(work: Work) -> list[str]:
    """The subscriptions that an earlier settling made and nobody revoked."""
    found: list[str] = []
    after: str | None = None
    while True:
        page = subscriptions.subscriptions(
            work.session, kind=TargetKind.PERSON, revoked=False, after=after, limit=_PAGE
        )
        found += [item.id for item in page.items if item.label == _LABEL]
        after = page.next
        if after is None:
            return found


def _address(work: Work, person: Person) -> str:
    target = Target(kind=TargetKind.PERSON, id=person.id)
    _, token = subscriptions.make(work, subscriptions.Order(target=target, alarms=True, label=_LABEL))
    return token
