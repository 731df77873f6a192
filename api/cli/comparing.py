"""A what-if at the terminal: both seasons solved with equal effort, and what differs as tables."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import JustifyMethod
from rich.table import Table

from api.cli.files import write_bytes, write_value
from api.cli.refusal import Refused
from api.cli.solving import solved
from api.cli.terminal import Terminal
from api.documents.comparison_workbook import comparison_workbook
from api.documents.season_comparison import Section, WhatIf
from planner.audit import audit
from planner.errors import Fault
from planner.options import Options
from planner.plan import Plan
from planner.season import Season
from planner.standing import standing
from planner.travel.network import Network

Seasons = tuple[Season, Season]
Plans = tuple[Plan, Plan]
_LEFT = {"companies", "seasons", "leaders", "events"}


def both_solved(terminal: Terminal, seasons: Seasons, options: Options, seconds: float | None) -> Plans:
    """A plan of each, found with equal effort.

    The second begins with the plan of the first: what differs is then what the change is worth, not where
    two searches happened to end, and a change that only allows more never looks like a loss. Where the plan
    of the second is possible in the first as well, and better there, the first begins with it once more.
    """
    before, after = seasons
    terminal.note(terminal.say("terminal.compare.solving", title=before.title))
    first = solved(terminal, before, options, seconds=seconds)
    terminal.note(terminal.say("terminal.compare.solving", title=after.title))
    second = solved(terminal, after, options, seconds=seconds, start=first)
    there = standing(before, second, Network(before))
    if there is not None and there.objective.total > first.objective.total:
        terminal.note(terminal.say("terminal.compare.better"))
        first = solved(terminal, before, options, seconds=seconds, start=second)
    return first, second


def checked(seasons: Seasons, plans: Plans, paths: Sequence[Path]) -> Plans:
    """``plans``, audited. Raises :class:`Refused` for one that fails, with the rules and figures."""
    faults = []
    for season, plan, path in zip(seasons, plans, paths, strict=True):
        found = audit(season, plan)
        rules = [item.rule for item in found.violations] + [item.place for item in found.differences]
        if rules:
            detail = {"rules": ", ".join(dict.fromkeys(rules))}
            faults.append(Fault(code="plan_fails_its_audit", place=path.name, detail=detail))
    if faults:
        raise Refused(faults)
    return plans


def write(
    terminal: Terminal, found: WhatIf, plans: Plans, outputs: Sequence[Path], workbook: Path | None
) -> None:
    """The plans to ``outputs`` (both or none), the comparison to ``workbook``."""
    for path, plan in zip(outputs, plans, strict=False):
        write_value(path, plan)
        terminal.note(terminal.say("terminal.plan.done", path=path))
    if workbook:
        write_bytes(workbook, comparison_workbook(found, plans[1].made_at, terminal.language))
        terminal.note(terminal.say("terminal.compare.xlsx", path=workbook))


def show(terminal: Terminal, found: WhatIf, *, as_json: bool) -> None:
    """The comparison as tables, or for a program."""
    if as_json:
        terminal.show_json(found.comparison.model_dump(mode="json"))
        return
    terminal.show(found.title, found.verdict, *(_table(section) for section in found.sections))


def _table(section: Section) -> Table:
    table = Table(title=section.heading, title_justify="left")
    for number, heading in enumerate(section.columns):
        justify: JustifyMethod = "left" if number == 0 or section.name in _LEFT else "right"
        table.add_column(heading, justify=justify, overflow="fold")
    for row in section.rows:
        table.add_row(*row)
    return table
