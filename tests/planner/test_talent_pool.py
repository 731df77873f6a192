"""The pool of those who may be sent."""

from datetime import date

import pytest
from pydantic import ValidationError

from planner.clock import at
from planner.person import Rank
from planner.refusal import faults_of
from planner.talent_pool import (
    Membership,
    PublicityRule,
    Secondment,
    Step,
    TalentPool,
    pool_of,
    with_pool,
)
from planner.window import Busy
from planner.workdays import Workdays
from tests.builders import MONDAY, person, season

STEPS = {step: date(2026, 1, int(step)) for step in Step}


def test_only_the_admitted_are_members() -> None:
    waiting = Membership(person="bob", steps={Step.VOLUNTEERED: date(2026, 1, 1)})
    pool = TalentPool(memberships=(Membership(person="ann", steps=STEPS), waiting))
    assert pool.members == ("ann",)


def test_members_without_a_training_lack_it() -> None:
    pool = TalentPool(
        memberships=(
            Membership(person="ann", steps=STEPS, trainings=("礼仪",)),
            Membership(person="bob", steps=STEPS),
        )
    )
    assert pool.lacking("礼仪") == ("bob",)


@pytest.mark.parametrize(
    "steps",
    [
        {Step.PUT_FORWARD: date(2026, 1, 1)},
        {Step.VOLUNTEERED: date(2026, 1, 2), Step.PUT_FORWARD: date(2026, 1, 1)},
    ],
)
def test_steps_left_out_or_out_of_order_are_refused(steps: dict[Step, date]) -> None:
    with pytest.raises(ValidationError) as refused:
        Membership(person="ann", steps=steps)
    assert [error["type"] for error in refused.value.errors()] == ["steps_out_of_order"]


def test_a_season_knows_who_is_in_the_pool() -> None:
    given = season(people=(person("head", Rank.PRINCIPAL), person("ann"), person("bob", in_pool=False)))
    assert pool_of(given) == ("head", "ann")


REVIEWED = {step: date(2026, 5, 4) for step in (Step.VOLUNTEERED, Step.PUT_FORWARD, Step.REVIEWED)}
MAY = Workdays(date(2026, 5, 1), date(2026, 5, 31))


def _shown(first: int, last: int, **fields: object) -> Membership:
    publicity = {"first": date(2026, 5, first), "last": date(2026, 5, last)} | fields
    return Membership.model_validate({"person": "ann", "steps": REVIEWED, "publicity": publicity})


def test_a_name_stands_in_public_for_five_working_days_before_it_is_admitted() -> None:
    # Wednesday 6 May to Saturday 9 May, which is worked, are four; Monday 11 May is the fifth.
    rule = PublicityRule()
    assert not _shown(6, 9).admissible_on(date(2026, 5, 12), MAY, rule)
    assert _shown(6, 11).admissible_on(date(2026, 5, 12), MAY, rule)
    assert not _shown(6, 11).admissible_on(date(2026, 5, 11), MAY, rule)
    assert not _shown(6, 11, objections=("实名反映",)).admissible_on(date(2026, 5, 12), MAY, rule)
    assert _shown(6, 6).admissible_on(date(2026, 5, 12), MAY, PublicityRule(working_days=1))
    hidden = Membership(person="ann", steps=REVIEWED)
    assert not hidden.admissible_on(date(2026, 5, 12), MAY, rule)
    assert hidden.admissible_on(date(2026, 5, 12), MAY, PublicityRule(in_force_from=date(2026, 6, 1)))
    assert not Membership(person="ann", steps=STEPS).admissible_on(date(2026, 5, 12), MAY, rule)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"publicity": {"first": "2026-05-09", "last": "2026-05-08"}}, "publicity_ends_before_it_starts"),
        ({"publicity": {"first": "2026-05-03", "last": "2026-05-08"}}, "publicity_out_of_order"),
        (
            {"steps": {1: "2026-05-01"}, "publicity": {"first": "2026-05-03", "last": "2026-05-08"}},
            "publicity_out_of_order",
        ),
        (
            {
                "steps": dict.fromkeys((1, 2, 3), "2026-05-04") | {4: "2026-05-08"},
                "publicity": {"first": "2026-05-04", "last": "2026-05-08"},
            },
            "publicity_out_of_order",
        ),
        (
            {"secondments": ({"to": "园区", "first": "2026-05-09", "last": "2026-05-08"},)},
            "secondment_ends_before_it_starts",
        ),
    ],
)
def test_days_out_of_order_are_refused(fields: dict[str, object], error: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Membership.model_validate({"person": "ann", "steps": REVIEWED} | fields)
    assert [item["type"] for item in refused.value.errors()] == [error]
    assert [fault.code for fault in faults_of(refused.value)] == [error]


def test_a_membership_kept_before_it_knew_more_is_still_read() -> None:
    kept = '{"person": "ann", "steps": {"1": "2026-01-01"}, "trainings": [], "seconded_to": "园区"}'
    assert Membership.model_validate_json(kept).publicity is None


def test_who_still_lacks_what_is_told_of_every_member() -> None:
    pool = TalentPool(
        memberships=(
            Membership(person="ann", steps=STEPS, trainings=("礼仪",)),
            Membership(person="bob", steps=STEPS),
            Membership(person="cat", steps=STEPS, trainings=("礼仪", "政策")),
            Membership(person="dan", steps={}),
        )
    )
    assert pool.lacks(("政策", "礼仪")) == {"ann": ("政策",), "bob": ("政策", "礼仪")}


def test_a_season_learns_of_skills_secondments_and_days_already_travelled() -> None:
    away = Secondment(to="驻沪组", first=date(2027, 2, 1), last=date(2027, 3, 2))
    past = Secondment(to="园区", first=date(2026, 2, 1), last=date(2026, 3, 2))
    members = (
        Membership(person="ann", steps=STEPS, skills=("德语",), secondments=(past, away)),
        Membership(person="bob", steps={}, skills=("德语",)),
    )
    found = with_pool(season(), TalentPool(memberships=members), {"ann": 5, "cat": 99})
    people = {item.id: item for item in found.people}
    assert (people["ann"].skills, people["ann"].most_days_away) == (("德语",), 7)
    # The season begins on Monday 1 March: that day and Tuesday are lost.
    assert people["ann"].busy == (Busy(start=at(MONDAY, 0), end=at(date(2027, 3, 3), 0), title="驻沪组"),)
    assert (people["bob"].skills, people["cat"].most_days_away) == ((), 0)
    assert (members[0].seconded_on(date(2027, 3, 2)), members[0].seconded_on(date(2027, 3, 3))) == (
        "驻沪组",
        "",
    )
    with pytest.raises(ValueError, match="days_away >= 0"):
        with_pool(season(), TalentPool(), {"ann": -1})
