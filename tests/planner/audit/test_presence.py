from datetime import date, timedelta

from planner.audit import audit
from planner.clock import at
from planner.season import AwayException, AwayLimit, Pins, Season
from planner.window import Busy
from tests.builders import MONDAY, busy
from tests.planner.audit.scene import (
    FRIDAY,
    THURSDAY,
    TIMES,
    TUESDAY,
    WEDNESDAY,
    broken_by_season,
    plan_of,
    rules_broken,
    scene,
)
from tests.plans import make_plan, make_trip, replaced

# deputy, ann, bob are away on Monday and Tuesday; head, ann, cat on Thursday.


def test_nobody_is_away_on_a_day_that_a_busy_span_touches() -> None:
    # bob is needed nowhere on Wednesday; on Tuesday he is away.
    assert broken_by_season("people", 3, "busy", to=(busy(WEDNESDAY, 0, 1_440),)) == set()
    assert broken_by_season("people", 3, "busy", to=(busy(TUESDAY, 1_380, 1_410),)) == {"busy"}
    assert broken_by_season("people", 3, "busy", to=(busy(WEDNESDAY, -60, 60),)) == {"busy"}


def test_nobody_is_on_two_trips_on_one_day() -> None:
    planned = scene(events=())
    first = make_trip(planned, TIMES, "first", ("deputy", "ann", "bob"), [(MONDAY, ("a",), None)])
    for people, expected in ((("head", "cat", "dan"), set[str]()), (("head", "ann", "cat"), {"away_twice"})):
        crowd = planned.model_copy(
            update={
                "people": (*planned.people, planned.people[4].model_copy(update={"id": "dan", "name": "dan"}))
            }
        )
        second = make_trip(crowd, TIMES, "second", people, [(MONDAY, ("b",), None)])
        assert rules_broken(crowd, make_plan(crowd, TIMES, (first, second))) == expected


def test_nobody_is_away_too_many_days() -> None:
    # ann is away on three days.
    assert broken_by_season("people", 2, "most_days_away", to=3) == set()
    assert broken_by_season("people", 2, "most_days_away", to=2) == {"days_away"}


def test_days_at_home_lie_between_two_trips() -> None:
    # Between ann's trips lies Wednesday.
    assert broken_by_season("rules", "rest_days_between_trips", to=1) == set()
    assert broken_by_season("rules", "rest_days_between_trips", to=2) == {"rest_days"}


def test_people_who_must_not_be_away_together_are_not() -> None:
    def limit(*people: str, most: int = 1, **fields: tuple[AwayException, ...]) -> set[str]:
        return broken_by_season(
            "away_limits", to=(AwayLimit(id="x", people=people, most_away=most, **fields),)
        )

    assert limit("deputy", "head") == set()  # never on the same day
    assert limit("deputy", "bob") == {"away_together"}
    assert limit("deputy", "bob", most=2) == set()
    excused = AwayException(first=MONDAY, last=TUESDAY, reason="已批准", approved_by="区委办")
    monday_only = excused.model_copy(update={"last": MONDAY})
    assert limit("deputy", "bob", exceptions=(excused,)) == set()
    assert limit("deputy", "bob", exceptions=(monday_only,)) == {"away_together"}
    assert limit("head", most=0) == {"away_together"}


SUNDAY, SATURDAY = MONDAY - timedelta(days=1), MONDAY + timedelta(days=5)


def elsewhere(*days: date) -> tuple[Busy, ...]:
    """Trips of another season, a day each."""
    return tuple(Busy(start=at(day, 0), end=at(day, 1_440), title="另一季", away=True) for day in days)


def with_elsewhere(planned: Season, **people: tuple[date, ...]) -> Season:
    """The season, some of its people away for another one on these days."""
    return planned.model_copy(
        update={
            "people": tuple(
                person.model_copy(update={"busy": elsewhere(*people.get(person.id, ()))})
                for person in planned.people
            )
        }
    )


def broken_elsewhere(planned: Season, **people: tuple[date, ...]) -> set[str]:
    """The rules that the plan of the scene breaks if these people are away elsewhere on these days."""
    return rules_broken(with_elsewhere(planned, **people), plan_of(scene()))


def test_nobody_is_away_here_and_elsewhere() -> None:
    assert broken_elsewhere(scene(), bob=(WEDNESDAY,)) == set()
    assert broken_elsewhere(scene(), bob=(TUESDAY,)) == {"busy"}


def test_days_at_home_lie_between_a_trip_and_one_elsewhere() -> None:
    rested = replaced(scene(), ("rules", "rest_days_between_trips"), 1)
    # ann leaves on Monday, bob is back on Tuesday, cat leaves on Thursday and is back that day.
    saturday_before = SUNDAY - timedelta(days=1)
    assert broken_elsewhere(rested, ann=(saturday_before,), bob=(THURSDAY,), cat=(TUESDAY, SATURDAY)) == set()
    assert broken_elsewhere(rested, ann=(SUNDAY,)) == {"rest_elsewhere"}
    assert broken_elsewhere(rested, bob=(WEDNESDAY,)) == {"rest_elsewhere"}
    assert broken_elsewhere(rested, cat=(WEDNESDAY,)) == {"rest_elsewhere"}
    # Being merely busy, at home, needs no rest.
    at_home = replaced(rested, ("people", 3, "busy"), (busy(WEDNESDAY),))
    assert rules_broken(at_home, plan_of(scene())) == set()


def test_days_elsewhere_in_the_season_count_as_days_away() -> None:
    def at_most(days: int) -> Season:
        # ann is away on three days here
        season: Season = replaced(scene(), ("people", 2, "most_days_away"), days)
        return season

    assert broken_elsewhere(at_most(4), ann=(SUNDAY, FRIDAY, SATURDAY)) == set()
    assert broken_elsewhere(at_most(3), ann=(SUNDAY, SATURDAY)) == set()
    assert broken_elsewhere(at_most(3), ann=(FRIDAY,)) == {"days_away"}


def test_who_is_away_elsewhere_counts_for_an_away_limit() -> None:
    def limited(*people: str, most: int) -> Season:
        limit = AwayLimit(id="x", people=people, most_away=most)
        season: Season = replaced(scene(), ("away_limits",), (limit,))
        return season

    assert broken_elsewhere(limited("deputy", "cat", most=1), cat=(FRIDAY,)) == set()
    assert broken_elsewhere(limited("deputy", "cat", most=1), cat=(MONDAY,)) == {"away_together"}
    assert broken_elsewhere(limited("deputy", "cat", most=2), cat=(MONDAY,)) == set()
    # The plan sends none of them anywhere on Friday: what others do that day is not its business.
    assert broken_elsewhere(limited("bob", "cat", most=1), bob=(FRIDAY,), cat=(FRIDAY,)) == set()


def test_trips_elsewhere_are_not_held_against_pinned_ones() -> None:
    tight = replaced(scene(), ("rules", "rest_days_between_trips"), 1)
    tight = replaced(tight, ("people", 2, "most_days_away"), 3)
    limit = AwayLimit(id="x", people=("deputy", "bob", "cat"), most_away=2)
    tight = replaced(tight, ("away_limits",), (limit,))
    away = with_elsewhere(tight, ann=(FRIDAY,), bob=(MONDAY,), cat=(TUESDAY,))
    every = {"busy", "rest_elsewhere", "days_away", "away_together"}
    assert rules_broken(away, plan_of(scene())) == every
    pinned = replaced(away, ("pins",), Pins(trips=plan_of(scene()).trips))
    found = audit(pinned, plan_of(scene()), TIMES)
    assert found.violations == ()
    assert {violation.rule for violation in found.excused} == {"busy", "rest_elsewhere"}
