from datetime import date, timedelta

import pytest

from api.errors import Conflict
from api.store import documents, records
from api.store.assembly import season_of
from api.store.database import Database
from api.store.drafts import keep_draft
from api.store.feed_revision import feed_revision
from api.store.people import BUSY_TIME, BusyTime
from api.store.plan_audit import audited, audited_now
from api.store.publishing import publish
from api.store.season_frames import SEASON, SeasonFrame
from planner.clock import at
from planner.rules import Rules
from planner.season import Season
from planner.travel.network import Network
from planner.window import Busy
from tests.api.spring import FIRST, FRIDAY, NOW, PLANNER, TUESDAY, drafted, kept_season
from tests.api.spring import SEASON as SPRING
from tests.builders import MONDAY
from tests.plans import make_plan

TITLE = "2027年春季招商季"


def another(database: Database, first_offset: int, rules: Rules | None = None) -> Season:
    """Another season over the same people, begun so many days after the spring's, which is published."""
    first = MONDAY + timedelta(days=first_offset)
    last = first + timedelta(days=6)
    frame = SeasonFrame(id="other", title="另一季", first=first, last=last, rules=rules or Rules())
    with database.work(PLANNER, NOW) as work:
        kept_season(work)
        publish(work, drafted(work, FIRST), 1, None)
        records.create(work, SEASON, frame)
    with database.reading() as session:
        return season_of(session, "other", NOW)


def busy_of(season: Season, person: str) -> list[Busy]:
    return list(next(item.busy for item in season.people if item.id == person))


def trip(*days: date) -> list[Busy]:
    """The trip of the spring as it stands in another season."""
    return [Busy(start=at(day, 0), end=at(day, 1_440), title=f"{TITLE} T01", away=True) for day in days]


def test_who_is_away_for_another_season_is_busy_in_this_one(database: Database) -> None:
    season = another(database, 0)
    assert busy_of(season, "ann") == trip(MONDAY, TUESDAY)
    forum = Busy(start=at(FRIDAY, 540), end=at(FRIDAY, 720), title=f"{TITLE} 装备制造企业家联谊会")
    assert busy_of(season, "head")[-1] == forum
    assert busy_of(season, "deputy") == []


def test_what_lies_outside_the_season_does_not_count(database: Database) -> None:
    assert busy_of(another(database, 1), "ann") == trip(TUESDAY)


@pytest.mark.parametrize(("offset", "expected"), [(2, trip(MONDAY, TUESDAY)), (3, trip(TUESDAY)), (4, [])])
def test_a_trip_before_the_season_counts_as_far_as_rest_reaches(
    database: Database, offset: int, expected: list[Busy]
) -> None:
    # With two days of rest after Tuesday nobody leaves before Friday.
    season = another(database, offset, rules=Rules(rest_days_between_trips=2))
    assert busy_of(season, "ann") == expected


def test_a_trip_after_the_season_counts_as_far_as_rest_reaches(database: Database) -> None:
    season = another(database, -8, rules=Rules(rest_days_between_trips=2))  # it ends on the Saturday before
    assert busy_of(season, "ann") == trip(MONDAY)


def test_an_event_outside_the_season_needs_no_rest(database: Database) -> None:
    season = another(database, 5, rules=Rules(rest_days_between_trips=1))  # the forum is the day before
    assert busy_of(season, "head") == []


def test_a_season_that_does_not_overlap_is_not_looked_at(database: Database) -> None:
    assert busy_of(another(database, 30), "head") == []


def test_a_seasons_own_plan_makes_nobody_busy(database: Database) -> None:
    another(database, 0)
    with database.reading() as session:
        assert busy_of(season_of(session, "spring", NOW), "head") == []


def test_a_journey_that_is_recorded_counts_like_a_trip(database: Database) -> None:
    another(database, 0)
    journey = Busy(start=at(FRIDAY, 0), end=at(FRIDAY, 1_440), title="出国", away=True)
    with database.work(PLANNER, NOW) as work:
        records.create(work, BUSY_TIME, BusyTime(id="j", person="cat", **dict(journey)))
        first = FRIDAY + timedelta(days=1)
        for name, rest in (("rested", 1), ("not", 0)):
            frame = SeasonFrame(
                id=name, title=name, first=first, last=first, rules=Rules(rest_days_between_trips=rest)
            )
            records.create(work, SEASON, frame)
    with database.reading() as session:
        assert busy_of(season_of(session, "spring", NOW), "cat") == [journey]
        assert busy_of(season_of(session, "rested", NOW), "cat") == [journey]
        assert busy_of(season_of(session, "not", NOW), "cat") == []


def test_the_days_of_others_trips_are_days_away(database: Database) -> None:
    season = another(database, 1, rules=Rules(rest_days_between_trips=1))
    days = {person.id: person.days_elsewhere for person in season.people}
    assert days == {
        "ann": {MONDAY, TUESDAY},
        "bob": frozenset(),
        "cat": {MONDAY, TUESDAY},
        "deputy": frozenset(),
        "head": {MONDAY, TUESDAY},
    }


def twin(database: Database) -> str:
    """A draft of another season with the same trip as the spring's, made before that was published."""
    season = SPRING.model_copy(update={"id": "other", "title": "另一季", "events": ()})
    plan = make_plan(season, Network(season), FIRST.trips)
    with database.work(PLANNER, NOW) as work:
        kept_season(work)
        frame = SeasonFrame(id="other", title="另一季", first=season.first, last=season.last)
        records.create(work, SEASON, frame)
        document = documents.put(work, season.model_dump_json())
        return keep_draft(work, season_id="other", season_document=document, plan=plan)


def test_a_plan_that_was_made_before_is_audited_beside_what_is_in_force_now(database: Database) -> None:
    draft = twin(database)
    with database.reading() as session:
        before = audited_now(session, draft)
    with database.work(PLANNER, NOW) as work:
        publish(work, drafted(work, FIRST), 1, None)
    with database.reading() as session:
        assert {item.rule for item in audited(session, draft).violations} == set()
        assert {item.rule for item in before.violations} == set()
        assert {item.rule for item in audited_now(session, draft).violations} == {"busy"}


def test_an_audit_from_before_another_publication_does_not_count(database: Database) -> None:
    draft = twin(database)
    with database.reading() as session:
        seen = feed_revision(session).plans
    with database.work(PLANNER, NOW) as work:
        publish(work, drafted(work, FIRST), 1, None, seen=seen)
    with pytest.raises(Conflict, match="audit_outdated"), database.work(PLANNER, NOW) as work:
        publish(work, draft, 1, None, seen=seen)
