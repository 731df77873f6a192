import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.matchmaking.request import Wish
from events.matchmaking.score import Desire, FitWeights, Profile, fit, requested

WEIGHTS = FitWeights(
    same_chain=1, next_segment=10, same_segment=100, must=1_000, wish=10_000, kinds={"链主": 100_000}
)
PROFILES = st.builds(
    Profile,
    id=st.just("x"),
    chain=st.sampled_from([None, "车", "药"]),
    segment=st.sampled_from([None, 1, 2, 3]),
    kinds=st.sampled_from([(), ("链主",), ("500强",)]),
)


def _at(chain: str | None, segment: int | None, *kinds: str) -> Profile:
    return Profile(id="x", chain=chain, segment=segment, kinds=kinds)


@pytest.mark.parametrize(
    ("one", "other", "wishes", "points"),
    [
        (_at(None, None), _at(None, None), [], 0),
        (_at("车", None), _at("药", None), [], 0),
        (_at("车", None), _at("车", 1), [], 1),
        (_at("车", 1), _at("车", 2), [], 11),
        (_at("车", 2), _at("车", 2), [], 101),
        (_at("车", 1), _at("车", 3), [], 1),
        (_at("车", 1), _at("药", 2), [Wish.MUST, Wish.WISH, Wish.NO], 11_000),
        (_at(None, None, "链主"), _at(None, None, "链主", "500强"), [], 200_000),
    ],
)
def test_a_meeting_is_worth_the_sum_of_what_speaks_for_it(
    one: Profile, other: Profile, wishes: list[Wish], points: int
) -> None:
    assert fit(one, other, wishes, WEIGHTS) == points


@given(PROFILES, PROFILES, st.lists(st.sampled_from(Wish), max_size=2))
def test_it_is_worth_the_same_to_both_sides(one: Profile, other: Profile, wishes: list[Wish]) -> None:
    assert fit(one, other, wishes, WEIGHTS) == fit(other, one, wishes[::-1], WEIGHTS)


def _asked(*said: tuple[str, str, Wish], both_must_answer: bool = False) -> list[tuple[str, Wish, int, bool]]:
    profiles = [Profile(id=who) for who in "abc"]
    desires = [Desire(by=by, of=of, wish=wish) for by, of, wish in said]
    found = requested(profiles, desires, WEIGHTS, both_must_answer=both_must_answer)
    return [(item.id, item.wish, item.points, item.pending) for item in found]


def test_a_pair_of_which_nobody_speaks_is_not_asked_for() -> None:
    assert _asked(("b", "a", Wish.WISH)) == [("a-b", Wish.WISH, 10_000, False)]


def test_a_refusal_outweighs_a_must_and_a_must_a_wish() -> None:
    said = (("a", "b", Wish.MUST), ("b", "a", Wish.NO), ("a", "c", Wish.WISH), ("c", "a", Wish.MUST))
    assert _asked(*said) == [("a-b", Wish.NO, 1_000, False), ("a-c", Wish.MUST, 11_000, False)]


def test_where_both_must_answer_one_voice_is_pending_and_a_refusal_is_not() -> None:
    said = (("a", "b", Wish.WISH), ("b", "c", Wish.WISH), ("c", "b", Wish.WISH), ("c", "a", Wish.NO))
    assert _asked(*said, both_must_answer=True) == [
        ("a-b", Wish.WISH, 10_000, True),
        ("a-c", Wish.NO, 0, False),
        ("b-c", Wish.WISH, 20_000, False),
    ]
