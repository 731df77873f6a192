"""A word out of few: yes or no, a stage, a rank, a datum, a kind."""

from functools import cache

from api.imports import vocabulary
from api.imports.frame import Frame
from api.imports.parse.refusal import Refused
from api.imports.parse.text import Cell, key_of
from planner.company import Stage
from planner.event import EventKind
from planner.person import Rank
from planner.place import Datum


@cache
def _meanings(topic: str) -> dict[str, str]:
    return {key_of(word): code for code, words in vocabulary.words(topic).items() for word in (code, *words)}


def chosen(topic: str, cell: Cell) -> str:
    """The code of the choice that a cell names.

    Raises Refused: unknown_choice, with the choices.
    """
    code = _meanings(topic).get(key_of(cell))
    if code is None:
        raise Refused(
            "unknown_choice", choices="、".join(words[0] for words in vocabulary.words(topic).values())
        )
    return code


def yes_no(cell: Cell, _frame: Frame | None = None) -> bool:
    """是 or 否."""
    return chosen("yes_no", cell) == "yes"


def stage(cell: Cell, _frame: Frame | None = None) -> Stage:
    """How far the talks are."""
    return Stage(chosen("stage", cell))


def datum(cell: Cell, _frame: Frame | None = None) -> Datum:
    """The coordinate system."""
    return Datum(chosen("datum", cell))


def event_kind(cell: Cell, _frame: Frame | None = None) -> EventKind:
    """What is held."""
    return EventKind(chosen("event_kind", cell))


def place_kind(cell: Cell, _frame: Frame | None = None) -> str:
    """``region``, ``home`` or ``outpost``."""
    return chosen("place_kind", cell)


def rank(cell: Cell, frame: Frame) -> Rank:
    """职级 by its name or by its number.

    Raises Refused: unknown_choice, with the names.
    """
    text = key_of(cell).removesuffix("级")
    names = [key_of(name) for name in frame.rank_names]
    if text in names:
        return Rank(names.index(text) + 1)
    if text in {"1", "2", "3", "4", "5"}:
        return Rank(int(text))
    raise Refused("unknown_choice", choices="、".join((*frame.rank_names, "1-5")))


@cache
def _rules() -> dict[str, str]:
    return {key_of(name): key for key in vocabulary.rule_keys() for name in vocabulary.rule_names(key)}


def rule_key(cell: Cell, _frame: Frame | None = None) -> str:
    """A rule of the sheet 规则, by its name in the code.

    Raises Refused: unknown_rule, with the names that are near.
    """
    key = _rules().get(key_of(cell))
    if key is None:
        raise Refused(
            "unknown_rule",
            near=near(str(cell), [vocabulary.rule_title(key) for key in vocabulary.rule_keys()]),
        )
    return key


def near(text: str, names: list[str]) -> str:
    """The names that look like ``text``, for a remedy; the first few of all if none does."""
    from difflib import get_close_matches  # noqa: PLC0415  (only when something is wrong)

    return "、".join(get_close_matches(text, names, 3, 0.4) or names[:3])
