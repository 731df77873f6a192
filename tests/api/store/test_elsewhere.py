from datetime import timedelta

from api.store import records
from api.store.assembly import season_of
from api.store.database import Database
from api.store.publishing import publish
from api.store.season_frames import SEASON, SeasonFrame
from planner.clock import at
from planner.season import Season
from planner.window import Busy
from tests.api.spring import FIRST, FRIDAY, NOW, PLANNER, TUESDAY, drafted, kept_season
from tests.builders import MONDAY


def another(database: Database, first_offset: int) -> Season:
    """Another season over the same people, begun so many days after the spring's, which is published."""
    first = MONDAY + timedelta(days=first_offset)
    frame = SeasonFrame(id="other", title="另一季", first=first, last=first + timedelta(days=6))
    with database.work(PLANNER, NOW) as work:
        kept_season(work)
        publish(work, drafted(work, FIRST), 1, None)
        records.create(work, SEASON, frame)
    with database.reading() as session:
        return season_of(session, "other", NOW)


def busy_of(season: Season, person: str) -> list[Busy]:
    return list(next(item.busy for item in season.people if item.id == person))


def test_who_is_away_for_another_season_is_busy_in_this_one(database: Database) -> None:
    season = another(database, 0)
    title = "2027年春季招商季"
    assert busy_of(season, "ann") == [
        Busy(start=at(day, 0), end=at(day, 1_440), title=f"{title} T01") for day in (MONDAY, TUESDAY)
    ]
    forum = Busy(start=at(FRIDAY, 540), end=at(FRIDAY, 720), title=f"{title} 装备制造企业家联谊会")
    assert busy_of(season, "head")[-1] == forum
    assert busy_of(season, "deputy") == []


def test_what_lies_outside_the_season_does_not_count(database: Database) -> None:
    assert len(busy_of(another(database, 1), "ann")) == 1


def test_a_season_that_does_not_overlap_is_not_looked_at(database: Database) -> None:
    assert busy_of(another(database, 30), "head") == []


def test_a_seasons_own_plan_makes_nobody_busy(database: Database) -> None:
    another(database, 0)
    with database.reading() as session:
        assert busy_of(season_of(session, "spring", NOW), "head") == []
