from api.sample.dice import Dice


def test_equal_seeds_fall_alike_and_others_do_not() -> None:
    throws = [[Dice(seed).below(1_000) for _ in range(3)] for seed in ("a", "a", "b")]
    assert throws[0] == throws[1] != throws[2]


def test_choices_stay_within_what_they_choose_from() -> None:
    dice = Dice("x")
    assert {dice.between(3, 5) for _ in range(200)} == {3, 4, 5}
    assert sorted(dice.shuffled(range(9))) == list(range(9))
    chosen = [dice.some_of("abcdef", 3) for _ in range(50)]
    # Three different letters, in the order of the alphabet.
    assert [letters for letters in chosen if letters != sorted(set(letters)) or len(letters) != 3] == []
