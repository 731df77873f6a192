"""Each rule of the check, broken."""

from collections.abc import Callable

import pytest

from events.batches.arrange import arrange_batches
from events.batches.arrangement import Arrangement, Batch, BatchRules, Place
from events.batches.check import Broken, BrokenRule, broken_rules
from events.batches.signing_project import Presence
from planner.person import Rank
from tests.events.batches.projects import DAY, project, witness

RULES = BatchRules(seats=2)
PROJECTS = [
    project("a", "x", 3),
    project("b", "y", 9),
    project("c", "x", 1),
    project("d", "z", 2, presence=Presence.ONLINE),
]
WITNESSES = [witness("书记", Rank.PRINCIPAL)]
GOOD = arrange_batches(PROJECTS, DAY, RULES, WITNESSES)
# d online, then c, then a and b.
D, C, AB = GOOD.batches


def _with(*batches: Batch, **figures: int) -> Arrangement:
    return GOOD.model_copy(update={"batches": batches, **figures})


def _batch(batch: Batch, *projects: str, **fields: object) -> Batch:
    places = tuple(Place(project=name, number=k) for k, name in enumerate(projects, 1))
    return batch.model_copy(update={"places": places, **fields})


def _one(rule: BrokenRule, batch: int = 0, who: str = "") -> Broken:
    return Broken(rule=rule, batch=batch, who=who)


def test_what_was_arranged_breaks_nothing() -> None:
    assert [[place.project for place in batch.places] for batch in (D, C)] == [["d"], ["c"]]
    assert broken_rules(PROJECTS, DAY, RULES, GOOD, WITNESSES) == ()


BREAKING: dict[str, tuple[Callable[[], Arrangement], Broken]] = {
    "left out": (lambda: _with(D, C, _batch(AB, "b")), _one(BrokenRule.SIGNS_ONCE, who="a")),
    "twice": (lambda: _with(_batch(D, "d", "d"), C, AB), _one(BrokenRule.SIGNS_ONCE, who="d")),
    "stranger": (lambda: _with(_batch(D, "d", "e"), C, AB), _one(BrokenRule.ONLY_READY, who="e")),
    "no such place": (
        lambda: _with(D, C.model_copy(update={"places": (Place(project="c", number=3),)}), AB),
        _one(BrokenRule.SEATS, 2, "[3]"),
    ),
    "signer twice": (lambda: _with(D, C, _batch(AB, "a", "b", "c")), _one(BrokenRule.SIGNER_TWICE, 3, "x")),
    "mixed": (lambda: _with(_batch(D, "d", "c"), AB), _one(BrokenRule.ONLINE_APART, 1)),
    "not last": (
        lambda: _with(D, _batch(AB, "a", "b", number=2), _batch(C, "c", number=3)),
        _one(BrokenRule.LARGEST_AT_THE_END, who="b"),
    ),
    "needless": (
        lambda: _with(D, C, _batch(AB, "a"), _batch(AB, "b", number=4)),
        _one(BrokenRule.TOO_MANY_BATCHES, who="4"),
    ),
    "numbers": (
        lambda: _with(D, C, AB.model_copy(update={"number": 4})),
        _one(BrokenRule.SEATS, who="[1, 2, 4]"),
    ),
    "signs and stands": (
        lambda: _with(D, C.model_copy(update={"rows": (("x",),)}), AB),
        _one(BrokenRule.STANDS_AND_SIGNS, 2, "x"),
    ),
    "unknown witness": (
        lambda: _with(D, C.model_copy(update={"rows": (("谁",),)}), AB),
        _one(BrokenRule.UNKNOWN_WITNESS, 2, "谁"),
    ),
    "figure": (lambda: _with(*GOOD.batches, returns=7), _one(BrokenRule.FIGURE, who="returns")),
}


@pytest.mark.parametrize("name", BREAKING)
def test_a_broken_rule_is_found(name: str) -> None:
    make, broken = BREAKING[name]
    found = broken_rules(PROJECTS, DAY, RULES, make(), WITNESSES)
    assert broken in found
