from events.batches.arrangement import Hand, Layout
from events.batches.standing import outward, rows_of, witnesses_of
from planner.person import Rank
from tests.events.batches.projects import project, signer, witness

SEVEN = tuple("1234567")


def test_the_first_stands_in_the_middle_and_the_second_at_his_left() -> None:
    # Seen from the audience, as docs/ceremony.md quotes it for odd and for even numbers.
    assert "".join(outward(SEVEN, Hand.LEFT)) == "7531246"
    assert "".join(outward("12345678", Hand.LEFT)) == "75312468"


def test_the_other_custom_is_the_mirror_image() -> None:
    assert "".join(outward(SEVEN, Hand.RIGHT)) == "6421357"
    assert "".join(outward("12345678", Hand.RIGHT)) == "86421357"


def test_the_front_row_holds_the_highest_ranks() -> None:
    assert rows_of(SEVEN, Layout(most_in_row=4)) == (tuple("3124"), tuple("756"))
    assert rows_of((), Layout()) == ()


def test_principals_then_chiefs_of_the_batch_then_ranks_fill_the_places() -> None:
    people = [
        witness("局长", Rank.DEPARTMENT_HEAD, order=2),
        witness("链长", Rank.DEPUTY, order=9, chains=("equipment",)),
        witness("副区长", Rank.DEPUTY, order=1),
        witness("区长", Rank.PRINCIPAL, order=2),
        witness("书记", Rank.PRINCIPAL, order=1),
    ]
    batch = [project("a", chain="equipment")]
    assert witnesses_of(batch, people, 3) == ("书记", "区长", "链长")
    assert witnesses_of(batch, people, 9) == ("书记", "区长", "副区长", "链长", "局长")
    assert witnesses_of([project("a", chain="food")], people, 3) == ("书记", "区长", "副区长")


def test_who_signs_does_not_stand_behind_himself() -> None:
    mayor = witness("区长", Rank.PRINCIPAL)
    assert witnesses_of([project("a", host="区长")], [mayor], 9) == ()
    assert witnesses_of([project("a", company_signer=signer("区长"))], [mayor], 9) == ()
