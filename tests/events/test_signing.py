"""From a list of projects to what must be started."""

from datetime import date
from typing import Any

import pytest

from events.batches.arrange import arrange_batches
from events.batches.arrangement import Arrangement, BatchRules, Impossible, Obstacle
from events.milestones import StartOfWorks
from events.signing import (
    InvalidSigning,
    SignedProject,
    Signing,
    SigningPlan,
    arranged,
    check_plan,
    milestones_of,
    obstacle_faults,
    replanned,
    signed_of,
    with_signed,
)
from events.targets import Signed
from planner.errors import RejectedPlan
from planner.workdays import Workdays
from tests.api.documents.ceremony import DAY, PROJECTS, RULES, WITNESSES

TODAY = date(2022, 7, 1)
PLAN = SigningPlan(title="签约", day=DAY, rules=RULES, projects=PROJECTS, witnesses=WITNESSES)


def _signing(*signed: str, **fields: Any) -> Signing:
    listed = tuple(SignedProject(project=name, signed_on=DAY) for name in signed)
    return Signing.model_validate({"plan": PLAN, "signed": listed} | fields)


def _codes(refused: pytest.ExceptionInfo[InvalidSigning]) -> list[tuple[str, str]]:
    return [(fault.code, fault.value) for fault in refused.value.faults]


def test_the_batches_are_those_of_the_arrangement_and_checked() -> None:
    assert arranged(PLAN) == arrange_batches(PROJECTS, DAY, RULES, WITNESSES)
    with pytest.raises(ValueError, match="without its day"):
        arranged(PLAN.model_copy(update={"day": None}))


def test_batches_that_fail_the_check_are_never_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_given: object) -> Arrangement:
        found = arrange_batches(PROJECTS, DAY, RULES, WITNESSES)
        return found.model_copy(update={"spread": found.spread + 1})

    monkeypatch.setattr("events.signing.arrange_batches", wrong)
    with pytest.raises(RejectedPlan, match="arrangement_rejected"):
        arranged(PLAN)


def test_an_id_stands_once() -> None:
    check_plan(PLAN)
    with pytest.raises(InvalidSigning) as refused:
        check_plan(
            PLAN.model_copy(update={"projects": (*PROJECTS, PROJECTS[0]), "witnesses": WITNESSES[:1] * 2})
        )
    assert _codes(refused) == [("signing_doubled", "p0"), ("signing_doubled", "secretary")]


def test_batches_stay_while_what_they_were_made_from_does() -> None:
    before = _signing(arrangement=arranged(PLAN))
    assert replanned(before, PLAN.model_copy(update={"venue": "新馆"})).arrangement == before.arrangement
    changes: tuple[dict[str, Any], ...] = (
        {"projects": PROJECTS[1:]},
        {"witnesses": WITNESSES[1:]},
        {"rules": BatchRules(seats=4)},
        {"day": date(2022, 6, 29)},
    )
    assert [replanned(before, PLAN.model_copy(update=change)).arrangement for change in changes] == [None] * 4
    assert replanned(None, PLAN) == Signing(plan=PLAN)


def test_a_signed_project_stays_on_the_list() -> None:
    before = _signing("p0")
    assert replanned(before, PLAN).signed == before.signed
    with pytest.raises(InvalidSigning) as refused:
        replanned(before, PLAN.model_copy(update={"projects": PROJECTS[1:]}))
    assert _codes(refused) == [("signed_project_left_out", "p0")]


def test_what_is_said_to_be_signed_must_be_possible() -> None:
    free = PROJECTS[1].model_copy(update={"amount_cny": 0})
    plan = PLAN.model_copy(update={"projects": (PROJECTS[0], free)})
    listed = [
        SignedProject(project="p0", signed_on=date(2022, 7, 2)),
        SignedProject(project="p0", signed_on=TODAY),
        SignedProject(project="p1", signed_on=TODAY),
        SignedProject(project="谁", signed_on=TODAY),
    ]
    with pytest.raises(InvalidSigning) as refused:
        with_signed(Signing(plan=plan), listed, TODAY)
    assert _codes(refused) == [
        ("signing_doubled", "p0"),
        ("signed_in_future", "2022-07-02"),
        ("signed_without_amount", "智能农机产业园"),
        ("signed_unknown_project", "谁"),
    ]
    told = SignedProject(project="p1", signed_on=TODAY, amount_cny=5)
    assert with_signed(Signing(plan=plan), [told], TODAY).signed == (told,)


def test_targets_count_what_was_signed_not_what_was_agreed() -> None:
    signing = _signing("p0").model_copy(
        update={"signed": (SignedProject(project="p2", signed_on=DAY, amount_cny=7),)}
    )
    assert signed_of(signing) == (Signed(project="p2", company="c2", signed_on=DAY, amount_cny=7),)
    nameless = PLAN.model_copy(update={"projects": (PROJECTS[0].model_copy(update={"company": None}),)})
    assert signed_of(_signing("p0", plan=nameless))[0].company == "示例·甲能源"


def test_every_signed_project_has_a_leader_and_a_day_to_start() -> None:
    key = PROJECTS[1].model_copy(update={"key_project": True, "unit": "park"})
    plan = PLAN.model_copy(update={"projects": (PROJECTS[0], key)})
    workdays, leaders = Workdays(DAY, TODAY), {"p0": "chief", "p1": "deputy"}
    found = milestones_of(_signing("p0", "p1", plan=plan), leaders, workdays, StartOfWorks())
    assert [(m.project, m.due, m.leader, m.unit, m.agreed_cny) for m in found] == [
        ("p0", date(2022, 9, 28), "chief", None, 6_000_000_000),
        ("p1", date(2022, 12, 28), "deputy", "park", 1_200_000_000),
    ]
    with pytest.raises(InvalidSigning) as refused:
        milestones_of(_signing("p0", "p1", plan=plan), {"p0": "chief"}, workdays, StartOfWorks())
    assert _codes(refused) == [("milestone_without_leader", "智能农机产业园")]


@pytest.mark.parametrize("obstacle", list(Obstacle))
def test_every_obstacle_is_a_fault_with_its_words(obstacle: Obstacle) -> None:
    [fault] = obstacle_faults([Impossible(obstacle=obstacle, detail={"name": "甲"})])
    assert (fault.code, fault.value, fault.detail) == (f"batches_{obstacle.value}", "甲", {"name": "甲"})
