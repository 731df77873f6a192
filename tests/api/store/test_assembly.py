from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import event

from api.errors import NotFound
from api.imports.read import read
from api.sample.workbook import write_sample
from api.store import records
from api.store.assembly import load, season_of
from api.store.companies import COMPANY
from api.store.database import Database
from api.store.district import OutpostRow
from api.store.nominations import NOMINATION
from api.store.publishing import publish
from api.store.season_frames import SEASON
from api.store.work import COMMAND_LINE
from planner.clock import at, day_of
from planner.errors import InvalidSeason
from planner.person import Person, Rank
from planner.place import Region, Site
from planner.season import AwayLimit, Base, Season
from planner.talent_pool import Membership, Secondment, Step
from planner.timetable import Flight
from tests.api.spring import FIRST, NOW, PLANNER, drafted, kept_season
from tests.builders import EAST, HOME_CITY, MONDAY, SUZHOU, busy, company, person, season
from tests.tiny_seasons import tiny_season

AT = at(MONDAY - timedelta(days=20), 600)


def in_order(given: Season) -> Season:
    """The season with its lists as the store gives them back: by id, each span of a person once, by time."""

    def free(person: Person) -> Person:
        spans = sorted(dict.fromkeys(person.busy), key=lambda span: span.start)
        within = [span for span in spans if given.first <= day_of(span.start) <= given.last]
        return person.model_copy(update={"busy": tuple(within)})

    return given.model_copy(
        update={
            "as_of": AT,
            "cities": tuple(sorted(given.cities, key=lambda item: item.adcode)),
            "regions": tuple(sorted(given.regions, key=lambda item: item.id)),
            "units": tuple(sorted(given.units, key=lambda item: item.id)),
            "chains": tuple(sorted(given.chains, key=lambda item: item.id)),
            "people": tuple(sorted(map(free, given.people), key=lambda item: item.id)),
            "companies": tuple(sorted(given.companies, key=lambda item: item.id)),
            "events": tuple(sorted(given.events, key=lambda item: item.id)),
        }
    )


class Undone(Exception):
    """Thrown out of a unit of work so that nothing of it stays."""


def put_through(database: Database, given: Season) -> Season:
    """What the store makes of ``given``; afterwards the database is as it was."""
    with suppress(Undone), database.work(COMMAND_LINE, AT) as work:
        load(work, given)
        found = season_of(work.session, given.id, AT)
        raise Undone
    return found


def loaded(database: Database, given: Season) -> None:
    with database.work(COMMAND_LINE, AT) as work:
        load(work, given)


def assembled(database: Database, season_id: str = "test") -> Season:
    with database.reading() as session:
        return season_of(session, season_id, AT)


def reframed(database: Database, **fields: Any) -> None:
    """Change the frame of the season ``test``."""
    with database.work(COMMAND_LINE, AT) as work:
        frame = records.stored(work.session, SEASON, "test")
        records.replace(work, SEASON, frame.value.model_copy(update=fields), frame.version)


def queries_of(database: Database) -> int:
    """How many statements it takes to assemble the season ``test``."""
    counted = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        counted.append(statement)

    event.listen(database.engine, "before_cursor_execute", count)
    try:
        assembled(database)
    finally:
        event.remove(database.engine, "before_cursor_execute", count)
    return sum(statement.lstrip().upper().startswith("SELECT") for statement in counted)


@given(seed=st.integers(min_value=0, max_value=10_000))
@hypothesis_settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_season_comes_back_as_it_was_loaded(database: Database, seed: int) -> None:
    given = tiny_season(seed)
    assert put_through(database, given) == in_order(given)


def test_the_sample_comes_back_as_it_was_loaded(database: Database, tmp_path: Path) -> None:
    given = read(write_sample(tmp_path), as_of=AT)
    loaded(database, given)
    assert assembled(database, given.id) == in_order(given)


def test_flights_come_back(database: Database) -> None:
    flight = Flight(number="3U1", origin="500116", destination="320500", depart_minute=1, arrive_minute=2)
    assert put_through(database, season(flights=(flight,))).flights == (flight,)


def test_a_second_load_changes_nothing(database: Database) -> None:
    given = tiny_season(7)
    loaded(database, given)
    with database.work(COMMAND_LINE, AT) as work:
        assert [change.kind for change in load(work, given) if change.created or change.changed] == []


def test_a_busy_time_that_a_later_load_lacks_is_gone(database: Database) -> None:
    was = season(people=(person("head", Rank.PRINCIPAL, busy=(busy(MONDAY), busy(MONDAY, 800, 900))),))
    loaded(database, was)
    loaded(database, season(people=(person("head", Rank.PRINCIPAL, busy=(busy(MONDAY),)),)))
    assert [item.busy for item in assembled(database).people] == [(busy(MONDAY),)]


def test_how_many_queries_it_takes_does_not_depend_on_how_much_there_is(database: Database) -> None:
    loaded(database, season(companies=(company("a", MONDAY),)))
    few = queries_of(database)
    many = tuple(company(f"c{number}", MONDAY) for number in range(500))
    loaded(database, season(companies=many))
    assert queries_of(database) == few
    reframed(database, companies=tuple(item.id for item in many[:450]))
    assert queries_of(database) == few
    assert len(assembled(database).companies) == 450


def test_the_frame_selects_companies_regions_and_people(database: Database) -> None:
    west = Region(id="west", name="西", cities=(HOME_CITY.adcode,))
    loaded(database, season(companies=(company("a", MONDAY), company("b", MONDAY)), regions=(EAST, west)))
    reframed(database, companies=("b",), regions=("csj",), people=("head", "ann", "bob"))
    found = assembled(database)
    assert [item.id for item in found.companies] == ["b"]
    assert [item.id for item in found.regions] == ["csj"]
    assert [item.id for item in found.people] == ["ann", "bob", "head"]


def test_somebody_named_but_not_selected_stays_at_home(database: Database) -> None:
    loaded(database, season(away_limits=(AwayLimit(id="heads", people=("head", "deputy")),)))
    reframed(database, people=("head", "ann"))
    found = {item.id: item.most_days_away for item in assembled(database).people}
    assert found == {"ann": 12, "deputy": 0, "head": 12}


def test_somebody_of_an_outpost_that_is_not_of_the_season_is_left_out(database: Database) -> None:
    site = Site(city=SUZHOU.adcode, lat=31, lon=120)
    outpost = Base(id="out", name="驻苏州组", site=site)
    given = season(outposts=(outpost,))
    loaded(database, given.model_copy(update={"people": (*given.people, person("far", base="out"))}))
    reframed(database, outposts=())
    assert [item.id for item in assembled(database).people] == ["ann", "bob", "cat", "deputy", "head"]


def test_windows_of_another_season_are_left_out(database: Database) -> None:
    later = MONDAY + timedelta(days=90)
    loaded(database, season(companies=(company("a", MONDAY),)))
    with database.work(COMMAND_LINE, AT) as work:
        records.replace(work, COMPANY, company("a", MONDAY, later), 1)
    assert [item.windows for item in assembled(database).companies] == [company("a", MONDAY).windows]


def test_a_season_nobody_made_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound) as refused:
        assembled(database, "none")
    assert [fault.code for fault in refused.value.faults] == ["no_such_record"]


def test_records_that_contradict_each_other_are_refused_with_every_fault(database: Database) -> None:
    loaded(database, season(companies=(company("a", MONDAY),)))
    reframed(database, regions=(), day_overrides=(), companies=("a",), first=MONDAY - timedelta(days=900))
    with pytest.raises(InvalidSeason) as refused:
        assembled(database)
    assert [fault.code for fault in refused.value.faults] == ["horizon_too_long"]


def test_a_deleted_base_is_named(database: Database) -> None:
    loaded(database, season())
    with database.work(COMMAND_LINE, AT) as work:
        row = work.session.get(OutpostRow, "home")
        assert row is not None
        row.deleted_at = AT
    with pytest.raises(InvalidSeason) as refused:
        assembled(database)
    assert [(fault.code, fault.place) for fault in refused.value.faults] == [("no_such_base", "home")]


def nominated(database: Database, **fields: Any) -> None:
    """Admit ``ann`` of the season ``test`` to the pool."""
    steps = {step: MONDAY - timedelta(days=60) for step in Step}
    with database.work(COMMAND_LINE, AT) as work:
        records.create(work, NOMINATION, Membership(person="ann", steps=steps, **fields))


def ann(database: Database) -> Person:
    [found] = [item for item in assembled(database).people if item.id == "ann"]
    return found


def test_what_members_of_the_pool_have_learnt_counts(database: Database) -> None:
    loaded(database, season(people=(person("head", Rank.PRINCIPAL), person("ann", skills=("英语",)))))
    nominated(database, skills=("谈判", "英语"))
    assert ann(database).skills == ("英语", "谈判")


def test_whoever_is_seconded_is_busy_on_the_days_of_the_season(database: Database) -> None:
    loaded(database, season())
    spans = [(MONDAY - timedelta(days=9), MONDAY), (MONDAY + timedelta(days=30), MONDAY + timedelta(days=40))]
    nominated(database, secondments=tuple(Secondment(to="驻沪办", first=a, last=b) for a, b in spans))
    [busy_there] = ann(database).busy
    assert (busy_there.start, busy_there.end) == (at(MONDAY, 0), at(MONDAY, 1_440))


def test_a_nominee_who_is_not_admitted_brings_nothing(database: Database) -> None:
    loaded(database, season())
    with database.work(COMMAND_LINE, AT) as work:
        steps = {Step.VOLUNTEERED: MONDAY - timedelta(days=60)}
        records.create(work, NOMINATION, Membership(person="ann", steps=steps, skills=("谈判",)))
    assert ann(database).skills == ()


@pytest.mark.parametrize(("of_year", "most"), [(False, 12), (True, 10)])
def test_what_was_travelled_this_year_counts_where_the_season_says_so(
    database: Database, *, of_year: bool, most: int
) -> None:
    with database.work(PLANNER, NOW) as work:
        kept_season(work)
        publish(work, drafted(work, FIRST), 1, None)  # ann is away on two days of March
        later = {"first": MONDAY + timedelta(days=90), "last": MONDAY + timedelta(days=94)}
        frame = records.stored(work.session, SEASON, "spring").value
        summer = frame.model_copy(update={"id": "summer", "days_away_of_year": of_year, **later})
        records.create(work, SEASON, summer)
    with database.reading() as session:
        found = {item.id: item.most_days_away for item in season_of(session, "summer", AT).people}
    assert found == {"ann": most, "cat": most, "head": most, "bob": 12, "deputy": 12}
