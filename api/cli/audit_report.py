"""The audit as a text that prints alike at a terminal and in ``audit.txt``."""

from collections.abc import Iterator

from api.cli.points import gap_words, points_words
from api.cli.terminal import Terminal
from planner.audit import PLAN_RULES, TRIP_RULES, Audit, Difference, Violation
from planner.plan import Objective, Plan
from planner.season import Season

LOSSES = frozenset({"fares", "lodging", "travel_time", "trips", "load", "changes"})


def audit_lines(terminal: Terminal, season: Season, plan: Plan, audit: Audit) -> Iterator[str]:
    """The verdict, every finding, every term of the objective as recomputed, the bound and the gap."""
    if audit.passed:
        yield terminal.say("audit.passed", rules=len(TRIP_RULES) + len(PLAN_RULES))
        visits = sum(len(trip.visits) for trip in plan.trips)
        words = {
            "title": season.title,
            "trips": len(plan.trips),
            "visits": visits,
            "events": len(plan.events),
        }
        yield terminal.say("terminal.audit.whole", **words)
    else:
        counts = {"violations": len(audit.violations), "differences": len(audit.differences)}
        yield terminal.say("audit.failed", **counts)
    yield from (_violation(terminal, item) for item in audit.violations)
    yield from (_difference(terminal, item) for item in audit.differences)
    if audit.excused:
        yield terminal.say("audit.excused", count=len(audit.excused))
        yield from (_violation(terminal, item) for item in audit.excused)
    if audit.objective is not None:
        yield terminal.say("terminal.objective.heading")
        yield from objective_lines(terminal, audit.objective)
    bound, gap = points_words(terminal, plan.bound), gap_words(terminal, plan.gap_permille)
    yield terminal.say("terminal.audit.bound", bound=bound, gap=gap)


def audit_text(terminal: Terminal, season: Season, plan: Plan, audit: Audit) -> str:
    """:func:`audit_lines` as one text."""
    return "\n".join(audit_lines(terminal, season, plan, audit)) + "\n"


def _violation(terminal: Terminal, violation: Violation) -> str:
    sentence = terminal.say(f"audit.rule.{violation.rule}", **violation.detail)
    return terminal.say("terminal.audit.finding", place=violation.place, sentence=sentence)


def _difference(terminal: Terminal, difference: Difference) -> str:
    stated, computed = (points_words(terminal, figure) for figure in (difference.stated, difference.computed))
    return terminal.say("audit.difference", place=difference.place, stated=stated, computed=computed)


def objective_lines(terminal: Terminal, objective: Objective) -> Iterator[str]:
    """A line a term, losses with their sign, the total last."""
    for term, points in objective.model_dump().items():
        signed = -points if term in LOSSES else points
        yield terminal.say(
            "terminal.objective.line", term=terminal.say(f"terminal.objective.{term}"), points=f"{signed:,}"
        )
    total = terminal.say("terminal.objective.total")
    yield terminal.say("terminal.objective.line", term=total, points=f"{objective.total:,}")
