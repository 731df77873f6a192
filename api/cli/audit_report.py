"""The audit as a text at the terminal."""

from api.cli.terminal import Terminal
from api.documents import audit_text as documents
from planner.audit import Audit
from planner.plan import Plan
from planner.season import Season


def audit_text(terminal: Terminal, season: Season, plan: Plan, audit: Audit) -> str:
    """The audit in the terminal's language."""
    return documents.audit_text(season, plan, audit, terminal.language)
