"""The audit as a text that prints alike at a terminal and in ``audit.txt``."""

from collections.abc import Iterator

from api.cli.points import gap_words, points_words
from api.cli.terminal import Terminal
from api.documents.legible import one_line
from api.documents.register import Register
from planner.audit import Audit, Difference, Violation
from planner.plan import Objective, Plan
from planner.season import Season

LOSSES = frozenset({"fares", "lodging", "travel_time", "trips", "load", "changes"})


def audit_lines(terminal: Terminal, season: Season, plan: Plan, audit: Audit) -> Iterator[str]:
    """The verdict, every finding, every term of the objective as recomputed, the bound and the gap."""
    if audit.passed:
        visits = sum(len(trip.visits) for trip in plan.trips)
        words = {
            "title": season.title,
            "trips": len(plan.trips),
            "visits": visits,
            "events": len(plan.events),
        }
        yield terminal.say("terminal.audit.passed", **words)
    else:
        yield terminal.say("terminal.audit.failed", count=len(audit.violations) + len(audit.differences))
    register = Register(season)
    yield from (_violation(terminal, register, "broken", item) for item in audit.violations)
    yield from (_difference(terminal, item) for item in audit.differences)
    yield from (_violation(terminal, register, "excused", item) for item in audit.excused)
    if audit.objective is not None:
        yield terminal.say("terminal.objective.heading")
        yield from objective_lines(terminal, audit.objective)
    bound, gap = points_words(terminal, plan.bound), gap_words(terminal, plan.gap_permille)
    yield terminal.say("terminal.audit.bound", bound=bound, gap=gap)


def audit_text(terminal: Terminal, season: Season, plan: Plan, audit: Audit) -> str:
    """:func:`audit_lines` as one text."""
    return "\n".join(audit_lines(terminal, season, plan, audit)) + "\n"


def _violation(terminal: Terminal, register: Register, kind: str, violation: Violation) -> str:
    words = {name: one_line(register.name_of(word)) for name, word in violation.detail.items()}
    sentence = terminal.say(f"audit.{violation.rule}", **words)
    return terminal.say(f"terminal.audit.{kind}", place=violation.place, sentence=sentence)


def _difference(terminal: Terminal, difference: Difference) -> str:
    figures = (points_words(terminal, figure) for figure in (difference.stated, difference.computed))
    words = dict(zip(("stated", "computed"), figures, strict=True))
    return terminal.say("terminal.audit.differs", place=difference.place, **words)


def objective_lines(terminal: Terminal, objective: Objective) -> Iterator[str]:
    """A line a term, losses with their sign, the total last."""
    for term, points in objective.model_dump().items():
        signed = -points if term in LOSSES else points
        yield terminal.say(
            "terminal.objective.line", term=terminal.say(f"terminal.objective.{term}"), points=f"{signed:,}"
        )
    total = terminal.say("terminal.objective.total")
    yield terminal.say("terminal.objective.line", term=total, points=f"{objective.total:,}")
