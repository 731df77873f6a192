"""The pool of those who may be sent."""

from datetime import date

import pytest
from pydantic import ValidationError

from planner.person import Rank
from planner.talent_pool import Membership, Step, TalentPool, pool_of
from tests.builders import person, season

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
