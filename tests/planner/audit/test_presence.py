from planner.season import AwayException, AwayLimit
from tests.builders import MONDAY, busy
from tests.planner.audit.scene import (
    TIMES,
    TUESDAY,
    WEDNESDAY,
    broken_by_season,
    rules_broken,
    scene,
)
from tests.plans import make_plan, make_trip

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
