"""What an audit finds, as data: broken rules, figures that differ, and the objective as it really is."""

from datetime import datetime

from planner.clock import ZONE
from planner.plan import Objective
from planner.value import Value


class Violation(Value):
    """A rule that a plan breaks.

    ``rule`` is the name of the function that holds it and of its sentence in ``api/texts/audit.toml``;
    ``place`` is a path inside the plan such as ``trips[2].days[0].visits[1]``; ``detail`` holds the words
    of the sentence, by name.
    """

    rule: str
    place: str
    detail: dict[str, str] = {}


class Difference(Value):
    """A figure of the plan (``place``, a path inside it) that is not what the audit computed."""

    place: str
    stated: int | None
    computed: int | None


class Audit(Value):
    """The findings on one plan.

    ``excused`` are rules broken inside a pinned trip: it stays as asked, and they must be shown.
    ``objective`` is recomputed; None if the plan names things the season lacks.
    """

    violations: tuple[Violation, ...] = ()
    excused: tuple[Violation, ...] = ()
    differences: tuple[Difference, ...] = ()
    objective: Objective | None = None

    @property
    def passed(self) -> bool:
        """Whether no rule is broken and every figure is right."""
        return not self.violations and not self.differences


def broken(rule: str, place: str, **words: object) -> Violation:
    """The violation of ``rule`` at ``place``, with the words of its sentence; instants to the minute."""
    return Violation(rule=rule, place=place, detail={name: _word(word) for name, word in words.items()})


def _word(word: object) -> str:
    return f"{word.astimezone(ZONE):%Y-%m-%d %H:%M}" if isinstance(word, datetime) else str(word)
