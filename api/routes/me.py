"""``/me``: a leader's own trips and events of the published plans, and his calendar; nothing of others'."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.accounts.principal import Principal
from api.accounts.role import Action
from api.calendars.subscribed import Published, subscribed_calendar
from api.calendars.target import Target, TargetKind
from api.routes.context import Allowed, LanguageDep
from api.routes.documentation import refusals
from api.routes.feeds import FeedsDep
from api.routes.own_feeds import own_person
from planner.clock import day_of
from planner.company import Company, Contact
from planner.event import EventKind
from planner.plan import EventDate, Trip
from planner.value import Value

router = APIRouter(prefix="/me", tags=["我的行程 own trips"])
Reader = Annotated[Principal, Depends(Allowed(Action.OWN_READ))]
Since = Annotated[date | None, Query(description="此日之后（含）结束 · ending on this day or later")]


class Companion(Value):
    """Somebody aboard."""

    id: str
    name: str
    title: str
    phone: str


class CompanyCard(Value):
    """What a delegation must know of a company it meets; the investment in yuan."""

    id: str
    name: str
    address: str
    expected_investment_cny: int
    contact: Contact
    brief: str


class OwnTrip(Value):
    """A trip with the names of what it holds; the leader first among ``people``."""

    season: str
    season_title: str
    region: str
    trip: Trip
    people: tuple[Companion, ...]
    companies: tuple[CompanyCard, ...]


class OwnEvent(Value):
    """An event that the account's person attends."""

    season: str
    id: str
    kind: EventKind
    title: str
    venue: str
    start: datetime
    end: datetime


class OwnTrips(Value):
    """One's own trips and events, in order of time."""

    person: str
    trips: tuple[OwnTrip, ...]
    events: tuple[OwnEvent, ...]


@router.get(
    "/trips",
    responses=refusals(409, 422),
    summary="我的行程和活动 · One's own trips and events",
    operation_id="list_own_trips",
)
def list_own_trips(who: Reader, feeds: FeedsDep, since: Since = None) -> OwnTrips:
    """只含已发布方案中本人参加的。 Of the published plans, and only what the account's person is part of."""
    person = own_person(who)
    published = feeds.library.current().published
    trips = [
        _trip(item, trip)
        for item in published
        for trip in item.plan.trips
        if person in trip.delegation and (since is None or trip.dates[-1] >= since)
    ]
    events = [
        _event(item, held)
        for item in published
        for held in item.plan.events
        if person in _there(item, held) and (since is None or day_of(held.end) >= since)
    ]
    return OwnTrips(
        person=person,
        trips=tuple(sorted(trips, key=lambda own: (own.trip.dates[0], own.season, own.trip.id))),
        events=tuple(sorted(events, key=lambda own: (own.start, own.season, own.id))),
    )


@router.get(
    "/calendar.ics",
    response_class=Response,
    responses=refusals(409) | {200: {"content": {"text/calendar": {"schema": {"type": "string"}}}}},
    summary="我的日历文件 · One's own calendar as a file",
    operation_id="download_own_calendar",
)
def download_own_calendar(
    who: Reader,
    feeds: FeedsDep,
    language: LanguageDep,
    alarms: Annotated[bool, Query(description="带提醒 · with alarms")] = False,  # noqa: FBT002  (a query parameter)
) -> Response:
    """一次性下载；要随时更新请订阅 /me/feeds。 As it is now; subscribe at /me/feeds to keep it current."""
    target = Target(kind=TargetKind.PERSON, id=own_person(who))
    edition = feeds.library.current()
    data = subscribed_calendar(
        edition.published, target, due=edition.due_of(target), alarms=alarms, language=language
    )
    headers = {
        "Content-Disposition": 'attachment; filename="calendar.ics"',
        "Cache-Control": "private, no-cache",
    }
    return Response(data, media_type="text/calendar; charset=utf-8", headers=headers)


def _there(item: Published, held: EventDate) -> set[str]:
    required = {event.id: event.required for event in item.season.events}
    return {*held.attending, *required.get(held.event, ())}


def _event(item: Published, held: EventDate) -> OwnEvent:
    # Neither who else comes nor who is missing: that would tell when others are busy.
    return OwnEvent(
        season=item.season.id,
        id=held.event,
        kind=held.kind,
        title=held.title,
        venue=held.venue,
        start=held.start,
        end=held.end,
    )


def _trip(item: Published, trip: Trip) -> OwnTrip:
    people = {person.id: person for person in item.season.people}
    companies = {company.id: company for company in item.season.companies}
    regions = {region.id: region.name for region in item.season.regions}
    aboard = (people[name] for name in trip.delegation)
    return OwnTrip(
        season=item.season.id,
        season_title=item.season.title,
        region=regions[trip.region],
        trip=trip,
        people=tuple(
            Companion(id=person.id, name=person.name, title=person.title, phone=person.phone)
            for person in aboard
        ),
        companies=tuple(_card(companies[visit.company]) for visit in trip.visits),
    )


def _card(company: Company) -> CompanyCard:
    return CompanyCard(
        id=company.id,
        name=company.name,
        address=company.site.address,
        expected_investment_cny=company.expected_investment_cny,
        contact=company.contact,
        brief=company.brief,
    )
