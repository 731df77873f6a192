"""What if, by hand: what was changed, what comes of it, and what of the gain is proven."""

import pytest

from planner.clock import at
from planner.comparison import Comparison, EventShift, Gain, compared
from planner.errors import InvalidPlan
from planner.event import Event, EventKind
from planner.options import Options
from planner.plan import Plan, Status
from planner.season import Season
from planner.solve import solve
from planner.travel.network import Network
from tests.brute_force import best_value
from tests.builders import MONDAY
from tests.planner.optimise.week import DEPUTY, FRIDAY, HEAD, THURSDAY, TUESDAY, prospect, rules, week
from tests.planner.quarters import quarter
from tests.tiny_seasons import NANJING, tiny_season


def _season(*leaders: str, forum: tuple[object, ...] = (FRIDAY,), name: str = "now") -> Season:
    """a and b are open on Monday alone, in two regions; the forum needs the head."""
    event = Event(id="forum", kind=EventKind.FORUM, title="联谊会", candidate_days=forum, required=("head",))
    return week(
        prospect("a", 100, MONDAY),
        prospect("b", 70, MONDAY, city=NANJING),
        people=tuple(person for person in (HEAD, DEPUTY) if person.id in leaders),
        events=(event,),
        rules=rules(most_trip_days=1),
        id=name,
    )


def _compared(before: Season, after: Season) -> Comparison:
    return compared((before, solve(before)), (after, solve(after)))


def test_another_leader_meets_another_company() -> None:
    found = _compared(_season("head"), _season("head", "deputy", name="more"))
    assert [(item.part.value, item.subject) for item in found.seasons] == [
        ("frame", ""),
        ("person", "deputy"),
    ]
    assert (found.newly_met, found.no_longer_met) == (("b",), ())
    assert found.gain == Gain(points=70, at_least=70, at_most=70)
    assert found.gain.is_certain
    assert (found.before.trips, found.after.trips) == (1, 2)


def test_another_date_for_the_forum_moves_it_and_costs_a_company() -> None:
    found = _compared(_season("head"), _season("head", forum=(MONDAY,)))
    assert [item.field for item in found.seasons] == [("candidate_days",)]
    assert found.events == (EventShift(event="forum", before=FRIDAY, after=MONDAY),)
    assert (found.newly_met, found.no_longer_met) == ((), ("a",))
    assert found.gain == Gain(points=-100, at_least=-100, at_most=-100)


def test_an_event_that_one_season_lacks_has_no_day_there() -> None:
    without = _season("head").model_copy(update={"events": ()})
    assert _compared(without, _season("head", forum=(THURSDAY,))).events == (
        EventShift(event="forum", before=None, after=THURSDAY),
    )


def test_a_season_compared_with_itself_does_not_differ() -> None:
    season = quarter()
    plan = solve(season, Options(effort=1))
    found = compared((season, plan), (season, plan))
    assert (found.seasons, found.newly_met, found.no_longer_met, found.events) == ((), (), (), ())
    assert found.before == found.after
    assert found.gain is not None
    # It is open as long as the plan is not proven best.
    assert found.gain.is_certain == (plan.status is Status.OPTIMAL)


def test_a_season_without_a_plan_leaves_the_gain_open() -> None:
    nothing = Plan(season="now", made_at=at(MONDAY, 0), status=Status.INFEASIBLE)
    season = _season("head")
    found = compared((season, solve(season)), (season, nothing))
    assert (found.gain, found.no_longer_met) == (None, ("a",))


@pytest.mark.parametrize("seed", range(600, 612))
def test_the_true_gain_lies_within_what_is_called_proven(seed: int) -> None:
    one, two = tiny_season(seed), tiny_season(seed + 100)
    best = [best_value(season, Network(season)) for season in (one, two)]
    plans = [solve(season, Options(effort=0)) for season in (one, two)]
    found = compared((one, plans[0]), (two, plans[1])).gain
    if best[0] is None or best[1] is None:
        assert found is None
    else:
        assert found is not None
        assert found.at_least is not None
        assert found.at_most is not None
        assert found.at_least <= best[1] - best[0] <= found.at_most


@pytest.mark.parametrize(
    ("gain", "certain"),
    [
        (Gain(points=5, at_least=1, at_most=9), True),
        (Gain(points=-5, at_least=-9, at_most=-1), True),
        (Gain(points=0, at_least=0, at_most=0), True),
        (Gain(points=5, at_least=0, at_most=9), False),
        (Gain(points=5, at_least=None, at_most=9), False),
        (Gain(points=5, at_least=3, at_most=None), False),
    ],
)
def test_a_gain_is_certain_if_its_sign_is_proven(gain: Gain, *, certain: bool) -> None:
    assert gain.is_certain is certain


def test_a_plan_of_another_season_or_with_unknown_names_is_refused() -> None:
    season, other = _season("head"), _season("head", name="other")
    plan = solve(season)
    with pytest.raises(InvalidPlan) as caught:
        compared((season, plan), (other, plan))
    assert [fault.code for fault in caught.value.faults] == ["plan_of_another_season"]
    fewer = week(prospect("b", 70, TUESDAY), people=(DEPUTY,), id="now")
    with pytest.raises(InvalidPlan) as caught:
        compared((fewer, plan), (season, plan))
    assert {(fault.code, fault.value) for fault in caught.value.faults} == {
        ("plan_names_unknown_person", "head"),
        ("plan_names_unknown_company", "a"),
        ("plan_names_unknown_event", "forum"),
    }
