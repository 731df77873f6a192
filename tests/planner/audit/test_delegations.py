from planner.person import Rank
from planner.season import Base
from tests.planner.audit.scene import broken_by_plan, broken_by_season, scene
from tests.plans import replaced

# Trips: deputy (rank 2) with ann and bob (staff); head (rank 1) with ann and cat (staff).


def test_everybody_lives_at_the_base() -> None:
    outpost = Base(id="outpost", name="驻外组", site=scene().home.site, leader_rank_at_most=Rank.STAFF)
    assert broken_by_season("outposts", to=(outpost,)) == set()
    moved = replaced(scene(outposts=(outpost,)), ("people", 3, "base"), "outpost")
    assert broken_by_plan("version", to=1, planned=moved) == {"one_base"}


def test_nobody_is_aboard_twice() -> None:
    assert broken_by_plan("trips", 0, "members", to=("ann", "bob", "bob")) == {"one_base", "away_twice"}


def test_the_base_serves_the_region() -> None:
    assert broken_by_season("home", "regions", to=("csj",)) == set()
    assert broken_by_season("home", "regions", to=("elsewhere",)) == {"base_serves_region"}


def test_the_leader_ranks_high_enough() -> None:
    assert broken_by_season("home", "leader_rank_at_most", to=Rank.DEPUTY) == set()
    assert broken_by_season("home", "leader_rank_at_most", to=Rank.PRINCIPAL) == {"leader_rank"}


def test_nobody_outranks_the_leader() -> None:
    # bob, on the first trip only, as high as the deputy is a second; higher he outranks him.
    assert broken_by_season("people", 3, "rank", to=Rank.DEPUTY) == {"least_staff"}
    assert broken_by_season("people", 3, "rank", to=Rank.PRINCIPAL) == {"leader_rank", "least_staff"}


def test_enough_members_are_staff() -> None:
    assert broken_by_season("home", "least_staff", to=2) == set()
    assert broken_by_season("home", "least_staff", to=3) == {"least_staff"}
    assert broken_by_season("rules", "staff_rank_at_least", to=Rank.STAFF) == set()


def test_no_more_seconds_than_allowed() -> None:
    # With cat a department head the second trip has one second and one staff.
    base = replaced(scene(), ("home", "least_staff"), 1)
    second = replaced(base, ("people", 4, "rank"), Rank.DEPARTMENT_HEAD)
    none_allowed = replaced(second, ("rules", "most_seconds"), 0)
    assert broken_by_plan("version", to=1, planned=second) == set()
    assert broken_by_plan("version", to=1, planned=none_allowed) == {"most_seconds"}


def test_the_delegation_is_not_too_large() -> None:
    assert broken_by_season("rules", "most_delegates", to=3) == set()
    assert broken_by_season("rules", "most_delegates", to=2) == {"most_delegates"}
