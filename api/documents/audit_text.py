"""The audit as a text that prints alike at a terminal, in ``audit.txt`` and out of the service."""

from collections.abc import Iterator

from api.texts import Language, say
from planner.audit import PLAN_RULES, TRIP_RULES, Audit, Difference, Violation
from planner.plan import Objective, Plan
from planner.season import Season

LOSSES = frozenset({"fares", "lodging", "travel_time", "trips", "load", "changes"})


def audit_text(season: Season, plan: Plan, audit: Audit, language: Language = "zh") -> str:
    """The verdict, every finding, every term of the objective as recomputed, the bound and the gap."""
    return "\n".join(_lines(season, plan, audit, language)) + "\n"


def _lines(season: Season, plan: Plan, audit: Audit, language: Language) -> Iterator[str]:
    if audit.passed:
        yield say("audit.passed", language, rules=len(TRIP_RULES) + len(PLAN_RULES))
        visits = sum(len(trip.visits) for trip in plan.trips)
        counts = {"trips": len(plan.trips), "visits": visits, "events": len(plan.events)}
        yield say("terminal.audit.whole", language, title=season.title, **counts)
    else:
        found = {"violations": len(audit.violations), "differences": len(audit.differences)}
        yield say("audit.failed", language, **found)
    yield from (_violation(item, language) for item in audit.violations)
    yield from (_difference(item, language) for item in audit.differences)
    if audit.excused:
        yield say("audit.excused", language, count=len(audit.excused))
        yield from (_violation(item, language) for item in audit.excused)
    if audit.objective is not None:
        yield say("terminal.objective.heading", language)
        yield from objective_lines(audit.objective, language)
    unknown = say("terminal.unknown", language)
    gap = unknown if plan.gap_permille is None else f"{plan.gap_permille / 10:.1f}%"
    yield say("terminal.audit.bound", language, bound=_points(plan.bound, language), gap=gap)


def objective_lines(objective: Objective, language: Language) -> Iterator[str]:
    """A line a term, losses with their sign, the total last."""
    for term, points in objective.model_dump().items():
        signed = -points if term in LOSSES else points
        words = {"term": say(f"terminal.objective.{term}", language), "points": f"{signed:,}"}
        yield say("terminal.objective.line", language, **words)
    total = say("terminal.objective.total", language)
    yield say("terminal.objective.line", language, term=total, points=f"{objective.total:,}")


def _violation(violation: Violation, language: Language) -> str:
    sentence = say(f"audit.rule.{violation.rule}", language, **violation.detail)
    return say("terminal.audit.finding", language, place=violation.place, sentence=sentence)


def _difference(difference: Difference, language: Language) -> str:
    stated, computed = (_points(figure, language) for figure in (difference.stated, difference.computed))
    return say("audit.difference", language, place=difference.place, stated=stated, computed=computed)


def _points(points: int | None, language: Language) -> str:
    return say("terminal.unknown", language) if points is None else f"{points:,}"
