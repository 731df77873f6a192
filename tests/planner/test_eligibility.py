from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings

from planner.company import FirstContact, Needs
from planner.eligibility import unmeetable
from planner.person import Chain, Rank
from planner.plan import Reason
from planner.rules import Rules
from planner.season import Season
from tests.brute_force import best
from tests.builders import HOME_CITY, MONDAY, company, person, season, window
from tests.fake_times import FakeTimes
from tests.tiny_seasons import tiny_seasons


def _why(*days: Any, **fields: Any) -> Reason | None:
    """Why company a cannot be met; ``season_`` fields go to the season."""
    of_season = {name[7:]: value for name, value in fields.items() if name.startswith("season_")}
    own = {name: value for name, value in fields.items() if not name.startswith("season_")}
    return unmeetable(season(companies=(company("a", *days, **own),), **of_season)).get("a")


def test_a_company_with_a_window_and_no_needs_can_be_met() -> None:
    assert _why(MONDAY) is None


def test_a_company_outside_the_regions_of_every_base_cannot() -> None:
    assert _why(MONDAY, city=HOME_CITY) is Reason.REGION_UNSERVED
    elsewhere = season().home.model_copy(update={"regions": ("csj",)})
    assert _why(MONDAY, season_home=elsewhere) is None


def test_a_company_needs_a_window_on_a_working_day_that_holds_the_visit() -> None:
    saturday = MONDAY + timedelta(days=5)
    assert _why() is Reason.NO_WORKDAY_WINDOW
    assert _why(saturday, season_last=saturday) is Reason.NO_WORKDAY_WINDOW
    # Visits close at 18:00; 16:31 on the grid is 16:35, too late for 90 minutes.
    assert _why(windows=(window(MONDAY, 990, 1_200),)) is None
    assert _why(windows=(window(MONDAY, 991, 1_200),)) is Reason.NO_WORKDAY_WINDOW


def test_a_company_that_cools_down_beyond_its_last_window_cannot_be_met() -> None:
    met = MONDAY - timedelta(days=90)
    assert _why(MONDAY, last_met_on=met) is None
    assert _why(MONDAY, last_met_on=met + timedelta(days=1)) is Reason.COOLING_DOWN
    assert _why(MONDAY, MONDAY + timedelta(days=1), last_met_on=met + timedelta(days=1)) is None


def test_a_company_wants_a_rank_that_leads() -> None:
    assert _why(MONDAY, needs=Needs(least_rank=Rank.PRINCIPAL)) is None
    without_head = season().people[1:]
    high = Needs(least_rank=Rank.PRINCIPAL)
    assert _why(MONDAY, needs=high, season_people=without_head) is Reason.NOBODY_QUALIFIED


def test_the_people_it_wants_fit_into_one_delegation() -> None:
    dan = person("dan", Rank.DEPARTMENT_HEAD)
    people = {"season_people": (*season().people, dan)}
    contact = FirstContact(unit="bureau", person="dan", aboard=True)
    chains = (Chain(id="food", name="食品", chief="deputy"),)
    both = {"needs": Needs(chief=True), "chain": "food", "first_contact": contact, "season_chains": chains}
    # The deputy leads, dan is his second.
    assert _why(MONDAY, **both, **people) is None
    assert _why(MONDAY, **both, **people, season_rules=Rules(most_seconds=0)) is Reason.NOBODY_QUALIFIED
    # The head outranks both: as leader he would have two seconds; with him named there is no way.
    headed = both | {"needs": Needs(chief=True, person="head")}
    assert _why(MONDAY, **headed, **people) is Reason.NOBODY_QUALIFIED


def test_skills_and_units_are_found_at_the_base() -> None:
    assert _why(MONDAY, needs=Needs(skills=("德语",))) is Reason.NOBODY_QUALIFIED
    speaker = person("dan", skills=("德语",))
    with_speaker = (*season().people, speaker)
    assert _why(MONDAY, needs=Needs(skills=("德语",)), season_people=with_speaker) is None


def test_a_chief_who_does_not_exist_cannot_come() -> None:
    assert _why(MONDAY, needs=Needs(chief=True)) is Reason.NOBODY_QUALIFIED


def test_staff_are_enough() -> None:
    few = season().people[:3]  # head, deputy, ann
    assert _why(MONDAY, season_people=few) is Reason.NOBODY_QUALIFIED


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(tiny_seasons())
def test_what_is_called_unmeetable_is_in_no_best_plan(tiny: Season) -> None:
    found = best(tiny, FakeTimes())
    met = {name for trip in found.trips for name in trip.met} if found else set()
    assert met & unmeetable(tiny).keys() == set()
