"""Instants come back as they went in, in UTC, on both databases, and sort by time."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import literal, select

from api.store.columns import UtcMoment
from api.store.database import Database

MOMENTS = st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2199, 1, 1), timezones=st.just(UTC))
ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moment=MOMENTS, zone=ZONES)
def test_an_instant_comes_back_equal_and_in_utc(database: Database, moment: datetime, zone: timezone) -> None:
    query = select(literal(moment.astimezone(zone), UtcMoment))
    with database.engine.connect() as connection:
        found = connection.execute(query).scalar_one()
    assert found == moment
    assert found.utcoffset() == timedelta(0)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=MOMENTS, other=MOMENTS, zone=ZONES)
def test_the_database_orders_instants_by_time(
    database: Database, one: datetime, other: datetime, zone: timezone
) -> None:
    query = select(literal(one.astimezone(zone), UtcMoment) < literal(other, UtcMoment))
    with database.engine.connect() as connection:
        assert bool(connection.execute(query).scalar_one()) is (one < other)


def test_no_instant_stays_none(database: Database) -> None:
    with database.engine.connect() as connection:
        assert connection.execute(select(literal(None, UtcMoment))).scalar_one() is None
