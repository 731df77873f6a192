"""What would help most: exact against trying everything, or shown by plans, or said to be an estimate."""

from functools import cache

import pytest

from planner.audit import audit
from planner.errors import InvalidPlan, InvalidWish, RejectedPlan
from planner.helps.assessment import Basis, Forced, Helps, Subject
from planner.helps.candidates import candidate_wishes
from planner.helps.granting import granted
from planner.helps.losses import with_forced
from planner.helps.report import helps
from planner.helps.resolve import Resolver
from planner.optimise import search
from planner.options import Options
from planner.plan import Plan, Status
from planner.progress import Progress
from planner.restatement import restated
from planner.season import Season
from planner.solve import solve
from planner.travel.network import Network
from planner.wish import AnyWish, DayFreed, DaysAdded, PersonAdded, WeekdayOpened
from tests.brute_force import best_value
from tests.builders import MONDAY, busy
from tests.planner.helps.scenes import HELPFUL, USELESS, A, Scene
from tests.planner.optimise.week import FRIDAY, HEAD, WEDNESDAY, prospect, rules, week, weights
from tests.planner.stops import SecondsLeft, StopAfter
from tests.tiny_seasons import tiny_season

BRIEF = Options(effort=2)
ALL = 1_000
# Feasible ones in which some wish gains and some company is left out at a price.
SEEDS = (0, 2, 3, 8, 20, 22, 26, 33, 34, 38)


@pytest.fixture
def by_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """No season is small: all are solved by column generation."""
    monkeypatch.setattr(search, "SMALL_COMPANIES", -1)


@cache
def _solved(seed: int) -> tuple[Season, Plan]:
    season = tiny_season(seed)
    return season, solve(season)


def _best(season: Season) -> int:
    found = best_value(season, Network(season))
    assert found is not None
    return found


@pytest.mark.parametrize("kind", HELPFUL)
def test_each_kind_of_wish_brings_what_trying_everything_says(kind: str) -> None:
    season, wish, gain, brings = HELPFUL[kind]
    plan = solve(season)
    found = helps(season, plan, wishes=(wish,)).assessments
    assert [(item.wish, item.basis, item.gain, item.at_least, item.at_most) for item in found] == [
        (wish, Basis.EXACT, gain, gain, gain)
    ]
    assert (found[0].brings, found[0].drops) == ((brings,), ())
    assert gain == _best(granted(season, wish)) - _best(season)
    assert brings in {name for item in found[0].trips if item.after for name in item.after.companies}


@pytest.mark.parametrize("kind", USELESS)
def test_where_the_limit_does_not_bind_the_wish_brings_nothing(kind: str) -> None:
    season, wish, _, _ = USELESS[kind]
    found = helps(season, solve(season), wishes=(wish,)).assessments
    assert [(item.basis, item.gain, item.at_most, item.brings) for item in found] == [(Basis.EXACT, 0, 0, ())]
    assert _best(granted(season, wish)) == _best(season)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_wish_of_a_tiny_season_and_every_loss_are_exact(seed: int) -> None:
    season, plan = _solved(seed)
    wishes = candidate_wishes(season, plan)
    found = helps(season, plan, wishes=wishes, most=ALL)
    assert {item.wish for item in found.assessments} == {*wishes}
    now = _best(season)
    for item in found.assessments:
        assert (item.basis, item.gain) == (Basis.EXACT, _best(granted(season, item.wish)) - now)
    assert [item.gain for item in found.assessments] == sorted(
        (item.gain for item in found.assessments), reverse=True
    )
    for loss in found.losses:
        forced = with_forced(season, loss.company)
        best = best_value(forced, Network(forced))
        assert loss.points == (None if best is None else now - best)


@pytest.mark.usefixtures("by_columns")
@pytest.mark.parametrize("seed", SEEDS)
def test_by_columns_gains_are_shown_by_plans_and_the_true_ones_lie_within_what_is_proven(seed: int) -> None:
    season, plan = _solved(seed)
    names = [item.id for item in plan.left_out if any(c.id == item.id for c in season.companies)]
    found = helps(season, plan, BRIEF, most=ALL, companies=names)
    now = _best(season)
    assert found.anew is not None
    assert found.anew.bound is not None
    assert found.plan.total <= found.anew.total <= now <= found.anew.bound
    for item in found.assessments:
        if item.standing is not None:
            gain = _best(granted(season, item.wish)) - now
            assert item.at_most is not None
            assert item.at_least <= gain <= item.at_most
            assert item.gain == item.standing.total - found.anew.total
        else:
            assert item.basis in {Basis.DUAL, Basis.INSERTION}
    for loss in found.losses:
        best = best_value(with_forced(season, loss.company), Network(season))
        if loss.points is not None and best is not None and loss.at_most is not None:
            assert loss.at_least <= now - best <= loss.at_most


@pytest.mark.usefixtures("by_columns")
@pytest.mark.parametrize("kind", HELPFUL)
def test_every_plan_of_a_granted_season_passes_its_audit_and_none_falls_behind_the_plan(kind: str) -> None:
    season, wish, _, _ = HELPFUL[kind]
    plan = solve(season)
    after = granted(season, wish)
    found = Resolver(plan, BRIEF).best(after, StopAfter(0), lambda _: None)
    judged = audit(after, found, Network(after))
    assert (judged.violations, judged.differences) == ((), ())
    assert found.objective.total >= plan.objective.total


def test_a_search_that_finds_less_leaves_the_plan_standing_and_no_gain_is_negative(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    season, wish, _, _ = HELPFUL["weekday_opened"]
    plan = solve(season)
    worse = solve(season.model_copy(update={"companies": ()}))
    empty = worse.model_copy(update={"bound": 10**6, "status": Status.FEASIBLE})
    monkeypatch.setattr("planner.helps.resolve.solve", lambda *_, **__: empty)
    found = helps(season, plan, wishes=(wish,))
    assert found.anew is not None
    assert found.anew.total == plan.objective.total
    assert [(item.basis, item.gain, item.drops) for item in found.assessments] == [(Basis.RESOLVED, 0, ())]
    assert found.assessments[0].standing is not None
    assert found.assessments[0].standing.total == plan.objective.total


def test_a_bound_below_a_plan_of_the_season_is_a_defect(monkeypatch: pytest.MonkeyPatch) -> None:
    season, wish, _, _ = HELPFUL["weekday_opened"]
    plan = solve(season)
    low = plan.model_copy(update={"bound": plan.objective.total - 1, "status": Status.FEASIBLE})
    monkeypatch.setattr("planner.helps.resolve.solve", lambda *_, **__: low)
    with pytest.raises(RejectedPlan):
        helps(season, plan, wishes=(wish,))


def test_what_more_effort_finds_without_a_wish_is_no_gain_of_the_wish() -> None:
    season, wish, gain, _ = HELPFUL["weekday_opened"]
    nothing_met = _without_trips(season, solve(season))
    found = helps(season, nothing_met, wishes=(wish,))
    assert found.anew is not None
    assert (found.plan.total, found.anew.total) == (0, 100)
    assert [item.gain for item in found.assessments] == [gain]
    # Who is met once the season is solved anew costs nothing.
    assert {loss.company: loss.points for loss in found.losses} == {"a": 0, "b": None}


def _without_trips(season: Season, plan: Plan) -> Plan:
    return restated(season, plan, Network(season), trips=())[0]


def test_a_company_asked_for_is_forced_in_and_the_easiest_wish_that_brings_it_in_is_found() -> None:
    # The head is away on one day: a for 100 or b for 40. On Mondays b would gain 40, and so would a day more.
    head = HEAD.model_copy(update={"most_days_away": 1})
    season = week(A, prospect("b", 40, WEDNESDAY), people=(head,))
    plan = solve(season)
    found = helps(season, plan, companies=("b",), most=0)
    loss = next(item for item in found.losses if item.company == "b")
    assert (loss.points, loss.basis) == (60, Basis.EXACT)
    # On Mondays too it would be met beside a: easier than a day more for the head.
    assert loss.wish == WeekdayOpened(company="b", weekday=1)
    assert [item.wish for item in found.assessments if item.basis.is_shown and "b" in item.brings] == [
        loss.wish
    ]


@pytest.mark.usefixtures("by_columns")
def test_a_company_nobody_can_meet_has_no_loss_and_is_said_so_after_a_search() -> None:
    season = week(A, prospect("b", 40))
    found = helps(season, solve(season), BRIEF, companies=("b",), most=0, wishes=())
    assert [(loss.company, loss.points, loss.basis) for loss in found.losses] == [("b", None, Basis.RESOLVED)]


def test_with_no_time_there_are_estimates_alone_and_they_say_so() -> None:
    scene: Scene = HELPFUL["days_added"]
    plan = solve(scene.season)
    found = helps(scene.season, plan, BRIEF, stop=SecondsLeft(1.5))
    assert found.anew is None
    assert {item.basis for item in found.assessments} == {Basis.DUAL, Basis.INSERTION}
    assert all(item.standing is None for item in found.assessments)
    assert DaysAdded(person="head") in {item.wish for item in found.assessments}
    assert helps(scene.season, plan, BRIEF, stop=StopAfter(0)).assessments == ()


def test_time_for_two_searches_is_the_season_and_the_best_wish() -> None:
    scene = HELPFUL["days_added"]
    heard: list[Subject] = []
    found = helps(
        scene.season, solve(scene.season), BRIEF,
        stop=SecondsLeft(7), progress=lambda subject, _: heard.append(subject),
    )  # fmt: skip
    shown = [item.wish for item in found.assessments if item.basis.is_shown]
    assert (len(shown), len(found.assessments)) == (1, 3)
    assert list(dict.fromkeys(heard)) == [None, *shown]


def test_steps_name_what_is_solved_and_what_is_kept_is_not_solved_again() -> None:
    scene = HELPFUL["days_added"]
    plan = solve(scene.season)
    wishes = (scene.wish, WeekdayOpened(company="b", weekday=1))
    heard: list[tuple[Subject, Progress]] = []
    kept: list[Helps] = []
    found = helps(
        scene.season, plan, wishes=wishes, companies=("b",),
        progress=lambda subject, step: heard.append((subject, step)), keep=kept.append,
    )  # fmt: skip
    assert kept[-1] == found
    assert {subject for subject, _ in heard} == {None, *wishes}
    again: list[Subject] = []
    resumed = helps(
        scene.season, plan, wishes=wishes, companies=("b",), done=kept[-2],
        progress=lambda subject, _: again.append(subject),
    )  # fmt: skip
    assert resumed == found
    ahead = [item.wish for item in kept[-2].assessments if not item.basis.is_shown]
    assert {subject for subject in again if subject is not None} == {*ahead}


@pytest.mark.usefixtures("by_columns")
def test_with_effort_the_answer_is_the_same_again() -> None:
    season, plan = _solved(26)
    names = [item.id for item in plan.left_out if any(c.id == item.id for c in season.companies)][:1]
    heard: list[Subject] = []
    first = helps(
        season, plan, BRIEF, companies=names, most=3, progress=lambda subject, _: heard.append(subject)
    )
    assert first == helps(season, plan, BRIEF, companies=names, most=3)
    assert Forced(company=names[0]) in heard


def test_no_kind_takes_more_than_half_of_the_searches_while_there_are_others() -> None:
    spans = tuple(busy(day) for day in (WEDNESDAY, FRIDAY))
    companies = (prospect("a", 100, WEDNESDAY), prospect("b", 90, FRIDAY), A.model_copy(update={"id": "c"}))
    season = week(*companies, people=(HEAD.model_copy(update={"busy": spans, "most_days_away": 9}),))
    wishes: list[AnyWish] = [DayFreed(person="head", day=day) for day in (WEDNESDAY, FRIDAY)]
    wishes.append(PersonAdded(person="head"))
    found = helps(season, solve(season), wishes=wishes, most=2)
    kinds = [type(item.wish) for item in found.assessments if item.basis.is_shown]
    assert sorted(kind.__name__ for kind in kinds) == ["DayFreed", "PersonAdded"]


def test_changes_are_counted_against_what_is_published_and_what_has_begun_stays() -> None:
    priced = weights(change_visit_dropped=30, change_visit_moved=20)
    head = HEAD.model_copy(update={"most_days_away": 1, "busy": (busy(FRIDAY),)})
    season = week(A, prospect("b", 140, WEDNESDAY), people=(head,), rules=rules(weights=priced))
    plan = solve(season)
    more = DaysAdded(person="head")
    at_first = helps(season, plan, wishes=(more,)).assessments[0]
    assert (at_first.gain, at_first.brings) == (100, ("a",))
    # On Tuesday Monday is over: nobody can be met on it any more, whatever is granted.
    later = helps(season, plan, wishes=(more,), published=plan, today=MONDAY).assessments[0]
    assert (later.gain, later.brings) == (0, ())
    assert later.wish == more
    begun = helps(season, plan, wishes=(PersonAdded(person="head"),), published=plan, today=WEDNESDAY)
    assert begun.plan.total == 140


def test_a_plan_that_does_not_keep_the_season_and_names_nobody_knows_are_refused() -> None:
    season = week(A, prospect("b", 40, WEDNESDAY))
    plan = solve(season)
    closed = week(A.model_copy(update={"windows": ()}), prospect("b", 40, WEDNESDAY))
    with pytest.raises(InvalidPlan) as broken:
        helps(closed, plan)
    assert {fault.code for fault in broken.value.faults} == {"plan_breaks_season"}
    with pytest.raises(InvalidPlan) as other:
        helps(season.model_copy(update={"id": "other"}), plan)
    assert [fault.code for fault in other.value.faults] == ["plan_of_another_season"]
    with pytest.raises(InvalidPlan) as misfit:
        helps(week(A), plan)
    assert [fault.code for fault in misfit.value.faults] == ["plan_does_not_fit"]
    with pytest.raises(InvalidWish) as nobody:
        helps(season, plan, companies=("none",))
    assert [fault.code for fault in nobody.value.faults] == ["wish_names_unknown_company"]
    wish: AnyWish = DayFreed(person="nobody", day=MONDAY)
    with pytest.raises(InvalidWish):
        helps(season, plan, wishes=(wish,))
