from planner.company import FirstContact, Needs
from planner.person import Chain, Rank
from tests.planner.audit.scene import broken_by_plan, broken_by_season, scene
from tests.plans import replaced

# a is met by deputy (rank 2), ann (of the park, speaks German) and bob; d by head, ann and cat.


def test_the_leader_ranks_as_high_as_the_company_wants() -> None:
    assert broken_by_season("companies", 0, "needs", to=Needs(least_rank=Rank.DEPUTY)) == set()
    assert broken_by_season("companies", 0, "needs", to=Needs(least_rank=Rank.PRINCIPAL)) == {"least_rank"}


def test_the_chief_of_the_chain_is_aboard() -> None:
    # d belongs to the chain of head, who meets it; a to none at first, then to that chain.
    assert broken_by_season("companies", 3, "needs", to=Needs(chief=True)) == set()
    assert broken_by_season("companies", 0, "needs", to=Needs(chief=True)) == {"chief"}
    food = replaced(scene(), ("companies", 0, "chain"), "food")
    wanted = replaced(food, ("companies", 0, "needs"), Needs(chief=True))
    assert broken_by_plan("version", to=1, planned=wanted) == {"chief"}


def test_a_chain_without_a_chief_cannot_send_him() -> None:
    headless = replaced(scene(), ("chains",), (Chain(id="food", name="食品"),))
    wanted = replaced(headless, ("companies", 3, "needs"), Needs(chief=True))
    assert broken_by_plan("version", to=1, planned=wanted) == {"chief"}


def test_the_named_person_is_aboard() -> None:
    assert broken_by_season("companies", 0, "needs", to=Needs(person="bob")) == set()
    assert broken_by_season("companies", 0, "needs", to=Needs(person="cat")) == {"named_person"}


def test_somebody_aboard_has_each_skill() -> None:
    assert broken_by_season("companies", 0, "needs", to=Needs(skills=("德语",))) == set()
    assert broken_by_season("companies", 0, "needs", to=Needs(skills=("德语", "招标"))) == {"skills"}


def test_the_first_contact_is_aboard_when_asked() -> None:
    place = ("companies", 0, "first_contact")
    assert broken_by_season(*place, to=FirstContact(unit="bureau", person="bob", aboard=True)) == set()
    assert broken_by_season(*place, to=FirstContact(unit="bureau", person="cat")) == set()
    assert broken_by_season(*place, to=FirstContact(unit="bureau", person="cat", aboard=True)) == {
        "first_contact"
    }


def test_anyone_of_the_unit_stands_for_an_unnamed_first_contact() -> None:
    contact = FirstContact(unit="park", aboard=True)
    assert broken_by_season("companies", 0, "first_contact", to=contact) == set()
    moved = replaced(scene(), ("people", 1, "unit"), "park")
    moved = replaced(moved, ("people", 2, "unit"), "bureau")
    # Now deputy alone is of the park: aboard with a, not with d.
    wanted_there = replaced(moved, ("companies", 0, "first_contact"), contact)
    wanted_elsewhere = replaced(moved, ("companies", 3, "first_contact"), contact)
    assert broken_by_plan("version", to=1, planned=wanted_there) == set()
    assert broken_by_plan("version", to=1, planned=wanted_elsewhere) == {"first_contact"}
