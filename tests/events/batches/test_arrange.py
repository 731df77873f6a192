"""Batches as a ceremony holds them."""

from datetime import date
from random import Random

import pytest

from events.batches.arrange import arrange_batches
from events.batches.arrangement import BatchRules, Impossible, Obstacle
from events.batches.check import broken_rules
from events.batches.readiness import Lack
from planner.person import Rank
from tests.events.batches.projects import DAY, project, random_projects, signer, witness

WITNESSES = (
    witness("书记", Rank.PRINCIPAL, order=1),
    witness("h0", Rank.PRINCIPAL, order=2),
    witness("链长", Rank.DEPUTY, chains=("equipment",)),
)


@pytest.mark.parametrize("seed", range(12))
def test_every_arrangement_passes_the_check(seed: int) -> None:
    projects = random_projects(Random(seed), 14)
    rules = BatchRules(seats=5)
    arrangement = arrange_batches(projects, DAY, rules, WITNESSES)
    assert arrangement.batches
    assert broken_rules(projects, DAY, rules, arrangement, WITNESSES) == ()


def test_a_leader_with_many_projects_stays_on_stage_at_one_place() -> None:
    many = [project(f"m{k}", "mayor", k + 1) for k in range(3)]
    others = [project(f"o{k}", f"h{k}", 20 + k) for k in range(6)]
    arrangement = arrange_batches([*many, *others], DAY, BatchRules(seats=3))
    places = {
        place.number for batch in arrangement.batches for place in batch.places if place.project[0] == "m"
    }
    assert (len(arrangement.batches), arrangement.returns, len(places)) == (3, 0, 1)
    # The largest of all comes last.
    assert "o5" in {place.project for place in arrangement.batches[-1].places}


def test_eighty_projects_at_twelve_seats_take_seven_batches() -> None:
    projects = [project(f"p{k:02}", f"h{k % 35}", 1 + k % 40) for k in range(80)]
    arrangement = arrange_batches(projects, DAY, BatchRules(seats=12))
    assert (len(arrangement.batches), arrangement.proven) == (7, True)
    assert broken_rules(projects, DAY, BatchRules(seats=12), arrangement) == ()


def test_eighty_projects_that_the_programme_has_no_time_for_are_refused_with_what_would_do() -> None:
    projects = [project(f"p{k:02}", f"h{k}") for k in range(80)]
    arrangement = arrange_batches(projects, DAY, BatchRules(seats=12, most_batches=5))
    detail = {
        "projects": "80",
        "seats": "12",
        "batches": "7",
        "most": "5",
        "minutes": "35",
        "least_seats": "16",
    }
    assert arrangement.batches == ()
    assert arrangement.impossible == (Impossible(obstacle=Obstacle.TOO_MANY_BATCHES, detail=detail),)


def test_a_signer_with_more_projects_than_batches_is_named() -> None:
    projects = [project(f"p{k}") for k in range(4)]
    arrangement = arrange_batches(projects, DAY, BatchRules(seats=4, most_batches=3))
    detail = {"name": "mayor", "projects": "4", "most": "3"}
    assert arrangement.impossible == (Impossible(obstacle=Obstacle.SIGNER_TOO_OFTEN, detail=detail),)


def test_a_bound_that_only_the_solver_finds_broken_is_refused_too() -> None:
    sides = (("a", "b"), ("b", "c"), ("c", "a"))
    triangle = [project(f"{host}{guest}", host, company_signer=signer(guest)) for host, guest in sides]
    arrangement = arrange_batches(triangle, DAY, BatchRules(seats=3, most_batches=2))
    assert [item.obstacle for item in arrangement.impossible] == [Obstacle.TOO_MANY_BATCHES]


def test_projects_that_are_not_ready_are_listed_and_the_others_signed() -> None:
    gone = project("gone", "x", company_signer=signer("王总", left_on=date(2026, 3, 1)))
    arrangement = arrange_batches([gone, project("a")], DAY, BatchRules(seats=2))
    assert [place.project for batch in arrangement.batches for place in batch.places] == ["a"]
    assert [(item.project, item.missing[0].lack) for item in arrangement.not_ready] == [
        ("gone", Lack.COMPANY_SIGNER_LEFT)
    ]


def test_nothing_ready_is_an_obstacle() -> None:
    arrangement = arrange_batches([project("a", amount_cny=0)], DAY, BatchRules(seats=2))
    assert [item.obstacle for item in arrangement.impossible] == [Obstacle.NOTHING_READY]
    assert [item.project for item in arrangement.not_ready] == ["a"]
